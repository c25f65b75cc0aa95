"""One bot posting into a playground: run in a process of its own, it prints its figures as JSON.

`python -m tests.benchmarks.posting_stage fasti 10000`, or `bare` in place of `fasti`.
"""

import asyncio
import contextlib
import datetime as dt
import json
import os
import signal
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import psutil

from bot.catalogue.catalogue import Catalogue
from bot.domain.deliveries import Post, marker
from bot.domain.feeds import Feed
from bot.playground import Limits, Playground, Size
from bot.services.daily.pace import PER_SECOND
from bot.services.daily.picking import Picker
from bot.settings import ROOT
from bot.storage.database import Database
from bot.ui.postmaker import PostMaker
from tests import sample

from .many_feeds import Place, add_feeds, plan

OVERALL = 50
"""Requests a second that the playground takes, as Discord does."""
ASKED_EVERY = 0.5  # seconds between two /today
_TO_START, _TO_END = 120.0, 15.0  # seconds
_ON_A_SHARD = 1_250  # servers; twice as many where there is but one shard, which Discord takes
_IDLE = 0.1  # of a processor: what a bot may use that has nothing left to do at its start
_LOOKED_EVERY = 0.05  # seconds
_AUTHOR = 1


class Stage:
    """A playground with a server for each post, and the bot that posts, in another process."""

    def __init__(self, served: Playground, places: Sequence[Place], bot: psutil.Process) -> None:
        self._served = served
        self._channels = [str(channel) for _, channel in places]
        self._bot = bot
        self._spent = 0.0
        self.memory: list[float] = []
        self.delays: list[float] = []
        self.lags: list[float] = []

    async def settle(self) -> None:
        """Wait until the bot is connected and has taken in all its servers; count from then on."""
        async with asyncio.timeout(_TO_START):
            while len(self._served.hub.connected) < _shards(len(self._channels)):
                await self._served.journal.wait("CONNECT")
            busy = 1.0
            while busy > _IDLE:
                before = self._cpu()
                await asyncio.sleep(1)
                busy = self._cpu() - before
        self._spent = self._cpu()

    def _cpu(self) -> float:
        times = self._bot.cpu_times()
        return float(times.user + times.system)

    async def until(self, is_done: Callable[[], bool]) -> None:
        """Wait until everything is posted and something else holds, but not for ever."""
        async with asyncio.timeout(_TO_START + 3 * len(self._channels) / OVERALL):
            while self._posted() < len(self._channels) or not is_done():  # noqa: ASYNC110 - in others
                await asyncio.sleep(0.5)

    def _posted(self) -> int:
        posted = self._served.world.posted
        return sum(len(posted.get(channel, ())) for channel in self._channels)

    async def watch_memory(self) -> None:
        """Note the bot's memory (MB) each second."""
        while True:
            self.memory.append(self._bot.memory_info().rss / 1e6)
            await asyncio.sleep(1)

    async def watch_machine(self) -> None:
        """Note how late (ms) this process itself is woken: nobody can be faster than that."""
        loop = asyncio.get_running_loop()
        while True:
            begun = loop.time()
            await asyncio.sleep(_LOOKED_EVERY)
            self.lags.append((loop.time() - begun - _LOOKED_EVERY) * 1000)

    async def ask(self) -> None:
        """Ask for /today at an even pace, whether or not the one before is answered."""
        async with asyncio.TaskGroup() as group:
            while True:
                group.create_task(self._ask_once())
                await asyncio.sleep(ASKED_EVERY)

    async def _ask_once(self) -> None:
        answer = await self._served.type("/today")
        if not answer.ok:
            raise RuntimeError(answer.problem)
        self.delays.append(answer.milliseconds)

    def told(self, expected: Sequence[str]) -> dict[str, Any]:
        """Give the figures; posts are counted by the markers in them."""
        spent = self._cpu() - self._spent
        found, times = Counter[str](), list[dt.datetime]()
        for channel in self._channels:
            for message in self._served.world.messages_in(channel).values():
                found.update(_markers(message["components"]))
                times.append(dt.datetime.fromisoformat(message["timestamp"]))
        return {
            "cpu": spent,
            "seconds": (max(times) - min(times)).total_seconds(),
            "memory": self.memory,
            "delays": self.delays,
            "lags": self.lags,
            "doubles": found.total() - len(found),
            "misses": len(set(expected) - found.keys()),
            "refused": sum(each.status == 429 for each in self._served.journal.requests),
        }


def _markers(components: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for component in components:
        if str(component.get("custom_id", "")).startswith("f:open:"):
            yield component["custom_id"]
        yield from _markers(component.get("components", ()))


async def fasti(count: int, folder: Path) -> dict[str, Any]:
    """Let Fasti post for so many feeds, due at one minute, and answer /today meanwhile."""
    file, due = folder / "fasti.sqlite3", _this_minute()
    address = f"sqlite+aiosqlite:///{file}"
    async with (
        _playground(count) as (served, places),
        _bot(served, count, "bot", "run", address=address) as process,
    ):
        stage = Stage(served, places, psutil.Process(process.pid))
        await stage.settle()
        async with _meanwhile(stage.watch_memory(), stage.watch_machine(), stage.ask()):
            async with Database.open(address) as database:
                await add_feeds(database, places, due, _AUTHOR)
            await stage.until(lambda: _is_done(file, count))
        return stage.told(_expected(places, due))


async def bare(count: int, folder: Path) -> dict[str, Any]:
    """Let the bare bot send the same card to as many channels."""
    file, due = folder / "order.json", _this_minute()
    async with _playground(count) as (served, places):
        expected = _expected(places, due)
        channels = [channel for _, channel in places]
        posts = list(zip(channels, expected, strict=True))
        order = {"components": _card(due), "posts": posts, "per_second": PER_SECOND}
        file.write_text(json.dumps(order))
        async with _bot(served, count, "tests.benchmarks.bare_poster", str(file)) as process:
            stage = Stage(served, places, psutil.Process(process.pid))
            await stage.settle()
            async with _meanwhile(stage.watch_memory()):
                _go(process)
                await stage.until(lambda: True)
            return stage.told(expected)


def _shards(count: int) -> int:
    """Give the number of shards, an odd one: the playground's servers have even numbers."""
    return count // _ON_A_SHARD | 1


def _go(process: asyncio.subprocess.Process) -> None:
    """Let the bare bot begin: it waits for a line."""
    if process.stdin is not None:
        process.stdin.write(b"go\n")


def _this_minute() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(second=0, microsecond=0)


def _expected(places: Sequence[Place], due: dt.datetime) -> list[str]:
    """Give what stands in the menus of all posts; feeds are numbered from 1."""
    return [f"f:open:{number}-{due:%Y%m%d}" for number in range(1, len(places) + 1)]


def _card(due: dt.datetime) -> list[dict[str, Any]]:
    """Give the components that Fasti posts that day."""
    catalogue = Catalogue.load(ROOT / "content")
    picker = Picker(catalogue)
    feed = Feed(id=1, guild=1, number=1, plan=plan(1, due), author=_AUTHOR, created_at=due)
    post = Post(
        feed=feed,
        channel=feed.plan.channel,
        target=feed.plan.target,
        on=due.date(),
        entries=picker.pick(feed.plan, due.date()),
        late=False,
        nonce="",
        marker=marker(feed, due.date()),
    )
    view = PostMaker(sample.answering(catalogue).of).view(post)
    components: list[dict[str, Any]] = view.to_components()
    return components


@contextlib.asynccontextmanager
async def _playground(count: int) -> AsyncGenerator[tuple[Playground, list[Place]], None]:
    """Serve a playground with so many servers of one channel each."""
    async with Playground(size=Size(guilds=count), limits=Limits(overall=OVERALL)) as served:
        guilds = [each for each in served.world.guilds.values() if each.name.startswith("Guild ")]
        yield served, [(int(each.id), int(next(iter(each.channels)))) for each in guilds]


@contextlib.asynccontextmanager
async def _bot(
    served: Playground, count: int, *module: str, address: str = ""
) -> AsyncGenerator[asyncio.subprocess.Process, None]:
    """Run a bot in a process of its own."""
    environment = os.environ | {
        "DISCORD_API_URL": served.api_url,
        "DISCORD_TOKEN": "playground",
        "DATABASE_URL": address,
        "LOG_LEVEL": "WARNING",
        "SHARD_COUNT": str(_shards(count)),
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *module),
        env=environment,
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            async with asyncio.timeout(_TO_END):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()


@contextlib.asynccontextmanager
async def _meanwhile(*works: Coroutine[Any, Any, None]) -> AsyncGenerator[None, None]:
    """Do something else until the end; its errors are raised."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(each) for each in works]
        yield
        for task in tasks:
            task.cancel()


def _is_done(file: Path, count: int) -> bool:
    """Whether the ledger has so many deliveries that are done."""
    with contextlib.closing(sqlite3.connect(file, timeout=10)) as database:
        query = "SELECT count(*) FROM deliveries WHERE stage = 'done'"
        return bool(database.execute(query).fetchone() == (count,))


def main() -> None:
    """Run the bot named on the command line, for as many feeds."""
    _, bot, count = sys.argv
    with tempfile.TemporaryDirectory() as folder:
        staged = {"fasti": fasti, "bare": bare}[bot](int(count), Path(folder))
        figures = asyncio.run(_until_ended(staged))
    print(json.dumps(figures))


async def _until_ended(staged: Coroutine[Any, Any, dict[str, Any]]) -> dict[str, Any]:
    """End the bot, too, where this process is told to end."""
    task = asyncio.create_task(staged)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await task


if __name__ == "__main__":
    main()
