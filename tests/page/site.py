"""The playground with the real bot in it, as `fasti run` has it, at nine on 22 June 2026."""

import asyncio
import datetime as dt
import random
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.bootstrap import Insides, wired
from bot.catalogue.catalogue import Catalogue
from bot.cli.connected import connected
from bot.cli.playing import TOKEN, in_playground
from bot.cli.pretending import PretendedDate
from bot.cli.shown_pack import ShownPack
from bot.cli.staging import POSTS_AT, stage
from bot.clock import ShiftedClock, SystemClock
from bot.playground import Playground
from bot.settings import ROOT, Settings
from bot.storage.database import Database

NINE = dt.datetime(2026, 6, 22, 9, tzinfo=dt.UTC)


class RunningClock:
    """The playground's time, set to an instant and running on from there."""

    def __init__(self, start: dt.datetime) -> None:
        self._ahead = start.timestamp() - time.monotonic()

    def now(self) -> float:
        """Give seconds since 1970."""
        return self._ahead + time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Sleep for real."""
        await asyncio.sleep(seconds)


@asynccontextmanager
async def running(
    catalogue: Catalogue,
    database: Database,
    *,
    start: dt.datetime = NINE,
    pack: Path = ROOT / "content",
) -> AsyncGenerator[Playground, None]:
    """Give a staged playground with the bot in it, on a catalogue, its files and a migrated database."""
    chosen = Settings(_env_file=None, content_path=pack)
    clock = ShiftedClock(start)
    pretended = PretendedDate(clock, POSTS_AT, ZoneInfo(chosen.time_zone))
    shown = ShownPack(SystemClock())

    def look_in(insides: Insides) -> None:
        pretended.bind(insides)
        shown.bind(insides)

    served = Playground(
        clock=RunningClock(start), pretending=pretended, content=shown, verify_answers=True
    )
    rng = random.Random(1)
    async with (
        served,
        wired(  # once it is served, since the settings name its address
            in_playground(chosen, served), catalogue, database, clock, rng, look_in=look_in
        ) as bot,
        connected(bot, TOKEN),
    ):
        await served.ready()
        await stage(served, chosen.time_zone)
        yield served
