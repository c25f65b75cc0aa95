"""How long reloading a pack keeps the event loop from answering, beside an idle loop; and memory.

Run it with `python -m tests.benchmarks.reloading`. The bar: 50 ms with the shipped pack.
"""

import asyncio
import datetime as dt
import gc
import shutil
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from time import perf_counter

import psutil

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.writing import body_of
from bot.clock import SystemClock
from bot.domain.revisions import Body, Overlay
from bot.services.catalogues import Catalogues
from bot.services.reloading import Reloading, look
from bot.settings import ROOT

from . import invented_pack
from .stalls import Beats, idle

EVENTS, PEOPLE, TOPICS = 7_000, 2_700, 300  # in about the proportions of the shipped pack
RELOADS = 20
QUICK = 0.05  # seconds between two looks
IDLE_SECONDS = 5


def main() -> None:
    """Measure reloads of the shipped pack and of a large one."""
    with tempfile.TemporaryDirectory() as folder:
        shipped = Path(shutil.copytree(ROOT / "content", Path(folder, "shipped")))
        asyncio.run(_report("the shipped pack", shipped, RELOADS))
        large = Path(folder, "invented")
        invented_pack.write(large, Random(1), events=EVENTS, people=PEOPLE, topics=TOPICS)
        asyncio.run(_report("an invented pack", large, RELOADS // 4))


async def _report(what: str, pack: Path, reloads: int) -> None:
    catalogues = Catalogues(Catalogue.load(pack))
    catalogues.pack.search.wait()
    gc.freeze()
    print(f"{what}: {len(catalogues.pack.entries):,} entries")
    print(f"  {'idle loop:':<23}{await idle(IDLE_SECONDS)}")
    await _of_reloads("reloading", pack, catalogues, reloads)
    for guild in range(4):
        await catalogues.show(guild, _many(catalogues.pack, guild))
    await _of_reloads("… with 4 large servers", pack, catalogues, reloads // 4 or 1)


async def _of_reloads(what: str, pack: Path, catalogues: Catalogues, count: int) -> None:
    process, seconds = psutil.Process(), list[float]()
    beats, sizes = Beats(), list[float]()
    async with _watched(pack, catalogues) as reloading:
        for _ in range(count):
            begun = perf_counter()
            await beats.during(_one(pack, reloading))
            seconds.append(perf_counter() - begun)
            sizes.append(process.memory_info().rss / 1e6)
    shown = f"{sum(seconds) / count:.2f} s from change to show"
    print(f"  {what + ':':<23}{beats}; {shown}")
    print(f"  {'memory after each:':<23}{' '.join(f'{size:.0f}' for size in sizes)} MB")


@asynccontextmanager
async def _watched(pack: Path, catalogues: Catalogues) -> AsyncGenerator[Reloading, None]:
    reloading = Reloading(pack, catalogues, SystemClock(), loaded=look(pack), every=QUICK)
    watching = asyncio.create_task(reloading.run())
    yield reloading
    watching.cancel()
    await asyncio.wait([watching])


async def _one(pack: Path, reloading: Reloading) -> None:
    done = reloading.status.reloads
    await asyncio.to_thread((pack / "pack.yaml").touch)
    while reloading.status.reloads == done:  # noqa: ASYNC110 - it tells nobody
        await asyncio.sleep(QUICK)


def _many(pack: Catalogue, salt: int) -> Overlay:
    """Give the overlay of a server that imported two thousand events."""
    day = dt.date(1941, 6, 22)
    event = body_of(next(iter(pack.contents.events.values())))
    own: dict[str, Body] = {}
    for number in range(2_000):
        id_ = f"own-{salt}-{number}"
        own[f"event:{id_}"] = {
            **event,
            "id": id_,
            "date": day.isoformat(),
            "title": f"Event {number} of {salt}",
            "aliases": [],
        }
    return Overlay(own=own)


if __name__ == "__main__":
    main()
