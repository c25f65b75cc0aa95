"""`fasti backup` and `fasti restore`: the database copied while it is in use, and put back."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from bot import settings
from bot.clock import SystemClock
from bot.domain.errors import HostError
from bot.domain.words import plural
from bot.storage.copying import Copy, copy, file_of, turn
from bot.storage.database import Database
from bot.storage.dumping import dump
from bot.storage.engine import parse_address
from bot.storage.erasures import KEPT_FOR
from bot.storage.faults import shown
from bot.storage.refilling import refill
from bot.storage.restoring import Restored, restore as put_back

from .beside import database

_IN_MEMORY = (
    "The database is in memory and goes with the process: there is nothing to {what}. Let "
    "DATABASE_URL name a file to keep it."
)
_PARTS = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to the name of a database for its other files."""


def backup(path: Path, *, force: bool) -> None:
    """Copy the database into a file, and print what it holds; a bot may run on.

    Raises HostError with what keeps it from that; there is no file then that was not before.
    """
    _, source = _found("back up")
    if not path.parent.is_dir():
        raise HostError(f"There is no folder {path.parent}: make it first, or name another.")
    if source and path.resolve() in {Path(f"{source.resolve()}{part}") for part in _PARTS}:
        raise HostError(f"{path} is the database itself: name another file for the backup.")
    with turn(path.parent):
        if source is None:
            made = asyncio.run(_dump(path, force=force))
        else:
            made = copy(source, path, SystemClock().now(), replace=force)
    print(f"{path}: {_size(made.size)}, at revision {made.revision}, checked")  # noqa: T201 - the output


def restore(path: Path) -> None:
    """Put a backup in place of the database, and print what came of it.

    Raises HostError with what keeps it from that; the database is as it was then.
    """
    address, file = _found("restore")
    if file is None:
        restored = asyncio.run(_refill(path, address))
    else:
        restored = asyncio.run(put_back(path, file, SystemClock().now()))
    name = str(file or shown(parse_address(address)))
    print("\n".join(_told(restored, path, name)))  # noqa: T201


def _found(what: str) -> tuple[str, Path | None]:
    """Give the address of the database, and its file if it is not on a server.

    Raises HostError for one in memory.
    """
    address = settings.load().database_url
    file = file_of(address)
    if file is None and parse_address(address).drivername.startswith("sqlite"):
        raise HostError(_IN_MEMORY.format(what=what))
    return address, file


async def _dump(path: Path, *, force: bool) -> Copy:
    async with database("back up") as opened, opened.snapshot() as connection:
        return await dump(connection, path, SystemClock().now(), replace=force)


async def _refill(path: Path, address: str) -> Restored:
    async with Database.open(address) as opened:
        return await refill(path, opened, SystemClock().now())


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _told(restored: Restored, path: Path, name: str) -> Iterator[str]:
    made = f", made {restored.made_at:%Y-%m-%d %H:%M} UTC" if restored.made_at else ""
    yield f"{name} is restored from {path} (revision {restored.revision}{made})."
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
