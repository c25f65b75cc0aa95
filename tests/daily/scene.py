"""A server, a database, and feeds that post into four kinds of channel, day after day."""

import asyncio
import contextlib
import dataclasses
import datetime as dt
import sqlite3
import time
import zoneinfo
from typing import Any, cast

from bot.catalogue.catalogue import Catalogue
from bot.domain.feeds import OnEmpty, Plan, Target
from bot.domain.ports import Poster
from bot.domain.schedule import instant, next_at
from bot.playground import Playground
from bot.playground.state import Channel
from bot.services.daily.feeds import DailyPosts
from bot.services.daily.picking import Picker
from bot.services.daily.scheduler import Scheduler
from bot.storage.database import Database
from bot.storage.feeds import Feeds
from bot.storage.migrate import migrate
from tests.catalogue import packs
from tests.services.daily.far_side import FarSide

from .counting import Tally
from .fast import FastClock, FastPlaygroundClock, FastTime
from .lives import ANYWHERE, MOMENTS, NEVER, Life, order

FIRST_DAY = dt.date(2026, 11, 2)
AT = dt.time(9)
ZONE = zoneinfo.ZoneInfo("UTC")
HOURS_A_DAY = 4  # of waiting between kills, so that all is done inside the grace period
PAUSES = (0, 0, 0, 150, 3600)  # seconds between a kill and the next start; a lease holds for 120
STARTED = 1.0  # seconds of the wall, about what a process takes to start
PATIENCE = 60.0  # seconds of the wall, for anything that a process is waited for
# How often something happens on a day; of what is not named here, four times.
OFTEN = {"publish": 1, "thread": 2, "pin": 2, "unpin": 2}
_ROWS = """
    SELECT feed, "on", stage, attempts, owner, try_at, lease_until, steps, reason, note, state, next_at
    FROM feeds LEFT JOIN deliveries ON feed = id
    WHERE stage IS NULL OR stage IN ('claimed', 'sent') OR state <> 'active'
"""


@dataclasses.dataclass(frozen=True)
class Kind:
    """A kind of run: what befalls Fasti besides being killed.

    `overlaps` is the share of starts at which another process is alive already, and for some
    seconds more; `skews` are the minutes by which the machine's clock may be wrong; `edits` is the
    share of restarts before which a moderator changes something.
    """

    speed: float = 60.0  # a lease of two minutes runs out in two seconds
    overlaps: float = 0.0
    skews: tuple[int, ...] = (0,)
    edits: float = 0.0


@dataclasses.dataclass(frozen=True)
class Wants:
    """What a feed wants of its posts, and the two channels that it may be in."""

    name: str
    target: Target
    channels: tuple[int, int]
    publish: bool = False
    thread: bool = False
    pin: bool = False

    @property
    def is_forum(self):
        """Whether each post is a thread."""
        return self.target is Target.FORUM


CHANNELS: dict[str, dict[str, Any]] = {
    "general": {"target": Target.TEXT, "thread": True, "pin": True},
    "on-this-day": {"target": Target.TEXT},
    "announcements": {"target": Target.ANNOUNCEMENT, "publish": True, "thread": True, "pin": True},
    "history-forum": {"target": Target.FORUM},
}


class Scene:
    """Posts are counted in `tally`; `rng` decides what befalls whom."""

    def __init__(self, folder, kind, rng):
        self._folder = folder
        self._kind = kind
        self._rng = rng
        start = dt.datetime.combine(FIRST_DAY, AT, dt.UTC) - dt.timedelta(hours=1)
        self._fast = FastTime(start, time.time(), kind.speed)
        self._skew = dt.timedelta()
        self.playground = Playground(clock=FastPlaygroundClock(self._fast))
        self._file = folder / "fasti.sqlite3"
        self._feeds = {}
        self.tally = Tally()

    async def set_up(self):
        """Write the content, and make the feeds, due on the first day."""
        packs.write(self._folder, packs.SOUND)
        async with self._opened() as database:
            await migrate(database)
            for number, (name, options) in enumerate(CHANNELS.items()):
                await self._add_feed(database, number, name, options)

    def _opened(self):
        return Database.open(f"sqlite+aiosqlite:///{self._file}")

    @property
    def _guild(self):
        return next(iter(self.playground.world.guilds.values()))

    async def _add_feed(self, database, number, name, options):
        guild, now = self._guild, self._fast.instant()
        first = next(each for each in guild.channels.values() if each.name == name)
        spare = Channel(
            id=str(int(guild.id) + 5000 + number),
            type=first.type,
            name=f"{name}-2",
            guild_id=guild.id,
        )
        self.playground.world.add_channel(spare)
        wants = Wants(name=name, channels=(int(first.id), int(spare.id)), **options)
        plan = Plan(
            channel=wants.channels[0], at=AT, zone=ZONE.key, on_empty=OnEmpty.ARCHIVE, **options
        )
        upcoming = next_at(now, AT, ZONE, plan.weekdays)
        async with database.write() as connection:
            feed = await Feeds(connection).add(int(guild.id), plan, 1, now, *upcoming)
        self._feeds[feed.id] = wants

    async def day(self):
        """Post one day's anniversaries through a row of kills, then see what there is."""
        on = FIRST_DAY + dt.timedelta(days=self.tally.days)
        self._set_clock()
        self._fast.skip((self._first_due() - self.instant()).total_seconds() - 5)
        hours = 0
        for _ in range(self._rng.randint(4, 10)):
            if not await self._life(on):
                break  # the moment never came: all is done
            pause = self._rng.choice(PAUSES)
            hours += pause == PAUSES[-1]
            self._fast.skip(pause if hours <= HOURS_A_DAY else 0)
            if self._rng.random() < self._kind.edits:
                await self._edit(on)
            if self._rng.random() < 0.5:
                self._set_clock()
        await self._last_life(on)
        self.tally.count(self.playground.world, self._feeds, on)

    def _set_clock(self):
        minutes = self._rng.choice(self._kind.skews)
        self._skew = dt.timedelta(minutes=minutes)
        if minutes:
            self.tally.troubles[f"clock {minutes:+} min"] += 1

    def instant(self):
        """Give the present instant as the machine's clock shows it, wrong as it may be."""
        return self._fast.instant() + self._skew

    def _first_due(self):
        (due,) = self._asked("SELECT min(next_at) FROM feeds")
        return dt.datetime.fromisoformat(due[0]).replace(tzinfo=dt.UTC)

    async def _life(self, on):
        """Let processes live until one is killed (True) or nothing is left to do (False)."""
        async with contextlib.AsyncExitStack() as stack:
            is_shared = self._rng.random() < self._kind.overlaps
            lives = [await self._begin(stack)]
            if is_shared:
                self.tally.troubles["two processes"] += 1
                await asyncio.sleep(self._rng.uniform(0, 1.5))
                lives.append(await self._begin(stack))
            return await self._until_done(lives, on)

    async def _last_life(self, on):
        async with contextlib.AsyncExitStack() as stack:
            await self._until_done([await self._begin(stack, NEVER)], on)

    async def _begin(self, stack, moment=""):
        moment = moment or self._rng.choice([*MOMENTS, ANYWHERE])
        nth = self._rng.randint(1, OFTEN.get(moment.removesuffix(" made"), 4))
        if moment == "claimed":
            nth = 1  # all four are claimed at once, most often
        seconds = STARTED + self._rng.uniform(0, 3) if moment == ANYWHERE else None
        fast = dataclasses.replace(self._fast, start=self._fast.start + self._skew)
        told = order(self.playground, fast, self._folder)
        life = await Life.begin(told, moment, nth, seconds)
        stack.push_async_callback(life.end)
        return life

    async def _until_done(self, lives, on):
        """Wait until all lives are over or all is posted; True if any was killed."""
        deaths, began = 0, time.monotonic()
        while not (is_done := self._is_done(on)) and not all(each.is_over for each in lives):
            if time.monotonic() - began > PATIENCE:
                raise AssertionError(f"nothing comes of {self._asked(_ROWS)}, now {self.instant()}")
            await asyncio.sleep(0.1)
            for life in lives:
                if (how := life.death()) is not None:
                    self.tally.kills[how] += 1
                    deaths += 1
        return deaths > 0 or not is_done

    def _is_done(self, on):
        """Whether every feed has a delivery for its day, and none is open."""
        rows = self._asked('SELECT stage FROM deliveries WHERE "on" = ?', on.isoformat())
        return len(rows) == len(self._feeds) and not {("claimed",), ("sent",)} & set(rows)

    def _asked(self, query, *given):
        with contextlib.closing(sqlite3.connect(self._file, timeout=10)) as database:
            return database.execute(query, given).fetchall()

    async def _edit(self, on):
        """Let a moderator change the time or the channel of one feed."""
        id_, wants = self._rng.choice(list(self._feeds.items()))
        at = dt.time(*divmod(AT.hour * 60 + self._rng.randint(-4, 9), 60))
        is_time = self._rng.random() < 0.5
        async with self._opened() as database:
            posts = self._posts(database)
            feed = await posts.with_id(int(self._guild.id), id_)
            now = self.instant()
            if is_time and feed.next_on == on and instant(on, at, ZONE) <= now < feed.next_at:
                return  # to choose a time that has passed is to leave the day out
            (other,) = set(wants.channels) - {feed.plan.channel}
            change = {"at": at} if is_time else {"channel": other}
            await posts.change(feed, lambda plan: dataclasses.replace(plan, **change))
        self.tally.troubles["time edited" if is_time else "channel edited"] += 1

    def _posts(self, database):
        clock = FastClock(self)
        picker = Picker(Catalogue.load(self._folder / "pack"))
        scheduler = Scheduler(database, clock, lambda _: picker)
        return DailyPosts(database, clock, cast("Poster", FarSide(clock)), scheduler)
