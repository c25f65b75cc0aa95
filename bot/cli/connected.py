"""A bot that is connected for a while, in a program that ends on a signal."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncGenerator, Awaitable, Coroutine

import structlog

from bot.client import Fasti
from bot.domain.errors import HostError

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def until_signal(work: Coroutine[object, object, None]) -> None:
    """Run until done, or until SIGINT or SIGTERM, which end it in good order wherever it is.

    Told so a second time, the process ends at once, by that signal.
    """
    asyncio.run(_until_signal(work))


async def _until_signal(work: Coroutine[object, object, None]) -> None:
    task = asyncio.create_task(work)
    is_told = False

    def tell(number: signal.Signals) -> None:
        nonlocal is_told
        if is_told:
            _log.warning("told to end twice: ends at once", signal=number.name)
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        is_told = True
        _log.info("ending: finishes what it is sending", signal=number.name)
        task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, tell, number)
    with contextlib.suppress(asyncio.CancelledError):
        await task
    if is_told:
        _log.info("ended")


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
