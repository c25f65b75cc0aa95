"""What tests of several layers share."""

import asyncio
import datetime as dt
import random
import shutil
from functools import cache

import discord
import pytest

from bot.bootstrap import wired
from bot.playground import Playground
from bot.playground.description import Description
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.migrate import migrate
from tests import sample


class HeldClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now):
        self.time = now

    def now(self):
        """Give the time it was moved to."""
        return self.time


@pytest.fixture
def clock():
    return HeldClock(dt.datetime(2026, 6, 22, 9, tzinfo=dt.UTC))


@pytest.fixture(scope="session")
def catalogue():
    return sample.catalogue()


@pytest.fixture
def library_as_it_was(monkeypatch):
    """Restore what pointing discord.py at another server changes for the whole process."""
    monkeypatch.setattr(discord.http.Route, "BASE", discord.http.Route.BASE)
    gateway = discord.gateway.DiscordWebSocket
    monkeypatch.setattr(gateway, "DEFAULT_GATEWAY", gateway.DEFAULT_GATEWAY)


@pytest.fixture(scope="session", autouse=True)
def _described_once():
    """Let all playgrounds share one description: each would compile its checks anew."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Description, "load", cache(Description.load))
        yield


@pytest.fixture
async def playground():
    """Serve a playground that checks its own answers, too."""
    async with Playground(verify_answers=True) as served:
        yield served


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """Make a database with all tables once, to be copied."""
    file = tmp_path_factory.mktemp("database") / "migrated.sqlite3"

    async def make():
        async with Database.open(f"sqlite+aiosqlite:///{file}") as database:
            await migrate(database)

    asyncio.run(make())
    return file


@pytest.fixture
async def database(migrated, tmp_path):
    """Open a database in a file: one in memory would go with the connection of a bot that ends."""
    file = shutil.copy(migrated, tmp_path / "fasti.sqlite3")
    async with Database.open(f"sqlite+aiosqlite:///{file}") as opened:
        yield opened


@pytest.fixture
async def unconnected(catalogue, clock):
    """Give a bot with all its cogs that never meets a server."""
    unused = Settings(_env_file=None)
    async with Database.open("sqlite+aiosqlite://") as database:
        await migrate(database)
        async with wired(unused, catalogue, database, clock, random.Random(1)) as bot:
            await bot.add_cogs()
            yield bot
