"""A typed date taken apart: its numbers, months and era, whatever the order and the commas."""

import re
import unicodedata
from dataclasses import dataclass

from bot.domain.days import WEEKDAYS

from .months import month_named

LONGEST = 60
_YEAR_DIGITS = 4
_SAME = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | {"\u2019": "'"})
_TOKENS = re.compile(r"[0-9]+|[^\W\d_]+")
_ERAS = (
    (re.compile(r"\bb\. ?c\. ?e\b|\bv\. ?chr\b"), "bc"),
    (re.compile(r"\bb\. ?c\b"), "bc"),
    (re.compile(r"\ba\. ?d\b|\bc\. ?e\b|\bn\. ?chr\b"), "ad"),
)
_BEFORE_CHRIST, _AFTER_CHRIST = frozenset({"bc", "bce"}), frozenset({"ad", "ce"})
_FILLERS = frozenset(
    {"st", "nd", "rd", "th", "of", "the", "on", "in", "am", "den", "der", "im"}
    | {"го", "г", "года"}  # noqa: RUF001 - Russian, as in "of the year 1941"
    | {name.casefold() for name in WEEKDAYS}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a typed date consists of; `bc` is None when no era is named."""

    numbers: tuple[str, ...]
    months: tuple[int, ...]
    bc: bool | None
    unknown: tuple[str, ...]

    def is_year(self, number: str) -> bool:
        """Whether a number reads as a year: three or four digits, or fewer beside an era."""
        least = 3 if self.bc is None else 1
        return least <= len(number) <= _YEAR_DIGITS and int(number) > 0

    def year(self, number: str) -> int:
        """Give the astronomical year of a number: 44 BC is -43."""
        return 1 - int(number) if self.bc else int(number)


def fold(text: str) -> str:
    """Make typing comparable: lower case, plain hyphens, single spaces, eras as "bc" and "ad"."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_SAME)
    plain = " ".join(plain.split()).strip(" .,;:!?\"'“”„«»")
    for pattern, era in _ERAS:
        plain = pattern.sub(era, plain)
    return plain


def take_apart(folded: str) -> Parts:
    """Sort the numbers and words of a folded text; words that say nothing are left out."""
    tokens = [token for token in _TOKENS.findall(folded) if token not in _FILLERS]
    words = [token for token in tokens if not token.isdecimal()]
    eras = [word in _BEFORE_CHRIST for word in words if word in _BEFORE_CHRIST | _AFTER_CHRIST]
    names = [word for word in words if word not in _BEFORE_CHRIST | _AFTER_CHRIST]
    months = [month_named(name) for name in names]
    return Parts(
        numbers=tuple(token for token in tokens if token.isdecimal()),
        months=tuple(month for month in months if month is not None),
        bc=eras[0] if eras else None,
        unknown=tuple(n for n, month in zip(names, months, strict=True) if month is None),
    )
