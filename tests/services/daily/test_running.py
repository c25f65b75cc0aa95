"""The background work goes on after whatever goes wrong, and works on many posts at a time."""

import asyncio

import pytest
from sqlalchemy.exc import OperationalError

from bot.domain.deliveries import Stage
from bot.services.daily.running import DailyPost
from bot.storage.database import Database
from bot.storage.migrate import migrate
from tests.conftest import HeldClock

from .conftest import DUE, World


@pytest.fixture
async def world(catalogue, tmp_path):
    """Keep the database in a file: one in memory is gone when a statement is cancelled."""
    async with Database.open(f"sqlite+aiosqlite:///{tmp_path}/fasti.sqlite3") as database:
        await migrate(database)
        yield World(database, HeldClock(DUE), catalogue)


@pytest.fixture
def running(world):
    """Give the background work of a process, with a tick that takes no time to speak of."""

    def made(process, **options):
        return DailyPost(
            process.scheduler, process.sender, process.keeper, world.clock, tick=0.01, **options
        )

    return made


async def until(condition):
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.01)


async def stop(task):
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_it_posts_what_becomes_due(world, running):
    feeds = [await world.add(guild=guild) for guild in range(1, 20)]
    daily = running(world.process(), busy=4)
    task = asyncio.create_task(daily.run())
    await until(lambda: len(world.far.posts) == len(feeds))
    await stop(task)
    assert daily.ticked_at == world.clock.now()


@pytest.mark.parametrize(
    "error", [ValueError("odd"), OperationalError("", {}, Exception("locked"))]
)
async def test_it_goes_on_after_an_error(world, running, error, monkeypatch):
    feed = await world.add()
    process = world.process()
    tick, errors = process.scheduler.tick, [error]

    async def fails():
        if errors:
            raise errors.pop()
        return await tick()

    monkeypatch.setattr(process.scheduler, "tick", fails)
    monkeypatch.setattr("bot.services.daily.running._LONGEST_PAUSE", 0.02)
    task = asyncio.create_task(running(process).run())
    await until(lambda: world.posts_of(feed))
    await stop(task)


async def test_one_delivery_that_fails_oddly_stops_no_other(world, running, monkeypatch):
    bad, good = await world.add(guild=1), await world.add(guild=2)
    send = world.far.send

    async def fails(post):
        if post.feed.id == bad.id:
            raise ValueError("odd")
        return await send(post)

    monkeypatch.setattr(world.far, "send", fails)
    task = asyncio.create_task(running(world.process()).run())
    await until(lambda: world.posts_of(good))
    await stop(task)


async def test_what_is_being_sent_is_ended_before_it_stops(world, running, monkeypatch):
    feed = await world.add()
    send, begun = world.far.send, asyncio.Event()

    async def slow(post):
        begun.set()
        await asyncio.sleep(0.1)
        return await send(post)

    monkeypatch.setattr(world.far, "send", slow)
    task = asyncio.create_task(running(world.process()).run())
    await begun.wait()
    await stop(task)
    assert (await world.row(feed)).stage is Stage.DONE


async def test_what_takes_too_long_is_left_to_the_ledger(world, running, monkeypatch):
    feed = await world.add()
    begun = asyncio.Event()

    async def hangs(_):
        begun.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(world.far, "send", hangs)
    monkeypatch.setattr("bot.services.daily.running.LAST_SECONDS", 0.05)
    task = asyncio.create_task(running(world.process()).run())
    await begun.wait()
    await stop(task)
    row = await world.row(feed)
    assert (row.stage, row.doubtful_since) == (Stage.CLAIMED, world.clock.now())
