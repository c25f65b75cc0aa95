"""A bot that is connected to the playground, and what its port tells."""

import asyncio
import dataclasses
import datetime as dt
import json
import random

import aiohttp
import pytest

from bot.bootstrap import wired
from bot.domain.feeds import OnEmpty
from bot.monitoring import monitored
from bot.settings import Settings
from tests.storage.samples import PLAN, add_feed


@pytest.fixture
async def watching(clock):
    """Serve health and metrics of a Fasti that is not there yet."""
    async with monitored("127.0.0.1", 0, clock) as opened:
        yield opened


@pytest.fixture
async def ask_port(watching):
    """Give a function that asks the port: (status, text)."""
    async with aiohttp.ClientSession(watching.address) as session:

        async def asking(path, method="GET"):
            async with session.request(method, path) as answer:
                return answer.status, await answer.text()

        yield asking


@pytest.fixture
def problems(ask_port):
    """Give a function that asks for the health and gives its problems, none if it is ready."""

    async def asking():
        async with asyncio.timeout(10):
            status, text = await ask_port("/health")
        told = json.loads(text)
        assert told.pop("ready") is (status == 200)
        told.pop("warnings", None)
        assert (status, told) == (200, {}) or (status == 503 and told["problems"])
        return told.get("problems", [])

    return asking


@pytest.fixture
def until(problems):
    """Give a function that asks for the health until it fits."""

    async def asking(fits):
        async with asyncio.timeout(20):
            while not fits(found := await problems()):  # noqa: ASYNC110 - it happens elsewhere
                await asyncio.sleep(0.02)
        return found

    return asking


@pytest.fixture
def chosen(playground, library_as_it_was):
    """Give settings that lead to the playground."""
    return Settings(_env_file=None, discord_api_url=playground.api_url)


@pytest.fixture
def making(chosen, watching, catalogue, database, clock):
    """Give a bot that is watched, to be opened."""
    return wired(chosen, catalogue, database, clock, random.Random(1), monitored=watching)


@pytest.fixture
async def bot(making, playground, until):
    """Connect a bot, and wait until it is ready."""
    async with making as bot:
        serving = asyncio.create_task(bot.serve("playground"))
        await playground.ready()
        await until(lambda found: not found)
        yield bot
    await serving


@pytest.fixture
async def fall_due(bot, playground, database, clock):
    """Have a server want a daily post; gives a function that lets it fall due."""
    home = next(iter(playground.world.guilds.values()))
    channel = next(each for each in home.channels.values() if each.name == "on-this-day")
    due = clock.time + dt.timedelta(minutes=1)
    wanted = {"at": due.time(), "zone": "UTC", "on_empty": OnEmpty.NEAREST}
    plan = dataclasses.replace(PLAN, channel=int(channel.id), **wanted)
    async with database.write() as connection:
        await add_feed(connection, guild=int(home.id), plan=plan, next_at=due)
    return lambda: setattr(clock, "time", due)
