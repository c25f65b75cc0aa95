"""Writes what became of deliveries, many at once, and keeps at it while the database cannot."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace

import structlog

from bot.domain.deliveries import Delivery
from bot.domain.feeds import Feed
from bot.domain.ports import Clock
from bot.domain.shards import ALL, Share
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries, Key
from bot.storage.faults import OUT_OF_ORDER, reason
from bot.storage.feeds import Feeds

LEASE = dt.timedelta(seconds=120)
"""How long a claim holds: longer than looking for a post and sending it may take, retries and all."""
GATHERED = 0.25
"""Seconds for which rows are gathered: a transaction costs as much as twenty of them."""
PATIENCE = (1.0, 2.0, 5.0, 10.0)
"""Seconds between attempts to write; the last again and again."""

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def _perhaps_alive(_: str) -> bool:
    """Take every other process for alive: its leases run out."""
    return False


class Ledger:
    """The ledger as one process sees it: `owner` names it in its claims, which are of its share.

    What happened at Discord must not be forgotten because a disk is full: a row that cannot be
    written is written again until it can. Until nothing waits to be written any more, nothing is
    claimed. It is logged once.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        owner: str,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        *,
        is_gone: Callable[[str], bool] = _perhaps_alive,
        share: Share = ALL,
    ) -> None:
        self._database = database
        self._clock = clock
        self._owner = owner
        self._sleep = sleep
        self._is_gone = is_gone
        self._share = share
        self._has_freed = False
        self._waiting: list[tuple[Delivery, asyncio.Future[bool]]] = []
        self._writing: asyncio.Task[None] | None = None
        self._is_stuck = False

    async def claim(self, limit: int, besides: Collection[Key] = ()) -> list[tuple[Feed, Delivery]]:
        """Take at most so many deliveries to work on, for as long as a lease, with their feeds.

        None of `besides`, which are worked on already.
        """
        if self._is_stuck:
            return []
        now = self._clock.now()
        async with self._database.write() as connection:
            if not self._has_freed:
                await self._free(Deliveries(connection))
            rows = await Deliveries(connection).claim(
                self._owner, now, now + LEASE, limit, besides, share=self._share
            )
            feeds = await Feeds(connection).by_ids({row.feed for row in rows}) if rows else {}
        self._has_freed = True
        return [(feeds[row.feed], row) for row in rows if row.feed in feeds]

    async def _free(self, deliveries: Deliveries) -> None:
        """Free what processes that are gone for certain still hold, when this one claims first.

        Such a row may have been posted, and is looked for as ever.
        """
        gone = {each for each in await deliveries.owners() if self._is_gone(each)}
        if gone and (count := await deliveries.free(gone)):
            _log.info("what a process that has ended was at is taken up", deliveries=count)

    async def save(self, delivery: Delivery) -> Delivery | None:
        """Write a row that this process holds, and hold it anew unless it is given back.

        Gives it with its new lease; None if it has been taken over, by another process or by a
        later attempt.

        Rows that are saved at about the same time share a transaction. Raises what the database
        raises for a row that it will never take.
        """
        future = asyncio.get_running_loop().create_future()
        if delivery.owner:
            delivery = replace(delivery, lease_until=self._clock.now() + LEASE)
        self._waiting.append((delivery, future))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return delivery if await asyncio.shield(future) else None

    async def _write(self) -> None:
        while self._waiting:
            await self._sleep(GATHERED)
            batch, self._waiting = self._waiting, []
            try:
                saved = await self._persistently([row for row, _ in batch])
            except Exception as error:  # noqa: BLE001 - whoever waits for a row is told
                await self._apart(batch, error)
                continue
            for row, future in batch:
                _tell(future, (row.feed, row.on) in saved)
        if self._is_stuck:
            self._is_stuck = False
            _log.info("the ledger can be written again")

    async def _apart(
        self, batch: list[tuple[Delivery, asyncio.Future[bool]]], error: Exception
    ) -> None:
        """Write each row by itself, so that one that cannot be written holds up no other."""
        if len(batch) == 1:
            _tell(batch[0][1], error)
            return
        for row, future in batch:
            try:
                _tell(future, bool(await self._persistently([row])))
            except Exception as its_own:  # noqa: BLE001 - as above
                _tell(future, its_own)

    async def _persistently(self, rows: list[Delivery]) -> set[Key]:
        attempt = 0
        while True:
            try:
                async with self._database.write() as connection:
                    return await Deliveries(connection).save(rows, self._owner)
            except OUT_OF_ORDER as error:
                self._complain(error)
                await self._sleep(PATIENCE[min(attempt, len(PATIENCE) - 1)])
                attempt += 1

    def _complain(self, error: Exception) -> None:
        if not self._is_stuck:
            why = reason(error)
            _log.error("the ledger cannot be written; it is tried until it can", reason=why)
        self._is_stuck = True


def _tell(future: asyncio.Future[bool], outcome: bool | Exception) -> None:  # noqa: FBT001 - it is the answer
    """Give an outcome to who waits for it, unless they have stopped waiting."""
    if future.done():
        return
    if isinstance(outcome, Exception):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)
