"""A morning on which a third of Discord's answers fail: each feed has its post, once."""

import asyncio
import contextlib
import dataclasses
import datetime as dt
import random
import socket
import sqlite3
import time
from functools import partial
from typing import Any

import pytest
from aiohttp import web
from yarl import URL

from bot.client import Fasti
from bot.cogs.poster import DiscordPoster
from bot.domain.deliveries import marker
from bot.domain.feeds import Feed, Plan, Target
from bot.playground import Fault, Playground, Size
from bot.playground.jsons import Json
from bot.playground.state import Channel, ChannelType
from bot.services.daily import ledger
from bot.services.daily.keeper import Keeper
from bot.services.daily.pace import PER_SECOND, Pace
from bot.services.daily.picking import Picker
from bot.services.daily.running import DailyPost
from bot.services.daily.scheduler import Scheduler
from bot.services.daily.sender import Sender
from bot.services.registration import Registration
from bot.storage.database import Database
from bot.storage.feeds import Feeds
from bot.storage.migrate import migrate
from bot.ui.postmaker import PostMaker
from bot.ui.replies import Replies
from tests import sample

from .fast import FastClock, FastPlaygroundClock, FastTime

pytestmark = pytest.mark.usefixtures("library_as_it_was")

SPEED = 10.0  # the lease of 120 s holds for 12
PATIENCE = 4.0  # for one answer, and as much for looking: together less than the lease
LOCKED_FOR = 2.0
ENOUGH = 55.0  # seconds of the wall
DAY = dt.date(2026, 11, 19)
DUE = dt.datetime(2026, 11, 19, 9, tzinfo=dt.UTC)
SHARE = 0.3
FAULTS = (
    {"what": "status", "status": 429, "retry_after": 0.1},
    {"what": "status", "status": 429, "retry_after": 0.1, "everywhere": True},
    {"what": "status", "status": 429, "retry_after": 40},  # more than discord.py waits
    {"what": "status", "status": 500},
    {"what": "status", "status": 502},
    {"what": "status", "status": 503},
    {"what": "drop request"},
    {"what": "drop answer"},
    {"what": "drop answer"},
)
CROSSPOSTED = 1
BOTH = {"thread": True, "pin": True}
STEPS: dict[ChannelType, dict[str, Any]] = {
    ChannelType.TEXT: {"target": Target.TEXT, **BOTH},
    ChannelType.ANNOUNCEMENT: {"target": Target.ANNOUNCEMENT, "publish": True, **BOTH},
    ChannelType.FORUM: {"target": Target.FORUM},
}
HARMLESS = {"what": "slow"}  # by no time at all


class Shower:
    """Faults in the order in which they fall, with requests between them that go well."""

    def __init__(self, playground, rng, path, count=6000):
        drawn = [rng.choice(FAULTS) if rng.random() < SHARE else HARMLESS for _ in range(count)]
        self._drawn = drawn
        self._faults = playground.faults
        self._faults.set(Fault(**each, path=path) for each in drawn)

    def _used(self):
        return self._drawn[: len(self._drawn) - len(self._faults.rules)]

    def fallen(self):
        """Give how many requests went wrong."""
        return sum(each is not HARMLESS for each in self._used())

    def share(self):
        """Give the share of the requests that went wrong."""
        return self.fallen() / len(self._used())


@dataclasses.dataclass
class Morning:
    """Feeds that are all due at once, in channels of the playground."""

    playground: Playground
    database: Database
    file: str
    poster: DiscordPoster
    bot: Fasti
    waited: list[float]  # for the database, by the ledger
    feeds: list[Feed] = dataclasses.field(default_factory=list)

    async def add(self, plans):
        """Add a feed for each plan, by server, due now."""
        async with self.database.write() as connection:
            feeds = Feeds(connection)
            for guild, plan in plans:
                self.feeds.append(await feeds.add(int(guild), plan, 1, DUE, DUE, DAY))

    @contextlib.asynccontextmanager
    async def connected(self, *servers):
        """Let the client connect and post."""
        serving = asyncio.create_task(self.bot.serve("playground"))
        await until(lambda: all(map(self.poster.is_reachable, map(int, servers))))
        try:
            yield
        finally:
            await self.bot.close()
            await serving

    async def done(self):
        """Wait until nothing is left to do."""
        open_ = {"claimed", "sent"}
        await until(
            lambda: (
                len(rows := self.rows()) == len(self.feeds)
                and not any(stage in open_ for _, stage, _ in rows)
            )
        )

    async def pin_yesterdays(self):
        """Let each feed that pins have a message pinned."""
        world = self.playground.world
        for feed in filter(lambda each: each.plan.pin, self.feeds):
            channel = world.channels[str(feed.plan.channel)]
            message = self.playground.say("Yesterday's", who="moderator", where=channel.id)
            world.pins[channel.id] = {message["id"]: message["timestamp"]}
            async with self.database.write() as connection:
                await Feeds(connection).pin(feed.id, int(message["id"]))

    def rows(self):
        """Give the rows of the ledger: feed, stage, message."""
        return self._asked("SELECT feed, stage, message FROM deliveries")

    def notes(self):
        """Give what the ledger says of steps that were given up."""
        return {note for (note,) in self._asked("SELECT note FROM deliveries") if note}

    def _asked(self, query):
        with contextlib.closing(sqlite3.connect(self.file, timeout=10)) as database:
            return database.execute(query).fetchall()

    def posts(self):
        """Give all posts there are, by marker."""
        found: dict[str, list[Json]] = {}
        world = self.playground.world
        for channel in list(world.channels):
            for message in world.messages_in(channel).values():
                for each in markers(message["components"]):
                    found.setdefault(each, []).append(message)
        return found

    def count(self):
        """Give how many messages were posted."""
        return sum(map(len, self.playground.world.posted.values()))

    def check_each_was_posted_once(self):
        """Count the posts as the server has them, and compare the ledger with them."""
        posts = self.posts()
        assert {key: len(found) for key, found in posts.items() if len(found) > 1} == {}
        assert {f"f:open:{marker(feed, DAY)}" for feed in self.feeds} - posts.keys() == set()
        assert len(posts) == len(self.feeds)
        told = {f"f:open:{row[0]}-{DAY:%Y%m%d}": row[1:] for row in self.rows()}
        assert told == {key: ("done", int(found[0]["id"])) for key, found in posts.items()}
        assert list(self.playground.journal.violations) == []
        assert self.playground.journal.mistakes == []


def markers(components):
    for component in components:
        if str(component.get("custom_id", "")).startswith("f:open:"):
            yield component["custom_id"]
        yield from markers(component.get("components", []))


def lock(file, seconds):
    """Write from elsewhere for longer than anybody here is willing to wait."""
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        database.execute("ROLLBACK")


async def until(holds):
    async with asyncio.timeout(ENOUGH):
        while not holds():  # noqa: ASYNC110 - it happens in the database, or elsewhere
            await asyncio.sleep(0.1)


@pytest.fixture
def fast():
    return FastTime(DUE, time.time(), SPEED)


@pytest.fixture
async def playground(fast):
    size = Size(guilds=40, channels=25)
    clock, heartbeat = FastPlaygroundClock(fast), int(SPEED * 41_250)
    async with Playground(clock=clock, size=size, heartbeat_ms=heartbeat) as served:
        yield served


@pytest.fixture
async def morning(playground, catalogue, fast, tmp_path):
    """Wire the daily post as Fasti does, but to wait a tenth as long for everything."""
    waited = []

    async def wait(seconds):
        waited.append(seconds)
        await asyncio.sleep(seconds / SPEED)

    file = tmp_path / "fasti.sqlite3"
    clock, picker = FastClock(fast), Picker(catalogue)
    poster = DiscordPoster(PostMaker(sample.answering(catalogue).of), patience=PATIENCE)
    async with Database.open(f"sqlite+aiosqlite:///{file}", patience=0.2) as database:
        await migrate(database)
        pace = Pace(PER_SECOND * SPEED)
        working = DailyPost(
            Scheduler(database, clock, lambda _: picker),
            Sender(
                database,
                ledger.Ledger(database, clock, "this process", wait),
                clock,
                poster,
                pace,
            ),
            Keeper(database, clock, poster, pace),
            clock,
            tick=0.1,
        )
        bot = Fasti(
            cogs=[],
            replies=Replies(sample.answering(catalogue), random.Random(1)),
            registration=Registration(database, clock, playground.api_url),
            background=[working.run],
            api_url=playground.api_url,
        )
        poster.bind(bot)
        async with bot:
            yield Morning(playground, database, str(file), poster, bot, waited)


async def test_a_thousand_posts_are_sent_once_though_a_third_of_the_answers_fail(morning):
    """And though the database is locked for a while, and the gateway is cut, in the midst of it."""
    guilds = [one for one in morning.playground.world.guilds.values() if "Guild" in one.name]
    await morning.add((guild.id, plan(channel)) for guild in guilds for channel in guild.channels)
    assert len(morning.feeds) == 1000
    shower = Shower(morning.playground, random.Random(1941), "/channels/*/messages*")
    async with morning.connected(*(guild.id for guild in guilds)):
        await until(lambda: morning.count() > 200)
        await asyncio.to_thread(lock, morning.file, LOCKED_FOR)
        assert max(morning.waited) >= ledger.PATIENCE[0]
        await until(lambda: morning.count() > 500)
        morning.playground.hub.cut()
        await until(lambda: morning.count() > 700)
        morning.playground.hub.invalidate(resumable=False)
        await morning.done()
    morning.check_each_was_posted_once()
    assert shower.share() > 0.27
    assert shower.fallen() > 400
    gateway = [each.name for each in morning.playground.journal.events]
    assert gateway.count("RESUME") == 1
    assert gateway.count("CONNECT") == 2


async def test_each_step_is_made_once_though_a_third_of_the_answers_fail(morning):
    world = morning.playground.world
    home = next(iter(world.guilds.values()))
    kinds = [kind for kind in STEPS for _ in range(20)]
    channels = [add_channel(world, home, kind, number) for number, kind in enumerate(kinds)]
    await morning.add((home.id, plan(channel.id, **STEPS[channel.type])) for channel in channels)
    await morning.pin_yesterdays()
    async with morning.connected(home.id):
        shower = Shower(morning.playground, random.Random(1917), "*")
        await morning.done()
    morning.check_each_was_posted_once()
    assert morning.notes() == set()
    assert shower.share() > 0.25
    for channel in channels:
        posts = [each for each in world.messages_in(channel.id).values() if "f:open" in str(each)]
        threads = [each for each in world.channels.values() if each.parent_id == channel.id]
        assert len(threads) == 1
        if channel.type is not ChannelType.FORUM:
            assert [message["id"] for message in posts] == list(world.pins[channel.id])
        if channel.type is ChannelType.ANNOUNCEMENT:
            assert posts[0]["flags"] & CROSSPOSTED


async def test_a_post_in_a_forum_is_begun_once_though_discord_fails_after_beginning_it(
    morning, monkeypatch
):
    """As a 502 or 504 of a proxy in front of it may come though Discord did what was asked."""
    bad_gateway = partial(web.Response, status=502)
    monkeypatch.setattr("bot.playground.server._dropped", lambda _: bad_gateway())
    home = next(iter(morning.playground.world.guilds.values()))
    forum = next(each for each in home.channels.values() if each.type is ChannelType.FORUM)
    await morning.add([(home.id, plan(forum.id, target=Target.FORUM))])
    async with morning.connected(home.id):
        morning.playground.faults.add(Fault(what="drop answer", path="/channels/*/threads"))
        await morning.done()
    morning.check_each_was_posted_once()


async def test_a_post_asks_nobody_but_discord(morning, monkeypatch):
    """Other bots fetch what they tell from a server that is down one day, or gone."""
    connect, asked = socket.socket.connect, set()

    def noted(self, address):
        asked.add(address)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", noted)
    home = next(iter(morning.playground.world.guilds.values()))
    channel = add_channel(morning.playground.world, home, ChannelType.ANNOUNCEMENT, 0)
    await morning.add([(home.id, plan(channel.id, **STEPS[channel.type]))])
    async with morning.connected(home.id):
        await morning.done()
    morning.check_each_was_posted_once()
    address = URL(morning.playground.api_url)
    assert asked == {(address.host, address.port)}


def plan(channel, target=Target.TEXT, **steps):
    return Plan(channel=int(channel), target=target, at=DUE.time(), zone="UTC", **steps)


def add_channel(world, guild, kind, number):
    id_ = str(int(guild.id) + 5000 + number)
    channel = Channel(id=id_, type=kind, name=f"daily-{number}", guild_id=guild.id)
    world.add_channel(channel)
    return channel
