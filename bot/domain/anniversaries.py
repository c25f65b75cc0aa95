"""Anniversaries: the days of the year that an entry belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .dates import Certainty, Edge, Historical, Point
from .entries import Entry, Event, Person

_POSTED = frozenset({Certainty.EXACT, Certainty.UNCERTAIN})


class Mark(StrEnum):
    """What an anniversary recalls of its entry."""

    ON = "on"
    BEGINS = "begins"
    ENDS = "ends"
    BORN = "born"
    DIED = "died"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anniversary:
    """A day of the year that an entry belongs to; `year` is the astronomical year it was."""

    key: str
    month: int
    day: int
    year: int
    mark: Mark
    importance: int

    @property
    def is_of_life(self) -> bool:
        """Whether it is a birth or a death."""
        return self.mark in {Mark.BORN, Mark.DIED}


def anniversaries(entry: Entry) -> tuple[Anniversary, ...]:
    """Give the days of the year that an entry belongs to; none where no day is known.

    A day with `?` belongs to the calendar: a source names that very day, and the card says that
    it is uncertain. A day with `~` or `%` does not: "about the 22nd" may be any day near it, and
    a post on one of them would state it flatly. The calendar is Gregorian whatever was in use.
    """
    found: list[Anniversary] = []
    for point, mark in _marked(entry):
        if point.month is not None and point.day is not None and point.certainty in _POSTED:
            found.append(
                Anniversary(
                    key=entry.key,
                    month=point.month,
                    day=point.day,
                    year=point.year,
                    mark=mark,
                    importance=entry.importance,
                )
            )
    return tuple(found)


def _marked(entry: Entry) -> Iterator[tuple[Point, Mark]]:
    if isinstance(entry, Event):
        yield from _of_event(entry.date)
    elif isinstance(entry, Person):
        yield from _of_life(entry.born, Mark.BORN)
        yield from _of_life(entry.died, Mark.DIED)


def _of_event(date: Historical) -> Iterator[tuple[Point, Mark]]:
    """Yield the one day, or the day it begins and the day it ends; a one-day interval is a day."""
    if isinstance(date.start, Point):
        whole = date.end is None or date.end == date.start
        yield date.start, Mark.ON if whole else Mark.BEGINS
    if isinstance(date.end, Point) and date.end != date.start:
        yield date.end, Mark.ENDS


def _of_life(date: Historical | None, mark: Mark) -> Iterator[tuple[Point, Mark]]:
    """Yield a day of birth or death; one that is only known to lie between two has none."""
    if date is not None and date.end is None and not isinstance(date.start, Edge):
        yield date.start, mark
