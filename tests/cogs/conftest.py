"""Whole conversations: the real bot, connected to the playground, on a small catalogue."""

import asyncio
import random

import pytest

from bot.bootstrap import wired
from bot.settings import Settings


@pytest.fixture
def chosen(playground, library_as_it_was):
    """Give settings that lead to the playground."""
    return Settings(
        _env_file=None, discord_api_url=playground.api_url, database_url="sqlite+aiosqlite://"
    )


@pytest.fixture
def connect(chosen, playground, catalogue, database, clock):
    """Give a context in which a bot is connected; each is a process of its own, in effect."""

    def connecting(*, catalogue=catalogue, served=playground, settings=chosen):
        return Connected(wired(settings, catalogue, database, clock, random.Random(1)), served)

    return connecting


class Connected:
    """A bot while it is connected."""

    token = "playground"  # noqa: S105 - it opens nothing else

    def __init__(self, opened, playground):
        self.opened = opened
        self.playground = playground

    async def __aenter__(self):
        self.bot = await self.opened.__aenter__()
        self.serving = asyncio.create_task(self.bot.serve(self.token))
        waiting = asyncio.create_task(self.bot.connected.wait())
        await asyncio.wait({self.serving, waiting}, return_when="FIRST_COMPLETED", timeout=10)
        assert self.bot.connected.is_set(), self.serving
        await self.playground.ready()
        return self.bot

    async def __aexit__(self, *_):
        await self.opened.__aexit__(None, None, None)
        await self.serving


@pytest.fixture
async def bot(connect):
    async with connect() as connected:
        yield connected


def newsroom_in(bot):
    """Give what the editors of a bot work with."""
    return bot.get_cog("Content")._newsroom


@pytest.fixture
def newsroom(bot):
    return newsroom_in(bot)


@pytest.fixture
def asker():
    """Give who talks to the bot, unless a test says otherwise."""
    return "member"


@pytest.fixture
def ask(bot, playground, asker):
    """Give a function that sends a command and returns the outcome."""

    def asking(text, *, who=asker, where="general"):
        return playground.type(text, who=who, where=where)

    return asking


@pytest.fixture
def press(playground, asker):
    """Give a function that presses a button."""

    def pressing(message, button, *, who=asker):
        return playground.press(message, button, who=who)

    return pressing


@pytest.fixture
def home(playground):
    return next(iter(playground.world.guilds.values()))


@pytest.fixture(autouse=True)
def _nothing_was_refused(playground):
    """Discord refuses no request of ours in any of these conversations."""
    yield
    assert list(playground.journal.violations) == []
