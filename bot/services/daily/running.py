"""Keeps the daily post going: ticks, sends, looks after feeds, and survives whatever goes wrong."""

import asyncio
import contextlib
import datetime as dt
from typing import Protocol

import structlog

from bot.domain.deliveries import Delivery
from bot.domain.feeds import Feed
from bot.domain.ports import Clock
from bot.domain.shards import Share
from bot.storage.deliveries import Key
from bot.storage.faults import OUT_OF_ORDER, reason

from .keeper import Keeper
from .scheduler import AT_ONCE, Scheduler
from .sender import Sender

TICK = 1.0
"""Seconds between looks at what is due."""
BUSY = 100
"""Deliveries that are worked on at a time, where a process has all servers."""
LEAST_BUSY = 25
"""Likewise, however few it has: one of them may have to wait for long."""
LAST_SECONDS = 6.0
"""Seconds that posts in the making are given when the work is ended."""
_TROUBLES_EVERY = 30.0
_SERVERS_EVERY = 3600.0
_LONGEST_PAUSE = 30.0


class _Work(Protocol):
    """A method that is done again and again."""

    __name__: str

    async def __call__(self) -> None: ...


_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def busy(share: Share) -> int:
    """Give how many deliveries a process works on at a time: no more than its pace soon sees to."""
    return max(LEAST_BUSY, round(BUSY * share.part))


class DailyPost:
    """The background work; `ticked_at` is when it last looked at what is due."""

    def __init__(
        self,
        scheduler: Scheduler,
        sender: Sender,
        keeper: Keeper,
        clock: Clock,
        *,
        tick: float = TICK,
        busy: int = BUSY,
    ) -> None:
        self._scheduler = scheduler
        self._sender = sender
        self._keeper = keeper
        self._clock = clock
        self._tick = tick
        self._busy = busy
        self._working: set[asyncio.Task[None]] = set()
        self._held: set[Key] = set()
        self._freed = asyncio.Event()
        self._stopping = asyncio.Event()
        self._stuck: set[str] = set()  # loops that the database keeps from going on
        self.ticked_at: dt.datetime | None = None

    async def run(self) -> None:
        """Work until cancelled; what is in the making then has some seconds to end.

        It may be run again after that.
        """
        self._stopping.clear()
        loops = {
            asyncio.create_task(self._again(self._keeper.check_plans, self._tick)),
            asyncio.create_task(self._again(self._schedule, self._tick)),
            asyncio.create_task(self._again(self._send, self._tick)),
            asyncio.create_task(self._again(self._keeper.check_troubles, _TROUBLES_EVERY)),
            asyncio.create_task(self._again(self._check_servers, _SERVERS_EVERY)),
        }
        try:
            await asyncio.gather(*map(asyncio.shield, loops))
        finally:
            self._stopping.set()
            self._freed.set()
            await asyncio.wait({*loops, *self._working}, timeout=LAST_SECONDS)
            for task in (*loops, *self._working):
                task.cancel()  # the ledger knows what was begun, and who claims it next looks first
            await asyncio.gather(*loops, *self._working, return_exceptions=True)

    async def _again(self, work: _Work, seconds: float) -> None:
        """Do it again and again until stopped; after an error with longer and longer pauses."""
        pause = seconds
        while not self._stopping.is_set():
            try:
                await work()
                pause = seconds
                self._is_well(work.__name__)
            except asyncio.CancelledError:
                task = asyncio.current_task()
                if self._stopping.is_set() or task is None or task.cancelling():
                    raise
                _log.exception("the daily post was interrupted; it goes on")  # by nobody of ours
            except OUT_OF_ORDER as error:
                pause = min(max(pause, 1.0) * 2, _LONGEST_PAUSE)
                self._complain(work.__name__, error)
            except Exception:  # noqa: BLE001 - whatever it was, the next post must go out
                pause = min(max(pause, 1.0) * 2, _LONGEST_PAUSE)
                _log.exception("the daily post met an error; it goes on", seconds=pause)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)

    def _complain(self, loop: str, error: Exception) -> None:
        """Log what is wrong with the database, once though all loops meet it again and again."""
        if not self._stuck:
            _log.error(
                "the database cannot be used; it is tried until it can", reason=reason(error)
            )
        self._stuck.add(loop)

    def _is_well(self, loop: str) -> None:
        if loop in self._stuck:
            self._stuck.remove(loop)
            if not self._stuck:
                _log.info("the database can be used again")

    async def _schedule(self) -> None:
        while await self._scheduler.tick() == AT_ONCE and not self._stopping.is_set():
            pass
        self.ticked_at = self._clock.now()

    async def _check_servers(self) -> None:
        while not self._keeper.is_ready and not self._stopping.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), self._tick)
        if not self._stopping.is_set():
            await self._keeper.check_servers()

    async def _send(self) -> None:
        """Claim and work until nothing is left, with at most so many at a time."""
        while not self._stopping.is_set():
            free = self._busy - len(self._working)
            if free <= self._busy // 4:
                self._freed.clear()
                await self._freed.wait()
                continue
            claimed = await self._sender.claim(free, self._held)
            for feed, delivery in claimed:
                self._held.add((feed.id, delivery.on))
                task = asyncio.create_task(self._work(feed, delivery))
                self._working.add(task)
                task.add_done_callback(self._done)
            if not claimed:
                return

    async def _work(self, feed: Feed, delivery: Delivery) -> None:
        try:
            await self._sender.work(feed, delivery)
        except Exception:  # noqa: BLE001 - as above
            # Its lease runs out, and it is tried again then; the others are not held up by it.
            _log.exception("a delivery met an error", feed=feed.id, on=delivery.on.isoformat())
            await self._sender.give_up(feed, delivery)
        finally:
            self._held.discard((feed.id, delivery.on))

    def _done(self, task: asyncio.Task[None]) -> None:
        self._working.discard(task)
        self._freed.set()
