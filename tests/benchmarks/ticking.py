"""How long a look at the feeds takes when none is due, among 100,000 feeds and 1,000,000 old posts.

Run it with `python -m tests.benchmarks.ticking`. It is measured beside transactions that do
nothing, in turn with them, so that the machine's moods hit all alike.
"""

import asyncio
import datetime as dt
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import quantiles

from bot.clock import ShiftedClock
from bot.services.daily.ledger import Ledger
from bot.services.daily.picking import Picker
from bot.services.daily.scheduler import Scheduler
from bot.storage.database import Database
from bot.storage.migrate import migrate
from tests import sample

from .many_feeds import add_feeds, add_ledger

FEEDS, DAYS = 100_000, 10
ROUNDS, WARM_UP = 1_000, 50
LIMIT = 5.0  # ms
NOW = dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC)
_CLAIMED = 25  # deliveries that the sender asks for at least

Task = Callable[[], Awaitable[object]]


def main() -> None:
    """Measure the scheduler's tick and the sender's claim in a database file."""
    asyncio.run(_main())


async def _main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "fasti.sqlite3")
        async with Database.open(f"sqlite+aiosqlite:///{file}") as database:
            started = time.perf_counter()
            await _fill(database)
            seconds = time.perf_counter() - started
            print(
                f"{FEEDS:,} feeds and {FEEDS * DAYS:,} deliveries that are done, none due"
                f" (made in {seconds:.0f} s); {ROUNDS:,} rounds"
            )
            await _measure(database)


async def _fill(database: Database) -> None:
    await migrate(database)
    places = [(number, number) for number in range(1, FEEDS + 1)]
    await add_feeds(database, places, NOW + dt.timedelta(minutes=30), author=1)
    await add_ledger(database, NOW, DAYS)


async def _measure(database: Database) -> None:
    clock = ShiftedClock(NOW)
    picker = Picker(sample.catalogue())
    scheduler = Scheduler(database, clock, lambda _: picker)
    ledger = Ledger(database, clock, "benchmark")

    async def tick() -> None:
        if await scheduler.tick():
            raise RuntimeError("a feed was due")

    async def claim() -> None:
        if await ledger.claim(_CLAIMED):
            raise RuntimeError("a delivery was open")

    tasks: dict[str, Task] = {
        "an empty read transaction": lambda: _nothing(database, write=False),
        "a tick of the scheduler": tick,
        "an empty write transaction": lambda: _nothing(database, write=True),
        "a claim of the sender": claim,
    }
    times = await _times(tasks)
    for name, each in times.items():
        print(f"  {name:28} p50 {_cut(each, 50):.2f} ms, p99 {_cut(each, 99):.2f} ms")
    took = _cut(times["a tick of the scheduler"], 50)
    verdict = "within" if took <= LIMIT else "OVER"
    print(f"  a tick with none due, p50: {took:.2f} ms; {verdict} {LIMIT:.0f} ms")


async def _nothing(database: Database, *, write: bool) -> None:
    async with database.write() if write else database.read():
        pass


async def _times(tasks: dict[str, Task]) -> dict[str, list[float]]:
    """Time each task (ms) in turn, again and again."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for turn in range(WARM_UP + ROUNDS):
        for name, task in tasks.items():
            started = time.perf_counter()
            await task()
            if turn >= WARM_UP:
                times[name].append((time.perf_counter() - started) * 1000)
    return times


def _cut(values: list[float], percent: int) -> float:
    return quantiles(values, n=100)[percent - 1]


if __name__ == "__main__":
    main()
