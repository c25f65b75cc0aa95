"""What an author probably meant by a date that cannot be read."""

import re
from collections.abc import Callable

from bot.domain import dates
from bot.domain.errors import DateError
from bot.domain.typed.day import read_day
from bot.domain.typed.months import month_named
from bot.domain.typed.parts import fold

_LONGEST = 60
_DASHES = re.compile("[\\u2010-\\u2014\\u2212]")
_ABOUT = re.compile(r"(?:c|ca|circa|about|around|approx|approximately)\b\.? ?", re.IGNORECASE)
_TO = re.compile(r" - | to |/|(?<=[0-9]{4})-(?=[0-9]{4}$)")
_SHORT_YEARS = re.compile(r"([0-9]{2})([0-9]{2})[-/]([0-9]{2})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})")
_NAMED_MONTH = re.compile(r"([^\W\d_]+)\.? ([0-9]{4})")
_DAY_OR_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])/(?:0?[1-9]|1[0-2])/[0-9]{4}")
_UNKNOWN = frozenset({"unknown", "not known", "?", "??", "???", "-", "n.d.", "n/a", "none"})


def hint(text: str, read: Callable[[str], object]) -> str:
    """Say what to write in place of a date that `read` refuses; empty when there is no telling."""
    if _plain(text).casefold() in _UNKNOWN:
        return "Leave the line out, or write what is known of a date that is needed: 1941, 194X."
    written = likely(text, read)
    return f"Write {written}." if written else ""


def likely(text: str, read: Callable[[str], object]) -> str:
    """Write what a text probably means as `read` takes it; empty when there is no telling."""
    plain = _plain(text)
    written = _interval(plain) or _point(plain) if len(text) <= _LONGEST else ""
    return written if written and _is_read(written, read) else ""


def _plain(text: str) -> str:
    return " ".join(_DASHES.sub("-", text[: _LONGEST + 1]).split())


def _is_read(text: str, read: Callable[[str], object]) -> bool:
    try:
        read(text)
    except DateError:
        return False
    return True


def _interval(text: str) -> str:
    if short := _SHORT_YEARS.fullmatch(text):
        century, first, last = short.groups()
        return f"{century}{first}/{century}{last}" if last > first else ""
    about = _ABOUT.match(text)
    ends = _TO.split(text[about.end() :] if about else text)
    if len(ends) != len(("from", "to")):
        return ""
    points = [_point(end) for end in ends]
    return "/".join(f"{point}~" if about else point for point in points) if all(points) else ""


def _point(text: str) -> str:
    if about := _ABOUT.match(text):
        point = _point(text[about.end() :])
        return f"{point}~" if point else ""
    if _is_read(text, dates.parse):
        return text
    if compact := _COMPACT.fullmatch(text):
        return "-".join(compact.groups())
    return _month(text) or _day(text)


def _month(text: str) -> str:
    if numbers := _MONTH.fullmatch(text):
        return f"{numbers[1]}-{numbers[2]:0>2}"
    named = _NAMED_MONTH.fullmatch(text)
    month = month_named(named[1].casefold()) if named else None
    return f"{named[2]}-{month:02}" if named and month else ""


def _day(text: str) -> str:
    """Write a day as it should be; nothing for 06/05/1941, which is one day here, another there."""
    if _DAY_OR_MONTH.fullmatch(text):
        return ""
    try:
        day = read_day(fold(text))
    except ValueError:
        return ""
    return "" if day.year is None else str(day)
