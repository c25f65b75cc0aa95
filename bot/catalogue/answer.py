"""An answer while it grows: entries join it the best match first, each once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.entries import EntryType, Person

from .closeness import Closeness, Rarity, closeness
from .indexes import Found, NameIndex, TextIndex
from .likeness import Typed, corrected, nearest
from .query import Query

_FEW = 10  # entries, under which typos are allowed for and texts looked into
_SHORTEST = 3  # letters, from which on typos are allowed for
_CANDIDATES = 50  # entries from the index that are compared letter by letter
_OF_SURNAME = 0.75  # what a surname is worth of a name


class Match(StrEnum):
    """How an entry was found, the best way first."""

    EXACT = "exact"
    PREFIX = "prefix"
    FUZZY = "fuzzy"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found: its key and name, and which of its names matched, as written."""

    key: str
    name: str
    matched: str
    match: Match


@dataclass(frozen=True, slots=True)
class Close:
    """An entry that was found, and how close its closest name is to what was typed.

    `is_name`: what was typed is just one of its names, or a person's surname.
    """

    hit: Hit
    closeness: Closeness
    is_name: bool
    is_sensitive: bool

    @property
    def may_be_meant(self) -> bool:
        """Whether to suggest it: what distresses is never suggested for common words alone."""
        near = self.closeness
        if self.is_sensitive:
            return near.holds_most and near.is_striking
        return near.holds_most or near.is_telling


class Answer:
    """Entries of some types that answer one query; `limit` is at least 0."""

    def __init__(
        self,
        query: Query,
        names: NameIndex,
        texts: Callable[[], TextIndex],
        types: frozenset[EntryType],
        limit: int,
    ) -> None:
        self._query = query
        self._names = names
        self._texts = texts
        self._types = types
        self._limit = limit
        self._found: dict[int, tuple[int, Match]] = {}

    def hits(self) -> list[Hit]:
        """Give the first `limit` entries, in the order in which they joined."""
        found = list(self._found.items())[: self._limit]
        return [self._hit(rank, number, match) for rank, (number, match) in found]

    def add_foremost(self) -> None:
        """Add the most important entries."""
        self._add(self._names.foremost(self._types, self._limit), Match.PREFIX)

    def close(self) -> list[Close]:
        """Give all entries that joined, and how close they are: the closest first."""
        rarity = self._names.rarity()
        compared = [
            self._close(rank, number, match, rarity)
            for rank, (number, match) in self._found.items()
        ]
        compared.sort(key=lambda each: -each.closeness.score)
        return compared

    def add_named(self) -> None:
        """Add entries with such a name: just so, begun, and with typos where that finds little."""
        self.add_exact()
        exact = bool(self._found)
        self._add_begun(self._query.spelled, Match.PREFIX)
        if not exact and len(self._found) < _FEW and self._query.letters >= _SHORTEST:
            ranks = self._texts().like(self._query.words, self._types, _CANDIDATES)
            self._add(self._likest(ranks), Match.FUZZY)

    def add_exact(self) -> None:
        """Add entries with just this name, alias, id or key."""
        found = list(self._names.with_id(self._query.id, self._types))
        for folded in self._query.spelled:
            found += self._names.exact(folded, self._types)
        self._add(sorted(found), Match.EXACT)

    def add_near(self) -> None:
        """Add entries with a name that has some such words, where nothing is found."""
        if not self._found and self._query.letters >= _SHORTEST:
            ranks = self._texts().near(self._query.words, self._types, _CANDIDATES)
            names = {Found(r, number): name for r in ranks for number, name in self._names.of(r)}
            near = sorted(nearest(self._query.spelled[0], names))
            self._add((found for _, found in near), Match.FUZZY)

    def add_corrected(self) -> None:
        """Add entries with a name that has the nearest words, where nothing is found."""
        if not self._found and self._query.letters >= _SHORTEST:
            words = [corrected(word, self._vocabulary(word)) for word in self._query.words]
            if known := [word for word in words if word]:
                self._add_begun([" ".join(known)], Match.FUZZY)

    def add_mentions(self) -> None:
        """Add entries whose names and text have all the words, where little is found."""
        if len(self._found) < _FEW:
            ranks = self._texts().mentioning(self._query.words, self._types, self._limit)
            self._add(map(self._names.itself, ranks), Match.TEXT)

    def add_any_mentions(self) -> None:
        """Add entries whose names and text have any telling word, where nothing is found."""
        if not self._found:
            found = self._texts().mentioning_any(self._query.words, self._types, self._limit)
            self._add((self._names.itself(rank) for _, rank in found), Match.TEXT)

    def _close(self, rank: int, number: int, match: Match, rarity: Rarity) -> Close:
        """Compare with each name of an entry, and with the last word of a person's: the surname."""
        entry = self._names.entry(rank)
        names = [name for _, name in self._names.of(rank)]
        surnames: set[str] = set()
        if isinstance(entry, Person):
            surnames = {name.split()[-1] for name in names if name}
        spelled = self._query.spelled
        found = [closeness(typed, name, rarity) for typed in spelled for name in names]
        for surname in surnames:
            whole = (closeness(typed, surname, rarity) for typed in spelled)
            found += [each._replace(of_name=each.of_name * _OF_SURNAME) for each in whole]
        return Close(
            self._hit(rank, number, match),
            max(found, key=lambda each: each.score),
            is_name=not {*names, *surnames}.isdisjoint(spelled),
            is_sensitive=bool(entry.sensitive),
        )

    def _add_begun(self, spelled: Iterable[str], match: Match) -> None:
        """Add entries with a name that begins so, or holds words that do: by importance."""
        places: dict[int, tuple[int, int]] = {}
        for folded in filter(None, spelled):
            for rank, number in self._names.holding(folded.split(), self._types, self._limit):
                places[rank] = min(places.get(rank, (1, number)), (1, number))
            for rank, number in self._names.begun(folded, self._types, self._limit):
                places[rank] = min(places.get(rank, (0, number)), (0, number))
        order = sorted((self._weight(rank), place, rank) for rank, place in places.items())
        self._add((Found(rank, number) for _, (_, number), rank in order), match)

    def _vocabulary(self, word: str) -> list[str]:
        # People rarely get the first letter wrong, and it divides the work by twenty.
        return list(self._names.vocabulary(word[:1], self._types))

    def _likest(self, ranks: Iterable[int]) -> Iterator[Found]:
        """Order entries by typos, then by rank; leave out what is not alike."""
        typed = Typed(self._query.spelled[0])
        alike = [
            (like.typos, like.partly, Found(rank, like.number))
            for rank in ranks
            if (like := typed.likest(list(self._names.of(rank))))
        ]
        return (found for *_, found in sorted(alike))

    def _weight(self, rank: int) -> int:
        """Less for what matters more."""
        return -self._names.entry(rank).importance

    def _add(self, found: Iterable[Found], match: Match) -> None:
        for rank, number in found:
            self._found.setdefault(rank, (number, match))

    def _hit(self, rank: int, number: int, match: Match) -> Hit:
        entry = self._names.entry(rank)
        return Hit(entry.key, entry.name, self._names.written(number), match)
