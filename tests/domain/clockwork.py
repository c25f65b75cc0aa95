"""How the clocks of a zone went, from its compiled file: the oracle of the schedule's tests.

It knows nothing of wall times read back as instants: only from when on which offset counted.
"""

import datetime as dt
import io
import struct
from bisect import bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from itertools import chain, pairwise
from zoneinfo import ZoneInfo

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
BEFORE_ALL = -(1 << 40)
AFTER_ALL = 1 << 40
DAY = 86_400
_HEADER = struct.Struct(">4sc15x6l")
OFTEN = 20 * DAY  # no rule moves the clocks twice within these
END = 132 * 365 * DAY  # in November 2101


def moment(count: int) -> dt.datetime:
    """Give the moment so many seconds after 1970 began, in UTC."""
    return EPOCH + dt.timedelta(seconds=count)


def wall(count: int) -> dt.datetime:
    """Give the wall time so many seconds after that of 1970-01-01 00:00."""
    return moment(count).replace(tzinfo=None)


def shown(date: dt.date, time: dt.time) -> int:
    """Count the seconds from the wall time of 1970-01-01 00:00 to another, to the minute."""
    days = date.toordinal() - EPOCH.toordinal()
    return days * DAY + time.hour * 3600 + time.minute * 60


def names() -> list[str]:
    """Give the name of each zone there is, old names too."""
    return resources.files("tzdata").joinpath("zones").read_text().split()


def compiled(name: str) -> bytes:
    """Give the compiled file of a zone."""
    return resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()


@dataclass(frozen=True, slots=True)
class Jump:
    """At `at`, in seconds from 1970, a zone's clocks go from one offset to another."""

    at: int
    before: int
    after: int

    @property
    def walls(self) -> range:
        """The wall times, in seconds, that are left out or that come twice."""
        return range(self.at + min(self.before, self.after), self.at + max(self.before, self.after))


class Clockwork:
    """The offsets of a zone from the first to the year 2100, and the zone itself."""

    def __init__(self, name: str, data: bytes) -> None:
        self.zone = ZoneInfo.from_file(io.BytesIO(data), key=name)
        starts, offsets = _table(data)
        has_rule = b"," in data.splitlines()[-1]
        later = list(_ruled(self.zone, starts[-1])) if has_rule else []
        self._starts = [*starts, *(start for start, _ in later)]
        self._ends = [*self._starts[1:], AFTER_ALL]
        self._offsets = [*offsets, *(offset for _, offset in later)]

    @cached_property
    def jumps(self) -> list[Jump]:
        """Each change of the offset since 1970, in order."""
        spells = list(zip(self._starts, self._offsets, strict=True))
        return [
            Jump(at, before, after)
            for (_, before), (at, after) in pairwise(spells)
            if at > 0 and before != after
        ]

    def offset(self, at: int) -> int:
        """Give the offset, in seconds, at an instant."""
        return self._offsets[bisect_right(self._starts, at) - 1]

    def reaches(self, wall_time: int) -> int:
        """Give the first instant at which the clocks show this wall time or a later one."""
        spell = max(bisect_right(self._starts, wall_time - 2 * DAY) - 1, 0)
        while wall_time - self._offsets[spell] >= self._ends[spell]:
            spell += 1
        return max(self._starts[spell], wall_time - self._offsets[spell])

    def has(self, date: dt.date) -> bool:
        """Whether there was a moment of this date."""
        first = shown(date, dt.time.min)
        at = self.reaches(first)
        return at + self.offset(at) < first + DAY

    def next_at(
        self, after: int, at: dt.time, weekdays: Container[int] = range(7)
    ) -> tuple[dt.datetime, dt.date]:
        """Give what comes first after an instant, of all that is due in three weeks round it."""
        today = moment(after).date()
        dates = (today + dt.timedelta(days=days) for days in range(-3, 19))
        return next(
            (moment(due), date)
            for date in dates
            if date.weekday() in weekdays
            and (due := self.reaches(shown(date, at))) > after
            and self.has(date)
        )


def _table(data: bytes) -> tuple[list[int], list[int]]:
    """Read the second, 64-bit part of a TZif file (RFC 9636)."""
    *_, isutc, isstd, leaps, times, types, letters = _HEADER.unpack_from(data)
    at = _HEADER.size + times * 5 + types * 6 + letters + leaps * 8 + isstd + isutc
    *_, times, types, _ = _HEADER.unpack_from(data, at)
    at += _HEADER.size
    starts = struct.unpack_from(f">{times}q", data, at)
    kinds = data[at + 8 * times : at + 9 * times]
    offsets = [
        struct.unpack_from(">l", data, at + 9 * times + 6 * each)[0] for each in range(types)
    ]
    return [BEFORE_ALL, *starts], [offsets[kind] for kind in chain([0], kinds)]


def _ruled(zone: ZoneInfo, start: int) -> Iterator[tuple[int, int]]:
    """Go on where the table ends and a rule takes over, by looking at the clocks now and then."""
    first = max(start, 0)
    for low, high in pairwise([first, *range(first + OFTEN, END, OFTEN)]):
        if _shown(zone, low) != _shown(zone, high):
            yield _moved(zone, low, high), _shown(zone, high)


def _shown(zone: ZoneInfo, at: int) -> int:
    offset = moment(at).astimezone(zone).utcoffset()
    assert offset is not None
    return round(offset.total_seconds())


def _moved(zone: ZoneInfo, low: int, high: int) -> int:
    before = _shown(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _shown(zone, middle) == before else (low, middle)
    return high
