"""Kills Fasti again and again while it posts, starts it again, and counts what the server saw.

`python -m tests.daily.crashes 200` (as `make crash` does) goes on until there were 200 kills.
"""

import asyncio
import contextlib
import dataclasses
import datetime as dt
import json
import random
import signal
import sqlite3
import sys
import tempfile
import time
import zoneinfo
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from bot.domain.feeds import OnEmpty, Plan, Target
from bot.domain.schedule import next_at
from bot.playground import Playground
from bot.storage.database import Database
from bot.storage.feeds import Feeds
from bot.storage.migrate import migrate
from tests.catalogue import packs

from .fast import FastPlaygroundClock, FastTime

SPEED = 60.0  # a lease of two minutes runs out in two seconds
FIRST_DAY = dt.date(2026, 11, 2)
AT = dt.time(9)
STEPS = ("publish", "thread", "unpin", "pin")
MOMENTS = (
    "claimed",
    "send",
    "sent",
    "confirmed",
    *STEPS,
    *(f"{step} made" for step in STEPS),
)
HOURS_A_DAY = 4  # of waiting between kills, so that all is done inside the grace period
PATIENCE = 25.0  # seconds of the wall, for anything that a process is waited for
CHANNELS: dict[str, dict[str, Any]] = {
    "general": {"target": Target.TEXT, "thread": True, "pin": True},
    "on-this-day": {"target": Target.TEXT},
    "announcements": {"target": Target.ANNOUNCEMENT, "publish": True, "thread": True, "pin": True},
    "history-forum": {"target": Target.FORUM},
}


@dataclasses.dataclass
class Tally:
    """What came of a run, as the server saw it."""

    days: int = 0
    kills: Counter[str] = dataclasses.field(default_factory=Counter)
    doubles: list[Any] = dataclasses.field(default_factory=list)
    misses: list[Any] = dataclasses.field(default_factory=list)
    steps: list[Any] = dataclasses.field(default_factory=list)

    def add(self, other):
        """Take in what came of another run."""
        self.days += other.days
        self.kills += other.kills
        self.doubles += other.doubles
        self.misses += other.misses
        self.steps += other.steps


class Scene:
    """A server, a database, and the feeds that post into four kinds of channel."""

    def __init__(self, folder, rng):
        self.folder = folder
        self.rng = rng
        start = dt.datetime.combine(FIRST_DAY, AT, dt.UTC) - dt.timedelta(minutes=1)
        self.fast = FastTime(start, time.time(), SPEED)
        self.playground = Playground(clock=FastPlaygroundClock(self.fast))
        self.database = folder / "fasti.sqlite3"
        self.feeds = {}
        self.tally = Tally()

    async def set_up(self):
        """Write the content, and make the feeds, due on the first day."""
        packs.write(self.folder, packs.SOUND)
        async with Database.open(f"sqlite+aiosqlite:///{self.database}") as database:
            await migrate(database)
            await self._add_feeds(database)

    async def _add_feeds(self, database):
        now = self.fast.instant()
        guild = next(
            each for each in self.playground.world.guilds.values() if each.name == "Playground"
        )
        by_name = {channel.name: channel for channel in guild.channels.values()}
        for name, options in CHANNELS.items():
            plan = Plan(
                channel=int(by_name[name].id),
                at=AT,
                zone="UTC",
                on_empty=OnEmpty.ARCHIVE,
                **options,
            )
            upcoming = next_at(now, AT, zoneinfo.ZoneInfo("UTC"), plan.weekdays)
            async with database.write() as connection:
                feed = await Feeds(connection).add(int(guild.id), plan, 1, now, *upcoming)
            self.feeds[feed.id] = name

    async def day(self, number):
        """Post one day's anniversaries through a row of kills, then see what there is."""
        on = FIRST_DAY + dt.timedelta(days=number)
        due = dt.datetime.combine(on, AT, dt.UTC)
        self.fast.skip((due - self.fast.instant()).total_seconds() - 5)
        hours = 0
        for _ in range(self.rng.randint(4, 10)):
            moment = self.rng.choice(MOMENTS)
            if not await self._live_until(moment, self.rng.randint(1, 3)):
                break  # the moment never came: all is done
            self.tally.kills[moment] += 1
            if hours < HOURS_A_DAY and self.rng.random() < 0.4:
                hours += 1
                self.fast.skip(3600)
        await self._live_until("never", 1)
        self._count(on)

    async def _live_until(self, moment, nth):
        """Run a process until it is killed (True) or nothing is left to do (False)."""
        order = {
            "settings": {
                "discord_token": "playground",
                "discord_api_url": self.playground.api_url,
                "database_url": f"sqlite+aiosqlite:///{self.database}",
                "content_path": str(self.folder / "pack"),
            },
            "start": self.fast.start.isoformat(),
            "origin": self.fast.origin,
            "speed": self.fast.speed,
            "kill_at": moment,
            "nth": nth,
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.daily.victim", json.dumps(order)
        )
        try:
            async with asyncio.timeout(PATIENCE):
                while process.returncode is None and not self._is_done():
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(process.wait(), 0.1)
            died = process.returncode
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
        if died not in {-signal.SIGKILL, None}:
            raise AssertionError(f"the process ended with status {died}")
        return died is not None

    def _is_done(self):
        """Whether every feed has a delivery for its day, and none is open."""
        due = self.fast.instant().date()
        with contextlib.closing(sqlite3.connect(self.database, timeout=10)) as database:
            rows = database.execute(
                'SELECT stage FROM deliveries WHERE "on" = ?', [due.isoformat()]
            )
            stages = [stage for (stage,) in rows]
        return len(stages) == len(self.feeds) and not {"claimed", "sent"} & set(stages)

    def _count(self, on):
        seen = self._seen()
        self.tally.days += 1
        for feed, channel in self.feeds.items():
            marker = f"f:open:{feed}-{on:%Y%m%d}"
            posts = seen[marker]
            if len(posts) > 1:
                self.tally.doubles.append((on, channel, len(posts)))
            elif not posts:
                self.tally.misses.append((on, channel))
            else:
                self._check_steps(on, channel, posts[0])

    def _check_steps(self, on, channel, message):
        options = CHANNELS[channel]
        crossposted = bool(message["flags"] & 1)
        made = {
            "publish": crossposted is options.get("publish", False),
            "thread": ("thread" in message) is options.get("thread", False),
            "pin": bool(message.get("pinned")) is options.get("pin", False),
        }
        self.tally.steps += [(on, channel, step) for step, is_right in made.items() if not is_right]

    def _seen(self):
        """Give all posts of all channels and threads by the marker in them."""
        found: defaultdict[str, list[Any]] = defaultdict(list)
        world = self.playground.world
        for channel in list(world.channels.values()):
            for message in world.messages_in(channel.id).values():
                for marker in _markers(message.get("components", [])):
                    found[marker].append(message)
        return found


def _markers(components):
    for component in components:
        if str(component.get("custom_id", "")).startswith("f:open:"):
            yield component["custom_id"]
        yield from _markers(component.get("components", []))


async def run(kills, seed, turn):
    """Kill at least so many times; gives the tally. Alembic migrates one database at a `turn`."""
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(Path(folder), random.Random(seed))
        async with scene.playground:
            async with turn:
                await scene.set_up()
            while scene.tally.kills.total() < kills:
                await scene.day(scene.tally.days)
    return scene.tally


async def main():
    """Run two scenes beside each other, and print what came of them."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    began = time.monotonic()
    tally = Tally()
    turn = asyncio.Lock()
    halves = run(kills // 2, 1, turn), run(kills - kills // 2, 2, turn)
    for each in await asyncio.gather(*halves):
        tally.add(each)
    print(
        f"{tally.kills.total()} kills on {tally.days} days of 4 feeds, {time.monotonic() - began:.0f} s"
    )
    print("  " + ", ".join(f"{moment} {count}" for moment, count in sorted(tally.kills.items())))
    print(
        f"doubles: {len(tally.doubles)}; misses: {len(tally.misses)}; steps amiss: {len(tally.steps)}"
    )
    faults = [*tally.doubles, *tally.misses, *tally.steps]
    for fault in faults:
        print("  ", *fault)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
