"""Days of the week as moderators type them: "weekdays", "Mon Wed Fri", "Sat-Sun", "every day"."""

import re

from bot.domain.days import WEEKDAYS
from bot.domain.errors import MemberError
from bot.domain.words import join, truncate

from .parts import LONGEST, fold

_EVERY_DAY = frozenset(range(7))
_NAMED = {
    "every day": _EVERY_DAY,
    "weekdays": frozenset(range(5)),
    "weekends": frozenset({5, 6}),
}
_OTHER_NAMES = {
    "all": "every day",
    "all days": "every day",
    "any": "every day",
    "daily": "every day",
    "everyday": "every day",
    "weekday": "weekdays",
    "workdays": "weekdays",
    "weekend": "weekends",
}
_WORD = re.compile(r"[^\W\d_]+|-")
_FILLERS = frozenset({"and", "on", "to", "through", "until"})
_SPANS = frozenset({"-", "to", "through", "until"})
_LEAST_LETTERS = 2
_LEAST_OF_A_SPAN = 3
_EXAMPLES = "Try “weekdays”, “Mon Wed Fri”, “Sat-Sun” or “every day”."


def parse_weekdays(text: str) -> frozenset[int]:
    """Read days of the week, 0 Monday to 6 Sunday; MemberError says what is wrong with it."""
    folded = fold(text[: LONGEST + 1])
    named = _NAMED.get(_OTHER_NAMES.get(folded, folded))
    if named is not None:
        return named
    found: list[int] = []
    is_span = False
    for word in _WORD.findall(folded):
        if word in _SPANS:
            is_span = bool(found)
        elif word not in _FILLERS:
            day = _day(word, text)
            found += _until(found[-1], day) if is_span else [day]
            is_span = False
    if not found or re.search(r"\d", folded) or len(text) > LONGEST:
        raise MemberError(_unreadable(text))
    return frozenset(found)


def weekday_words(days: frozenset[int]) -> str:
    """Put days of the week into words: "every day", "Monday to Friday", "Monday and Thursday"."""
    if days >= _EVERY_DAY:
        return "every day"
    first, last = min(days), max(days)
    if len(days) >= _LEAST_OF_A_SPAN and len(days) == last - first + 1:
        return f"{WEEKDAYS[first]} to {WEEKDAYS[last]}"
    return join([WEEKDAYS[day] for day in sorted(days)])


def complete_weekdays(text: str) -> list[str]:
    """Give what a half-typed choice of days may become, the whole before the parts."""
    folded = fold(text[: LONGEST + 1])
    named = [name for name in _NAMED if name.startswith(folded)]
    *before, last = folded.replace(",", " ").split() or [""]
    try:
        chosen = parse_weekdays(" ".join(before)) if before else frozenset[int]()
    except MemberError:
        return named
    begun = [day for day, name in enumerate(WEEKDAYS) if name.casefold().startswith(last)]
    offered = [weekday_words(chosen | {day}) for day in begun if day not in chosen]
    return list(dict.fromkeys([*named, *offered]))


def _day(word: str, text: str) -> int:
    fitting = [day for day, name in enumerate(WEEKDAYS) if name.casefold().startswith(word)]
    if len(fitting) != 1 or len(word) < _LEAST_LETTERS:
        raise MemberError(_unreadable(text))
    return fitting[0]


def _until(first: int, last: int) -> list[int]:
    """Give the days after the first up to the last, over Sunday if need be."""
    return [(first + step) % 7 for step in range(1, (last - first) % 7 + 1)]


def _unreadable(text: str) -> str:
    shown = truncate(" ".join(text[: LONGEST + 1].split()), LONGEST)
    return f"I cannot read “{shown}” as days of the week. {_EXAMPLES}"
