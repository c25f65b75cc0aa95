"""Failures of other bots, replayed on the daily post: each post comes once, on its own date."""

import asyncio
import contextlib
import datetime as dt
import random
import zoneinfo
from pathlib import Path
from types import SimpleNamespace

import discord
import pytest

from bot.domain.deliveries import Stage
from bot.domain.schedule import next_at
from bot.services.daily.running import DailyPost
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds
from tests.conftest import HeldClock
from tests.services.daily.conftest import DAY, DUE, World, plan

ONE_DAY = dt.timedelta(days=1)
CODE = Path(__file__).parents[2] / "bot"
ERRORS = (
    ValueError("odd"),
    TimeoutError(),
    MemoryError(),
    RecursionError(),
    asyncio.CancelledError(),
    discord.DiscordServerError(SimpleNamespace(status=503, reason="Unavailable"), ""),
)


@pytest.fixture
def world(database, catalogue):
    return World(database, HeldClock(DUE), catalogue)


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    monkeypatch.setattr("bot.services.daily.running._LONGEST_PAUSE", 0.02)
    monkeypatch.setattr("bot.services.daily.running._TROUBLES_EVERY", 0.02)
    monkeypatch.setattr("bot.services.daily.running.LAST_SECONDS", 0.1)


@contextlib.asynccontextmanager
async def running(world, process):
    """Let the loops of a process run; gives them, and their task."""
    daily = DailyPost(process.scheduler, process.sender, process.keeper, world.clock, tick=0.01)
    task = asyncio.create_task(daily.run())
    try:
        yield daily, task
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def until(holds):
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.01)


def failing_once(monkeypatch, owner, name, error):
    """Let a method raise when it is called next, and give the list that is empty once it has."""
    method, errors = getattr(owner, name), [error]

    async def fails(*given):
        if errors:
            raise errors.pop()
        return await method(*given)

    fails.__name__ = name
    monkeypatch.setattr(owner, name, fails)
    return errors


# ---------------------------------------------------------------- the loops


async def test_an_error_at_one_date_neither_loses_nor_doubles_any(world, monkeypatch):
    feed = await world.add(on_empty="nearest")
    process = world.process()
    failing_once(monkeypatch, process.scheduler, "tick", ValueError("odd"))
    async with running(world, process):
        for days in range(1, 5):
            await until(lambda days=days: len(world.posts_of(feed)) >= days)
            await asyncio.sleep(0.1)  # enough for a second one
            world.clock.time += ONE_DAY
    markers = [made.marker for made in world.posts_of(feed)]
    assert markers == [f"{feed.id}-{DAY + n * ONE_DAY:%Y%m%d}" for n in range(len(markers))]
    assert len(markers) in {4, 5}


def test_nothing_is_timed_by_the_librarys_loops():
    """They skip a slot after an error and run the next twice."""
    found = [path for path in CODE.rglob("*.py") if "ext.tasks" in path.read_text()]
    found += [path for path in CODE.rglob("*.py") if "ext import tasks" in path.read_text()]
    assert found == []


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("loop", ["scheduler.tick", "sender.claim", "keeper.check_troubles"])
async def test_no_error_ends_a_loop(world, monkeypatch, loop, error):
    """Nor an interruption that nobody of ours has asked for."""
    feed = await world.add(on_empty="nearest")
    process = world.process()
    part, name = loop.split(".")
    errors = failing_once(monkeypatch, getattr(process, part), name, error)
    async with running(world, process) as (daily, task):
        await until(lambda: not errors and world.posts_of(feed))
        world.clock.time += ONE_DAY
        await until(lambda: len(world.posts_of(feed)) == 2)
        await until(lambda: daily.ticked_at == world.clock.now())
        assert not task.done()


# ---------------------------------------------------------------- runs that are cut short


@pytest.mark.parametrize("moment", ["claimed", "send", "sent", "confirmed"])
async def test_a_morning_that_begins_anew_repeats_nobody(world, moment):
    """Other bots begin again with their first server."""
    feeds = [await world.add(guild=guild) for guild in range(1, 13)]
    assert not await world.process(kill_at=moment, nth=1 if moment == "claimed" else 7).turn()
    before = [feed for feed in feeds if (await world.row(feed)).stage is Stage.DONE]
    sent = world.far.sends
    await world.process().until(minutes=10)
    assert [len(world.posts_of(feed)) for feed in feeds] == [1] * 12
    assert world.far.sends - sent <= 12 - len(before)


async def test_a_tick_that_fails_in_the_midst_opens_nothing_by_halves(world, monkeypatch):
    feeds = [await world.add(guild=guild) for guild in range(1, 13)]
    process = world.process()
    pick, picked = world.picker.pick, []

    def fails(*given):
        picked.append(given)
        if len(picked) == 7:
            raise RuntimeError("odd")
        return pick(*given)

    monkeypatch.setattr(world.picker, "pick", fails)
    with pytest.raises(RuntimeError, match="odd"):
        await process.turn()
    assert [await world.row(feed) for feed in feeds] == [None] * 12
    await process.until(minutes=5)
    assert [len(world.posts_of(feed)) for feed in feeds] == [1] * 12


async def test_what_fails_oddly_again_and_again_comes_to_an_end(world, monkeypatch):
    feed = await world.add()

    async def fails(*_):
        raise ValueError("odd")

    monkeypatch.setattr(world.far, "send", fails)
    monkeypatch.setattr(world.far, "find", fails)
    async with running(world, world.process()):
        await asyncio.sleep(0.2)
        assert (await world.row(feed)).stage is Stage.CLAIMED
        world.clock.time += dt.timedelta(hours=25)
        async with asyncio.timeout(10):
            while (await world.row(feed)).finished_at is None:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.02)
    assert (await world.row(feed)).stage is Stage.UNCERTAIN


# ---------------------------------------------------------------- times and dates


async def test_many_restarts_and_late_ticks_move_no_post(world):
    """Not across a change of the clocks either: it stays nine in the morning."""
    berlin = zoneinfo.ZoneInfo("Europe/Berlin")
    world.clock.time = dt.datetime(2026, 10, 22, 12, tzinfo=dt.UTC)
    chosen = plan(zone=berlin.key, on_empty="nearest")
    upcoming = next_at(world.clock.now(), chosen.at, berlin, chosen.weekdays)
    async with world.database.write() as connection:
        feed = await Feeds(connection).add(1, chosen, 5, world.clock.now(), *upcoming)
    rng = random.Random(1)
    for _ in range(4 * 24 * 3):
        world.wait(seconds=rng.randint(1190, 1210))
        await world.process().turn()
    local = [made.at.astimezone(berlin) for made in world.posts_of(feed)]
    assert [when.date() for when in local] == [dt.date(2026, 10, day) for day in (23, 24, 25, 26)]
    assert {when.hour for when in local} == {9}
    assert (await world.feed(feed.id)).next_at.astimezone(berlin).time() == dt.time(9)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Honolulu", "Asia/Kathmandu"])
async def test_a_post_that_is_late_past_midnight_tells_of_its_own_date(world, zone):
    """The date is that of the server's zone, wherever the host is, and that it was scheduled for."""
    due = dt.datetime.combine(DAY, dt.time(23, 50), zoneinfo.ZoneInfo(zone)).astimezone(dt.UTC)
    world.clock.time = due
    feed = await world.add(at=dt.time(23, 50), zone=zone)
    async with world.database.write() as connection:
        await Feeds(connection).reschedule([(feed.id, due, DAY)])
    world.far.is_up = False
    await world.process().until(minutes=30)
    world.far.is_up = True
    await world.process().turn()
    (made,) = world.posts_of(feed)
    assert made.at.astimezone(zoneinfo.ZoneInfo(zone)).date() == DAY + ONE_DAY
    assert made.marker == f"{feed.id}-20261119"
    assert made.entries[0] == "event:operation-uranus"


# ---------------------------------------------------------------- what is told


async def test_what_is_refused_is_neither_tried_for_ever_nor_told_again(world, monkeypatch):
    """Ten thousand refusals in ten minutes, and Discord shuts everybody out."""
    feed = await world.add(on_empty="nearest")
    send, tried = world.far.send, []

    async def refused(post):
        tried.append(world.clock.now())
        world.far.faults.append("refused")
        return await send(post)

    monkeypatch.setattr(world.far, "send", refused)
    await world.process().until(minutes=10)
    assert len(tried) == 3  # then once an hour
    await world.process().until(hours=23, minutes=30, step=10)
    assert max(tried) < DUE + feed.plan.grace
    assert len(world.far.told) == 1


async def test_a_scheduler_that_hangs_is_seen_to(world, monkeypatch):
    """What only asks whether the process lives says that all is well."""
    await world.add()
    process = world.process()
    hangs = asyncio.Event()
    tick = process.scheduler.tick

    async def slow():
        if hangs.is_set():
            await asyncio.Event().wait()
        return await tick()

    monkeypatch.setattr(process.scheduler, "tick", slow)
    async with running(world, process) as (daily, task):
        await until(lambda: daily.ticked_at == DUE)
        hangs.set()
        await asyncio.sleep(0.1)
        world.clock.time += dt.timedelta(minutes=5)
        await asyncio.sleep(0.1)
        assert daily.ticked_at == DUE
        assert not task.done()


async def test_what_is_overdue_while_the_gateway_is_down_is_seen(world):
    await world.add()
    world.far.is_up = False
    await world.process().until(hours=1)
    assert await overdue(world) == DUE
    world.far.is_up = True
    await world.process().turn()
    assert await overdue(world) is None


async def overdue(world):
    async with world.database.read() as connection:
        return await Deliveries(connection).overdue(world.clock.now())
