"""The span of a timeline as members type it: "1941-1945", "since 1941", "50 BC to 44 BC"."""

import re
from collections.abc import Iterator

from bot.domain.days import day_of
from bot.domain.errors import DateError
from bot.domain.words import truncate

from .parts import LONGEST, fold
from .times import Span, read_time

_SEPARATOR = re.compile(r" ?[-/] ?| (?:to|until|till|and|bis) ")
_OPENING = re.compile(r"(?:from|between|von|zwischen) ")
_SINCE = re.compile(r"(?:since|from|ab|seit) (.+)|(.+?) ?-")
_UNTIL = re.compile(r"(?:until|till|up to|to|bis) (.+)")
_SHORT_YEARS = re.compile(r"(.*[0-9]{2})([0-9]{2}) ?[-/] ?([0-9]{2})")
_NUMBER = re.compile(r"[0-9]+")
_ERA = re.compile(r".* (bc|bce|ad|ce)")
_YEARS_EXAMPLE = "Try “1941”, “1941-1945”, “since 1941”, “1940s” or “50 BC to 44 BC”."
_BOUND_EXAMPLE = "Try “1941”, “June 1941”, “22 June 1941” or “44 BC”."


def parse_bound(text: str, *, end: bool) -> int:
    """Give the number of the first day, or with `end` the last, of a typed day, month or year."""
    try:
        first, last = read_time(_folded(text))
    except ValueError as reason:
        raise _error(text, "a date", str(reason), _BOUND_EXAMPLE) from reason
    bound = last if end else first
    if bound is None:
        side = "end" if end else "beginning"
        raise _error(text, "a date", f"it has no {side}.", _BOUND_EXAMPLE)
    return bound


def parse_years(text: str) -> tuple[int | None, int | None]:
    """Read the first and the last astronomical year of a span; None where it is left open.

    The second year of "1941-45" is short for 1945, and both years of "50-44 BC" are BC.
    """
    try:
        first, last = _span(_folded(text))
    except ValueError as reason:
        raise _error(text, "years", str(reason), _YEARS_EXAMPLE) from reason
    if first is not None and last is not None and last < first:
        raise _error(text, "years", "they end before they begin.", _YEARS_EXAMPLE)
    return (
        None if first is None else day_of(first)[0],
        None if last is None else day_of(last)[0],
    )


def _folded(text: str) -> str:
    if len(text) > LONGEST:
        raise ValueError("it is too long.")
    return fold(text)


def _error(text: str, wanted: str, reason: str, example: str) -> DateError:
    shown = truncate(" ".join(text[: LONGEST + 1].split()), LONGEST)
    return DateError(f"I cannot read “{shown}” as {wanted}: {reason} {example}")


def _span(folded: str) -> Span:
    if (match := _SHORT_YEARS.fullmatch(folded)) and match[3] > match[2]:
        folded = f"{match[1]}{match[2]} to {match[1][-2:]}{match[3]}"
    for reading in _readings(folded):
        if reading is not None:
            return reading
    if _SEPARATOR.search(folded):
        raise ValueError("one of its two ends names no year.")
    return read_time(folded)


def _readings(folded: str) -> Iterator[Span | None]:
    """Give all ways to read a span, the likeliest first; None is a way that leads nowhere."""
    if since := _SINCE.fullmatch(folded):
        start = _try(since[1] or since[2])
        yield start and (start[0], None)
    if until := _UNTIL.fullmatch(folded):
        end = _try(until[1])
        yield end and (None, end[1])
    yield _try(folded)
    opened = _OPENING.sub("", folded, count=1)
    for separator in _SEPARATOR.finditer(opened):
        before, after = opened[: separator.start()], opened[separator.end() :]
        start, end = _try(_with_era_of(after, before)), _try(after)
        yield start and end and (start[0], end[1])


def _try(folded: str) -> Span | None:
    try:
        return read_time(folded)
    except ValueError:
        return None


def _with_era_of(end: str, start: str) -> str:
    era = _ERA.fullmatch(end)
    return f"{start} {era[1]}" if era and _NUMBER.fullmatch(start) else start
