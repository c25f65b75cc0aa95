"""Finds the events of a day, a month or a year that a member typed where a name is asked."""

import datetime as dt

from bot.catalogue.catalogue import Catalogue, bounds
from bot.domain.calendar import Anniversary
from bot.domain.errors import DateError
from bot.domain.typed import TypedDay, parse_bound, parse_day


def of_day(catalogue: Catalogue, text: str) -> list[str]:
    """Keys of the events of a day, in that year or else in any; empty when it is no day."""
    day = _day(text)
    if day is None:
        return []
    found = [
        each
        for each in catalogue.calendar.on_day(day.month, day.day, dt.date.max)
        if not each.is_of_life and day.year in {None, each.year}
    ]
    return list(dict.fromkeys(each.key for each in sorted(found, key=_by_importance)))


def of_time(catalogue: Catalogue, text: str) -> list[str]:
    """Keys of the events of a day, or that lie in a year or another time; empty when it is none."""
    try:
        first, last = parse_bound(text, end=False), parse_bound(text, end=True)
    except DateError:
        return of_day(catalogue, text)
    if first == last:
        return of_day(catalogue, text)
    inside = [
        event
        for event in catalogue.timeline
        if first <= bounds(event.date)[0] and bounds(event.date)[1] <= last
    ]
    return [event.key for event in sorted(inside, key=lambda event: -event.importance)]


def _day(text: str) -> TypedDay | None:
    """Read a day; "tomorrow" is none here, where a name is asked."""
    try:
        days = {parse_day(text, today) for today in (dt.date(2000, 1, 2), dt.date(2001, 1, 3))}
    except DateError:
        return None
    return days.pop() if len(days) == 1 else None


def _by_importance(each: Anniversary) -> tuple[int, int, str]:
    return -each.importance, each.year, each.key
