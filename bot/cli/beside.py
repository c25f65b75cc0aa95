"""The database of a Fasti, opened by a command beside it, be it running or not."""

import contextlib
from collections.abc import AsyncGenerator
from pathlib import Path

from bot import settings
from bot.domain.errors import HostError
from bot.storage.database import Database
from bot.storage.engine import parse_address
from bot.storage.migrate import current_revision, revisions

_SQLITE = "sqlite+aiosqlite"


@contextlib.asynccontextmanager
async def database(what: str) -> AsyncGenerator[Database, None]:
    """Open the database that the settings name; `what` a command does with it, such as "export from".

    Raises HostError if there is none, rather than make it, or if it is of another version.
    """
    address = settings.load().database_url
    _refuse_missing(address, what)
    async with Database.open(address) as opened:
        await refuse_others(opened)
        yield opened


def _refuse_missing(address: str, what: str) -> None:
    url = parse_address(address)
    if url.drivername == _SQLITE and not (url.database and Path(url.database).exists()):
        raise HostError(
            f"There is no database {url.database or 'in memory'} to {what}: let DATABASE_URL "
            "name that of the Fasti that is meant."
        )


async def refuse_others(opened: Database) -> None:
    """Raise HostError for a database of another version: commands beside a Fasti migrate none."""
    async with opened.read() as connection:
        current = await current_revision(connection)
    latest = revisions()[-1]
    if current != latest:
        raise HostError(
            f"The database is at revision {current or 'none'}, and this version of Fasti works "
            f"with {latest}: use the Fasti that runs on it, or start this one on it first."
        )
