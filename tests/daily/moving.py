"""Two processes that share the servers by shards, swap them while feeds fall due, and are killed.

`make shards` does so with a thousand feeds, on PostgreSQL, and counts what the server saw.
"""

import asyncio
import contextlib
import datetime as dt
import itertools
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bot.domain.feeds import Plan, Target
from bot.playground import Limits, Playground, Size
from bot.playground.snowflakes import shard_of
from bot.storage.database import Database
from bot.storage.feeds import Feeds
from tests.catalogue import packs
from tests.databases import Databases
from tests.throwaway import ADDRESS

from .counting import posts_in
from .fast import FastPlaygroundClock, FastTime
from .lives import NEVER, Life, order

DAY = dt.date(2026, 11, 19)
MORNING = dt.datetime(2026, 11, 19, 9, tzinfo=dt.UTC)
WAVES = 3  # full minutes at which feeds are due, as many at each
SPEED = 6.0
OVERALL = 50  # requests a second that Discord takes of all processes together
PATIENCE = 240.0  # seconds of the wall, for all of it
AMISS = ("doubles", "misses", "strange")
_MINUTE = dt.timedelta(minutes=1)


class Moving:
    """Servers on some shards, each with a feed, and processes that take the shards over."""

    def __init__(self, playground, fast, folder, address, shards):
        self.playground = playground
        self._count = shards
        self.feeds = []
        self.shares: Counter[int] = Counter()
        self.log = []
        self._guilds = [one for one in playground.world.guilds.values() if "Guild" in one.name]
        self._fast = fast
        self._address = address
        self._order = order(playground, fast, folder)
        self._machines = (f"machine-{number}" for number in itertools.count(1))
        self._lives = contextlib.AsyncExitStack()

    @classmethod
    @contextlib.asynccontextmanager
    async def opened(cls, folder, address, count, speed=SPEED, shards=2):
        """Give so many servers, on a day when nothing is due yet."""
        packs.write(folder, packs.SOUND)
        fast = FastTime(MORNING, time.time(), speed)
        async with (
            Playground(
                clock=FastPlaygroundClock(fast),
                size=Size(guilds=count, channels=2),  # with one, all would be on one shard
                # Discord's number for a second of the wall, in pieces so short that many are refused.
                limits=Limits(overall=max(1, round(OVERALL / speed))),
                max_concurrency=1,
            ) as playground,
            contextlib.AsyncExitStack() as stack,
        ):
            moving = cls(playground, fast, folder, address, shards)
            stack.push_async_callback(moving._lives.aclose)
            yield moving

    async def start(self, *shards, moment=NEVER, nth=1):
        """Start a process for some shards, on a machine of its own, and wait until it has them.

        It kills itself at the nth such moment.
        """
        wanted = Counter(self._connected()) + Counter(shards)
        life = await self._begun(shards, moment, nth)
        await self.until(lambda: Counter(self._connected()) >= wanted)
        self._note(f"another has {shards}")
        return life

    async def start_at_once(self, *processes):
        """Start processes for these shards each, and wait until all of them are connected."""
        await asyncio.gather(*map(self._begun, processes))
        wanted = sorted(itertools.chain(*processes))
        await self.until(lambda: sorted(self._connected()) == wanted)

    async def _begun(self, shards, moment=NEVER, nth=1):
        told = {**self._order, "host": next(self._machines)}
        told["settings"] = {
            **self._order["settings"],
            "database_url": self._address,
            "shard_count": self._count,
            "shard_ids": shards,
        }
        life = await Life.begin(told, moment, nth)
        self._lives.push_async_callback(life.end)
        return life

    async def stop(self, life):
        """End a process in good order."""
        await life.stop()
        self._note("one has ended")

    async def death(self, life):
        """Wait until a process has killed itself."""
        await self.until(life.death)
        self._note(f"one was killed, and holds {await self._held()}")

    def _connected(self):
        return [session.shard[0] for session in self.playground.hub.connected]

    async def add_feeds(self, part):
        """Add a feed to each server of a part that has none, due at the next full minutes."""
        count = round(part * len(self._guilds))
        guilds = self._guilds[len(self.feeds) : len(self.feeds) + count]
        first = self._fast.instant().replace(second=0, microsecond=0) + _MINUTE
        async with Database.open(self._address) as database, database.write() as connection:
            for number, guild in enumerate(guilds):
                due = first + _MINUTE * (number % WAVES)
                channel = next(iter(guild.channels.values()))
                plan = Plan(channel=int(channel.id), target=Target.TEXT, at=due.time(), zone="UTC")
                feed = await Feeds(connection).add(int(guild.id), plan, 1, MORNING, due, DAY)
                self.feeds.append(feed.id)
        self.shares.update(shard_of(guild.id, self._count) for guild in guilds)

    def posts(self):
        """Give how many posts there are."""
        return sum(map(len, posts_in(self.playground.world).values()))

    async def posted(self, part):
        """Wait until that part of all servers has its post."""
        await self.until(lambda: self.posts() >= part * len(self._guilds))

    async def _held(self):
        query = "SELECT count(*) FROM deliveries WHERE stage = 'claimed' AND owner <> ''"
        return await self._asked(query)

    async def _is_done(self):
        done = await self._asked("SELECT count(*) FROM deliveries WHERE stage = 'done'")
        return done == len(self.feeds)

    async def _asked(self, query):
        async with Database.open(self._address) as database, database.read() as connection:
            return (await connection.exec_driver_sql(query)).scalar()

    async def until(self, holds):
        """Wait until something holds."""
        async with asyncio.timeout(PATIENCE):
            while not holds():  # noqa: ASYNC110 - it happens in other processes
                await asyncio.sleep(0.05)

    async def until_done(self):
        """Wait until nothing is left to post."""
        await self.posted(1)
        async with asyncio.timeout(PATIENCE):
            while not await self._is_done():  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.5)

    def outcome(self):
        """Give what the server saw: doubles, misses, posts of no feed, and more besides."""
        posts = {feed: len(made) for (feed, on), made in posts_in(self.playground.world).items()}
        requests = self.playground.journal.requests
        sent = [one for one in requests if one.method == "POST" and one.path.endswith("/messages")]
        return {
            "doubles": sum(made > 1 for made in posts.values()),
            "misses": sum(feed not in posts for feed in self.feeds),
            "strange": len(posts.keys() - set(self.feeds)),
            "sent": sum(200 <= one.status < 300 for one in sent),
            "429s": sum(one.status == 429 for one in requests),
            "identifies refused": sum(
                one.name == "IDENTIFY_REFUSED" for one in self.playground.journal.events
            ),
        }

    def _note(self, what):
        self.log.append(f"{self._fast.instant():%H:%M:%S} {what}; {self.posts()} posts")


async def swap(moving, nth):
    """Swap the shards of two processes twice, and kill one at its nth post; others take over."""
    first, second = await moving.start(0), await moving.start(1)
    await moving.add_feeds(0.5)
    await moving.posted(0.05)
    await moving.stop(first)  # one after the other: for a while a shard is nobody's
    third = await moving.start(1)
    await moving.stop(second)
    fourth = await moving.start(0)
    await moving.posted(0.4)
    fifth = await moving.start(1)  # with overlap: for a while a shard is two processes'
    sixth = await moving.start(0, moment="sent", nth=nth)
    await moving.add_feeds(0.5)
    await moving.posted(0.55)
    await moving.stop(third)
    await moving.stop(fourth)
    await moving.death(sixth)
    await moving.start(0)
    await moving.until_done()
    assert fifth.death() is None


async def run(count, address):
    """Run it with so many feeds, and print what came of it; 1 if not each was posted once."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        async with Moving.opened(Path(folder), address, count) as moving:
            await swap(moving, count // 20)
            outcome = moving.outcome()
    for line in moving.log:
        print("  ", line)
    told = ", ".join(f"{number} {what}" for what, number in outcome.items())
    shares = " and ".join(f"{feeds} on shard {shard}" for shard, feeds in moving.shares.items())
    print(f"{count} feeds, {shares}: {told}, {time.monotonic() - began:.0f} s")
    return int(any(outcome[each] for each in AMISS))


def main():
    """Run it in a database of its own on the server that TEST_POSTGRESQL names."""
    with Databases(os.environ[ADDRESS]) as server, server.migrated() as address:
        return asyncio.run(run(int(sys.argv[1]), address))


if __name__ == "__main__":
    sys.exit(main())
