"""When a feed is due: its local wall time as instants, right across the jumps of its zone's clocks.

One rule covers them all: a wall time is due at the first instant at which the zone's clocks show
it or a later one. So what a jump forward leaves out is due at the moment of the jump, and of a
wall time that comes twice the first counts. Its date stays the one it was scheduled for, even
where the jump ends on the next (23:00 to 00:00 in Nuuk each spring). A date of which a zone had
no moment at all (30 December 2011 in Apia, which crossed the date line) is left out.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator
from itertools import count, takewhile
from zoneinfo import ZoneInfo

from .feeds import Feed

FARTHEST = dt.timedelta(days=24)
"""How far ahead a next post can lie, at most; what lies further was reckoned from a wrong clock.

A weekly post may have passed on its first date, be in the ledger for its second, and fall on a
date that the zone leaves out with its third: that is 22 dates on, and its time a day after that.
"""
REFUSED_FOR = dt.timedelta(hours=1)
"""Until what Discord refuses, for no reason that we could see mended, is tried again."""
_WEEKDAYS = frozenset(range(7))


def instant(on: dt.date, at: dt.time, zone: ZoneInfo) -> dt.datetime:
    """Give the first instant, in UTC, at which the clocks of a zone show `at` on a date, or later.

    OverflowError if that is beyond the years 1 to 9999.
    """
    wall = dt.datetime.combine(on, at)
    before = wall.replace(tzinfo=zone).astimezone(dt.UTC)
    after = wall.replace(tzinfo=zone, fold=1).astimezone(dt.UTC)
    # PEP 495: a wall time that comes once has two equal readings, one that comes twice has the
    # later second; one that is left out is read the wrong way round, and the jump lies between.
    return before if before <= after else _jump(after, before, wall, zone)


def next_at(
    after: dt.datetime, at: dt.time, zone: ZoneInfo, weekdays: frozenset[int]
) -> tuple[dt.datetime, dt.date]:
    """Give the first instant strictly after `after` (aware) at which a feed is due, and its date.

    `weekdays` (0 Monday to 6 Sunday) are those of the local date; ValueError if there are none.
    At most 16 dates are looked at: clocks never show a time more than a day past, after which a
    fortnight has each weekday twice, and no zone ever left out more than one date.
    """
    days = _scheduled(after.astimezone(zone).date(), at, zone, weekdays)
    return next(each for each in days if each[0] > after)


def occurrences(
    first_on: dt.date, until: dt.datetime, at: dt.time, zone: ZoneInfo, weekdays: frozenset[int]
) -> Iterator[tuple[dt.datetime, dt.date]]:
    """Give each instant up to and with `until` at which a feed was due, from a date on.

    Both instants and dates ascend, each with its date as `next_at` gives them; ValueError if there
    are no weekdays.
    """
    return takewhile(lambda each: each[0] <= until, _scheduled(first_on, at, zone, weekdays))


def first_from(
    first_on: dt.date, at: dt.time, zone: ZoneInfo, weekdays: frozenset[int]
) -> tuple[dt.datetime, dt.date]:
    """Give the first instant at which a feed is due from a local date on, and its date."""
    return next(_scheduled(first_on, at, zone, weekdays))


def _scheduled(
    first_on: dt.date, at: dt.time, zone: ZoneInfo, weekdays: frozenset[int]
) -> Iterator[tuple[dt.datetime, dt.date]]:
    """Give what is due from a date on, without end."""
    if not weekdays & _WEEKDAYS:
        raise ValueError("A schedule needs at least one weekday.")
    dates = (first_on + dt.timedelta(days=days) for days in count())
    due = ((instant(on, at, zone), on) for on in dates if on.weekday() in weekdays)
    return (each for each in due if _exists(each, zone))


def _exists(due: tuple[dt.datetime, dt.date], zone: ZoneInfo) -> bool:
    """Tell whether the zone had the date: where the post falls on another, look at its start."""
    when, on = due
    return any(
        each.astimezone(zone).date() == on for each in (when, instant(on, dt.time.min, zone))
    )


def _jump(low: dt.datetime, high: dt.datetime, wall: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Find, to the second, when between two instants the clocks come to show `wall` or later."""

    def is_reached(seconds: int) -> bool:
        return _wall(low + dt.timedelta(seconds=seconds), zone) >= wall

    seconds = range(int((high - low).total_seconds()))
    return low + dt.timedelta(seconds=bisect_left(seconds, x=True, key=is_reached))


def _wall(when: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return when.astimezone(zone).replace(tzinfo=None)


def after_trouble(feed: Feed, now: dt.datetime) -> tuple[dt.datetime, dt.date]:
    """Give when a broken feed is next due, and that date: the first time since it broke.

    That may have passed: the scheduler then catches up, or records what was left out. It counts
    from now where it broke while the clock was ahead. Raises ZoneInfoNotFoundError where the zone
    is gone.
    """
    plan = feed.plan
    since = min(feed.broken_at or now, now)
    return next_at(since, plan.at, ZoneInfo(plan.zone), plan.weekdays)
