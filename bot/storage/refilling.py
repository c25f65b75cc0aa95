"""A backup put in place of what a database on a server holds, all of it or nothing."""

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Generator
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import HostError

from .copying import PARTIAL, address_of, check, discard, opened, pour_new, turn
from .database import Database
from .dumping import dump
from .erasures import Erasures
from .faults import reason
from .migrate import current_revision, migrate, revisions
from .moving import carry, given_out, is_used, sizes
from .restoring import Restored, erase_again, free_name, goes_on_from, take_up
from .tables import metadata


async def refill(backup: Path, database: Database, now: dt.datetime) -> Restored:
    """Put a backup in place of all that a database holds, which is kept in a file beside the backup.

    Killed at any time, it leaves the one or the other there. Raises HostError with what keeps it
    from that, such as a Fasti that runs on it; it holds what it did then, or, if the connection was
    lost at the very end, perhaps the backup.
    """
    revision = check(backup)
    with turn(backup.parent), _staged(backup) as staged:
        try:
            async with Database.open(address_of(staged)) as rows:
                migrated = await migrate(rows)
                await _migrate(database)
                async with database.migrate() as connection, rows.read() as reading:
                    return await _refill(
                        connection, reading, backup, now, revision=revision, migrated=migrated
                    )
        except (DBAPIError, OSError) as error:
            raise HostError(
                f"The backup could not be put in place ({reason(error)}): see that the database's "
                "server is well and has room, then restore once more."
            ) from error


@contextlib.contextmanager
def _staged(backup: Path) -> Generator[Path, None, None]:
    """Copy a backup beside itself for a while, so that its tables can be brought up to date."""
    staged = backup.with_name(f".{backup.name}{PARTIAL}")
    try:
        try:
            with opened(backup) as source:
                pour_new(source, staged)
        except (OSError, sqlite3.Error) as error:
            raise HostError(
                f"The folder of {backup} cannot be written ({error}), and what the database holds is to "
                "be kept there: put the backup where you may write, on a disk with room."
            ) from error
        yield staged
    finally:
        discard(staged)


async def _migrate(database: Database) -> None:
    """Bring the tables up to date; raises HostError if they are newer than this version's."""
    async with database.read() as connection:
        current = await current_revision(connection)
    if current not in {None, *revisions()}:
        raise HostError(
            f"The database is at revision {current}, and this version of Fasti knows none after "
            f"{revisions()[-1]}: let the newer Fasti restore, or let DATABASE_URL name a new, empty "
            "database."
        )
    await migrate(database)


async def _refill(
    connection: AsyncConnection,
    reading: AsyncConnection,
    backup: Path,
    now: dt.datetime,
    *,
    revision: str,
    migrated: tuple[str, ...],
) -> Restored:
    """Do it in one unit of work."""
    if await is_used(connection):
        raise HostError(
            "The database is in use by a Fasti that runs on it: stop it, then try again."
        )
    kept = None
    if await sizes(connection):
        kept = (await dump(connection, free_name(backup.with_name("fasti.sqlite3"), now), now)).file
    erasures = await Erasures(connection).all()
    is_of_it = goes_on_from(await given_out(reading), await given_out(connection))
    for table in reversed(metadata.sorted_tables):
        await connection.execute(delete(table))
    await carry(reading, connection)
    gap = await take_up(connection, now)
    return Restored(
        kept=kept,
        made_at=gap.made_at,
        revision=revision,
        migrated=migrated,
        erased=await erase_again(connection, erasures),
        knows_erased=kept is not None and is_of_it,
    )
