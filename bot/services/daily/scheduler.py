"""Finds the feeds that are due, opens their deliveries in the ledger, and moves the feeds on."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass, field

import structlog

from bot.domain.deliveries import Delivery, Reason, Stage
from bot.domain.feeds import Feed, OnEmpty
from bot.domain.ports import Clock
from bot.domain.schedule import next_at, occurrences
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


@dataclass(slots=True)
class _Moves:
    """What one tick writes."""

    rows: list[Delivery] = field(default_factory=list[Delivery])
    moves: list[tuple[int, dt.datetime, dt.date]] = field(
        default_factory=list[tuple[int, dt.datetime, dt.date]]
    )
    broken: list[Feed] = field(default_factory=list[Feed])


class Scheduler:
    """Turns due feeds into deliveries; a delivery is opened and its feed moved on together."""

    def __init__(self, database: Database, clock: Clock, picker: Picker) -> None:
        self._database = database
        self._clock = clock
        self._picker = picker

    async def tick(self) -> int:
        """Open what is due, for at most AT_ONCE feeds; gives how many feeds there were."""
        now = self._clock.now()
        async with self._database.read() as connection:
            is_due = await Feeds(connection).is_due(now)
        if not is_due:
            return 0
        async with self._database.write() as connection:
            feeds, deliveries = Feeds(connection), Deliveries(connection)
            due = await feeds.due(now, AT_ONCE)
            found = _Moves()
            for feed in due:
                try:
                    await self._move_on(feed, now, deliveries, found)
                except (ValueError, KeyError, ArithmeticError, LookupError) as error:
                    _log.exception("a feed cannot be planned", feed=feed.id)
                    await feeds.break_(
                        feed.id, Trouble(Problem.REFUSED, (type(error).__name__,)), now
                    )
            await deliveries.open(found.rows)
            await feeds.reschedule(found.moves)
            for feed in found.broken:
                await feeds.break_(feed.id, Trouble(Problem.ZONE, (feed.plan.zone,)), now)
        return len(due)

    async def _move_on(
        self, feed: Feed, now: dt.datetime, deliveries: Deliveries, found: _Moves
    ) -> None:
        try:
            zone = zoneinfo.ZoneInfo(feed.plan.zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            found.broken.append(feed)  # the time-zone data changed under a feed that was right
            return
        for due_at, on in _passed(feed, now, zone):
            if now - due_at > feed.plan.grace:
                found.rows.append(_skipped(feed, on, due_at, now, Reason.LATE))
                continue
            found.rows.append(await self.delivery(feed, on, due_at, deliveries))
        upcoming = next_at(now, feed.plan.at, zone, feed.plan.weekdays)
        found.moves.append((feed.id, *upcoming))

    async def delivery(
        self, feed: Feed, on: dt.date, due_at: dt.datetime, deliveries: Deliveries
    ) -> Delivery:
        """Make the row of a date, with what is to be posted; it is not opened yet."""
        shown: set[str] = set()
        if feed.plan.on_empty is OnEmpty.ARCHIVE:
            shown = await deliveries.shown(feed.id, on - _SHOWN_FOR)
        entries = self._picker.pick(feed.plan, on, shown)
        if not entries:
            return _skipped(feed, on, due_at, self._clock.now(), Reason.EMPTY)
        return Delivery(feed=feed.id, on=on, due_at=due_at, entries=entries)


def _passed(
    feed: Feed, now: dt.datetime, zone: zoneinfo.ZoneInfo
) -> Iterable[tuple[dt.datetime, dt.date]]:
    """Give the dates of a feed that have come, the one that was due first and the latest ones."""
    assert feed.next_on is not None  # noqa: S101 - a due feed has a next date
    passed = occurrences(feed.next_on, now, feed.plan.at, zone, feed.plan.weekdays)
    return list(passed)[-_MOST_MISSED:]


def _skipped(
    feed: Feed, on: dt.date, due_at: dt.datetime, now: dt.datetime, reason: Reason
) -> Delivery:
    _log.info("a post is left out", feed=feed.id, on=on.isoformat(), reason=str(reason))
    return Delivery(
        feed=feed.id, on=on, due_at=due_at, stage=Stage.SKIPPED, reason=reason, finished_at=now
    )
