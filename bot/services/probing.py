"""Asks the database whether it can be used, without waiting for ever."""

import asyncio
import contextlib
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.domain.ports import Clock
from bot.domain.shards import ALL, Share
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.faults import reason
from bot.storage.same_file import LostFileError

from .safekeeping import NOTHING, Kept

PATIENCE = 3.0
"""Seconds that a question waits for its answer."""
_LAST_SECONDS = 0.5
_NO_ANSWER = (
    "The database has not let Fasti write for {seconds:.0f} s: see whether another program has"
    " locked it, and whether its disk or its server is overloaded."
)
_FAILED = "The database cannot be used: the log says why."

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a probe found: a problem in a sentence, or since when the oldest delivery could be sent.

    `kept` is what endangers it.
    """

    problem: str = ""
    waiting_since: dt.datetime | None = None
    kept: Kept = NOTHING


class Probe:
    """Asks one question at a time, whoever wants to know; an answer that comes late serves the next.

    A question is not cut short: that would drop its connection, and with it a database in memory.
    `kept` looks for what endangers it, in a thread.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        share: Share = ALL,
        *,
        kept: Callable[[], Kept] = Kept,
        patience: float = PATIENCE,
    ) -> None:
        self._database = database
        self._kept = kept
        self._clock = clock
        self._share = share
        self._patience = patience
        self._asking: asyncio.Task[Found] | None = None

    async def ask(self) -> Found:
        """Give what is found, within the seconds of patience; never raises."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        done, _ = await asyncio.wait([self._asking], timeout=self._patience)
        if not done:
            return Found(problem=_NO_ANSWER.format(seconds=self._patience))
        return self._asking.result()

    async def close(self) -> None:
        """Give a question that is open a little time to end."""
        if self._asking is not None and not self._asking.done():
            await asyncio.wait([self._asking], timeout=_LAST_SECONDS)
            self._asking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._asking

    async def _ask(self) -> Found:
        kept = await asyncio.to_thread(self._kept)
        try:
            async with self._database.write() as connection:
                since = await Deliveries(connection).waiting_since(self._clock.now(), self._share)
        except LostFileError as error:
            return Found(problem=str(error), kept=kept)
        except Exception as error:  # noqa: BLE001 - whatever it is, the database cannot be used
            _log.warning("the database cannot be used", reason=reason(error))
            return Found(problem=_FAILED, kept=kept)
        return Found(waiting_since=since, kept=kept)
