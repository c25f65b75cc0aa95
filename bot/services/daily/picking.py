"""Picks what a feed posts on a date, and finds out again what a picked post tells."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.catalogue.catalogue import Catalogue
from bot.domain.calendar import Anniversary, Mark
from bot.domain.dates import Point
from bot.domain.entries import Event, Person
from bot.domain.feeds import Filters, OnEmpty, Plan
from bot.services.today import DayItem, belongs, day_item, of_day

MOST = 10
"""Entries that one post tells of, or names."""
_HALF_A_YEAR = 183
_RECENT = dt.timedelta(days=30)
"""For so long, what was shown does not stand in for a day that has nothing, if anything else can."""
_DAY = dt.timedelta(days=1)
_NOTHING: Final[Mapping[str, dt.date]] = {}


class Origin(StrEnum):
    """Where the entries of a post come from: their own day, the nearest one, or any."""

    TODAY = "today"
    NEAREST = "nearest"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The entries of a post, most worth telling first; `on` is the date that they belong to.

    From the archive that is the date of the post. `more` counts those of the day left out.
    """

    origin: Origin
    on: dt.date
    items: tuple[DayItem, ...]
    more: int = 0


_Day = tuple[Origin, dt.date, list[Anniversary]]


class Picker:
    """Picks from a catalogue; the same feed gets the same on the same date."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def pick(
        self, plan: Plan, on: dt.date, shown: Mapping[str, dt.date] = _NOTHING
    ) -> tuple[str, ...]:
        """Give the keys of what to post; none where the plan would rather skip the day.

        `shown` are the keys of what the feed has posted lately, and when last: what stands in for
        a day that has nothing is something else, as long as there is any.
        """
        if found := self._of_day(plan, on):
            return _keys(found)
        match plan.on_empty:
            case OnEmpty.SKIP:
                return ()
            case OnEmpty.NEAREST:
                return self._from_nearest(plan, on, shown)
            case OnEmpty.ARCHIVE:
                return self._from_archive(plan, on, shown)

    def selection(self, plan: Plan, on: dt.date, keys: Sequence[str]) -> Selection:
        """Tell what picked keys stand for; entries that are gone since are left out."""
        wanted = set(keys)
        if day := self._meant(plan, on, wanted):
            origin, date, found = day
            items = tuple(self._told(each, date) for each in found if each.key in wanted)
            more = len({each.key for each in found} - wanted)
            return Selection(origin=origin, on=date, items=items, more=more)
        events = (self._catalogue.entries.get(key) for key in keys)
        items = tuple(self._archived(each, on) for each in events if isinstance(each, Event))
        return Selection(origin=Origin.ARCHIVE, on=on, items=items)

    def _of_day(self, plan: Plan, on: dt.date) -> list[Anniversary]:
        found = self._catalogue.calendar.on(on, plan.leap_day)
        return [
            each for each in found if self._passes(of_day(self._catalogue, each.key), plan.filters)
        ]

    def _meant(self, plan: Plan, on: dt.date, wanted: set[str]) -> _Day | None:
        """Find the day that picked keys are of: the first that has all of them, or else some."""
        some: _Day | None = None
        for day in self._days(plan, on):
            known = {each.key for each in day[2]}
            if wanted and wanted <= known:
                return day
            some = some or (day if wanted & known else None)
        return some

    def _days(self, plan: Plan, on: dt.date) -> Iterator[_Day]:
        """Yield the days that a post may be about, the likeliest first."""
        yield Origin.TODAY, on, self._of_day(plan, on)
        if plan.on_empty is OnEmpty.NEAREST:
            for date, found in self._around(plan, on):
                yield Origin.NEAREST, date, found

    def _from_nearest(
        self, plan: Plan, on: dt.date, shown: Mapping[str, dt.date]
    ) -> tuple[str, ...]:
        """Choose what was not shown in recent days of the nearest day that has such entries.

        If none has, choose the day that was shown the longest ago.
        """
        days: list[tuple[str, ...]] = []
        for _, found in self._around(plan, on):
            keys = tuple(dict.fromkeys(each.key for each in found))
            if fresh := [key for key in keys if on - shown.get(key, dt.date.min) > _RECENT]:
                return tuple(fresh)[:MOST]
            days.append(keys[:MOST])
        return min(days, key=lambda keys: max(shown[key] for key in keys), default=())

    def _around(self, plan: Plan, on: dt.date) -> Iterator[tuple[dt.date, list[Anniversary]]]:
        """Yield the days that have something, the nearest first, the earlier of two first."""
        for days in range(1, _HALF_A_YEAR):
            for date in (on - days * _DAY, on + days * _DAY):
                if found := self._of_day(plan, date):
                    yield date, found

    def _from_archive(self, plan: Plan, on: dt.date, shown: Collection[str]) -> tuple[str, ...]:
        """Choose one event that was not shown lately, by a draw that is the same for the date."""
        fitting = [
            event.key
            for event in self._catalogue.contents.events.values()
            if self._passes(event, plan.filters)
        ]
        fresh = [key for key in fitting if key not in shown] or fitting
        drawn = min(fresh, key=lambda key: _draw(key, on), default=None)
        return () if drawn is None else (drawn,)

    def _told(self, each: Anniversary, date: dt.date) -> DayItem:
        entry = of_day(self._catalogue, each.key)
        return day_item(self._catalogue, entry, each.mark, each.year, date)

    def _archived(self, event: Event, on: dt.date) -> DayItem:
        start = event.date.start if isinstance(event.date.start, Point) else event.date.end
        year = start.year if isinstance(start, Point) else on.year
        return day_item(self._catalogue, event, Mark.ON, year, on)

    def _passes(self, entry: Event | Person, filters: Filters) -> bool:
        if entry.importance < filters.importance or set(entry.sensitive) & set(filters.without):
            return False
        if filters.kinds and not (isinstance(entry, Event) and entry.kind in filters.kinds):
            return False
        known = self._catalogue.contents.topics
        topics = [known[id_] for id_ in filters.topics if id_ in known]
        return not filters.topics or any(belongs(entry, topic) for topic in topics)


def _keys(found: Sequence[Anniversary]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.key for each in found))[:MOST]


def _draw(key: str, on: dt.date) -> bytes:
    return hashlib.sha256(f"{key} {on.isoformat()}".encode()).digest()
