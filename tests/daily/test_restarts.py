"""A PostgreSQL that is restarted, and a database that is moved, in the midst of posting."""

import asyncio

import pytest

from bot.services.daily.running import DailyPost
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.migrate import migrate
from bot.storage.moving import move
from tests import throwaway
from tests.conftest import HeldClock
from tests.services.daily.conftest import DUE, World

pytestmark = pytest.mark.postgresql
MANY = 40


async def until(holds):
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.01)


async def stages(world):
    async with world.database.read() as connection:
        rows = [await Deliveries(connection).get(id_, DUE.date()) for id_ in range(1, MANY + 1)]
    return [row and str(row.stage) for row in rows]


async def test_a_server_that_is_restarted_midway_delays_posts_and_repeats_none(
    catalogue, monkeypatch
):
    """With all that comes of it: connections that end, and a while in which there are none."""
    monkeypatch.setattr("bot.services.daily.running._LONGEST_PAUSE", 0.1)
    with throwaway.served() as served:
        async with Database.open(f"{served.address}/postgres") as database:
            await migrate(database)
            world = World(database, HeldClock(DUE), catalogue)
            for guild in range(1, MANY + 1):
                await world.add(guild=guild)
            process = world.process()
            running = DailyPost(
                process.scheduler, process.sender, process.keeper, world.clock, tick=0.01, busy=4
            )
            task = asyncio.create_task(running.run())
            await until(lambda: len(world.far.posts) > 4)
            await asyncio.to_thread(served.stop)
            await asyncio.to_thread(served.start)
            await until(lambda: len(world.far.posts) >= MANY)
            async with asyncio.timeout(60):
                while set(await stages(world)) != {"done"}:
                    world.wait(minutes=1)  # until leases are over
                    await asyncio.sleep(0.05)
            task.cancel()
            await asyncio.wait([task])
    assert sorted(post.feed for post in world.far.posts) == list(range(1, MANY + 1))


async def test_a_fasti_goes_on_where_the_moved_database_left_off(
    catalogue, tmp_path, empty_address
):
    """Killed between a post and its confirmation, too: the next looks for it, as ever."""
    clock = HeldClock(DUE)
    async with (
        Database.open(f"sqlite+aiosqlite:///{tmp_path / 'old.sqlite3'}") as old,
        Database.open(empty_address) as new,
    ):
        await migrate(old)
        await migrate(new)
        before, after = World(old, clock, catalogue), World(new, clock, catalogue)
        after.far = before.far
        feeds = [await before.add(guild=guild, on_empty="archive") for guild in range(1, 6)]
        assert not await before.process(kill_at="sent", nth=3).turn()
        await move(old, new, lambda *_: None)
        process = after.process()
        await process.until(minutes=10)
        assert [len(after.posts_of(feed)) for feed in feeds] == [1] * 5
        after.wait(hours=24)
        await process.until(minutes=10)
        assert [len(after.posts_of(feed)) for feed in feeds] == [2] * 5
