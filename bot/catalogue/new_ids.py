"""Ids for new records, made of what they are called: stalins-death, beevor-1998."""

import re
from collections.abc import Container
from itertools import count, islice

from bot.domain.revisions import RecordType

from .folding import fold
from .texts import ID_LENGTH

_LONGEST = 200  # characters of a name that are looked at
_MOST_AUTHORS = 2
_NOT_NAMES = re.compile(
    r"\(.*?\)|\b(?:and others|et al|editors?|eds?|jr|sr|[iv]{2,3})\b\.?", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s+(?:and|with|&)\s+")
_YEAR = re.compile(r"[0-9]{4}")
_PARTICLES = frozenset({"Van", "Von", "Le", "La", "De", "Du", "Mac", "St"})


def new_id(
    type_: RecordType, name: str, taken: Container[str], *, author: str = "", year: str = ""
) -> str:
    """Make an id of a title or name, with a number behind it where others of the type took it.

    A source is called after its authors and year, as far as they are known.
    """
    words = fold(name[:_LONGEST])
    if type_ == "source" and author:
        words = _of_work(author[:_LONGEST], year) or words
    whole = words.replace(" ", "-").strip("-") or type_
    tries = (_cut(whole, f"-{number}" if number > 1 else "") for number in count(1))
    return next(id_ for id_ in tries if id_ not in taken)


def _of_work(author: str, year: str) -> str:
    """Give surnames and year; without a year, which an institution's site lacks, the whole name."""
    published = _YEAR.search(year)
    return fold(f"{_surnames(author)} {published[0]}") if published else fold(author)


def _cut(whole: str, behind: str) -> str:
    """Cut an id to its length, after a word if that keeps half of it."""
    most = ID_LENGTH - len(behind)
    if len(whole) > most:
        end = whole.rfind("-", most // 2, most + 1)
        whole = whole[: end if end > 0 else most]
    return whole.strip("-") + behind


def _surnames(author: str) -> str:
    """Give the surnames of the first authors: the last word of each, and Van or Le before it."""
    first = _NOT_NAMES.sub(" ", author).split(",")[0]
    surnames = map(_surname, islice(_BETWEEN.split(first.strip()), _MOST_AUTHORS))
    return " ".join(dict.fromkeys(surnames))


def _surname(name: str) -> str:
    words = name.split()
    is_double = len(words) > 1 and words[-2] in _PARTICLES
    return " ".join(words[-2:] if is_double else words[-1:])
