"""A bot that is connected for a while."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable

from bot.client import Fasti


@contextlib.asynccontextmanager
async def connected(bot: Fasti, token: str) -> AsyncGenerator[asyncio.Task[None], None]:
    """Connect, wait until the bot is ready, and disconnect at the end.

    Gives the task that ends when the connection does; raises HostError if it cannot be made.
    """
    serving = asyncio.create_task(bot.serve(token))
    try:
        await first(serving, bot.connected.wait())
        yield serving
    finally:
        await bot.close()
        with contextlib.suppress(asyncio.CancelledError):
            await serving


async def first(serving: asyncio.Task[None], other: Awaitable[object]) -> None:
    """Wait for either, and raise what the first raised; leaves `serving` to go on."""
    waiting = asyncio.ensure_future(other)
    try:
        done, _ = await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        waiting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await waiting
