"""The background work goes on after whatever goes wrong, and works on many posts at a time."""

import asyncio
import datetime as dt

import pytest
from sqlalchemy.exc import OperationalError

from bot.domain.deliveries import Stage
from bot.services.daily.running import DailyPost
from bot.storage.database import Database
from bot.storage.feeds import Feeds
from tests.conftest import HeldClock

from .conftest import DUE, World


@pytest.fixture
async def world(catalogue, database_address):
    """Keep the database in a file: one in memory is gone when a statement is cancelled."""
    async with Database.open(database_address) as database:
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


async def test_what_is_in_the_air_when_its_lease_is_over_is_not_claimed_anew(
    world, running, monkeypatch
):
    """As when the machine has slept: what became of it could not be written any more."""
    feed = await world.add()
    send, begun, goes_on = world.far.send, asyncio.Event(), asyncio.Event()

    async def slow(post):
        posted = await send(post)
        begun.set()
        await goes_on.wait()
        return posted

    monkeypatch.setattr(world.far, "send", slow)
    task = asyncio.create_task(running(world.process()).run())
    await begun.wait()
    world.wait(hours=1)
    await asyncio.sleep(0.1)
    goes_on.set()
    await stop(task)
    row = await world.row(feed)
    assert (row.stage, row.attempts) == (Stage.DONE, 1)


async def test_it_can_be_run_again_after_it_was_ended(world, running):
    daily = running(world.process())
    task = asyncio.create_task(daily.run())
    await asyncio.sleep(0.05)
    await stop(task)
    feed = await world.add()
    task = asyncio.create_task(daily.run())
    await until(lambda: world.posts_of(feed))
    await stop(task)


async def test_it_sets_right_what_is_planned_wrongly(world, running):
    feed = await world.add()
    async with world.database.write() as connection:
        far_away = DUE.replace(month=12)
        await Feeds(connection).reschedule([(feed.id, far_away, far_away.date())])
    right = DUE + dt.timedelta(days=1)
    task = asyncio.create_task(running(world.process()).run())
    async with asyncio.timeout(10):
        while (await world.feed(feed.id)).next_at != right:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
    await stop(task)


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


async def test_servers_are_not_checked_before_the_connection_is_made(world, running, monkeypatch):
    await world.add()
    world.far.ready = False
    process, checks = world.process(), []

    async def check():
        checks.append(world.far.ready)

    monkeypatch.setattr(process.keeper, "check_servers", check)
    daily = running(process)
    task = asyncio.create_task(daily.run())
    await until(lambda: world.far.posts)
    await asyncio.sleep(0.05)
    assert checks == []
    world.far.ready = True
    await until(lambda: checks)
    await stop(task)
    assert checks == [True]


async def test_it_can_be_stopped_before_the_connection_is_made(world, running, monkeypatch):
    world.far.ready = False
    process, checks = world.process(), [False]

    async def check():
        checks.append(True)

    monkeypatch.setattr(process.keeper, "check_servers", check)
    daily = running(process)
    task = asyncio.create_task(daily.run())
    await until(lambda: daily.ticked_at)
    async with asyncio.timeout(2):
        await stop(task)
    assert checks == [False]
