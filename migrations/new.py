"""Write the next migration: what `bot/storage/tables.py` holds beyond the migrations so far."""  # noqa: INP001 - a script, run by its path

import asyncio
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from bot.storage.database import Database
from bot.storage.migrate import MIGRATIONS, migrate, revisions


async def write(reason: str, folder: Path = MIGRATIONS) -> None:
    """Write the next file of `versions/`; `reason` is a sentence without its full stop."""
    async with Database.open("sqlite+aiosqlite://") as database:
        await migrate(database, folder)
        async with database.migrate() as connection:
            await connection.run_sync(_compare, reason, folder)


def _compare(connection: Connection, reason: str, folder: Path) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    number = f"{len(revisions(folder)) + 1:04}"
    command.revision(config, reason, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    asyncio.run(write(" ".join(sys.argv[1:])))
