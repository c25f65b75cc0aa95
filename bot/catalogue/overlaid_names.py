"""The names of a base and of a few entries in place of some of it, as if they were one index."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property

from bot.domain.entries import Entry, EntryType

from .asking import enough
from .closeness import Rarity
from .indexes import Found, NameIndex
from .interleaving import Interleaving
from .names import Names
from .ranking import TYPES, type_of


class OverlaidNames:
    """Ranks and numbers of both are interleaved, so that they ascend as if all were ranked anew."""

    def __init__(self, base: NameIndex, own: Names, gone: Iterable[str]) -> None:
        """Take the base, what is put on top, and the keys of what the base shows no more."""
        self._base = base
        self._own = own
        places = [base.before(own.entry(r), next(own.of(r))[1]) for r in range(len(own))]
        self.ranks = Interleaving([place.rank for place in places])
        self._numbers = Interleaving(
            [place.number for r, place in enumerate(places) for _ in own.of(r)]
        )
        self.gone = frozenset(rank for key in gone for rank in _ranks(base, key))

    def __len__(self) -> int:
        return len(self._base) - len(self.gone) + len(self._own)

    def entry(self, rank: int) -> Entry:
        """Give the entry of a rank."""
        is_own, number = self.ranks.split(rank)
        return (self._own if is_own else self._base).entry(number)

    def before(self, entry: Entry, folded: str) -> Found:
        """Give the rank, and the number of a name, before which an entry of that name belongs."""
        of_base = self._of_base(self._base.before(entry, folded))
        found = self._own.before(entry, folded)
        return min(of_base, self._of_own(found)) if found.rank < len(self._own) else of_base

    def foremost(self, types: Collection[EntryType], limit: int) -> list[Found]:
        """Give the first entries by rank."""
        found = self._enough(lambda most: self._base.foremost(types, most), limit)
        return self._merged(found, self._own.foremost(types, limit))

    def exact(self, folded: str, types: Collection[EntryType]) -> list[Found]:
        """Give the entries with a name that folds to this."""
        found = self._kept(self._base.exact(folded, types))
        return self._merged(found, self._own.exact(folded, types))

    def with_id(self, id_: str, types: Collection[EntryType]) -> list[Found]:
        """Give the entries with this id."""
        found = self._kept(self._base.with_id(id_, types))
        return self._merged(found, self._own.with_id(id_, types))

    def itself(self, rank: int) -> Found:
        """Give an entry, by its own name."""
        is_own, number = self.ranks.split(rank)
        if is_own:
            return self._of_own(self._own.itself(number))
        return self._of_base(self._base.itself(number))

    def begun(self, folded: str, types: Collection[EntryType], limit: int) -> list[Found]:
        """Give at least the best `limit` entries of each type with a name that begins so."""
        found = self._enough(lambda most: self._base.begun(folded, types, most), limit)
        return self._merged(found, self._own.begun(folded, types, limit))

    def holding(
        self, words: Sequence[str], types: Collection[EntryType], limit: int
    ) -> list[Found]:
        """Give at least the best `limit` of each type with a name whose words begin with these."""
        found = self._enough(lambda most: self._base.holding(words, types, most), limit)
        return self._merged(found, self._own.holding(words, types, limit))

    def names(self) -> int:
        """Count all names."""
        return self._base.names() - self._names_gone + self._own.names()

    def count(self, word: str, types: Collection[EntryType] = TYPES) -> int:
        """Count the names of entries of these types that have a word."""
        gone = sum(self._lost[type_][word] for type_ in types)
        return self._base.count(word, types) - gone + self._own.count(word, types)

    def rarity(self) -> Rarity:
        """Tell how rare words are among all names."""
        return Rarity(self.names(), self.count)

    def vocabulary(self, prefix: str, types: Collection[EntryType]) -> Iterator[str]:
        """Give the words in names that begin so, of each type sorted."""
        for type_ in TYPES.intersection(types):
            lost = self._lost[type_]
            words = self._base.vocabulary(prefix, (type_,))
            kept = [word for word in words if not lost[word] or self.count(word, (type_,))]
            yield from sorted([*kept, *self._own.vocabulary(prefix, (type_,))])

    def of(self, rank: int) -> Iterator[tuple[int, str]]:
        """Give the number of each name of one entry, and it folded; its own name first."""
        is_own, number = self.ranks.split(rank)
        if is_own:
            return ((self._numbers.of_own(n), name) for n, name in self._own.of(number))
        return ((self._numbers.of_base(n), name) for n, name in self._base.of(number))

    def written(self, number: int) -> str:
        """Give a name as its author wrote it."""
        is_own, of_its = self._numbers.split(number)
        return (self._own if is_own else self._base).written(of_its)

    @cached_property
    def _names_gone(self) -> int:
        return sum(len(list(self._base.of(rank))) for rank in self.gone)

    @cached_property
    def _lost(self) -> dict[EntryType, Counter[str]]:
        """In how many names of what is gone each word is, type by type."""
        lost: dict[EntryType, Counter[str]] = {type_: Counter() for type_ in TYPES}
        for rank in self.gone:
            of_type = lost[type_of(self._base.entry(rank))]
            for _, name in self._base.of(rank):
                of_type.update(set(name.split()))
        return lost

    def _merged(self, of_base: Iterable[Found], of_own: Iterable[Found]) -> list[Found]:
        return sorted([*map(self._of_base, of_base), *map(self._of_own, of_own)])

    def _enough(self, ask: Callable[[int], Iterable[Found]], limit: int) -> list[Found]:
        return enough(ask, limit, self.gone, lambda found: found.rank)

    def _kept(self, found: Iterable[Found]) -> list[Found]:
        return [each for each in found if each.rank not in self.gone]

    def _of_base(self, found: Found) -> Found:
        return Found(self.ranks.of_base(found.rank), self._numbers.of_base(found.number))

    def _of_own(self, found: Found) -> Found:
        return Found(self.ranks.of_own(found.rank), self._numbers.of_own(found.number))


def _ranks(base: NameIndex, key: str) -> Iterator[int]:
    type_, _, id_ = key.partition(":")
    return (found.rank for found in base.with_id(id_, [each for each in TYPES if each == type_]))
