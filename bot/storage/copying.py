"""Copies of a SQLite database that may be in use, each whole and checked before it has its name."""

import contextlib
import datetime as dt
import fcntl
import os
import shutil
import sqlite3
import urllib.parse
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from bot.domain.errors import HostError

from .engine import parse_address
from .migrate import revisions

PARTIAL = ".fasti-partial"
"""The end of the names of copies that are not whole yet, which begin with a dot."""
FULL = 16 * 1024 * 1024
"""Bytes with which a disk counts as full: SQLite's log of what is written may grow by as much."""
_COMPANIONS = ("-journal", "-wal", "-shm")
_PAGES = 256  # of 4 KiB: a step of the copy, after which it looks whether it is to stop
_OPERATIONS = 100_000  # likewise while it is checked, of SQLite's machine: some milliseconds
_LOOK = "SELECT count(*) FROM sqlite_schema"
_INSTANT = "%Y-%m-%d %H:%M:%S.%f"  # as SQLAlchemy writes it


def _idle(*_: int) -> None:
    """Do nothing more than go on."""


class StoppedError(Exception):
    """The copy was given up, as whoever wanted it asked meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy that is whole: its size in bytes, and the revision of its tables."""

    file: Path
    size: int
    revision: str


def file_of(address: str) -> Path | None:
    """Give the file of a database address; None for one in memory, or on a server."""
    url = parse_address(address)
    if not url.drivername.startswith("sqlite") or url.database in {None, "", ":memory:"}:
        return None
    return Path(str(url.database))


def address_of(file: Path) -> str:
    """Give the database address of a file."""
    return URL.create("sqlite+aiosqlite", database=str(file)).render_as_string()


@contextlib.contextmanager
def turn(folder: Path, *, wait: bool = True) -> Generator[bool, None, None]:
    """Be the one process that copies into a folder, and remove what a killed one left there.

    Gives False where another does now, unless it waits for that to end. The turn goes with the
    process. Raises HostError if the folder cannot be read.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        except OSError:  # a file system that knows no such locks: then names must be enough
            yield True
            return
        for left in folder.glob(f".*{PARTIAL}*"):
            left.unlink(missing_ok=True)
        yield True
    finally:
        os.close(descriptor)


def tidy(folder: Path) -> None:
    """Remove what killed processes left of their copies in a folder, if that can be done."""
    with contextlib.suppress(HostError, OSError), turn(folder, wait=False):
        pass


def copy(
    source: Path,
    target: Path,
    now: dt.datetime,
    *,
    replace: bool = False,
    is_over: Callable[[], bool] = lambda: False,
) -> Copy:
    """Copy a database as it is at one moment, while others write to it; for whoever has the turn.

    The copy is one file that its owner alone may read, and notes that it was made `now`. Raises
    HostError with what keeps it from being made, and StoppedError when `is_over` says so; nothing
    has the name of `target` then that had not before.
    """
    with partial(target, replace=replace, is_over=is_over) as made:
        with opened(source) as reading:
            _see_room(source, target.parent)
            pour_new(reading, made, _stopping(is_over))
        return finish(made, target, now, of=source, is_over=is_over)


@contextlib.contextmanager
def partial(
    target: Path, *, replace: bool = False, is_over: Callable[[], bool] = lambda: False
) -> Generator[Path, None, None]:
    """Give the name of a copy until it is finished, beside that of `target`; nothing of it is left.

    Raises what `copy` raises.
    """
    if target.exists() and not replace:
        raise HostError(f"{target} is there already: name another file, or say --force.")
    made = target.with_name(f".{target.name}{PARTIAL}")
    try:
        yield made
    except OSError as error:
        raise unwritable(target, error) from error
    except sqlite3.Error as error:
        raise _unfinished(target, error, is_over) from error
    finally:
        discard(made)


def finish(
    made: Path,
    target: Path,
    now: dt.datetime,
    *,
    of: Path,
    is_over: Callable[[], bool] = lambda: False,
) -> Copy:
    """Check a copy `of` a database that was made `now`, note when that was, and give it its name."""
    revision = _noted(made, of, now, is_over)
    sync(made)
    size = made.stat().st_size
    made.replace(target)
    sync(target.parent)
    return Copy(file=target, size=size, revision=revision)


def check(file: Path, is_over: Callable[[], bool] = lambda: False) -> str:
    """Give the revision of a database that is whole, and that this version of Fasti can use.

    Raises HostError for any other.
    """
    with opened(file) as connection:
        connection.set_progress_handler(is_over, _OPERATIONS)
        try:
            return _checked(connection, file)
        except sqlite3.DatabaseError as error:
            raise _unreadable(file, error) from error


@contextlib.contextmanager
def opened(file: Path) -> Generator[sqlite3.Connection, None, None]:
    """Open a database to read one state of it; raises HostError if there is none."""
    if not file.is_file():
        raise HostError(f"There is no database {file}: name the file of one.")
    address = f"file:{urllib.parse.quote(str(file.absolute()))}?mode=ro"
    try:
        connection = sqlite3.connect(address, uri=True, isolation_level=None)
    except sqlite3.Error as error:
        raise _unreadable(file, error) from error
    with contextlib.closing(connection):
        try:
            connection.execute("BEGIN")
            _look(connection, file)
        except sqlite3.Error as error:
            raise _unreadable(file, error) from error
        yield connection


def _look(connection: sqlite3.Connection, file: Path) -> None:
    """Take up the present state, after undoing what a process that was killed had half written."""
    try:
        connection.execute(_LOOK)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_READONLY_ROLLBACK":
            raise
        with contextlib.closing(sqlite3.connect(file)) as mending:
            mending.execute(_LOOK)
        connection.execute(_LOOK)


def pour_new(source: sqlite3.Connection, target: Path, look: Callable[..., None] = _idle) -> None:
    """Copy what `source` reads into a file that its owner alone may read; as `pour` does."""
    make(target)
    with contextlib.closing(sqlite3.connect(target)) as connection:
        pour(source, connection, look)


def make(target: Path) -> None:
    """Make an empty file that its owner alone may read, in place of a copy that nobody wants."""
    discard(target)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def pour(
    source: sqlite3.Connection, target: sqlite3.Connection, look: Callable[..., None] = _idle
) -> None:
    """Put what one connection reads in place of what another holds: step by step, all or nothing.

    Where `source` holds on to one state, it need not begin anew when others write; `look` is
    called after each step.
    """
    source.backup(target, pages=_PAGES, progress=look)


def tables_of(connection: sqlite3.Connection) -> set[str]:
    """Give the names of the tables that there are."""
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}


def discard(made: Path) -> None:
    """Remove a copy that nobody wants any more, and what SQLite keeps beside it."""
    for companion in ("", *_COMPANIONS):
        with contextlib.suppress(OSError):
            made.with_name(f"{made.name}{companion}").unlink(missing_ok=True)


def sync(path: Path) -> None:
    """See that a file, or the names in a folder, outlast a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def unwritable(path: Path, error: OSError) -> HostError:
    """Say what to do where a file or folder cannot be written."""
    return HostError(
        f"{path} cannot be written ({error.strerror}): name a place where you may write, on a disk "
        "with room."
    )


def _see_room(source: Path, folder: Path) -> None:
    """Raise HostError where a copy would fill the disk, on which nothing can be written then."""
    parts = (source, source.with_name(f"{source.name}-wal"))
    needed = FULL + sum(part.stat().st_size for part in parts if part.exists())
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise HostError(
            f"The disk of {folder} has {free / 1e6:,.1f} MB free, and a backup needs"
            f" {needed / 1e6:,.1f} MB so as not to fill it: make room."
        )


def _stopping(is_over: Callable[[], bool]) -> Callable[..., None]:
    def look(*_: int) -> None:
        if is_over():
            raise StoppedError

    return look


def _noted(made: Path, source: Path, now: dt.datetime, is_over: Callable[[], bool]) -> str:
    """Make the copy a single file, note when it was made, and check it."""
    with contextlib.closing(sqlite3.connect(made, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        if "backups" in tables_of(connection):
            made_at = now.astimezone(dt.UTC).strftime(_INSTANT)
            connection.execute("INSERT INTO backups (made_at) VALUES (?)", [made_at])
        connection.set_progress_handler(is_over, _OPERATIONS)
        return _checked(connection, source)


def _checked(connection: sqlite3.Connection, file: Path) -> str:
    [found] = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        fault = " ".join(found.removeprefix("*** in database main ***").split())
        raise HostError(f"{file} is damaged ({fault}): take a backup from before that.")
    if orphan := connection.execute("PRAGMA foreign_key_check").fetchone():
        raise HostError(
            f"{file} is damaged (a row of {orphan[0]} has lost the row it belongs to): take a backup "
            "from before that."
        )
    if "alembic_version" not in tables_of(connection):
        raise HostError(f"{file} is not a database of Fasti: name one that is.")
    known = revisions()
    [revision] = connection.execute("SELECT version_num FROM alembic_version").fetchone() or [None]
    if revision not in known:
        raise HostError(
            f"{file} is at revision {revision or 'none'}, and this version of Fasti knows none "
            f"after {known[-1]}: use the Fasti that it belongs to."
        )
    return str(revision)


def _unreadable(file: Path, error: sqlite3.Error) -> HostError:
    match getattr(error, "sqlite_errorname", "").split("_")[1:2]:
        case ["NOTADB"]:
            return HostError(f"{file} is not a SQLite database: name the file of one.")
        case ["CORRUPT"]:
            return HostError(f"{file} is damaged ({error}): take a backup from before that.")
        case _:
            return HostError(
                f"{file} cannot be read ({error}): see that you may read it, and write to its folder."
            )


def _unfinished(target: Path, error: sqlite3.Error, is_over: Callable[[], bool]) -> Exception:
    if is_over():
        return StoppedError()
    return HostError(
        f"{target} could not be written whole ({error}): see that its disk has room and is well."
    )
