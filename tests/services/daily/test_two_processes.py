"""Two that run by mistake on one database, and a disk that is full: no post twice, none lost."""

import asyncio
import contextlib
import datetime as dt
import itertools
import random
from collections import Counter

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.domain.feeds import Target
from bot.domain.posting import LostError
from bot.services.daily.running import DailyPost
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds
from tests.conftest import HeldClock

from .conftest import DAY, DUE, World, plan

EVERYTHING = {"target": Target.ANNOUNCEMENT, "publish": True, "thread": True, "pin": True}
COUNT = 200
FULL = OperationalError("UPDATE", {}, Exception("database or disk is full"))


class Slow:
    """A far side whose answers take a while, as those of a network do; each process has its own."""

    def __init__(self, far, rng):
        self._far = far
        self._rng = rng

    def __getattr__(self, name):
        """Give what the far side has."""
        found = getattr(self._far, name)
        return self._slowed(found) if asyncio.iscoroutinefunction(found) else found

    def _slowed(self, ask):
        async def asked(*given):
            await asyncio.sleep(self._rng.random() * 0.02)
            answer = await ask(*given)
            await asyncio.sleep(self._rng.random() * 0.02)
            return answer

        return asked


@pytest.fixture
async def worlds(catalogue, database_address):
    """Give two processes' views of one database, one far side and one clock."""
    address, clock = database_address, HeldClock(DUE)
    async with Database.open(address) as one, Database.open(address) as other:
        first, second = World(one, clock, catalogue), World(other, clock, catalogue)
        second.far = first.far
        yield first, second


@contextlib.asynccontextmanager
async def running(*processes, busy=20):
    """Let processes work, each with loops of its own."""
    works = [
        DailyPost(
            each.scheduler, each.sender, each.keeper, each.world.clock, tick=0.01, busy=busy
        ).run()
        for each in processes
    ]
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def processes(worlds):
    """Start one in each world: two owners, two connections to Discord."""
    far = worlds[0].far
    for number, world in enumerate(worlds):
        world.far = Slow(far, random.Random(number))
        world.started = number
    made = [world.process() for world in worlds]
    for world in worlds:
        world.far = far
    return made


async def add(world, count, **fields):
    async with world.database.write() as connection:
        feeds = Feeds(connection)
        return [
            await feeds.add(guild, plan(**fields), 5, DUE, DUE, DAY)
            for guild in range(1, count + 1)
        ]


async def done(world, count):
    """Wait until nothing is left to do; gives the rows by stage."""
    async with asyncio.timeout(40):
        while True:
            async with world.database.read() as connection:
                query = "SELECT stage, count(*) FROM deliveries GROUP BY stage"
                stages = dict((await connection.exec_driver_sql(query)).all())
            if sum(stages.values()) == count and not stages.keys() & {"claimed", "sent"}:
                return stages
            await asyncio.sleep(0.05)


def count_posts(far):
    """Count the posts of each feed, and what was sent in vain because the nonce was known."""
    return Counter(Counter(made.feed for made in far.posts).values()), far.sends - len(far.posts)


async def test_two_that_live_at_once_post_each_of_200_once(worlds):
    """Each with its own gateway; the nonce, which would hide a second one, is never needed."""
    await add(worlds[0], COUNT, **EVERYTHING)
    async with running(*processes(worlds)):
        assert await done(worlds[0], COUNT) == {"done": COUNT}
    far = worlds[0].far
    assert count_posts(far) == ({1: COUNT}, 0)
    assert {(made.published, made.threads, made.pinned) for made in far.posts} == {(True, 1, True)}
    async with worlds[1].database.read() as connection:
        owners = await connection.exec_driver_sql("SELECT DISTINCT owner FROM deliveries")
        assert {row.owner for row in owners} == {"process-1", "process-2"}


async def test_two_that_end_with_posts_in_the_air_leave_each_to_be_found(worlds):
    feeds = await add(worlds[0], COUNT)
    first, second = processes(worlds)
    far, clock = worlds[0].far, worlds[0].clock
    sends = far.send

    async def dies(post):
        posted = await sends(post)
        if len(far.posts) > COUNT // 2:
            raise LostError("the process is gone")
        return posted

    far.send = dies
    async with running(first, second):
        async with asyncio.timeout(30):
            while len(far.posts) <= COUNT // 2:  # noqa: ASYNC110 - it happens in the far side
                await asyncio.sleep(0.01)
    far.send = sends
    clock.time += dt.timedelta(hours=5)  # past every lease, and every nonce
    worlds[1].started = 2
    async with running(worlds[1].process()):
        assert await done(worlds[1], COUNT) == {"done": COUNT}
    assert Counter(made.feed for made in far.posts) == Counter(feed.id for feed in feeds)


# ---------------------------------------------------------------- a full disk


async def test_a_disk_that_is_full_after_the_posts_loses_and_repeats_nothing(worlds, monkeypatch):
    """Not even where the history cannot be read, and leases run out before there is room again."""
    world, _ = worlds
    await add(world, 30)
    world.far.readable = False
    full, save = asyncio.Event(), Deliveries.save
    full.set()

    async def fails(self, rows, owner):
        if full.is_set():
            raise FULL
        return await save(self, rows, owner)

    monkeypatch.setattr(Deliveries, "save", fails)
    with capture_logs() as lines:
        async with running(world.process(), busy=100):
            async with asyncio.timeout(30):
                while len(world.far.posts) < 30:  # noqa: ASYNC110 - it happens in the far side
                    await asyncio.sleep(0.01)
            await asyncio.sleep(0.2)
            world.wait(hours=1)
            await asyncio.sleep(0.2)
            full.clear()
            assert await done(world, 30) == {"done": 30}
    assert count_posts(world.far) == ({1: 30}, 0)
    assert told(lines) == [
        ("error", "the ledger cannot be written; it is tried until it can"),
        ("info", "the ledger can be written again"),
    ]
    assert "database or disk is full" in {line.get("reason") for line in lines}


async def test_what_waits_in_several_batches_when_there_is_room_again_is_not_uncertain(
    worlds, monkeypatch
):
    """A reader found 46 of 60 that had been posted, and were said to be uncertain."""
    world, _ = worlds
    await add(world, 60)
    world.far.readable = False
    full, save, batches = asyncio.Event(), Deliveries.save, []
    full.set()

    async def fails(self, rows, owner):
        if full.is_set():
            raise FULL
        batches.append(len(rows))
        return await save(self, rows, owner)

    monkeypatch.setattr(Deliveries, "save", fails)
    process = world.process()
    process.sender._ledger._sleep = lambda seconds: asyncio.sleep(seconds / 10)
    send, begun = world.far.send, itertools.count()

    async def one_by_one(post):
        if next(begun) >= 10:
            await asyncio.sleep(0.1)
        return await send(post)

    world.far.send = one_by_one
    async with running(process, busy=100):
        async with asyncio.timeout(30):
            while len(world.far.posts) < 60:  # noqa: ASYNC110 - it happens in the far side
                await asyncio.sleep(0.01)
        world.wait(hours=1)
        full.clear()
        assert await done(world, 60) == {"done": 60}
    assert len(batches) > 1
    assert count_posts(world.far) == ({1: 60}, 0)


async def test_a_disk_on_which_nothing_can_be_written_is_told_of_once(worlds, monkeypatch):
    world, _ = worlds
    await add(world, 30)
    monkeypatch.setattr("bot.services.daily.running._LONGEST_PAUSE", 0.02)
    write, full = world.database.write, [True]

    @contextlib.asynccontextmanager
    async def cramped():
        async with write() as connection:
            if full[0]:
                raise FULL
            yield connection

    monkeypatch.setattr(world.database, "write", cramped)
    with capture_logs() as lines:
        async with running(world.process()):
            await asyncio.sleep(0.5)
            assert world.far.posts == []
            full[0] = False
            assert await done(world, 30) == {"done": 30}
            await asyncio.sleep(0.1)
    assert told(lines) == [
        ("error", "the database cannot be used; it is tried until it can"),
        ("info", "the database can be used again"),
    ]
    assert count_posts(world.far) == ({1: 30}, 0)


def told(lines):
    events = ((line["log_level"], line["event"]) for line in lines)
    return [each for each in events if "database" in each[1] or "ledger" in each[1]]
