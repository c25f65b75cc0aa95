"""Real processes on one database: two that live at once, and one whose disk is full."""

import asyncio
import contextlib
import datetime as dt
import json
import shutil
import sqlite3
import subprocess
import time
from collections import Counter

import pytest

from bot.domain.feeds import Plan, Target
from bot.playground import Playground, Size
from bot.storage.database import Database
from bot.storage.feeds import Feeds
from tests.catalogue import packs

from .counting import posts_in
from .fast import FastPlaygroundClock, FastTime
from .lives import Life, order

DAY = dt.date(2026, 11, 19)
DUE = dt.datetime(2026, 11, 19, 9, tzinfo=dt.UTC)
ENOUGH = 60.0  # seconds of the wall
LEASE_LASTS = 6.0  # seconds of the wall, at the speed at which time passes where a disk is full


class Stage:
    """Many feeds that are due in the channels of a playground, and processes that post them."""

    def __init__(self, playground, fast, folder):
        self.playground = playground
        self.feeds = []
        self.file = folder / "fasti.sqlite3"
        self._told = order(playground, fast, folder)
        self._lives = contextlib.AsyncExitStack()

    async def __aenter__(self):
        """Have no process yet."""
        return self

    async def __aexit__(self, *_):
        """End all of them."""
        await self._lives.aclose()

    async def add(self, each):
        """Make so many feeds in each channel of the servers without a name of their own."""
        guilds = [one for one in self.playground.world.guilds.values() if "Guild" in one.name]
        async with (
            Database.open(f"sqlite+aiosqlite:///{self.file}") as database,
            database.write() as connection,
        ):
            for guild in guilds:
                for channel in list(guild.channels.values()) * each:
                    plan = Plan(
                        channel=int(channel.id), target=Target.TEXT, at=DUE.time(), zone="UTC"
                    )
                    added = await Feeds(connection).add(int(guild.id), plan, 1, DUE, DUE, DAY)
                    self.feeds.append(added.id)

    async def start(self):
        """Start a process, and keep its log."""
        life = await Life.begin(self._told, stderr=subprocess.PIPE)
        self._lives.push_async_callback(life.end)
        return life

    def asked(self, query):
        """Ask the database."""
        with contextlib.closing(sqlite3.connect(self.file, timeout=10)) as database:
            return database.execute(query).fetchall()

    def stages(self):
        """Give how many deliveries there are by stage."""
        return dict(self.asked("SELECT stage, count(*) FROM deliveries GROUP BY stage"))

    def count(self):
        """Give how many posts each feed has, as the server sees it."""
        posts = posts_in(self.playground.world)
        return [len(posts.pop((feed, DAY), [])) for feed in self.feeds] + [len(posts)]

    def posts(self):
        """Give how many posts there are."""
        return sum(map(len, posts_in(self.playground.world).values()))

    def requests(self):
        """Give how many requests for messages there were, by method."""
        asked = self.playground.journal.requests
        return Counter(each.method for each in asked if each.path.endswith("/messages"))

    async def until(self, holds):
        """Wait until something holds."""
        async with asyncio.timeout(ENOUGH):
            while not holds():  # noqa: ASYNC110 - it happens in other processes
                await asyncio.sleep(0.05)


@pytest.fixture
def stage(migrated, tmp_path):
    """Give a function that opens a stage on which time passes so many times as fast."""
    packs.write(tmp_path, packs.SOUND)
    shutil.copy(migrated, tmp_path / "fasti.sqlite3")

    @contextlib.asynccontextmanager
    async def opened(speed):
        fast = FastTime(DUE, time.time(), speed)
        size = Size(guilds=10, channels=6)
        async with (
            Playground(clock=FastPlaygroundClock(fast), size=size) as playground,
            Stage(playground, fast, tmp_path) as made,
        ):
            yield made

    return opened


async def test_two_processes_that_live_at_once_post_once(stage):
    """As when a host forgets the one on the old machine; one is killed in the midst of it."""
    async with stage(speed=20.0) as scene:
        one, _ = await scene.start(), await scene.start()
        await scene.until(lambda: len(list(scene.playground.hub.connected)) == 2)
        await scene.add(3)
        await scene.until(lambda: scene.posts() > 60)
        owners = {owner for (owner,) in scene.asked("SELECT DISTINCT owner FROM deliveries")}
        assert len(owners - {""}) == 2
        await one.end()
        await scene.until(lambda: scene.stages() == {"done": 180})
        assert scene.count() == [1] * 180 + [0]


async def test_a_disk_that_fills_up_in_the_midst_of_it_loses_and_repeats_nothing(stage):
    """For longer than a lease holds; the process says what is wrong, and goes on when it can."""
    async with stage(speed=20.0) as scene:
        await scene.add(1)
        life = await scene.start()
        await scene.until(lambda: scene.posts() > 5)
        life.fill_disk()
        await asyncio.sleep(2 * LEASE_LASTS)
        assert scene.stages().get("done", 0) < 60
        await scene.until(lambda: scene.posts() == 60)
        assert life.death() is None
        life.fill_disk(full=False)
        await scene.until(lambda: scene.stages() == {"done": 60})
        assert life.death() is None
        assert scene.count() == [1] * 60 + [0]
        assert scene.requests()["POST"] == 60
        complaint, *_ = map(json.loads, (await life.log()).splitlines())
        assert "cannot be" in complaint["event"]
        assert complaint["reason"] in {"disk I/O error", "database or disk is full"}


async def test_after_a_kill_the_next_process_goes_on_before_the_lease_is_over(stage):
    """Nobody else can be at it any more: the first was on the same machine, and is gone."""
    async with stage(speed=1.0) as scene:  # a lease of two minutes outlasts the patience here
        await scene.add(1)
        life = await scene.start()
        await scene.until(lambda: scene.posts() > 20)
        await life.end()
        assert scene.stages().get("claimed", 0) > 0
        await scene.start()
        await scene.until(lambda: scene.stages() == {"done": 60})
        assert scene.count() == [1] * 60 + [0]
