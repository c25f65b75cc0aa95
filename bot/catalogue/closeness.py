"""How close what was typed comes to a name: how much of the one is in the other, rare words first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from .folding import sound

_ALIKE = 75  # of 100, by rapidfuzz, from which on a word is another one mistyped
_SHORTEST = 4  # letters, from which on a word may be mistyped
_SOUNDING = 0.9  # how much a word that only sounds the same is worth
_TYPOS = 2  # in a whole name with its spaces gone
_LETTERS_A_TYPO = 5
_MOST = 0.75
_TELLING = 0.4
_MUCH = 0.3
_RAREST = 0.8
_RARE = 0.6  # `war` and `battle` are less; `great` is hardly more


class Closeness(NamedTuple):
    """Shares from 0 to 1: how much of the name was typed, and of what was typed is in the name.

    `rarity` is that of the rarest word that both have: 1 where one name alone has it.
    """

    of_name: float
    of_typed: float
    rarity: float

    @property
    def holds_most(self) -> bool:
        """Whether nearly all of what was typed is in the name."""
        return self.of_typed >= _MOST

    @property
    def is_telling(self) -> bool:
        """Whether they share more than words that many names have."""
        return self.of_typed >= _TELLING and self.rarity >= _RARE

    @property
    def is_striking(self) -> bool:
        """Whether that is also much of the name, or a word that hardly any other name has."""
        return self.is_telling and (self.score >= _MUCH or self.rarity >= _RAREST)

    @property
    def score(self) -> float:
        """Both shares as one."""
        return self.of_name * self.of_typed


class Rarity:
    """How rare each word is among names, from nearly 0 to 1, as in inverse document frequency."""

    def __init__(self, names: int, count: Callable[[str], int]) -> None:
        """Take the number of all names, and what counts the names with a word."""
        self._names = max(names, 1)
        self._count = count
        self._known: dict[str, float] = {}

    def of(self, word: str) -> float:
        """Tell how rare a word is; one that no name has is as rare as can be."""
        if word not in self._known:
            share = self._names / max(self._count(word), 1)
            self._known[word] = log(1 + share) / log(1 + self._names)
        return self._known[word]

    def weights(self, words: Iterable[str]) -> dict[str, float]:
        """Give what each word weighs: its letters, and less the more names have it."""
        return {word: len(word) * self.of(word) for word in words}


def closeness(typed: str, name: str, rarity: Rarity) -> Closeness:
    """Compare two folded texts word by word in any order, and as a whole without spaces."""
    words, others = _words(typed), _words(name)
    if not words or not others:
        return Closeness(0, 0, 0)
    by_words = _by_words(words, others, rarity)
    if by_words.of_typed == 1 or not set(filter(str.isdigit, words)) <= set(others):
        return by_words  # there is nothing to mend, or it is another year, which is another thing
    return max(
        by_words,
        _as_a_whole(typed.replace(" ", ""), name.replace(" ", "")),
        key=lambda each: each.score,
    )


def _words(folded: str) -> list[str]:
    return list(dict.fromkeys(folded.split()))


def _by_words(words: Sequence[str], others: Sequence[str], rarity: Rarity) -> Closeness:
    pairs = _pairs(words, others)
    name, typed = rarity.weights(others), rarity.weights(words)
    of_name, of_typed = 0.0, 0.0
    for word in words:
        if word in pairs:
            other, like, begun = pairs[word]
            of_name += name[other] * like * begun
            # A mistyped word is as common as the word that was meant.
            typed[word] = len(word) * rarity.of(other) if begun * like < 1 else typed[word]
            of_typed += typed[word] * like
    return Closeness(
        of_name / sum(name.values()),
        of_typed / sum(typed.values()),
        max((min(rarity.of(word), rarity.of(pairs[word][0])) for word in pairs), default=0),
    )


def _pairs(words: Iterable[str], others: Sequence[str]) -> Mapping[str, tuple[str, float, float]]:
    """Give each typed word a word of the name, its likeness and how much of it was typed."""
    left = list(others)
    pairs: dict[str, tuple[str, float, float]] = {}
    for word in sorted(words, key=len, reverse=True):
        like, begun, other = max(
            ((*_likeness(word, each), each) for each in left), default=(0, 0, "")
        )
        if like:
            pairs[word] = other, like, begun
            left.remove(other)
    return pairs


def _likeness(word: str, other: str) -> tuple[float, float]:
    """How like the beginning of a word is, and how much of the word that is."""
    if word == other:
        return 1, 1
    if word.isdigit() or other.isdigit():
        return 0, 0
    if other.startswith(word):
        return 1, len(word) / len(other)
    if min(len(word), len(other)) < _SHORTEST:
        return 0, 0
    ratio = fuzz.ratio(word, other, score_cutoff=_ALIKE) / 100
    return max(ratio, _SOUNDING if sound(word) == sound(other) else 0), 1


def _as_a_whole(typed: str, name: str) -> Closeness:
    begun = name[: len(typed)] if len(typed) * 2 > len(name) else name
    most = min(_TYPOS, len(typed) // _LETTERS_A_TYPO)
    typos = min(OSA.distance(typed, each, score_cutoff=most) for each in (name, begun))
    if typos > most:
        return Closeness(0, 0, 0)
    like = 1 - typos / len(typed)
    return Closeness(like * min(1, len(typed) / len(name)), like, 1)
