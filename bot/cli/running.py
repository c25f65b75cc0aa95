"""`fasti run`: on Discord with a token, else in the playground with a prompt."""

import asyncio
import contextlib
import random
import sys
from collections.abc import AsyncGenerator

from rich.console import Console

from bot import log, settings
from bot.bootstrap import opened
from bot.clock import SystemClock
from bot.playground import Playground
from bot.settings import Settings

from .asking import MEMORY
from .connected import connected, first
from .playing import TOKEN, playground, stop_event
from .terminal import show


def run(port: int) -> None:
    """Serve until SIGINT or SIGTERM; raises HostError with what keeps Fasti from it."""
    chosen = settings.load()
    token = chosen.discord_token.get_secret_value()
    log.set_up(chosen.log_level, secrets=[token])
    asyncio.run(_on_discord(chosen, token) if token else _in_playground(chosen, port))


async def _on_discord(chosen: Settings, token: str) -> None:
    stop = stop_event()
    async with (
        opened(chosen, SystemClock(), random.Random()) as bot,
        connected(bot, token) as serving,
    ):
        print(f"ready {chosen.discord_api_url} as {bot.user}", flush=True)  # noqa: T201
        await first(serving, stop.wait())


async def _in_playground(chosen: Settings, port: int) -> None:
    stop = stop_event()
    async with playground(port) as served:
        here = chosen.model_copy(update={"discord_api_url": served.api_url, "database_url": MEMORY})
        async with (
            opened(here, SystemClock(), random.Random()) as bot,
            connected(bot, TOKEN) as serving,
        ):
            await served.ready()
            print(f"ready {served.url} (the playground; Ctrl+C ends it)", flush=True)  # noqa: T201
            show(Console(), await served.type("/today"))
            await first(serving, _until(stop, served))


async def _until(stop: asyncio.Event, served: Playground) -> None:
    """Answer what is typed, if there is a terminal, until the signal to stop."""
    if not sys.stdin.isatty():
        await stop.wait()
        return
    typing = asyncio.create_task(_prompt(served))
    await asyncio.wait(
        {typing, asyncio.ensure_future(stop.wait())}, return_when=asyncio.FIRST_COMPLETED
    )
    typing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await typing


async def _prompt(served: Playground) -> None:
    """Send each typed line as a slash command, and print its answer."""
    console = Console()
    console.print("Type a slash command, such as /event name:Stalingrad or /help.")
    async for line in _typed():
        if line.strip():
            show(console, await served.type(line.strip()))


async def _typed() -> AsyncGenerator[str, None]:
    """Give the lines that are typed, without blocking the loop."""
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    transport, _ = await loop.connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    try:
        while line := await reader.readline():
            yield line.decode(errors="replace")
    finally:
        transport.close()
