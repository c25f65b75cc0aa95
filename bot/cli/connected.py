"""A bot that is connected for a while, in a program that ends on a signal."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncGenerator, Awaitable, Coroutine

from bot.client import Fasti
from bot.domain.errors import HostError


def until_signal(work: Coroutine[object, object, None]) -> None:
    """Run until done, or until SIGINT or SIGTERM, which end it in good order wherever it is."""
    asyncio.run(_until_signal(work))


async def _until_signal(work: Coroutine[object, object, None]) -> None:
    task = asyncio.create_task(work)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await task


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
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError, HostError):
            await serving
        await bot.close()


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
