"""Writers that read, then write: an update is lost, or fails, if they are not kept apart."""

import asyncio
import datetime as dt
import sys

from bot.storage.command_sync import CommandSync
from bot.storage.database import Database
from bot.storage.migrate import migrate

APPLICATION, API_URL = 1, "https://discord.com/api/v10"
NOW = dt.datetime(2026, 6, 22, tzinfo=dt.UTC)


async def add_one(database: Database) -> None:
    async with database.write() as connection:
        commands = CommandSync(connection)
        number = int(await commands.hash_for(APPLICATION, API_URL) or 0)
        await asyncio.sleep(0)
        await commands.record(APPLICATION, API_URL, f"{number + 1:064}", NOW)


async def add_many(database: Database, writers: int, times: int) -> None:
    async def writer() -> None:
        for _ in range(times):
            await add_one(database)

    await asyncio.gather(*(writer() for _ in range(writers)))


async def count(database: Database) -> int:
    async with database.read() as connection:
        return int(await CommandSync(connection).hash_for(APPLICATION, API_URL) or 0)


async def main(address: str) -> None:
    async with Database.open(address) as database:
        await migrate(database)
        await add_many(database, writers=4, times=10)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
