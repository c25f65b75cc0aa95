"""A feed that is due, a far side, and processes that work on it and can be killed."""

import asyncio
import dataclasses
import datetime as dt
import zoneinfo
from typing import Any

import pytest

from bot.domain.feeds import Plan, Target
from bot.domain.schedule import next_at
from bot.services.daily.feeds import DailyPosts
from bot.services.daily.keeper import Keeper
from bot.services.daily.ledger import Ledger
from bot.services.daily.pace import Pace
from bot.services.daily.picking import Picker
from bot.services.daily.scheduler import Scheduler
from bot.services.daily.sender import Sender
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds
from bot.storage.migrate import migrate
from tests.conftest import HeldClock

from .far_side import FarSide

DAY = dt.date(2026, 11, 19)
DUE = dt.datetime(2026, 11, 19, 9, tzinfo=dt.UTC)


class Killed(BaseException):
    """The process ends here, and nothing else runs."""


def plan(**fields):
    usual = Plan(channel=7, target=Target.TEXT, at=dt.time(9), zone="UTC")
    return dataclasses.replace(usual, **fields)


class World:
    """One database, one far side, one clock, and as many processes as a test starts."""

    def __init__(self, database, clock, catalogue):
        self.database = database
        self.clock = clock
        self.far: Any = FarSide(clock)  # tests put others in its place
        self.picker = Picker(catalogue)
        self.pickers = lambda _: self.picker
        self.started = 0

    async def add(self, guild=1, **fields):
        """Add a feed on the day before it is due for the first time."""
        chosen = plan(**fields)
        upcoming = next_at(
            DUE - dt.timedelta(minutes=5),
            chosen.at,
            zoneinfo.ZoneInfo(chosen.zone),
            chosen.weekdays,
        )
        async with self.database.write() as connection:
            return await Feeds(connection).add(
                guild, chosen, 5, DUE - dt.timedelta(days=1), *upcoming
            )

    def posts(self):
        """Give what moderators do, as one process has it."""
        scheduler = Scheduler(self.database, self.clock, self.pickers)
        return DailyPosts(self.database, self.clock, self.far, scheduler)

    def process(self, kill_at=None, nth=1, pace=None):
        """Start a process; it is killed when it passes the moment `kill_at` for the nth time."""
        self.started += 1
        pace = pace or Pace(per_second=1e9)
        return Process(self, f"process-{self.started}", kill_at, nth, pace)

    async def feed(self, id_):
        """Give the feed as it is now."""
        async with self.database.read() as connection:
            return (await Feeds(connection).by_ids({id_}))[id_]

    async def row(self, feed, on=DAY):
        """Give its row of the ledger, or None."""
        async with self.database.read() as connection:
            return await Deliveries(connection).get(feed.id, on)

    def wait(self, **time):
        """Let time pass."""
        self.clock.time += dt.timedelta(**time)

    def posts_of(self, feed):
        """Give every post of a feed that the far side ever had."""
        return [made for made in self.far.posts if made.feed == feed.id]


class Process:
    """The daily post as one process runs it, without the loops round it."""

    def __init__(self, world, owner, kill_at, nth, pace):
        self.world = world
        self.passed = []
        self._kill_at = kill_at
        self._nth = nth
        self.scheduler = Scheduler(world.database, world.clock, world.pickers)
        self.sender = Sender(
            world.database,
            Ledger(world.database, world.clock, owner, sleep=_at_once),
            world.clock,
            world.far,
            pace,
            watch=self._watch,
        )
        self.keeper = Keeper(world.database, world.clock, world.far, pace)

    def _watch(self, moment):
        self.passed.append(moment)
        if moment == self._kill_at:
            self._nth -= 1
            if self._nth == 0:
                raise Killed(moment)

    async def turn(self):
        """Look once at what is due and work on all that can be claimed; False when killed."""
        try:
            await self.scheduler.tick()
            while claimed := await self.sender.claim(100):
                for feed, delivery in claimed:
                    await self.sender.work(feed, delivery)
            await self.keeper.check_troubles()
        except Killed:
            return False
        return True

    async def until(self, *, hours=0, minutes=0, step=1):
        """Go on for so long, in steps of so many minutes."""
        end = self.world.clock.time + dt.timedelta(hours=hours, minutes=minutes)
        while self.world.clock.time <= end:
            if not await self.turn():
                return False
            self.world.wait(minutes=step)
        return True


async def _at_once(_):
    await asyncio.sleep(0)


@pytest.fixture
async def world(catalogue, passing_address):
    async with Database.open(passing_address) as database:
        await migrate(database)
        yield World(database, HeldClock(DUE), catalogue)
