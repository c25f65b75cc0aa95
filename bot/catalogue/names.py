"""Every name of every entry, in the order in which entries are wanted: exact, begun, or in part."""

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.entries import Entry, EntryType

from .closeness import Rarity
from .indexes import Found
from .prefixes import Prefixes
from .ranking import TYPES, Ranking, order, type_of


@dataclass(frozen=True, slots=True)
class _OfType:
    ranks: Sequence[int]
    whole: Prefixes
    words: Prefixes


class Names:
    """The names of ranked entries, for every way of looking one up."""

    def __init__(self, ranking: Ranking) -> None:
        self._entries = ranking.entries
        self._written = ranking.written
        self._folded = ranking.folded
        self._first = ranking.first
        self._ranks = ranking.ranks
        self._keys = {entry.key: rank for rank, entry in enumerate(self._entries)}
        self._types = {type_: self._of_type(type_, ranking.words) for type_ in TYPES}

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, rank: int) -> Entry:
        """Give the entry of a rank."""
        return self._entries[rank]

    def before(self, entry: Entry, folded: str) -> Found:
        """Give the rank, and the number of a name, before which an entry of that name belongs."""
        wanted = order(entry, folded)
        return self.itself(bisect_left(range(len(self)), wanted, key=self._order))

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

    def names(self) -> int:
        """Count all names."""
        return len(self._folded)

    def count(self, word: str, types: Collection[EntryType] = TYPES) -> int:
        """Count the names of entries of these types that have a word."""
        return sum(len(each.words.exact(word)) for each in self._among(types))

    def rarity(self) -> Rarity:
        """Tell how rare words are among all names."""
        return Rarity(len(self._folded), self.count)

    def vocabulary(self, prefix: str, types: Collection[EntryType]) -> Iterator[str]:
        """Give the words in names that begin so."""
        for each in self._among(types):
            yield from each.words.words(prefix)

    def of(self, rank: int) -> Iterator[tuple[int, str]]:
        """Give the number of each name of one entry, and it folded; its own name first."""
        for number in range(self._first[rank], self._first[rank + 1]):
            yield number, self._folded[number]

    def written(self, number: int) -> str:
        """Give a name as its author wrote it."""
        return self._written[number]

    def _order(self, rank: int) -> tuple[int, str, str]:
        return order(self._entries[rank], self._folded[self._first[rank]])

    def _among(self, types: Collection[EntryType]) -> Iterator[_OfType]:
        return (each for type_, each in self._types.items() if type_ in types)

    def _has(self, number: int, beginnings: Mapping[str, int]) -> bool:
        padded = f" {self._folded[number]}"
        return all(padded.count(beginning) >= times for beginning, times in beginnings.items())

    def _distinct(self, numbers: Iterable[int], limit: int) -> Iterator[Found]:
        best: dict[int, int] = {}
        for number in numbers:
            best.setdefault(self._ranks[number], number)
            if len(best) == limit:
                break
        return (Found(rank, number) for rank, number in best.items())

    def _of_type(self, type_: EntryType, words: Sequence[Iterable[str]]) -> _OfType:
        ranks = array("I", (r for r, entry in enumerate(self._entries) if type_of(entry) == type_))
        numbers = [n for r in ranks for n in range(self._first[r], self._first[r + 1])]
        folded = self._folded
        return _OfType(
            ranks=ranks,
            whole=Prefixes((folded[n], n) for n in numbers if folded[n]),
            words=Prefixes((word, n) for n in numbers for word in words[n]),
        )
