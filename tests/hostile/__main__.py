"""`python -m tests.hostile [COUNT]`: ten thousand hostile texts and files, and what came of them."""

import asyncio
import gc
import logging
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import structlog

from bot.catalogue.catalogue import Catalogue
from bot.clock import SystemClock
from bot.settings import ROOT
from bot.storage.database import Database
from bot.storage.migrate import migrate

from .siege import Siege

COUNT = 10_000


async def main(count: int) -> int:
    """Lay siege to a newsroom on the shipped pack; gives the exit status: 1 if anything stalled."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    pack = Catalogue.load(ROOT / "content")
    pack.search.wait()
    gc.freeze()  # as Fasti does once the pack is loaded
    begun = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        async with Database.open(
            f"sqlite+aiosqlite:///{Path(folder, 'hostile.sqlite3')}"
        ) as database:
            await migrate(database)
            report = await Siege(database, SystemClock(), pack).lay(range(count))
    seconds = perf_counter() - begun
    head = f"{count:,} attacks in {seconds:.0f} s, none of which crashed anything"
    sys.stdout.write("\n".join([head, *report.told, ""]))
    return int(bool(report.stalls))


if __name__ == "__main__":
    sys.exit(asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)))
