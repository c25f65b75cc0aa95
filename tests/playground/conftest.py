"""A playground on a held clock, and bots to connect to it."""

import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any

import aiohttp
import discord
import discord.gateway
import discord.http
import pytest
import yarl
from discord import app_commands

from bot.playground import HeldClock, Playground
from bot.playground.key import HEADER
from tests.playground.raw import RawBot, Rest


@pytest.fixture
def clock() -> HeldClock:
    """Stands still at 2026-06-22T09:00:00Z."""
    return HeldClock()


@pytest.fixture
async def playground(clock: HeldClock) -> AsyncIterator[Playground]:
    """Start a playground whose own answers are checked against Discord's description too."""
    async with Playground(clock=clock, verify_answers=True) as playground:
        yield playground
    assert playground.journal.mistakes == []


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def rest(playground: Playground, session: aiohttp.ClientSession) -> Rest:
    """REST calls with the bot's token."""
    return Rest(playground, session)


People = Callable[..., Coroutine[Any, Any, tuple[int, Any]]]


@pytest.fixture
def people(playground: Playground, session: aiohttp.ClientSession) -> People:
    """Give a function that calls the people's interface with JSON and the key."""

    async def call(method: str, verb: str, /, **body: Any) -> tuple[int, Any]:
        url = f"{playground.url}/playground/{verb}"
        data = io.BytesIO(json.dumps(body).encode())
        kwargs: dict[str, Any] = {"params": body} if method == "GET" else {"data": data}
        kwargs["headers"] = {HEADER: playground.key, "Content-Type": "application/json"}
        async with session.request(method, url, **kwargs) as response:
            return response.status, await response.json()

    return call


@pytest.fixture
async def raw(playground: Playground, session: aiohttp.ClientSession) -> AsyncIterator[RawBot]:
    """Connect a bot without a library; GUILD_CREATE has not been read."""
    bot = RawBot(playground, session)
    await bot.identify()
    yield bot
    await bot.close()


@pytest.fixture
def channel_id(playground: Playground) -> Callable[[str], str]:
    """Give a channel's id by its name."""

    def find(name: str) -> str:
        return next(one.id for one in playground.world.channels.values() if one.name == name)

    return find


@pytest.fixture
def general(channel_id: Callable[[str], str]) -> str:
    """Give the path of #general."""
    return f"/channels/{channel_id('general')}"


class LibraryBot(discord.Client):
    """A real discord.py client with a command tree."""

    def __init__(self, **options: Any) -> None:
        intents = options.pop("intents", discord.Intents(guilds=True))
        super().__init__(intents=intents, max_ratelimit_timeout=30, **options)
        self._connection.guild_ready_timeout = 0
        self.tree = app_commands.CommandTree(self)


StartBot = Callable[[LibraryBot], Coroutine[Any, Any, LibraryBot]]


@pytest.fixture
async def start_bot(
    playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[StartBot]:
    """Log a discord.py client in to the playground, register its commands, wait until ready."""
    monkeypatch.setattr(discord.http.Route, "BASE", playground.api_url)
    gateway = yarl.URL(playground.gateway_url)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
    running: list[tuple[LibraryBot, Awaitable[None]]] = []

    async def start(bot: LibraryBot) -> LibraryBot:
        await bot.login("playground")
        if bot.tree.get_commands():
            await bot.tree.sync()
        running.append((bot, bot.loop.create_task(bot.connect())))
        await bot.wait_until_ready()
        return bot

    yield start
    for bot, task in running:
        await bot.close()
        await task
