"""The days that a half-typed text may become, for autocomplete."""

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.domain.days import MONTHS, days_in_month
from bot.domain.errors import DateError

from .day import RELATIVE, TODAY, TOMORROW, TypedDay, parse_day
from .months import months_starting
from .parts import LONGEST, fold

_LEAP_YEAR = 2000
_ALL_MONTHS = frozenset(range(1, 13))
_MONTH_THEN_DAY = re.compile(r"([0-9]{1,2}) ?- ?([0-9]{0,2})")
_DAY_THEN_MONTH = re.compile(r"([0-9]{1,2}) ?[./] ?([0-9]{0,2})")
_DAY_THEN_NAME = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[. ]*(?:of )?([^\W\d_]*)")
_NAME_THEN_DAY = re.compile(r"([^\W\d_]+)[. ]*([0-9]{0,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Started:
    """What is typed of a day: the first digits of its number, and the months it may be in."""

    digits: str = ""
    months: frozenset[int] = _ALL_MONTHS

    def fits(self, day: TypedDay) -> bool:
        return day.month in self.months and _begins(day.day, self.digits)


def complete_day(text: str, today: dt.date, limit: int = 25) -> tuple[TypedDay, ...]:
    """Give at most `limit` days that the text may become, the likeliest and nearest first.

    Nothing typed gives today and the days after it. A day carries a year if one was typed, or
    if it has a name such as "tomorrow".
    """
    folded = fold(text[: LONGEST + 1])
    whole = _whole(text, folded, today)
    if whole is not None and whole.year is not None:
        return (whole,)[:limit]
    started = _started(folded)
    days = [day for day in _year_from(today) if started is not None and started.fits(day)]
    if started is not None and started.digits:
        days.sort(key=lambda day: day.day != int(started.digits))  # "2" is 2 before it is 20
    likely = [*([whole] if whole else []), *_relative(folded, today), *days]
    unlike: dict[tuple[int, int], TypedDay] = {}
    for day in likely:
        unlike.setdefault((day.month, day.day), day)
    return tuple(unlike.values())[:limit]


def _whole(text: str, folded: str, today: dt.date) -> TypedDay | None:
    if folded in RELATIVE:
        return None
    try:
        return parse_day(text, today)
    except DateError:
        return None


def _relative(folded: str, today: dt.date) -> Iterator[TypedDay]:
    """Give the days of which a name such as "tomorrow" begins so."""
    for name, days in RELATIVE.items():
        if name.startswith(folded) and (folded or days in {TODAY, TOMORROW}):
            with contextlib.suppress(DateError):  # the last day of all has no tomorrow
                yield parse_day(name, today)


def _started(folded: str) -> _Started | None:
    if not folded:
        return _Started()
    if match := _MONTH_THEN_DAY.fullmatch(folded):
        return _Started(digits=match[2], months=_numbered(match[1], whole=True))
    if match := _DAY_THEN_MONTH.fullmatch(folded):
        return _Started(digits=match[1], months=_numbered(match[2]))
    if match := _DAY_THEN_NAME.fullmatch(folded):
        return _Started(digits=match[1], months=months_starting(match[2]))
    if match := _NAME_THEN_DAY.fullmatch(folded):
        return _Started(digits=match[2], months=months_starting(match[1]))
    return None


def _numbered(digits: str, *, whole: bool = False) -> frozenset[int]:
    if whole:
        return _ALL_MONTHS & {int(digits)}
    return frozenset(month for month in _ALL_MONTHS if _begins(month, digits))


def _begins(number: int, digits: str) -> bool:
    return str(number).startswith(digits) or f"{number:02}".startswith(digits)


def _year_from(today: dt.date) -> tuple[TypedDay, ...]:
    """Give each day of a leap year once, beginning with today."""
    days = _leap_year()
    passed = days.index(TypedDay(month=today.month, day=today.day))
    return days[passed:] + days[:passed]


@cache
def _leap_year() -> tuple[TypedDay, ...]:
    return tuple(
        TypedDay(month=month, day=day)
        for month in range(1, len(MONTHS) + 1)
        for day in range(1, days_in_month(_LEAP_YEAR, month) + 1)
    )
