"""Zips as a moderator's own program makes them, and what is told of an upload."""

import io
import zipfile

from bot.catalogue.uploads import Upload


def packed(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Zip files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def told(upload: Upload) -> list[str]:
    """Give the faults, having made sure that nothing is taken beside an error."""
    assert not upload.errors or (not upload.bodies and not upload.hidden)
    for fault in upload.faults:
        assert "\n" not in str(fault)
        assert fault.line >= 1
        assert len(str(fault)) < 700
        str(fault).encode()
    return [str(fault) for fault in upload.faults]
