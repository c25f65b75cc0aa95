"""Dates as editors type them, written as the files have them where they can mean only one."""

import re
from collections.abc import Callable

from bot.catalogue.date_hints import likely
from bot.domain import dates
from bot.domain.errors import DateError
from bot.domain.typed.day import read_day
from bot.domain.typed.parts import LONGEST, fold, take_apart

# The fifth of June to some, the sixth of May to others; with dots the day always comes first.
_DAY_OR_MONTH = re.compile(r"\b(?:0?[1-9]|1[0-2])[-/ ](?:0?[1-9]|1[0-2])[-/ ][0-9]{4}\b")
_NUMBERS = re.compile(r"[0-9]+[-./ ]+[0-9]+[-./ ]+[0-9]+")
_DECADE = re.compile(r"(?:the )?([0-9]{2}[1-9])0['\u2019]?s", re.IGNORECASE)  # 1900s: a century


def edtf(typed: str, read: Callable[[str], object] = dates.parse) -> str:
    """Write "22 June 1941" as 1941-06-22; what is EDTF already, or could be misread, stays as it is.

    `read` is what takes such a date: `dates.parse`, or `dates.parse_julian` for Old Style days.
    """
    if len(typed) > LONGEST or _DAY_OR_MONTH.search(typed):
        return typed
    return likely(typed, read) or _read(_years(typed), read) or typed


def fault(typed: str) -> str | None:
    """Say why a typed date cannot be read, as half a sentence: empty if there is no telling.

    None for one that can be read.
    """
    if _read(typed, dates.parse):
        return None
    if _DAY_OR_MONTH.search(typed):
        return "which of the two is the day, and which the month?"
    folded = fold(typed[:LONGEST])
    parts = take_apart(folded)
    if parts.unknown or (len(parts.months) != 1 and not _NUMBERS.fullmatch(folded)):
        return ""
    try:
        day = read_day(folded)
    except ValueError as reason:
        return str(reason)
    return "its year is missing." if day.year is None else ""


def is_old_style_day(typed: str) -> bool:
    """Whether a typed date can be read as a day of the Julian calendar."""
    return bool(_read(typed, dates.parse_julian))


def _read(written: str, read: Callable[[str], object]) -> str:
    try:
        read(written)
    except DateError:
        return ""
    return written


def _years(typed: str) -> str:
    """Write "44 BC" as -0043, and "the 1940s" as 194X."""
    if decade := _DECADE.fullmatch(typed):
        return f"{decade[1]}X"
    parts = take_apart(fold(typed))
    if not parts.bc or parts.months or parts.unknown or len(parts.numbers) != 1:
        return ""
    year = parts.year(parts.numbers[0])
    return str(dates.Point(year=year)) if parts.is_year(parts.numbers[0]) else ""
