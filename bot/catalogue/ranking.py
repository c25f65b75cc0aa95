"""The order in which entries are wanted, by importance, then by name, and all names in it."""

from array import array
from collections.abc import Iterable, Iterator
from typing import get_args

from bot.domain.entries import Entry, EntryType, Event, Person

from .folding import fold_all, german

TYPES: frozenset[EntryType] = frozenset(get_args(EntryType))


class Ranking:
    """Entries by rank; their names are numbered in that order, an entry's own name first.

    The names of rank r have the numbers from `first[r]` up to, but not including, `first[r + 1]`.
    By number, `ranks` gives the rank, `written` the name as its author wrote it, `folded` the name
    folded, and `words` the words of that, each once.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        written = [(entry, list(_written(entry))) for entry in entries]
        folded = iter(fold_all([name for _, names in written for name in names]))
        named = sorted(((entry, _distinct(names, folded)) for entry, names in written), key=_order)
        self.entries = [entry for entry, _ in named]
        self.written: list[str] = []
        self.folded: list[str] = []
        self.first = array("I")
        self.ranks = array("I")
        for rank, (_, names) in enumerate(named):
            self.first.append(len(self.folded))
            self.folded += names
            self.written += names.values()
            self.ranks.extend([rank] * len(names))
        self.first.append(len(self.folded))
        # Of very many names, tuples take a fourth of the room that sets do.
        self.words = [tuple(set(name.split())) for name in self.folded]

    def numbers(self, rank: int) -> slice:
        """Tell where the names of one entry are, its own name first."""
        return slice(self.first[rank], self.first[rank + 1])


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


def _distinct(written: Iterable[str], folded: Iterator[str]) -> dict[str, str]:
    """Give names by how they fold; of those that fold to the same, the first stands for all."""
    found: dict[str, str] = {}
    for name in written:
        found.setdefault(next(folded), name)
    return found


def order(entry: Entry, folded: str) -> tuple[int, str, str]:
    """Give what sorts entries as they are wanted; `folded` is the entry's own name."""
    return -entry.importance, folded, entry.key


def _order(named: tuple[Entry, dict[str, str]]) -> tuple[int, str, str]:
    entry, names = named
    return order(entry, next(iter(names)))
