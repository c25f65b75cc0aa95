"""The calendar: which anniversaries fall on a day, and in what order."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self, TypeAlias

from .anniversaries import Anniversary, Mark, anniversaries
from .dates import days_in_month
from .entries import Contents, Entry

__all__ = [
    "Anniversary",
    "Calendar",
    "LeapDay",
    "Mark",
    "anniversaries",
    "latest",
    "ranked",
    "years_ago",
]

_ROUND = (25, 10, 5)  # which anniversaries count as round, the roundest first


class LeapDay(StrEnum):
    """Where 29 February goes in a year that has none."""

    FEBRUARY_28 = "february-28"
    MARCH_1 = "march-1"
    NOWHERE = "nowhere"


_Day: TypeAlias = tuple[int, int]
_LEAP_DAY = (2, 29)
_STANDS_IN = {LeapDay.FEBRUARY_28: (2, 28), LeapDay.MARCH_1: (3, 1)}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The anniversaries of many entries, by month and day; of the entries `_gone`, none."""

    _days: Mapping[_Day, tuple[Anniversary, ...]]
    _gone: frozenset[str] = frozenset()
    _added: Mapping[_Day, tuple[Anniversary, ...]] = field(
        default_factory=dict[_Day, tuple[Anniversary, ...]]
    )

    @classmethod
    def of(cls, contents: Contents) -> Self:
        """Build the calendar of a pack's events and people."""
        return cls.of_entries((*contents.events.values(), *contents.people.values()))

    @classmethod
    def of_entries(cls, entries: Iterable[Entry]) -> Self:
        """Build the calendar of some entries; a topic has no day of its own."""
        return cls(_by_day(entries))

    def overlaid(self, own: Iterable[Entry], gone: Iterable[str]) -> Self:
        """Give the calendar with some entries more, and without those of the keys `gone`."""
        lost = frozenset(gone)
        added = _by_day(own)
        for day, found in self._added.items():
            kept = tuple(each for each in found if each.key not in lost)
            added[day] = kept + added.get(day, ())
        return replace(self, _gone=self._gone | lost, _added=added)

    def on(self, date: dt.date, leap_day: LeapDay = LeapDay.FEBRUARY_28) -> tuple[Anniversary, ...]:
        """Give what falls on a date, ranked; in common years `leap_day` places 29 February."""
        day = (date.month, date.day)
        found = self._of(day)
        is_common = days_in_month(date.year, 2) < _LEAP_DAY[1]
        if is_common and _STANDS_IN.get(leap_day) == day:
            found += self._of(_LEAP_DAY)
        return ranked(found, date.year)

    def on_day(self, month: int, day: int, today: dt.date) -> tuple[Anniversary, ...]:
        """Give what belongs to a day of the year, be it 29 February, ranked for today's year."""
        return ranked(self._of((month, day)), today.year)

    def count(self, month: int, day: int) -> int:
        """Count the anniversaries of a day of the year."""
        return len(self._of((month, day)))

    def filled_days(self) -> tuple[tuple[int, int], ...]:
        """Give each month and day that has an anniversary, in the order of the year."""
        return tuple(day for day in sorted({*self._days, *self._added}) if self._of(day))

    def _of(self, day: _Day) -> tuple[Anniversary, ...]:
        found = self._days.get(day, ())
        if self._gone:
            found = tuple(each for each in found if each.key not in self._gone)
        return found + self._added.get(day, ())


def _by_day(entries: Iterable[Entry]) -> dict[_Day, tuple[Anniversary, ...]]:
    days: dict[_Day, list[Anniversary]] = {}
    for entry in entries:
        for each in anniversaries(entry):
            days.setdefault((each.month, each.day), []).append(each)
    return {day: tuple(found) for day, found in days.items()}


def years_ago(year: int, date: dt.date) -> int:
    """Count the years from an astronomical year to a date's: from 44 BC (-43) to 2026, 2069."""
    return date.year - year


def latest(year: int, month: int, day: int) -> dt.date:
    """Give the date of a day of the year, in the latest year up to `year` that has it."""
    while day > days_in_month(year, month):
        year -= 1
    return dt.date(year, month, day)


def ranked(found: Iterable[Anniversary], year: int) -> tuple[Anniversary, ...]:
    """Put anniversaries in the order in which a year shows them, without those still to come.

    Events come before births and deaths; round anniversaries (of 25 years, of 10, of 5) before
    others; then the more important, then the earlier. What is of this very year is not round.
    """
    return tuple(
        sorted(
            (each for each in found if each.year <= year),
            key=lambda each: (
                each.is_of_life,
                _roundness(year - each.year),
                -each.importance,
                each.year,
                each.key,
                each.mark,
            ),
        )
    )


def _roundness(years: int) -> int:
    """Tell how round a number of years is: 0 the roundest, 3 not at all."""
    fits = (rank for rank, step in enumerate(_ROUND) if years and years % step == 0)
    return next(fits, len(_ROUND))
