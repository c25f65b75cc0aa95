"""Sets right when feeds are due next, where the clock or the rules of a zone have changed."""

import datetime as dt
import zoneinfo

import structlog

from bot.domain.feeds import Feed, FeedState
from bot.domain.ports import Clock
from bot.domain.schedule import first_from, next_at
from bot.domain.shards import ALL, Share
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds

from .feeds import unknown_to_ledger

AT_ONCE = 100
"""Feeds that are looked at in one go, between which others have their turn."""
_EVERY = dt.timedelta(days=1)
_STEP = dt.timedelta(minutes=1)  # by which a clock may be set back without more ado

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

_Upcoming = tuple[dt.datetime, dt.date]


class Review:
    """Looks at all feeds of a share that are not due: at the start, for new rules come with one.

    That is once a day, and at once when the clock has been set back: while it was ahead, it may
    have moved feeds on to a day that is far away.
    """

    def __init__(self, database: Database, clock: Clock, share: Share = ALL) -> None:
        self._database = database
        self._clock = clock
        self._share = share
        self._looked_at: dt.datetime | None = None
        self._reviewed_at: dt.datetime | None = None

    async def look(self) -> None:
        """Review all feeds if that is due."""
        now = self._clock.now()
        last, self._looked_at = self._looked_at, now
        if last is not None and now < last - _STEP:
            _log.warning("the clock was set back", seconds=round((last - now).total_seconds()))
            self._reviewed_at = None
        if self._reviewed_at is None or now - self._reviewed_at >= _EVERY:
            await self._review(now)
            self._reviewed_at = now

    async def _review(self, now: dt.datetime) -> None:
        async with self._database.write() as connection:
            await Deliveries(connection).forget_early(now)
        last, found = 0, True
        while found:
            async with self._database.read() as connection:
                feeds = await Feeds(connection).planned(
                    now, after=last, limit=AT_ONCE, share=self._share
                )
            if wrong := [feed.id for feed in feeds if _is_wrong(feed, now)]:
                await self._set_right(wrong, now)
            found, last = bool(feeds), max((feed.id for feed in feeds), default=last)

    async def _set_right(self, ids: list[int], now: dt.datetime) -> None:
        """Plan them anew as they are by now: a moderator may have been faster."""
        async with self._database.write() as connection:
            feeds, deliveries = Feeds(connection), Deliveries(connection)
            moves: list[tuple[int, dt.datetime, dt.date]] = []
            for feed in (await feeds.by_ids(ids)).values():
                if feed.state is FeedState.ACTIVE and _is_wrong(feed, now):
                    right = await _right(deliveries, feed, now)
                    if right != (feed.next_at, feed.next_on):
                        moves.append((feed.id, *right))
            await feeds.reschedule(moves)
        if moves:
            _log.info("feeds are due at other times than were planned", feeds=len(moves))


def _is_wrong(feed: Feed, now: dt.datetime) -> bool:
    """Whether a feed, to go by its plan alone, is due at another time; not if it is due already."""
    plan = feed.plan
    try:
        upcoming, _ = next_at(now, plan.at, zoneinfo.ZoneInfo(plan.zone), plan.weekdays)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False  # that is told when it is due
    return feed.next_at is not None and feed.next_at > now and feed.next_at != upcoming


def _planned(feed: Feed) -> _Upcoming:
    """Give when the date that was planned comes by the rules of today: it may have passed by them."""
    assert feed.next_on is not None  # noqa: S101 - an active feed that is due has a next date
    plan = feed.plan
    return first_from(feed.next_on, plan.at, zoneinfo.ZoneInfo(plan.zone), plan.weekdays)


async def _right(deliveries: Deliveries, feed: Feed, now: dt.datetime) -> _Upcoming:
    planned, upcoming = _planned(feed), await unknown_to_ledger(deliveries, feed, now)
    if planned < upcoming and await deliveries.get(feed.id, planned[1]) is None:
        return planned
    return upcoming
