"""A stretch of time as members type it: a day, a month, a year, a decade or a century."""

import re

from bot.domain.dates import day_number, days_in_month, parse
from bot.domain.errors import DateError

from .day import read_day
from .parts import Parts, take_apart

Span = tuple[int | None, int | None]  # the first and the last day number; None: open
_DECADE = re.compile(r"(?:the )?([0-9]{2,3}0)'?s")
_CENTURY = re.compile(r"(?:the )?([1-9][0-9]?)(?:st|nd|rd|th) century(?: (?:ad|ce|(bce?)))?")


def read_time(folded: str) -> Span:
    """Read a folded time; ValueError holds half a sentence, the reason why it cannot be read.

    EDTF counts too, with its open intervals. "The 1900s" are a hundred years.
    """
    if match := _DECADE.fullmatch(folded):
        year = int(match[1])
        return _whole_years(year, year + (9 if year % 100 else 99))
    if match := _CENTURY.fullmatch(folded):
        return _century(int(match[1]), bc=match[2] is not None)
    try:
        date = parse(folded.upper())
    except DateError:
        return _in_words(folded, take_apart(folded))
    return date.first, date.last


def _in_words(folded: str, parts: Parts) -> Span:
    if len(parts.numbers) == 1 and not parts.unknown:
        number = parts.numbers[0]
        if parts.is_year(number) and not parts.months:
            return _whole_years(parts.year(number), parts.year(number))
        if parts.is_year(number) and len(parts.months) == 1:
            return _month(parts.year(number), parts.months[0])
        if not parts.months:
            raise ValueError("a year needs four digits, or BC or AD behind it.")
    day = read_day(folded)
    if day.year is None:
        raise ValueError("it names no year.")
    number_of_day = day_number(day.year, day.month, day.day)
    return number_of_day, number_of_day


def _whole_years(first: int, last: int) -> Span:
    return day_number(first, 1, 1), day_number(last, 12, 31)


def _month(year: int, month: int) -> Span:
    return day_number(year, month, 1), day_number(year, month, days_in_month(year, month))


def _century(number: int, *, bc: bool) -> Span:
    """Count centuries as historians do: the 20th is 1901-2000, the 1st BC is 100 BC-1 BC."""
    if bc:
        return _whole_years(1 - 100 * number, -100 * (number - 1))
    return _whole_years(100 * (number - 1) + 1, 100 * number)
