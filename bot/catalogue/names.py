"""Every name of every entry, in the order in which entries are wanted: exact, begun, or in part."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.entries import EntryType

from .closeness import Rarity
from .prefixes import Prefixes
from .ranking import TYPES, Ranking, type_of


class Found(NamedTuple):
    """An entry, by its rank, and the number of the name that led to it."""

    rank: int
    number: int


@dataclass(frozen=True, slots=True)
class _OfType:
    ranks: Sequence[int]
    whole: Prefixes
    words: Prefixes


class Names:
    """The names of ranked entries, for every way of looking one up."""

    def __init__(self, ranking: Ranking) -> None:
        self.entries = ranking.entries
        self._names = ranking.names
        self._first = ranking.first
        self._ranks = ranking.ranks
        self._keys = {entry.key: rank for rank, entry in enumerate(self.entries)}
        self._types = {type_: self._of_type(type_) for type_ in TYPES}

    def foremost(self, types: Collection[EntryType], limit: int) -> Iterator[Found]:
        """Give the first entries by rank."""
        return map(
            self.itself, sorted(r for each in self._among(types) for r in each.ranks[:limit])
        )

    def exact(self, folded: str, types: Collection[EntryType]) -> Iterator[Found]:
        """Give the entries with a name that folds to this, best first."""
        numbers = sorted(n for each in self._among(types) for n in each.whole.exact(folded))
        return (Found(self._ranks[number], number) for number in numbers)

    def with_id(self, id_: str, types: Collection[EntryType]) -> Iterator[Found]:
        """Give the entries with this id, best first."""
        ranks = [self._keys[key] for t in types if (key := f"{t}:{id_}") in self._keys]
        return map(self.itself, sorted(ranks))

    def itself(self, rank: int) -> Found:
        """Give an entry, by its own name."""
        return Found(rank, self._first[rank])

    def begun(self, folded: str, types: Collection[EntryType], limit: int) -> Iterator[Found]:
        """Give the best `limit` entries of each type with a name that begins so."""
        for each in self._among(types):
            yield from self._distinct(each.whole.smallest(folded), limit)

    def holding(
        self, words: Sequence[str], types: Collection[EntryType], limit: int
    ) -> Iterator[Found]:
        """Give the best `limit` entries of each type with a name whose words begin with these.

        Each typed word begins another word of the name: `d day` is not in "Elbe Day".
        """
        # Of beginnings, two overlap only if one begins the other, so that counting is enough.
        wanted = {f" {word}": sum(each.startswith(word) for each in words) for word in words}
        for each in self._among(types):
            numbers = each.words.smallest(min(words, key=each.words.count))
            if len(words) > 1:
                numbers = [number for number in numbers if self._has(number, wanted)]
            yield from self._distinct(numbers, limit)

    def rarity(self) -> Rarity:
        """Tell how rare words are among all names."""
        return Rarity(len(self._names), self._count)

    def vocabulary(self, prefix: str, types: Collection[EntryType]) -> Iterator[str]:
        """Give the words in names that begin so."""
        for each in self._among(types):
            yield from each.words.words(prefix)

    def of(self, rank: int) -> Iterator[tuple[int, str]]:
        """Give the number of each name of one entry, and it folded; its own name first."""
        for number in range(self._first[rank], self._first[rank + 1]):
            yield number, self._names[number].folded

    def written(self, number: int) -> str:
        """Give a name as its author wrote it."""
        return self._names[number].written

    def _count(self, word: str) -> int:
        return sum(len(each.words.exact(word)) for each in self._types.values())

    def _among(self, types: Collection[EntryType]) -> Iterator[_OfType]:
        return (each for type_, each in self._types.items() if type_ in types)

    def _has(self, number: int, beginnings: Mapping[str, int]) -> bool:
        padded = f" {self._names[number].folded}"
        return all(padded.count(beginning) >= times for beginning, times in beginnings.items())

    def _distinct(self, numbers: Iterable[int], limit: int) -> Iterator[Found]:
        best: dict[int, int] = {}
        for number in numbers:
            best.setdefault(self._ranks[number], number)
            if len(best) == limit:
                break
        return (Found(rank, number) for rank, number in best.items())

    def _of_type(self, type_: EntryType) -> _OfType:
        ranks = array("I", (r for r, entry in enumerate(self.entries) if type_of(entry) == type_))
        numbers = [n for r in ranks for n in range(self._first[r], self._first[r + 1])]
        folded = [(self._names[number].folded, number) for number in numbers]
        return _OfType(
            ranks=ranks,
            whole=Prefixes((name, number) for name, number in folded if name),
            words=Prefixes((word, number) for name, number in folded for word in set(name.split())),
        )
