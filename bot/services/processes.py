"""Notices when processes on the database serve the same servers, count shards otherwise, or leave some out."""

import asyncio
import contextlib
import datetime as dt
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import structlog

from bot.domain.ports import Clock
from bot.domain.shards import Share
from bot.storage.database import Database
from bot.storage.faults import OUT_OF_ORDER, reason
from bot.storage.processes import Process, Processes as Rows

from .daily.owners import told

BEAT = 30.0
"""Seconds between two times that a process says it is there."""
AGAIN = 5.0
"""Seconds after which it tries anew to say so."""
BEATS = 2
"""How often another must have said so meanwhile: one that was killed, or is just ending, does not."""
ALONE = 4
"""For how many looks a shard is nobody's before that is told: one that moves is so for less."""
STALE = dt.timedelta(minutes=5)
"""After that without a word, by clocks that may differ by minutes, a process is forgotten."""
_LAST_SECONDS = 2.0
_SAME_SERVERS = "another Fasti serves the same servers: stop one of them"
_NOBODYS = "shards are nobody's: start a process with these SHARD_IDS"
_OTHER_COUNT = "another Fasti counts shards otherwise: stop all, and give all the same SHARD_COUNT"

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Met:
    """Another process: how often it spoke since it was met, and how many looks ago for the last time."""

    process: Process
    beats: int = 0
    silence: int = 0

    @property
    def is_alive(self) -> bool:
        return self.beats >= BEATS and self.silence <= BEATS

    def seen(self, now: Process) -> "_Met":
        """Take up what it says now."""
        if now.seen_at == self.process.seen_at:
            return replace(self, silence=self.silence + 1)
        return _Met(now, self.beats + 1)


class Company:
    """The other processes, as this one knows them; its `name` is that of its claims in the ledger.

    That one is alive is told by its row, which changes, and by no clock. `unwritten` is why the
    database could not be told of this one, empty if it could.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        name: str,
        share: Share,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._clock = clock
        self._share = share
        self._sleep = sleep
        self._name = name
        self._started_at = clock.now()
        self._met: dict[str, _Met] = {}
        self._told: frozenset[str] = frozenset()
        self._alone: dict[int, int] = {}  # for how many looks a shard has been nobody's
        self.unwritten = ""

    async def run(self) -> None:
        """Be known to the others, and look at them, until cancelled; then be known no more."""
        looking: asyncio.Task[bool] | None = None
        try:
            while True:
                looking = asyncio.create_task(self.look())
                # Not cut short: that would drop a connection, and with it a database in memory.
                await self._sleep(BEAT if await asyncio.shield(looking) else AGAIN)
        finally:
            with contextlib.suppress(TimeoutError, *OUT_OF_ORDER):
                async with asyncio.timeout(_LAST_SECONDS):
                    if looking is not None:
                        await looking
                    await self._leave()

    async def look(self) -> bool:
        """Say that this process is there, and see who else is; False if the database was out of order."""
        now = self._clock.now()
        ours = Process(name=self._name, share=self._share, started_at=self._started_at, seen_at=now)
        try:
            async with self._database.write() as connection:
                rows = Rows(connection)
                await rows.note(ours)
                others = [each for each in await rows.all() if each.name != self._name]
                await rows.remove_seen_outside(now - STALE, now + STALE)
        except OUT_OF_ORDER as error:
            self.unwritten = (
                f"The database cannot be written ({reason(error)}): see that its disk has room,"
                " and what the log says."
            )
            return False
        self.unwritten = ""
        self._meet(others)
        self._miss()
        return True

    def overlaps(self) -> list[str]:
        """Name those that serve servers of this one, in sentences."""
        return [
            f"Another Fasti ({_shown(each)}) serves the same servers: stop one of them."
            for each in self._alive()
            if overlap(self._share, each.share)
        ]

    def miscounts(self) -> list[str]:
        """Name those that have another SHARD_COUNT, in sentences."""
        return [
            f"Another Fasti ({_shown(each)}) has SHARD_COUNT={each.share.count}, and this one"
            f" {self._share.count}: some servers are nobody's. Stop all, and start them with the"
            " same."
            for each in self._alive()
            if miscount(self._share, each.share)
        ]

    def unserved(self) -> list[str]:
        """Name the shards that have been nobody's for some time, in one sentence or none."""
        ids = [id_ for id_, looks in self._alone.items() if looks >= ALONE]
        return [": start ".join(nobodys(ids, self._share.count))] if ids else []

    def _alive(self) -> list[Process]:
        return [met.process for met in self._met.values() if met.is_alive]

    def _meet(self, others: Iterable[Process]) -> None:
        self._met = {
            each.name: self._met[each.name].seen(each) if each.name in self._met else _Met(each)
            for each in others
        }
        alive = self._alive()
        for each in alive:
            if each.name in self._told:
                continue
            if miscount(self._share, each.share):
                _log.error(_OTHER_COUNT, other=_shown(each), count=each.share.count)
            elif overlap(self._share, each.share):
                _log.warning(_SAME_SERVERS, other=_shown(each))
        self._told = frozenset(each.name for each in alive)

    def _miss(self) -> None:
        there = [met.process.share for met in self._met.values() if met.silence <= BEATS]
        self._alone = {id_: self._alone.get(id_, 0) + 1 for id_ in unserved([self._share, *there])}
        if ids := [id_ for id_, looks in self._alone.items() if looks == ALONE]:
            _log.warning(_NOBODYS, shards=ids, count=self._share.count)

    async def _leave(self) -> None:
        async with self._database.write() as connection:
            await Rows(connection).remove(self._name)


def overlap(one: Share, other: Share) -> bool:
    """Whether two processes serve the same servers, as far as their settings tell."""
    if one.is_all or other.is_all:
        return True
    return one.count == other.count and not one.ids.isdisjoint(other.ids)


def miscount(one: Share, other: Share) -> bool:
    """Whether two processes that have a part each do not agree in how many parts there are."""
    return one.count != other.count and not (one.is_all or other.is_all)


def unserved(shares: Sequence[Share]) -> list[int]:
    """Give the shards that none of these processes has; none if they do not agree in the count."""
    counts = {each.count for each in shares}
    if len(counts) != 1:
        return []
    return sorted(set(range(*counts)).difference(*(each.ids for each in shares)))


def nobodys(ids: Sequence[int], count: int) -> tuple[str, str]:
    """Say which shards are nobody's, and what to start."""
    numbers = ", ".join(map(str, ids))
    remedy = f"a process with SHARD_IDS={numbers.replace(' ', '')}."
    if len(ids) == 1:
        return f"Shard {numbers} of {count} is nobody's", remedy
    return f"Shards {numbers} of {count} are nobody's", remedy


def _shown(process: Process) -> str:
    return f"{told(process.name)}, started {process.started_at:%Y-%m-%d %H:%M} UTC"
