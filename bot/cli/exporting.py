"""`fasti export`: what a server's editors made of the content, as the files of a pack."""

import asyncio
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bot.domain.errors import HostError
from bot.domain.words import plural
from bot.services.editing.exporting import Export, Exporting

from .beside import database


def export(server: int, path: Path | None) -> None:
    """Write a server's own content into a folder, or a zip if the name ends so; prints what it wrote.

    Raises HostError with what keeps it from that; nothing is written then, and nothing replaced.
    """
    target = path or Path(f"server-{server}")
    if target.exists():
        raise HostError(f"{target} is there already: name another, or move it away first.")
    export_, files = asyncio.run(_read(server))
    try:
        _write(target, export_.data if target.suffix == ".zip" else files)
    except OSError as error:
        raise HostError(
            f"{target} cannot be written ({error.strerror}): name a place where you may write."
        ) from error
    counts = [plural(len(export_.overlay.own), "record"), f"{len(export_.overlay.hidden):,} hidden"]
    print(f"{target}: {', '.join(counts)}")  # noqa: T201 - the command's output


async def _read(server: int) -> tuple[Export, dict[str, str]]:
    async with database("export from") as opened:
        exporting = Exporting(opened)
        found = await exporting.zipped(server)
        if found is None:
            raise HostError(
                f"Server {server} has no content of its own: there is nothing to export. Its id "
                "is the number that Discord copies with Copy Server ID."
            )
        return found, await exporting.files(server)


def _write(target: Path, content: Mapping[str, str] | bytes) -> None:
    """Write all of it beside the target, then give it its name: a half-written export is none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=target.parent) as beside:
        made = Path(beside, "made")
        if isinstance(content, bytes):
            made.write_bytes(content)
        else:
            for name, text in content.items():
                file = made / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8", newline="\n")
        made.rename(target)
