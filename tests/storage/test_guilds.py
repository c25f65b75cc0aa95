"""Servers keep their settings for a while after they removed the bot, then lose them all."""

import pytest
from sqlalchemy import func, select

from bot.domain.deliveries import Delivery
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds
from bot.storage.guilds import Guilds
from bot.storage.tables import deliveries, feeds, guilds
from tests.storage.samples import DAY, GUILD, NOW, TODAY, add_feed


@pytest.fixture
async def two_servers(database: Database) -> Database:
    """Keep two feeds and a delivery of each, for two servers."""
    async with database.write() as connection:
        for guild in (GUILD, GUILD + 1, GUILD, GUILD + 1):
            feed = await add_feed(connection, guild=guild)
            await Deliveries(connection).open([Delivery(feed=feed.id, on=TODAY, due_at=NOW)])
    return database


async def test_a_server_that_left_is_known_by_when_it_first_did(two_servers: Database) -> None:
    async with two_servers.write() as connection:
        repository = Guilds(connection)
        await repository.left(GUILD + 1, NOW)
        await repository.left(GUILD, NOW + DAY)
        await repository.left(GUILD, NOW + 2 * DAY)
        await repository.left(99, NOW)  # which has nothing to keep
        assert await repository.left_before(NOW) == []
        assert await repository.left_before(NOW + DAY) == [GUILD + 1]
        assert await repository.left_before(NOW + 2 * DAY) == [GUILD + 1, GUILD]


async def test_a_server_that_came_back_has_not_left(two_servers: Database) -> None:
    async with two_servers.write() as connection:
        repository = Guilds(connection)
        for guild in (GUILD, GUILD + 1):
            await repository.left(guild, NOW)
        await repository.back(GUILD)
        assert await repository.left_before(NOW + DAY) == [GUILD + 1]


async def test_a_server_that_adds_a_feed_has_not_left(two_servers: Database) -> None:
    async with two_servers.write() as connection:
        await Guilds(connection).left(GUILD, NOW)
        await add_feed(connection)
        assert await Guilds(connection).left_before(NOW + DAY) == []


async def test_erasing_a_server_leaves_nothing_of_it_and_all_of_others(
    two_servers: Database,
) -> None:
    async with two_servers.write() as connection:
        assert await Guilds(connection).erase(GUILD) == 2
        assert await Guilds(connection).erase(GUILD) == 0
        assert await Feeds(connection).guilds() == {GUILD + 1}
        sizes = [
            await connection.scalar(select(func.count()).select_from(table))
            for table in (guilds, feeds, deliveries)
        ]
    assert sizes == [1, 2, 2]
