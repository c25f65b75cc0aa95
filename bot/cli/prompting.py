"""Fasti in a playground of its own, with a prompt where somebody is at the terminal."""

import asyncio
import random
import sys
from collections.abc import AsyncGenerator
from zoneinfo import ZoneInfo

from rich.console import Console

from bot.bootstrap import Insides, opened
from bot.clock import ShiftedClock, SystemClock
from bot.playground import Playground
from bot.settings import Settings

from .attaching import typed
from .connected import connected, first
from .playing import in_playground, playground
from .pretending import PretendedDate
from .shown_pack import ShownPack
from .staging import POSTS_AT, stage
from .terminal import show


async def prompting(chosen: Settings, port: int, token: str) -> None:
    """Serve both until told to end, or until the prompt is closed; may raise HostError."""
    clock = ShiftedClock()
    pretended = PretendedDate(clock, POSTS_AT, ZoneInfo(chosen.time_zone))
    pack = ShownPack(SystemClock())

    def look_in(insides: Insides) -> None:
        pretended.bind(insides)
        pack.bind(insides)

    async with (
        playground(port, token=token, pretending=pretended, content=pack) as served,
        opened(in_playground(chosen, served), clock, random.Random(), look_in=look_in) as bot,
        connected(bot, token) as serving,
    ):
        await served.ready()
        await stage(served, chosen.time_zone)
        print(f"ready {served.page_url} (the playground; Ctrl+C ends it)", flush=True)  # noqa: T201
        show(Console(), await served.type("/today"), served.world)
        await (first(serving, _prompt(served)) if sys.stdin.isatty() else serving)


async def _prompt(served: Playground) -> None:
    """Send each typed line as a slash command, and print its answer."""
    console = Console()
    console.print("Type a slash command, such as /event name:Stalingrad or /help.")
    async for line in _typed():
        if line.strip():
            show(console, await typed(served, line.strip()), served.world)


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
