"""`fasti backup` and `fasti restore`: the database copied while it is in use, and put back."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import URL

from bot import settings
from bot.clock import SystemClock
from bot.domain.errors import HostError
from bot.domain.words import plural
from bot.storage.copying import copy, file_of, turn
from bot.storage.engine import parse_address
from bot.storage.erasures import KEPT_FOR
from bot.storage.restoring import Restored, restore as put_back

_IN_MEMORY = (
    "The database is in memory and goes with the process: there is nothing to {what}. Let "
    "DATABASE_URL name a file to keep it."
)
_PG_DUMP = (
    "The database is on PostgreSQL, which has a program of its own for that, at any time: pg_dump "
    "--format=custom --file={file} --dbname='{address}'"
)
_PG_RESTORE = (
    "The database is on PostgreSQL, which has a program of its own for that. Stop every Fasti first: "
    "pg_restore --clean --if-exists --single-transaction --dbname='{address}' {file}\n"
    "Before you start Fasti again, let it know, so that it posts nothing twice: psql '{address}' "
    "--command='INSERT INTO backups (restored_at) VALUES (now())'"
)

_PARTS = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to the name of a database for its other files."""


def backup(path: Path, *, force: bool) -> None:
    """Copy the database into a file, and print what it holds; a bot may run on.

    Raises HostError with what keeps it from that; there is no file then that was not before.
    """
    source = _file(_PG_DUMP, path, "back up")
    if not path.parent.is_dir():
        raise HostError(f"There is no folder {path.parent}: make it first, or name another.")
    if path.resolve() in {Path(f"{source.resolve()}{part}") for part in _PARTS}:
        raise HostError(f"{path} is the database itself: name another file for the backup.")
    with turn(path.parent):
        made = copy(source, path, SystemClock().now(), replace=force)
    print(f"{path}: {_size(made.size)}, at revision {made.revision}, checked")  # noqa: T201 - the output


def restore(path: Path) -> None:
    """Put a backup in place of the database, and print what came of it.

    Raises HostError with what keeps it from that; the database is as it was then.
    """
    file = _file(_PG_RESTORE, path, "restore")
    restored = asyncio.run(put_back(path, file, SystemClock().now()))
    print("\n".join(_told(restored, path, file)))  # noqa: T201


def _file(of_postgresql: str, path: Path, what: str) -> Path:
    """Give the file of the database; raises HostError, which says what to do, if there is none."""
    address = settings.load().database_url
    url = parse_address(address)
    if url.drivername.startswith("postgresql"):
        raise HostError(of_postgresql.format(address=_without_password(url), file=path))
    file = file_of(address)
    if file is None:
        raise HostError(_IN_MEMORY.format(what=what))
    return file


def _without_password(url: URL) -> str:
    """Give the address as PostgreSQL's programs take it; they ask for a password by themselves."""
    plain = URL.create(
        "postgresql", username=url.username, host=url.host, port=url.port, database=url.database
    )
    return plain.render_as_string()


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _told(restored: Restored, path: Path, file: Path) -> Iterator[str]:
    made = f", made {restored.made_at:%Y-%m-%d %H:%M} UTC" if restored.made_at else ""
    yield f"{file} is restored from {path} (revision {restored.revision}{made})."
    if restored.kept:
        yield f"The database from before is kept as {restored.kept}: delete it once all is well."
    if restored.migrated:
        yield f"It is migrated to revision {restored.migrated[-1]}."
    yield (
        "Daily posts that were sent since the backup are looked for in their channels, and not sent "
        "again. What was set up, changed or written since is lost."
    )
    yield from _told_of_erased(restored)


def _told_of_erased(restored: Restored) -> Iterator[str]:
    if restored.erased:
        yield f"Since the backup there was {plural(restored.erased, 'erasure')}, which is made again."
    if not restored.knows_erased:
        yield (
            "No database was there that knows who asked to be erased since the backup: if you do, "
            "erase them again with fasti erase-member."
        )
    elif restored.made_at is None:
        yield (
            f"Who asked to be erased more than {KEPT_FOR.days} days ago is known no more: if this "
            "backup is older, and you know of any, erase them again with fasti erase-member."
        )
