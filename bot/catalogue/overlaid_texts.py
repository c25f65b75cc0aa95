"""Typos and texts of a base and of a few entries in place of some of it, as if of one index."""

from collections.abc import Callable, Collection, Iterable, Sequence, Set as AbstractSet
from math import log

from bot.domain.entries import EntryType

from .asking import enough
from .fulltext import telling
from .indexes import Scored, TextIndex
from .interleaving import Interleaving
from .scan import Scan


class OverlaidTexts:
    """Ranks are those of the names of both; words are as common as in the base and on top of it."""

    def __init__(
        self, base: TextIndex, own: Scan, ranks: Interleaving, gone: AbstractSet[int]
    ) -> None:
        """Take the base, what is on top, how ranks are interleaved, and what the base lost."""
        self._base = base
        self._own = own
        self._ranks = ranks
        self._gone = gone

    def __len__(self) -> int:
        return len(self._base) - len(self._gone) + len(self._own)

    def like(self, words: Sequence[str], types: Collection[EntryType], limit: int) -> list[int]:
        """Ranks of entries with a name like this: as a whole, in all of its words, or in sound."""
        found = self._enough(lambda most: self._base.like(words, types, most), limit)
        return [*found, *self._added(self._own.like(words, types, limit))]

    def near(self, words: Sequence[str], types: Collection[EntryType], limit: int) -> list[int]:
        """Ranks of entries with any word like one of these in a name."""
        found = self._enough(lambda most: self._base.near(words, types, most), limit)
        return [*found, *self._added(self._own.near(words, types, limit))]

    def mentioning(
        self, words: Sequence[str], types: Collection[EntryType], limit: int
    ) -> list[int]:
        """Ranks of entries whose names and text hold all of these words, the first by rank."""
        found = self._enough(lambda most: self._base.mentioning(words, types, most), limit)
        own = self._own.mentioning(words, types, limit)
        return sorted([*found, *self._added(own)])[: max(limit, 0)]

    def mentioning_any(
        self, words: Sequence[str], types: Collection[EntryType], limit: int
    ) -> list[Scored]:
        """Entries whose names and text hold any of these words, the rarer ones first."""
        weights = {word: self._weight(word) for word in telling(words, self.holders, len(self))}
        of_base = enough(
            lambda most: self._base.mentioning_any(list(weights), types, most),
            limit,
            self._gone,
            lambda each: each.rank,
        )
        found = [Scored(score, self._ranks.of_base(rank)) for score, rank in of_base]
        own = self._own.mentioning_any(weights, types)
        found += (Scored(score, self._ranks.of_own(rank)) for score, rank in own)
        found.sort(key=lambda each: -each.score)
        return found[: max(limit, 0)]

    def holders(self, word: str) -> int:
        """Count the entries whose names and text hold a word, with those that are gone."""
        return self._base.holders(word) + self._own.holders(word)

    def _weight(self, word: str) -> float:
        """Weigh a word as the base's index does in a text of middling length (BM25)."""
        holders = self.holders(word)
        return log(1 + (max(len(self) - holders, 0) + 0.5) / (holders + 0.5))

    def _enough(self, ask: Callable[[int], Iterable[int]], limit: int) -> Iterable[int]:
        kept = enough(ask, limit, self._gone, lambda rank: rank)
        return map(self._ranks.of_base, kept)

    def _added(self, ranks: Iterable[int]) -> Iterable[int]:
        return map(self._ranks.of_own, ranks)
