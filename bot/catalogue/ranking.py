"""The order in which entries are wanted, by importance, then by name, and all names in it."""

from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple, get_args

from bot.domain.entries import Entry, EntryType, Event, Person

from .folding import fold_all, german

TYPES: frozenset[EntryType] = frozenset(get_args(EntryType))


class Name(NamedTuple):
    """One spelling of one name: as its author wrote it, and folded."""

    written: str
    folded: str


class Ranking:
    """Entries by rank; their names are numbered in that order, an entry's own name first.

    The names of rank r have the numbers from `first[r]` up to, but not including, `first[r + 1]`;
    `ranks` gives the rank for each number.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        written = [(entry, list(_written(entry))) for entry in entries]
        folded = iter(fold_all([name for _, names in written for name in names]))
        named = sorted(((entry, _distinct(names, folded)) for entry, names in written), key=_order)
        self.entries = [entry for entry, _ in named]
        self.names: list[Name] = []
        self.first = array("I")
        self.ranks = array("I")
        for rank, (_, names) in enumerate(named):
            self.first.append(len(self.names))
            self.names += names
            self.ranks.extend([rank] * len(names))
        self.first.append(len(self.names))

    def folded(self, rank: int) -> list[str]:
        """Give the names of one entry, folded; its own name first."""
        return [name.folded for name in self.names[self.first[rank] : self.first[rank + 1]]]


def type_of(entry: Entry) -> EntryType:
    """Tell what an entry is: the word before the colon of its key."""
    if isinstance(entry, Person):
        return "person"
    return "event" if isinstance(entry, Event) else "topic"


def _written(entry: Entry) -> Iterator[str]:
    """Yield each of an entry's names, its own first, those in plain letters before others.

    One with an umlaut comes twice, the second time with ae for ä and so on.
    """
    native = (entry.native_name,) if isinstance(entry, Person) and entry.native_name else ()
    others = sorted((*entry.aliases, *native), key=lambda name: not name.isascii())
    for name in (entry.name, *others):
        yield name
        if spelled := german(name):
            yield spelled


def _distinct(written: Iterable[str], folded: Iterator[str]) -> list[Name]:
    """Pair names with how they fold; of those that fold to the same, the first stands for all."""
    found: dict[str, Name] = {}
    for name in written:
        plain = next(folded)
        found.setdefault(plain, Name(name, plain))
    return list(found.values())


def _order(named: tuple[Entry, list[Name]]) -> tuple[int, str, str]:
    entry, names = named
    return -entry.importance, names[0].folded, entry.key
