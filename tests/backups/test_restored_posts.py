"""A restored database neither repeats a post that its backup does not know, nor leaves one out."""

import asyncio
import dataclasses
import datetime as dt
import shutil
import time

import pytest
from sqlalchemy import select

from bot.domain.errors import HostError
from bot.domain.feeds import Plan, Target
from bot.playground import Playground
from bot.storage.copying import copy, file_of
from bot.storage.database import Database
from bot.storage.dumping import dump
from bot.storage.feeds import Feeds
from bot.storage.moving import is_used
from bot.storage.refilling import refill
from bot.storage.restoring import restore
from bot.storage.tables import deliveries
from tests.catalogue import packs
from tests.daily.counting import posts_in
from tests.daily.fast import FastPlaygroundClock, FastTime
from tests.daily.lives import Life, order

DAY = dt.date(2026, 11, 19)
DUE = dt.datetime(2026, 11, 19, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
SPEED = 20.0
ENOUGH = 60.0  # seconds of the wall


class Stage:
    """A server with feeds, and the Fasti that posts them; its hours pass as a test lets them."""

    def __init__(self, folder, address):
        self.folder = folder
        self.address = address
        self.file = file_of(address)
        self.backup = folder / "backup.sqlite3"
        self.fast = FastTime(DUE - HOUR, time.time(), SPEED)
        self.playground = Playground(clock=FastPlaygroundClock(self.fast))
        self.life = None

    @property
    def guild(self):
        """The server that its feeds are of."""
        return next(iter(self.playground.world.guilds.values()))

    async def add(self, name, target, at, **fields):
        """Add a feed in a channel, due at a time of the day."""
        [channel] = [each for each in self.guild.channels.values() if each.name == name]
        due = dt.datetime.combine(DAY, at, dt.UTC)
        plan = Plan(channel=int(channel.id), target=target, at=at, zone="UTC", **fields)
        async with (
            Database.open(self.address) as database,
            database.write() as connection,
        ):
            now = DUE - dt.timedelta(days=1)
            return (await Feeds(connection).add(int(self.guild.id), plan, 1, now, due, DAY)).id

    async def start(self):
        """Start Fasti."""
        told = order(self.playground, dataclasses.replace(self.fast), self.folder)
        told["settings"] |= {"backups": 0, "database_url": self.address}
        self.life = await Life.begin(told)

    async def stop(self):
        """Kill it, as far as it lives."""
        if self.life is not None:
            await self.life.end()

    async def set_clock(self, hour, minute=0):
        """Start anew at a time of the day."""
        wanted = dt.datetime.combine(DAY, dt.time(hour, minute), dt.UTC)
        self.fast.skip((wanted - self.fast.instant()).total_seconds())
        await self.stop()
        await self.start()

    def posts(self):
        """Give how many posts of the day each feed has, as the server sees it."""
        return {feed: len(made) for (feed, on), made in posts_in(self.playground.world).items()}

    async def rows(self):
        """Give stage and reason of each delivery by feed."""
        async with Database.open(self.address) as database, database.read() as connection:
            row = deliveries.c
            asked = await connection.execute(select(row.feed, row.stage, row.reason))
            return {feed: (stage, reason) for feed, stage, reason in asked}

    async def until(self, rows):
        """Wait until the deliveries stand so."""
        async with asyncio.timeout(ENOUGH):
            while await self.rows() != rows:  # noqa: ASYNC110 - it happens in another process
                await asyncio.sleep(0.05)

    async def back_up(self):
        """Make a backup, whether Fasti runs or not."""
        if self.file is not None:
            copy(self.file, self.backup, self.fast.instant())
            return
        async with Database.open(self.address) as database, database.snapshot() as connection:
            await dump(connection, self.backup, self.fast.instant())

    async def put_back(self):
        """Restore the backup, Fasti being stopped."""
        await self.stop()
        if self.file is None:
            await self._be_left()
        await self.restore()

    async def restore(self):
        """Restore the backup."""
        if self.file is not None:
            await restore(self.backup, self.file, self.fast.instant())
            return
        async with Database.open(self.address) as database:
            await refill(self.backup, database, self.fast.instant())

    async def _be_left(self):
        """Wait until the server knows that Fasti was killed."""
        async with Database.open(self.address) as database, asyncio.timeout(ENOUGH):
            while True:
                async with database.read() as connection:
                    if not await is_used(connection):
                        return


@pytest.fixture
async def stage(database_address, tmp_path):
    packs.write(tmp_path, packs.SOUND)
    made = Stage(tmp_path, database_address)
    async with made.playground:
        yield made
        await made.stop()


async def test_a_post_that_the_backup_does_not_know_is_not_repeated(stage):
    """In a channel, where many minutes have passed, and in a forum; what is due later comes."""
    text = await stage.add("general", Target.TEXT, dt.time(9))
    forum = await stage.add("history-forum", Target.FORUM, dt.time(9))
    later = await stage.add("on-this-day", Target.TEXT, dt.time(14))
    await stage.back_up()
    await stage.set_clock(8, 59)
    await stage.until(dict.fromkeys((text, forum), ("done", None)))
    await stage.set_clock(12)
    await stage.put_back()
    assert await stage.rows() == {}
    await stage.set_clock(12, 5)
    await stage.until(dict.fromkeys((text, forum), ("done", None)))
    assert stage.posts() == {text: 1, forum: 1}
    await stage.set_clock(13, 59)
    await stage.until(dict.fromkeys((text, forum, later), ("done", None)))
    assert stage.posts() == {text: 1, forum: 1, later: 1}


async def test_a_post_that_was_not_sent_comes_after_the_restoring(stage):
    """It was due while Fasti was stopped."""
    feed = await stage.add("general", Target.TEXT, dt.time(9))
    await stage.back_up()
    await stage.put_back()
    stage.fast.skip(3 * 3600)
    await stage.start()
    await stage.until({feed: ("done", None)})
    assert stage.posts() == {feed: 1}


@pytest.mark.sqlite
async def test_a_backup_that_is_copied_into_place_by_hand_repeats_nothing_either(stage):
    feed = await stage.add("general", Target.TEXT, dt.time(9))
    await stage.back_up()
    await stage.set_clock(8, 59)
    await stage.until({feed: ("done", None)})
    await stage.stop()
    for end in ("-wal", "-shm"):
        stage.file.with_name(stage.file.name + end).unlink(missing_ok=True)
    shutil.copy(stage.backup, stage.file)
    await stage.set_clock(12)
    await stage.until({feed: ("done", None)})
    assert stage.posts() == {feed: 1}


async def test_what_is_too_late_counts_as_perhaps_posted(stage):
    feed = await stage.add("general", Target.TEXT, dt.time(9), grace=HOUR)
    await stage.back_up()
    await stage.set_clock(8, 59)
    await stage.until({feed: ("done", None)})
    await stage.set_clock(12)
    await stage.put_back()
    await stage.start()
    await stage.until({feed: ("uncertain", "restored")})
    assert stage.posts() == {feed: 1}


async def test_a_backup_is_made_of_a_running_fasti_and_not_restored_into_it(stage):
    feed = await stage.add("general", Target.TEXT, dt.time(9))
    await stage.set_clock(8, 59)
    await stage.until({feed: ("done", None)})
    await stage.back_up()
    with pytest.raises(HostError, match=r"is in use.* by a Fasti that runs on it"):
        await stage.restore()
    assert stage.life.death() is None
    await stage.put_back()
    assert await stage.rows() == {feed: ("done", None)}
