"""Bots in processes of their own, each connected to a playground: what all benches of them need."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence

import psutil

from bot.playground import Playground
from bot.settings import ROOT

FASTI = ("bot", "run")
DEFAULT = ("tests.benchmarks.default_bot",)
"""A bare discord.py bot with default caches."""
_TO_START, _TO_END = 180.0, 15.0  # seconds
_IDLE = 0.05  # of a processor: what a bot may use that has nothing left to do
_QUIET = 3  # seconds in a row


class Bot:
    """A bot's process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._seen = psutil.Process(process.pid)

    @property
    def cpu(self) -> float:
        """Seconds of a processor that it has used."""
        times = self._seen.cpu_times()
        return float(times.user + times.system)

    @property
    def memory(self) -> float:
        """Its resident memory, in MB."""
        return float(self._seen.memory_info().rss / 1e6)

    async def settle(self, served: Playground, shards: int = 1) -> None:
        """Wait until it is connected, and has nothing left to do for some seconds."""
        async with asyncio.timeout(_TO_START):
            while len(served.hub.connected) < shards:
                self._is_alive()
                await asyncio.sleep(0.05)
            quiet = 0
            while quiet < _QUIET:
                before = self.cpu
                await asyncio.sleep(1)
                quiet = quiet + 1 if self.cpu - before < _IDLE else 0

    async def ready(self, served: Playground) -> None:
        """Wait until it is connected and has registered its commands; raises if it ends instead."""
        ready = asyncio.ensure_future(served.ready())
        ended = asyncio.ensure_future(self._process.wait())
        async with asyncio.timeout(_TO_START):
            await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if not ready.done():
            ready.cancel()
            self._is_alive()

    def _is_alive(self) -> None:
        if self._process.returncode is not None:
            raise RuntimeError(f"the bot ended with status {self._process.returncode}")

    async def line(self) -> str:
        """Give the next line that it prints."""
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError("the bot ended before it said what it is waited for")
        return line.decode().strip()


@contextlib.asynccontextmanager
async def running(
    served: Playground, *module: str, more: Mapping[str, str] | None = None
) -> AsyncGenerator[Bot, None]:
    """Run a bot, connected to a playground, until the end; `more` joins its environment."""
    environment = os.environ | {
        "DISCORD_API_URL": served.api_url,
        "DISCORD_TOKEN": "playground",
        "DATABASE_URL": "sqlite+aiosqlite://",
        "LOG_LEVEL": "WARNING",
        "PYTHONPATH": str(ROOT),
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *module),
        env=environment | dict(more or {}),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Bot(process)
    finally:
        await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(_TO_END):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def listed(numbers: Sequence[float], digits: int = 2) -> str:
    """Write numbers in a row."""
    return " ".join(f"{number:.{digits}f}" for number in numbers)
