"""Whether the file of an open SQLite database is still the one that its path leads to."""

from pathlib import Path

from sqlalchemy.engine import URL

_REMEDY = (
    "so that nothing is posted or saved, for it would be lost. Stop Fasti, put that very file back,"
    " or a backup with fasti restore FILE, then start Fasti again."
)


class LostFileError(OSError):
    """Nothing that is written outlasts the process; the text is for a host."""


class SameFile:
    """The file that is at the path of an address now; there is none in memory, or on a server.

    Who has a file open goes on reading and writing it after it was deleted or replaced, and SQLite
    looks for that where it keeps no write-ahead log alone (sqlite.org/howtocorrupt.html, 4.2).
    """

    def __init__(self, url: URL) -> None:
        is_file = url.drivername.startswith("sqlite") and url.database not in {None, "", ":memory:"}
        self._path = Path(str(url.database)).absolute() if is_file else None
        self._opened = _identity(self._path) if self._path is not None else None

    def prove(self) -> None:
        """Raise LostFileError if it is deleted, or another is in its place."""
        if self._path is None:
            return
        try:
            now = _identity(self._path)
        except (FileNotFoundError, NotADirectoryError):
            raise LostFileError(f"The database {self._path} is gone, {_REMEDY}") from None
        except OSError:
            return  # nobody may look there: if that matters, SQLite says what is wrong
        if now != self._opened:
            told = f"The database {self._path} is not the file that Fasti has open, {_REMEDY}"
            raise LostFileError(told)


def _identity(path: Path) -> tuple[int, int]:
    """Tell a file from others, as SQLite does, whatever it is called."""
    there = path.stat()
    return there.st_dev, there.st_ino
