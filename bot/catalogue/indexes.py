"""What an answer asks of indexes: one of names, one of texts; of a pack, or with changes on top."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from bot.domain.entries import Entry, EntryType

from .closeness import Rarity


class Found(NamedTuple):
    """An entry, by its rank, and the number of the name that led to it."""

    rank: int
    number: int


class Scored(NamedTuple):
    """An entry, by its rank, and how well its text fits."""

    score: float
    rank: int


class NameIndex(Protocol):
    """Names of entries for every way of looking one up; ranks and numbers ascend as wanted."""

    def __len__(self) -> int:
        """Count the entries."""
        ...

    def entry(self, rank: int) -> Entry:
        """Give the entry of a rank."""
        ...

    def before(self, entry: Entry, folded: str) -> Found:
        """Give the rank, and the number of a name, before which an entry of that name belongs."""
        ...

    def foremost(self, types: Collection[EntryType], limit: int) -> Iterable[Found]:
        """Give the first entries by rank."""
        ...

    def exact(self, folded: str, types: Collection[EntryType]) -> Iterable[Found]:
        """Give the entries with a name that folds to this."""
        ...

    def with_id(self, id_: str, types: Collection[EntryType]) -> Iterable[Found]:
        """Give the entries with this id."""
        ...

    def itself(self, rank: int) -> Found:
        """Give an entry, by its own name."""
        ...

    def begun(self, folded: str, types: Collection[EntryType], limit: int) -> Iterable[Found]:
        """Give at least the best `limit` entries of each type with a name that begins so."""
        ...

    def holding(
        self, words: Sequence[str], types: Collection[EntryType], limit: int
    ) -> Iterable[Found]:
        """Give at least the best `limit` of each type with a name whose words begin with these."""
        ...

    def names(self) -> int:
        """Count all names."""
        ...

    def count(self, word: str, types: Collection[EntryType]) -> int:
        """Count the names of entries of these types that have a word."""
        ...

    def rarity(self) -> Rarity:
        """Tell how rare words are among all names."""
        ...

    def vocabulary(self, prefix: str, types: Collection[EntryType]) -> Iterator[str]:
        """Give the words in names that begin so."""
        ...

    def of(self, rank: int) -> Iterator[tuple[int, str]]:
        """Give the number of each name of one entry, and it folded; its own name first."""
        ...

    def written(self, number: int) -> str:
        """Give a name as its author wrote it."""
        ...


class TextIndex(Protocol):
    """Names with typos and texts of entries; what it gives are ranks of entries of some types."""

    def __len__(self) -> int:
        """Count the entries."""
        ...

    def like(self, words: Sequence[str], types: Collection[EntryType], limit: int) -> list[int]:
        """Ranks of entries with a name like this: as a whole, in all of its words, or in sound."""
        ...

    def near(self, words: Sequence[str], types: Collection[EntryType], limit: int) -> list[int]:
        """Ranks of entries with any word like one of these in a name."""
        ...

    def mentioning(
        self, words: Sequence[str], types: Collection[EntryType], limit: int
    ) -> list[int]:
        """Ranks of entries whose names and text hold all of these words, the first by rank."""
        ...

    def mentioning_any(
        self, words: Sequence[str], types: Collection[EntryType], limit: int
    ) -> list[Scored]:
        """Entries whose names and text hold any of these words, the best first."""
        ...

    def holders(self, word: str) -> int:
        """Count the entries whose names and text hold a word."""
        ...
