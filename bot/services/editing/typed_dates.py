"""Dates as editors type them, written as the files have them where they can mean only one."""

import re
from collections.abc import Callable

from bot.catalogue.date_hints import likely
from bot.domain import dates
from bot.domain.errors import DateError
from bot.domain.typed.parts import fold, take_apart

# The fifth of June to some, the sixth of May to others; with dots the day always comes first.
_DAY_OR_MONTH = re.compile(r"\b(?:0?[1-9]|1[0-2])[-/ ](?:0?[1-9]|1[0-2])[-/ ][0-9]{4}\b")
_DECADE = re.compile(r"(?:the )?([0-9]{2}[1-9])0['\u2019]?s", re.IGNORECASE)  # 1900s: a century


def edtf(typed: str, read: Callable[[str], object] = dates.parse) -> str:
    """Write "22 June 1941" as 1941-06-22; what is EDTF already, or could be misread, stays as it is.

    `read` is what takes such a date: `dates.parse`, or `dates.parse_julian` for Old Style days.
    """
    if _DAY_OR_MONTH.search(typed):
        return typed
    return likely(typed, read) or _read(_years(typed), read) or typed


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
