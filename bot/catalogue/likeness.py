"""How many typos lie between what was typed and a name."""

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from .folding import sound
from .indexes import Found

_TYPOS = 2  # as many as the index allows in a word
_LETTERS_A_TYPO = 3  # what differs in more than every third letter is not alike
_NEAR = 75  # of 100, by rapidfuzz: `stlngrd` is 82 like `stalingrad`


class Likeness(NamedTuple):
    """How a name is like what was typed; the least is likest.

    `partly`: only the beginning or some words of the name were typed. `number` is the name's.
    """

    typos: int
    partly: bool
    number: int


class Typed:
    """Folded text that is compared with names, also folded."""

    def __init__(self, folded: str) -> None:
        self._words = folded.split()
        self._joined = "".join(self._words)
        self._sounds = sound(folded).split()
        self._most = len(self._joined) // _LETTERS_A_TYPO

    def likest(self, names: Sequence[tuple[int, str]]) -> Likeness | None:
        """Pick the likest of some numbered names: None when none of them is alike.

        As a whole or a beginning if any is, else word by word in any order, else by sound.
        """
        for compared in (self._wholly, self._by_words, self._by_sound):
            alike = [like for like in map(compared, names) if like and like.typos <= self._most]
            if alike:
                return min(alike)
        return None

    def _wholly(self, name: tuple[int, str]) -> Likeness | None:
        typed, joined = self._joined, name[1].replace(" ", "")
        best = _TYPOS + 1, True
        for length in range(len(typed) - _TYPOS, min(len(typed) + _TYPOS, len(joined)) + 1):
            typos = OSA.distance(typed, joined[:length], score_cutoff=_TYPOS)
            best = min(best, (typos, length < len(joined)))
        return Likeness(*best, name[0]) if best[0] <= _TYPOS else None

    def _by_words(self, name: tuple[int, str]) -> Likeness | None:
        return Likeness(_between(self._words, name[1].split()), partly=True, number=name[0])

    def _by_sound(self, name: tuple[int, str]) -> Likeness | None:
        typos = _between(self._sounds, sound(name[1]).split())
        return Likeness(typos + 1, partly=True, number=name[0])


def nearest(typed: str, names: Mapping[Found, str]) -> list[tuple[float, Found]]:
    """Give the names that share much with what was typed, with less for what is nearer."""
    near = process.extract(typed, names, scorer=fuzz.token_ratio, score_cutoff=_NEAR, limit=None)
    return [(-score, found) for _, score, found in near]


def corrected(word: str, words: Sequence[str]) -> str:
    """Pick the nearest of `words`; empty when none is near."""
    best = process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return best[0] if best else ""


def _between(typed: Sequence[str], words: Sequence[str]) -> int:
    """Add up the typos between each typed word and the likest word; the last may be only begun."""
    last = typed[-1]
    begun = min((OSA.distance(last, word[: len(last)]) for word in words), default=len(last))
    return sum(map(_typos, typed[:-1], repeat(words))) + min(begun, _typos(last, words))


def _typos(typed: str, words: Sequence[str]) -> int:
    best = process.extractOne(typed, words, scorer=OSA.distance)
    return best[1] if best else len(typed)
