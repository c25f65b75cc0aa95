"""Keeps apart the starts of sessions with Discord, of all processes that share a database."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable

import structlog

from bot.domain.ports import Clock
from bot.storage.database import Database
from bot.storage.faults import OUT_OF_ORDER, reason
from bot.storage.identifies import Identifies

GAP = dt.timedelta(seconds=5.5)
"""Between two starts in one bucket: Discord takes one in five seconds, and the way there varies."""
AHEAD = dt.timedelta(seconds=30)
"""How far ahead a turn is booked at most: discord.py gives up a start that takes a minute."""

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Identifying:
    """Books turns. Discord refuses a start out of turn, and counts it: a thousand a day are free.

    https://discord.com/developers/docs/events/gateway#sharding-max-concurrency
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._clock = clock
        self._sleep = sleep

    async def turn(self, shard: int, at_once: int) -> None:
        """Wait until Discord takes the start of a shard's session.

        `at_once` is its `max_concurrency`: shards that leave the same remainder take turns.
        Where the database is out of order, the pause between two starts must do.
        """
        try:
            while (pause := await self._book(shard % at_once)) is None:
                await self._sleep(GAP.total_seconds())
        except OUT_OF_ORDER as error:
            _log.warning("a session starts without its turn", shard=shard, reason=reason(error))
            pause = GAP
        await self._sleep(pause.total_seconds())

    async def _book(self, bucket: int) -> dt.timedelta | None:
        """Book the next turn and give how long it is until then; None if there are many before."""
        async with self._database.write() as connection:
            identifies, now = Identifies(connection), self._clock.now()
            free_at = max(await identifies.free_at(bucket) or now, now)
            if free_at > now + AHEAD + GAP:  # nobody books that: it was by a clock that is ahead
                free_at = now
            if free_at > now + AHEAD:
                return None
            await identifies.book(bucket, free_at + GAP)
            return free_at - now
