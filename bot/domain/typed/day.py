"""A day as members type it: "22 June", "06-22", "22.06.1941", "tomorrow"."""

import datetime as dt
import re
from dataclasses import dataclass

from bot.domain.days import MONTHS, days_in_month
from bot.domain.errors import DateError
from bot.domain.words import join, truncate

from .months import months_starting
from .parts import LONGEST, Parts, fold, take_apart

TODAY, TOMORROW, YESTERDAY = 0, 1, -1
RELATIVE = {
    "today": TODAY,
    "now": TODAY,
    "heute": TODAY,
    "сегодня": TODAY,
    "tomorrow": TOMORROW,
    "morgen": TOMORROW,
    "завтра": TOMORROW,
    "yesterday": YESTERDAY,
    "gestern": YESTERDAY,
    "вчера": YESTERDAY,
}
_DAY_DIGITS = 2
_LEAP_YEAR = 2000  # stands in where no year is typed, so that 29 February is a day
_YEAR_FIRST = re.compile(r"(-?[0-9]{4}) ?[-./] ?([0-9]{1,2}) ?[-./] ?([0-9]{1,2})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{1,3}")
_YEAR_LAST = re.compile(r"([0-9]{1,2}) ?([-./ ]) ?([0-9]{1,2})(?: ?[-./ ] ?([0-9]{4}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDay:
    """A day of the calendar, with an astronomical year only if one was typed or meant."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        """Write it as `parse_day` reads it back: 06-22, or 1941-06-22."""
        day = f"{self.month:02}-{self.day:02}"
        if self.year is None:
            return day
        return f"{'-' if self.year < 0 else ''}{abs(self.year):04}-{day}"


def parse_day(text: str, today: dt.date) -> TypedDay:
    """Read a day in any of the ways people write one; DateError says what is wrong with it.

    With a hyphen the month comes first (06-22), with dots or slashes the day (22.06., 22/06);
    where that gives no day, the other way round. "Tomorrow" and the like carry their year.
    """
    folded = fold(text[: LONGEST + 1])
    try:
        if len(text) > LONGEST:
            raise ValueError("it is too long.")  # noqa: TRY301 - all faults become one sentence
        if folded in RELATIVE:
            day = today + dt.timedelta(days=RELATIVE[folded])
            return TypedDay(month=day.month, day=day.day, year=day.year)
        return read_day(folded)
    except OverflowError:
        raise DateError("There is no such day in my calendar. Try “22 June”.") from None
    except ValueError as reason:
        shown = truncate(" ".join(text[: LONGEST + 1].split()), LONGEST)
        raise DateError(
            f"I cannot read “{shown}” as a day: {reason} Try “22 June”, “06-22” or “tomorrow”."
        ) from reason


def read_day(folded: str) -> TypedDay:
    """Read a folded day that is no "today"; ValueError holds half a sentence, the reason."""
    if not folded:
        raise ValueError("there is nothing in it.")
    readings = _in_numbers(folded) or (_in_words(take_apart(folded)),)
    for reading in readings:
        if _fault(reading) is None:
            return reading
    sensible = [reading for reading in readings if 1 <= reading.month <= len(MONTHS)]
    raise ValueError(_fault((sensible or readings)[0]))


def _in_numbers(folded: str) -> tuple[TypedDay, ...]:
    """All readings of a day in numbers, the likeliest first; none if it is not in numbers."""
    if match := _YEAR_FIRST.fullmatch(folded):
        year, month, day = map(int, match.groups())
        return (TypedDay(year=year, month=month, day=day),)
    if _SHORT_YEAR.fullmatch(folded):
        raise ValueError("a year needs four digits.")
    if match := _YEAR_LAST.fullmatch(folded):
        first, second = int(match[1]), int(match[3])
        typed_year = None if match[4] is None else int(match[4])
        month_first = TypedDay(month=first, day=second, year=typed_year)
        day_first = TypedDay(month=second, day=first, year=typed_year)
        return (month_first, day_first) if match[2] == "-" else (day_first, month_first)
    return ()


def _in_words(parts: Parts) -> TypedDay:
    if parts.unknown:
        raise ValueError(_not_a_month(parts.unknown[0]))
    if len(parts.months) != 1:
        raise ValueError("it has to name one month.")
    day, year = _day_and_year(parts)
    if len(day) > _DAY_DIGITS or (not year and parts.bc is not None):
        raise ValueError("it names a month and a year, but no day.")
    if year and not parts.is_year(year):
        raise ValueError("a year needs four digits, or BC or AD behind it.")
    return TypedDay(month=parts.months[0], day=int(day), year=parts.year(year) if year else None)


def _not_a_month(word: str) -> str:
    months = [MONTHS[month - 1] for month in sorted(months_starting(word))]
    if months:
        return f"“{word}” may be {join(months, 'or')}."
    return f"“{word}” is not a month that I know."


def _day_and_year(parts: Parts) -> tuple[str, str]:
    """Tell the day from the year, which has three digits or stands last; "" is no year."""
    match parts.numbers:
        case (day,):
            return day, ""
        case (first, second):
            return (second, first) if len(first) > _DAY_DIGITS else (first, second)
        case _:
            raise ValueError("it has to name one day.")


def _fault(reading: TypedDay) -> str | None:
    if not 1 <= reading.month <= len(MONTHS):
        return f"there is no month {reading.month}."
    length = days_in_month(_LEAP_YEAR if reading.year is None else reading.year, reading.month)
    if 1 <= reading.day <= length:
        return None
    name = MONTHS[reading.month - 1]
    year = f" {reading.year}" if reading.year is not None and reading.year > 0 else ""
    return f"{name}{year} has {length} days."
