"""Finds the feeds that are due, opens their deliveries in the ledger, and moves the feeds on."""

import datetime as dt
import hashlib
import zoneinfo
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import structlog

from bot.domain.deliveries import Delivery, Reason, Settled, Stage, untold
from bot.domain.feeds import Feed, FeedState, OnEmpty, Plan
from bot.domain.ports import Clock
from bot.domain.schedule import after_trouble, next_at, occurrences
from bot.domain.shards import ALL, Share
from bot.domain.troubles import Problem, Trouble
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds

from .picking import Picker

AT_ONCE = 200
"""Feeds that one tick moves on, in one transaction."""
_MOST_MISSED = 31  # dates of one feed that a tick records as missed, the latest
_SHOWN_FOR = dt.timedelta(days=366)

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

_Due = tuple[dt.datetime, dt.date]


@dataclass(slots=True)
class _Moves:
    """What one tick writes."""

    rows: list[Delivery] = field(default_factory=list[Delivery])
    moves: list[tuple[int, dt.datetime, dt.date]] = field(
        default_factory=list[tuple[int, dt.datetime, dt.date]]
    )
    broken: list[Feed] = field(default_factory=list[Feed])


class Scheduler:
    """Turns due feeds of a share into deliveries; one is opened and its feed moved on together."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        pickers: Callable[[int], Picker],
        share: Share = ALL,
        *,
        settled: Settled = untold,
    ) -> None:
        self._settled = settled
        self._database = database
        self._clock = clock
        self._pickers = pickers
        self._share = share

    async def tick(self) -> int:
        """Open what is due, for at most AT_ONCE feeds; gives how many feeds there were."""
        now = self._clock.now()
        async with self._database.read() as connection:
            is_due = await Feeds(connection).is_due(now, self._share)
        if not is_due:
            return 0
        async with self._database.write() as connection:
            feeds, deliveries = Feeds(connection), Deliveries(connection)
            due = await feeds.due(now, AT_ONCE, self._share)
            found = _Moves()
            for feed in due:
                try:
                    await self._move_on(feed, now, deliveries, found)
                except (ValueError, KeyError, ArithmeticError, LookupError) as error:
                    code = _code(feed, error)
                    _log.exception("a feed cannot be planned", feed=feed.id, code=code)
                    await feeds.break_(feed.id, Trouble(Problem.FAULT, (code,)), now)
            opened = await deliveries.open(found.rows)
            await feeds.reschedule(found.moves)
            for feed in found.broken:
                await feeds.break_(feed.id, Trouble(Problem.ZONE, (feed.plan.zone,)), now)
        for row in found.rows:
            if row.stage is Stage.SKIPPED and (row.feed, row.on) in opened:
                self._settled(row, now)
        return len(due)

    async def _move_on(
        self, feed: Feed, now: dt.datetime, deliveries: Deliveries, found: _Moves
    ) -> None:
        try:
            zone = zoneinfo.ZoneInfo(feed.plan.zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            found.broken.append(feed)  # the time-zone data changed under a feed that was right
            return
        assert feed.next_on is not None  # noqa: S101 - a due feed has a next date
        passed = _passed(feed, feed.next_on, now, zone)
        found.rows += await self._rows(feed, passed, now, deliveries)
        upcoming = next_at(now, feed.plan.at, zone, feed.plan.weekdays)
        found.moves.append((feed.id, *upcoming))

    async def _rows(
        self, feed: Feed, passed: Sequence[_Due], now: dt.datetime, deliveries: Deliveries
    ) -> list[Delivery]:
        return [
            _skipped(feed, on, due_at, now, Reason.LATE)
            if now - due_at > feed.plan.grace
            else await self.delivery(feed, on, due_at, deliveries)
            for due_at, on in passed
        ]

    async def catch_up(
        self, feed: Feed, plan: Plan, now: dt.datetime, deliveries: Deliveries
    ) -> None:
        """Open what a feed had due before it is changed, just as if the tick had been faster.

        It is told as `plan` wants it from now on. That of a broken feed was due since it broke.
        Nothing is opened of one that is paused, or whose zone is gone.
        """
        try:
            zone = zoneinfo.ZoneInfo(feed.plan.zone)
            since = after_trouble(feed, now)[1] if feed.state is FeedState.BROKEN else feed.next_on
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            return
        if since is not None:
            passed = _passed(feed, since, now, zone)
            told = replace(feed, plan=plan)
            await deliveries.open(await self._rows(told, passed, now, deliveries))

    async def delivery(
        self, feed: Feed, on: dt.date, due_at: dt.datetime, deliveries: Deliveries
    ) -> Delivery:
        """Make the row of a date, with what is to be posted; it is not opened yet."""
        shown: dict[str, dt.date] = {}
        if feed.plan.on_empty is not OnEmpty.SKIP:
            shown = await deliveries.shown(feed.id, on - _SHOWN_FOR)
        entries = self._pickers(feed.guild).pick(feed.plan, on, shown)
        if not entries:
            return _skipped(feed, on, due_at, self._clock.now(), Reason.EMPTY)
        return Delivery(feed=feed.id, on=on, due_at=due_at, entries=entries)


async def note_pause(feed: Feed, now: dt.datetime, deliveries: Deliveries) -> None:
    """Record the dates before today that came while a feed was paused, the latest, for its log.

    Not that of today, on which it may post yet if it is given a later time. Raises
    ZoneInfoNotFoundError where the zone is gone.
    """
    if feed.paused_at is None:
        return
    plan, zone = feed.plan, zoneinfo.ZoneInfo(feed.plan.zone)
    since = min(feed.paused_at, now)  # the clock may have been ahead
    passed = _passed(feed, next_at(since, plan.at, zone, plan.weekdays)[1], now, zone)
    today = now.astimezone(zone).date()
    rows = (_skipped(feed, on, due, now, Reason.PAUSED) for due, on in passed if on < today)
    await deliveries.open(list(rows))


def _passed(feed: Feed, first_on: dt.date, now: dt.datetime, zone: zoneinfo.ZoneInfo) -> list[_Due]:
    """Give the dates of a feed that have come since a date, the latest of them."""
    passed = occurrences(first_on, now, feed.plan.at, zone, feed.plan.weekdays)
    return list(passed)[-_MOST_MISSED:]


def _code(feed: Feed, error: Exception) -> str:
    """Give the code of a fault, which is the same when it comes again: it is told once."""
    what = f"{feed.id}:{type(error).__name__}:{error}"
    return hashlib.sha256(what.encode()).hexdigest()[:6]


def _skipped(
    feed: Feed, on: dt.date, due_at: dt.datetime, now: dt.datetime, reason: Reason
) -> Delivery:
    _log.info("a post is left out", feed=feed.id, on=on.isoformat(), reason=str(reason))
    return Delivery(
        feed=feed.id, on=on, due_at=due_at, stage=Stage.SKIPPED, reason=reason, finished_at=now
    )
