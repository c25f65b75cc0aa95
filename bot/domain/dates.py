"""Historical dates: as precise as they are known, written in a subset of EDTF (ISO 8601-2)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from .days import (
    MONTHS,
    day_number,
    day_of,
    days_in_month,
    julian_day_number,
    julian_days_in_month,
)
from .errors import DateError

__all__ = [
    "Certainty",
    "Edge",
    "Historical",
    "Point",
    "day_number",
    "days_in_month",
    "from_julian",
    "parse",
    "parse_julian",
    "weekday",
]

_LONGEST = 40
_POINT = re.compile(
    r"(?P<year>-?[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<certainty>[?~%]?)"
)
_SPAN = re.compile(r"(?P<digits>[0-9]{2}[0-9X])X(?P<certainty>[?~%]?)")
_SEASONS = range(21, 25)
_EXAMPLES = "Write it like 1941-06-22, 1942-08, 1942, 1918~ or 1942-08-23/1943-02-02."


class Certainty(StrEnum):
    """How sure a date is: exact, uncertain, approximate ("about"), or the last two together."""

    EXACT = ""
    UNCERTAIN = "?"
    APPROXIMATE = "~"
    BOTH = "%"


class Edge(StrEnum):
    """An end of an interval that is no date: it goes on without limit, or nobody knows."""

    OPEN = ".."
    UNKNOWN = ""


_CERTAINTIES = {each.value: each for each in Certainty}
_EDGES = {each.value: each for each in Edge}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One date of the proleptic Gregorian calendar; years are astronomical (0 is 1 BC).

    `season` is 21 (spring) to 24 (winter, from December into the next year's February).
    `span` is 1, or 10 and 100 for a decade and a century, whose first year is then `year`.
    Only `parse` checks that such a date exists.
    """

    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None
    span: int = 1
    certainty: Certainty = Certainty.EXACT

    @property
    def is_day(self) -> bool:
        """Whether it is known to the day, however certain that is."""
        return self.day is not None

    @property
    def first(self) -> int:
        """The number of its earliest day; 1 January of year 1 is 1, as in `date.toordinal`."""
        month = self.month if self.season is None else _first_month(self.season)
        return day_number(self.year, month or 1, self.day or 1)

    @property
    def last(self) -> int:
        """The number of its latest day."""
        if self.day is not None:
            return self.first
        if self.month is not None:
            return day_number(self.year, self.month, days_in_month(self.year, self.month))
        if self.season is None:
            return day_number(self.year + self.span, 1, 1) - 1
        if self.season == _SEASONS[-1]:
            return day_number(self.year + 1, _first_month(_SEASONS[0]), 1) - 1
        return day_number(self.year, _first_month(self.season + 1), 1) - 1

    def __str__(self) -> str:
        year = f"{'-' if self.year < 0 else ''}{abs(self.year):04}"
        if self.span > 1:
            year = year[:2] + "XX" if self.span == 100 else year[:3] + "X"  # noqa: PLR2004 - years
        rest = "".join(f"-{n:02}" for n in (self.season, self.month, self.day) if n is not None)
        return f"{year}{rest}{self.certainty}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Historical:
    """A point, or an interval; `end` is None when it is not an interval."""

    start: Point | Edge
    end: Point | Edge | None = None

    @property
    def is_interval(self) -> bool:
        """Whether it has a beginning and an end of its own, be they open or unknown."""
        return self.end is not None

    @property
    def first(self) -> int | None:
        """The number of its earliest day; None where the beginning is open or unknown."""
        return self.start.first if isinstance(self.start, Point) else None

    @property
    def last(self) -> int | None:
        """The number of its latest day; None where the end is open or unknown."""
        end = self.start if self.end is None else self.end
        return end.last if isinstance(end, Point) else None

    def __str__(self) -> str:
        return str(self.start) if self.end is None else f"{self.start}/{self.end}"


def parse(text: str) -> Historical:
    """Read a date in EDTF, years -9999 to 9999; raise DateError for anything else.

    The forms: year, month, day, season, decade (194X) and century (19XX), each with `?`, `~` or
    `%` behind it, and intervals of these, also open (`1939/..`) or of unknown end (`1939/`).
    """
    if len(text) > _LONGEST:
        raise DateError(f"A date has at most {_LONGEST} characters, this has more. {_EXAMPLES}")
    first, slash, second = text.partition("/")
    if not slash:
        return Historical(start=_point(text))
    return _interval(text, _end(first), _end(second))


def parse_julian(text: str) -> Point:
    """Read a day of the Julian calendar, which has days that ours lacks, such as 1900-02-29."""
    match = _POINT.fullmatch(text[: _LONGEST + 1])
    if match is None or match["day"] is None:
        raise DateError(f"“{text[:_LONGEST]}” is not an Old Style day. Write it like 1896-11-19.")
    year, month, day = _year(match["year"]), int(match["month"]), int(match["day"])
    _check_day(text, year, month, day, julian_days_in_month)
    return Point(year=year, month=month, day=day, certainty=_CERTAINTIES[match["certainty"]])


def from_julian(point: Point) -> Point:
    """Give the Gregorian day that a Julian day was; ValueError unless it is known to the day."""
    if point.month is None or point.day is None:
        raise ValueError(f"{point} is not known to the day")
    year, month, day = day_of(julian_day_number(point.year, point.month, point.day))
    return Point(year=year, month=month, day=day, certainty=point.certainty)


def weekday(point: Point) -> int:
    """Give the day of the week, 0 Monday to 6 Sunday; ValueError unless it is known to the day."""
    if not point.is_day:
        raise ValueError(f"{point} is not known to the day")
    return (point.first - 1) % 7


def _first_month(season: int) -> int:
    return 3 * (season - 20)


def _end(text: str) -> Point | Edge:
    edge = _EDGES.get(text)
    return _point(text) if edge is None else edge


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        return _decade_or_century(text)
    digits, month, day, mark = match.groups()
    year, certainty = _year(digits), _CERTAINTIES[mark]
    if month is None:
        return Point(year=year, certainty=certainty)
    number = int(month)
    if day is not None:
        _check_day(text, year, number, int(day), days_in_month)
        return Point(year=year, month=number, day=int(day), certainty=certainty)
    if number in _SEASONS:
        return Point(year=year, season=number, certainty=certainty)
    _check_month(text, number)
    return Point(year=year, month=number, certainty=certainty)


def _decade_or_century(text: str) -> Point:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise _unreadable(text)
    digits = match["digits"]
    span = 100 if digits.endswith("X") else 10
    year = int(digits.replace("X", "0") + "0")
    return Point(year=year, span=span, certainty=_CERTAINTIES[match["certainty"]])


def _interval(text: str, start: Point | Edge, end: Point | Edge) -> Historical:
    interval = Historical(start=start, end=end)
    if isinstance(start, Edge) and isinstance(end, Edge):
        raise DateError(f"“{text}” has neither a beginning nor an end. Write 1939/.. or ../1939.")
    first, last = interval.first, interval.last
    if first is not None and last is not None and last < first:
        raise DateError(
            f"“{text}” ends before it begins. Write the earlier date first: {end}/{start}."
        )
    return interval


def _year(digits: str) -> int:
    if digits == "-0000":
        raise DateError("There is no year -0000. Write 0000 for 1 BC and -0001 for 2 BC.")
    return int(digits)


def _check_month(text: str, month: int) -> None:
    if not 1 <= month <= len(MONTHS):
        raise DateError(
            f"“{text}” names a month {month:02}. Months run from 01 to 12; without a day, "
            "21 to 24 are spring, summer, autumn and winter."
        )


def _check_day(
    text: str, year: int, month: int, day: int, length: Callable[[int, int], int]
) -> None:
    if 1 <= month <= len(MONTHS) and 1 <= day <= length(year, month):
        return
    _check_month(text, month)
    raise DateError(
        f"“{text}” is no day: {MONTHS[month - 1]} of that year has {length(year, month)} days. "
        f"Write a day from 01 to {length(year, month)}, or the month alone: {text[: text.rindex('-')]}."
    )


def _unreadable(text: str) -> DateError:
    if not text:
        return DateError(f"A date is missing. {_EXAMPLES}")
    if "/" in text:
        return DateError(f"“{text}” has more than one slash. An interval is two dates: 1941/1945.")
    if text.startswith("-") and text.rstrip("?~%").endswith("X"):
        return DateError(f"“{text}” is a decade or century BC. Write an interval: -0049/-0040.")
    return DateError(f"“{text}” is not a date that I can read. {_EXAMPLES}")
