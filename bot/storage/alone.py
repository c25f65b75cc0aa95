"""A SQLite database held so that nobody else has it open, be it a Fasti or another program."""

import contextlib
import sqlite3
from collections.abc import Generator
from pathlib import Path

from bot.domain.errors import HostError

_PATIENCE = 2.0  # seconds: some programs look for a moment only
_IN_USE = ("SQLITE_BUSY", "SQLITE_LOCKED")
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")


class DamagedError(Exception):
    """SQLite cannot make sense of the file, so no program can be using it."""


@contextlib.contextmanager
def alone(file: Path) -> Generator[sqlite3.Connection, None, None]:
    """Hold a database until the end: whoever opens it meanwhile waits, or is told that it is locked.

    All is in the one file then, and nothing in a log beside it. Whoever has a database open in WAL
    mode, as Fasti has, holds a lock on it even at rest (sqlite.org/wal.html), which keeps it from
    leaving that mode. Raises HostError if it is in use, DamagedError if it is none.
    """
    with contextlib.ExitStack() as stack:
        try:
            connection = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
            stack.enter_context(contextlib.closing(connection))
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")  # in that locking mode, kept after the commit
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise _refused(file, error) from error
        yield connection


def _refused(file: Path, error: sqlite3.Error) -> Exception:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(_IN_USE):
        return HostError(
            f"The database {file} is in use, most likely by a Fasti that runs on it: stop it, and "
            "close what else has it open, then try again."
        )
    if name.startswith(_DAMAGED):
        return DamagedError(str(error))
    return HostError(
        f"The database {file} cannot be held ({error}): see that you may write to it and to its "
        "folder."
    )
