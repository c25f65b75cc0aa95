"""Migrations keep what an older database holds, and lead to what the code knows."""

import shutil
from pathlib import Path

from sqlalchemy import text

from bot.domain.feeds import FeedState
from bot.storage.command_sync import CommandSync
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds
from bot.storage.migrate import MIGRATIONS, migrate, revisions
from bot.storage.revisions import Revisions
from bot.storage.tables import metadata
from tests.storage.conftest import MEMORY, MigrationFolder
from tests.storage.samples import NOW, add_feed

HASH = "0" * 64


def bring(folder: MigrationFolder, last: str) -> Path:
    """Give a folder with the real migrations up to this one."""
    for file in sorted((MIGRATIONS / "versions").glob("[0-9]*.py")):
        if file.name[:4] <= last:
            shutil.copy(file, folder.path / "versions")
    return folder.path


async def test_commands_stay_known_when_feeds_come(folder: MigrationFolder) -> None:
    async with Database.open(MEMORY) as database:
        assert await migrate(database, bring(folder, "0001")) == ("0001",)
        async with database.write() as connection:
            await CommandSync(connection).record(1, "https://discord.com", HASH, NOW)
        assert await migrate(database) == revisions()[1:]
        async with database.write() as connection:
            assert await CommandSync(connection).hash_for(1, "https://discord.com") == HASH
            await add_feed(connection)


async def test_feeds_and_their_ledger_are_kept_when_refusals_are_counted(
    folder: MigrationFolder,
) -> None:
    feed = (
        "INSERT INTO feeds VALUES (1, 7, 1, 8, '2026-06-22 07:00:00', 9, 'text', '09:00', 'UTC',"
        " '[0]', '[]', '[]', 1, '[]', 'lead', NULL, 0, 0, 0, 0, '[]', 'nowhere', 60, 'skip',"
        " 'paused', NULL, NULL, NULL, NULL, NULL, NULL)"
    )
    row = (
        "INSERT INTO deliveries VALUES (1, '2026-06-22', '2026-06-22 07:00:00', 'done', 2, NULL,"
        " NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, '[]', '[]', 0, NULL, '', NULL)"
    )
    async with Database.open(MEMORY) as database:
        await migrate(database, bring(folder, "0002"))
        async with database.write() as connection:
            for statement in ("INSERT INTO guilds VALUES (7, NULL)", feed, row):
                await connection.exec_driver_sql(statement)
        assert await migrate(database) == revisions()[2:]
        async with database.read() as connection:
            kept = (await Feeds(connection).by_ids([1]))[1]
            (delivery,) = await Deliveries(connection).of_feed(1)
    assert (kept.state, kept.paused_at) == (FeedState.PAUSED, None)
    assert (delivery.attempts, delivery.refusals) == (2, 0)


async def test_revisions_are_kept_when_what_the_pack_said_is_noted(
    folder: MigrationFolder,
) -> None:
    row = (
        "INSERT INTO revisions VALUES (1, 7, 'event:thaw', 1, 'hide', 'hidden', NULL, 8,"
        " '2026-06-22 07:00:00', '', NULL)"
    )
    async with Database.open(MEMORY) as database:
        await migrate(database, bring(folder, "0004"))
        async with database.write() as connection:
            for statement in ("INSERT INTO guilds VALUES (7, NULL)", row):
                await connection.exec_driver_sql(statement)
        assert await migrate(database) == revisions()[4:]
        async with database.read() as connection:
            kept = await Revisions(connection).latest(7, "event:thaw")
            assert await Revisions(connection).pack_hashes(7) == {}
    assert kept is not None
    assert (kept.number, kept.author, kept.pack_hash) == (1, 8, None)


async def traits(database: Database) -> set[str]:
    """Read what Alembic does not compare: each index as it was made, and whose ids are final."""
    query = text("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    async with database.read() as connection:
        made = (await connection.execute(query)).all()
    return {
        row.name if row.type == "table" else row.sql
        for row in made
        if row.type == "index" or "AUTOINCREMENT" in row.sql
    }


async def test_migrations_lead_to_the_indices_that_the_code_knows() -> None:
    async with Database.open(MEMORY) as migrated, Database.open(MEMORY) as fresh:
        await migrate(migrated)
        async with fresh.migrate() as connection:
            await connection.run_sync(metadata.create_all)
        found = await traits(migrated)
        assert found == await traits(fresh)
    assert any("WHERE stage" in trait for trait in found)
