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
from tests import databases, sample


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


def pytest_collection_modifyitems(config, items):
    """On a PostgreSQL server run what uses a database, and nothing else; on SQLite all the rest."""
    kept = [item for item in items if _runs_here(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _runs_here(item)])
    items[:] = kept


def _runs_here(item):
    if databases.SERVER is None:
        return item.get_closest_marker("postgresql") is None
    kinds = {"empty_address", "database_address", "passing_address", "keeper"}
    uses_one = not kinds.isdisjoint(item.fixturenames)
    is_its_own = item.get_closest_marker("postgresql") is not None
    return is_its_own or (uses_one and item.get_closest_marker("sqlite") is None)


@pytest.fixture(scope="session")
def server():
    """Make databases on the PostgreSQL server, if there is one."""
    if databases.SERVER is None:
        yield None
        return
    with databases.Databases(databases.SERVER) as made:
        yield made


@pytest.fixture
def empty_address(server, tmp_path):
    """Give the address of a database of the test's own, without tables, which many may open."""
    if server is None:
        yield f"sqlite+aiosqlite:///{tmp_path / 'fasti.sqlite3'}"
        return
    with server.empty() as address:
        yield address


@pytest.fixture
def database_address(server, request, tmp_path):
    """Give the address of a database of the test's own, with all tables."""
    if server is None:
        file = shutil.copy(request.getfixturevalue("migrated"), tmp_path / "fasti.sqlite3")
        yield f"sqlite+aiosqlite:///{file}"
        return
    with server.migrated() as address:
        yield address


@pytest.fixture
def passing_address(server, request):
    """Give the address of a database that need not outlast a connection, perhaps without tables."""
    return "sqlite+aiosqlite://" if server is None else request.getfixturevalue("database_address")


@pytest.fixture
async def database(database_address):
    """Open a database in a file: one in memory would go with the connection of a bot that ends."""
    async with Database.open(database_address) as opened:
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
