"""A file that a command names by its path is handed over with it, or a sentence says why not."""

import pytest

from bot.cli import attaching

HIDDEN = "- event:operation-uranus\n"


@pytest.fixture
def imported(fasti):
    """Give a function that imports a file, and gives the status and what is printed."""

    def importing(path):
        status, output, complaint = fasti("ask", f"/content import file:{path}")
        assert complaint == ""
        return status, " ".join(output.replace("│", " ").split())

    return importing


def test_a_file_is_read_and_handed_over(imported, tmp_path):
    file = tmp_path / "a b" / "hidden.yaml"
    file.parent.mkdir()
    file.write_text(HIDDEN)
    status, output = imported(file)
    assert status == 0
    assert "It would hide 1 record." in output
    assert "hidden.yaml" in output


def test_what_cannot_be_read_is_said(imported, tmp_path):
    for path in (tmp_path, tmp_path / "gone.yaml", "a\x00b"):
        status, output = imported(path)
        assert status == 1
        assert "cannot be read: name a file that is there." in output


def test_what_is_too_large_is_said(imported, tmp_path, monkeypatch):
    monkeypatch.setattr(attaching, "_MOST_BYTES", 1024**2)
    file = tmp_path / "large.yaml"
    file.write_bytes(b" " * (1024**2 + 1))
    status, output = imported(file)
    assert status == 1
    assert "is too large: Discord takes at most 1 MiB." in output
