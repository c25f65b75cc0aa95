"""A time of day as members type it: "9:00", "9 pm", "18.30", "noon"."""

import datetime as dt
import re
from functools import cache

from bot.domain.errors import MemberError
from bot.domain.words import truncate

from .parts import LONGEST, fold

_NAMED = {
    "noon": dt.time(12),
    "midday": dt.time(12),
    "mittag": dt.time(12),
    "полдень": dt.time(12),
    "midnight": dt.time(0),
    "mitternacht": dt.time(0),
    "полночь": dt.time(0),
}
_HALF_DAY = 12
_FIRST_OFFERED = 6  # the hour with which autocomplete begins
_FILLERS = re.compile(r"^(?:at|um|в) | ?o'clock\b| ?\buhr\b")
_SPACES = re.compile(r" ?([.:h]) ?| (?=[ap]\.? ?m?\b)")
_HALF = re.compile(r"([ap])(?:\.? ?m)?\.?$")
_WHOLE = re.compile(r"([0-9]{1,2})(?:[.:h ]([0-9]{1,2})|([0-9]{2})|h)?([ap]m)?")


def parse_clock(text: str) -> dt.time:
    """Read a time of day, to the minute; MemberError says what is wrong with it.

    Without am or pm the day has 24 hours; 12 am is midnight and 12 pm noon.
    """
    try:
        if len(text) > LONGEST:
            raise ValueError("it is too long.")  # noqa: TRY301 - all faults become one sentence
        return _read(_plain(text))
    except ValueError as reason:
        shown = truncate(" ".join(text[: LONGEST + 1].split()), LONGEST)
        raise MemberError(
            f"I cannot read “{shown}” as a time: {reason} Try “9:00”, “18:30” or “9 pm”."
        ) from reason


def complete_clock(text: str, limit: int = 25) -> list[dt.time]:
    """Give at most `limit` times that the text may become, the likeliest and roundest first."""
    started = _plain(text[: LONGEST + 1])
    try:
        whole = [_read(started)]
    except ValueError:
        whole = []
    named = [time for name, time in _NAMED.items() if started and name.startswith(started)]
    written = [time for time, forms in _forms() if f" {_marked(started)}" in forms]
    return list(dict.fromkeys([*whole, *named, *written]))[:limit]


def _plain(text: str) -> str:
    """Fold a text, and write it close: "at 9 : 30 P.M." becomes "9:30pm"."""
    bare = _FILLERS.sub("", fold(text)).strip()
    return _HALF.sub(r"\1m", _SPACES.sub(r"\1", bare)) if bare[:1].isdigit() else bare


def _read(plain: str) -> dt.time:
    if plain in _NAMED:
        return _NAMED[plain]
    if not plain:
        raise ValueError("there is nothing in it.")
    match = _WHOLE.fullmatch(plain)
    if match is None:
        raise ValueError("it is no time of day.")
    hour, minute, half = int(match[1]), match[2] or match[3] or "00", match[4]
    if len(minute) == 1:
        raise ValueError("minutes need two digits.")
    if int(minute) > dt.time.max.minute:
        raise ValueError("an hour has 60 minutes, 00 to 59.")
    return dt.time(_hour(hour, half), int(minute))


def _hour(hour: int, half: str | None) -> int:
    if half is not None:
        if not 1 <= hour <= _HALF_DAY:
            raise ValueError("with am and pm the hours are 1 to 12.")
        return hour % _HALF_DAY + (_HALF_DAY if half == "pm" else 0)
    if hour > dt.time.max.hour:
        raise ValueError("the hours are 0 to 23; midnight is 00:00.")
    return hour


def _marked(started: str) -> str:
    return re.sub(r"[.h ]", ":", started)


@cache
def _forms() -> tuple[tuple[dt.time, str], ...]:
    """Give each minute of the day with the ways of writing it, in the order of autocomplete."""
    minutes = [dt.time(hour, minute) for hour in range(24) for minute in range(60)]
    minutes.sort(key=lambda time: (_roundness(time.minute), (time.hour - _FIRST_OFFERED) % 24))
    return tuple((time, _written(time)) for time in minutes)


def _roundness(minute: int) -> int:
    return next(rank for rank, step in enumerate((60, 30, 15, 5, 1)) if minute % step == 0)


def _written(time: dt.time) -> str:
    """Write a time in the ways people begin one, a space before each: " 9:05 905 09:05 9:05am"."""
    hour, minute = time.hour, f"{time.minute:02}"
    half = f"{(hour - 1) % _HALF_DAY + 1}", "pm" if hour >= _HALF_DAY else "am"
    forms = [f"{typed}{mark}{minute}" for typed in (f"{hour}", f"{hour:02}") for mark in (":", "")]
    forms += [f"{half[0]}:{minute}{half[1]}", *([] if time.minute else ["".join(half)])]
    return "".join(f" {form}" for form in forms)
