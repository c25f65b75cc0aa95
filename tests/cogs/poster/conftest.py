"""A poster with the real client, connected to the playground."""

import asyncio
import datetime as dt
import random

import pytest

from bot.client import Fasti
from bot.clock import SystemClock
from bot.cogs.poster import DiscordPoster
from bot.domain.feeds import Target
from bot.playground import Overwrite
from bot.services.registration import Registration
from bot.ui.postmaker import PostMaker
from bot.ui.replies import Replies
from tests import sample
from tests.ui.posts import feed_of

CHANNELS = {
    Target.TEXT: "general",
    Target.ANNOUNCEMENT: "announcements",
    Target.FORUM: "history-forum",
}


class WrongClock(SystemClock):
    """A clock that is `fast` by as much as a test says, and right until then."""

    def __init__(self):
        self.fast = dt.timedelta()

    def now(self):
        """Give the time as it shows it."""
        return super().now() + self.fast


@pytest.fixture
def our_clock():
    return WrongClock()


@pytest.fixture
def poster(catalogue, our_clock):
    """Give a poster; tests of lost answers give it less patience."""
    posts = PostMaker(sample.answering(catalogue).of)
    return DiscordPoster(posts, clock=our_clock, patience=30)


@pytest.fixture
def registration(database, clock, playground):
    return Registration(database, clock, playground.api_url)


@pytest.fixture
async def client(library_as_it_was, registration, catalogue, poster, world):
    """Connect a client without commands for the poster; its servers are known."""
    address = world.playground.api_url
    bot = Fasti(
        cogs=[],
        replies=Replies(sample.answering(catalogue), random.Random(1)),
        registration=registration,
        background=[idle],
        api_url=address,
    )
    poster.bind(bot)
    async with bot:
        serving = asyncio.create_task(bot.serve("playground"))
        await until(lambda: poster.is_reachable(int(world.home.id)))
        yield bot
    await serving


@pytest.fixture
def world(playground):
    """Give the playground's home server and its ways to change."""
    return World(playground)


@pytest.fixture
def feed(world):
    """Give a function that makes a feed for a kind of channel."""

    def make(target=Target.TEXT, channel=None, **fields):
        place = channel or int(world.channel(CHANNELS[target]).id)
        guild = fields.pop("guild", int(world.home.id))
        return feed_of(channel=place, target=target, guild=guild, **fields)

    return make


class World:
    """The home server of a playground."""

    def __init__(self, playground):
        self.playground = playground
        self.home = next(iter(playground.world.guilds.values()))

    def channel(self, name):
        """Give a channel by name."""
        return next(each for each in self.home.channels.values() if each.name == name)

    def role(self, name):
        """Give a role by name."""
        return next(each for each in self.home.roles.values() if each.name == name)

    def deny(self, channel, *permissions):
        """Take permissions from the bot in a channel, in place of those taken before."""
        bot = self.playground.world.bot.id
        denied = sum(map(int, permissions))
        overwrite = Overwrite(id=bot, member=True, deny=denied)
        self.playground.happens.overwrite(channel, overwrite)

    def messages(self, name="general"):
        """Give the posts of a channel, without what Discord says there itself."""
        found = self.playground.read(name, who="moderator", limit=5000)
        return [each for each in found if each["type"] == 0]

    def requests(self, method, ends):
        """Give the requests for a path that ends so."""
        journal = self.playground.journal.requests
        return [each for each in journal if each.method == method and each.path.endswith(ends)]


async def idle():
    """Have nothing to do in the background."""
    await asyncio.Event().wait()


async def until(holds):
    """Wait until something holds, such as that the client has heard of a change."""
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - the client tells nobody
            await asyncio.sleep(0.01)
