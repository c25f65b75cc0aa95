"""How often entries name each place and source, told of a few changes without reading all anew."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import Self

from bot.domain.entries import Entry, Person


class Naming:
    """Counts by id; with some entries in place of others, only the difference is counted."""

    __slots__ = ("_base", "_places", "_sources")

    def __init__(
        self, places: Counter[str], sources: Counter[str], base: "Naming | None" = None
    ) -> None:
        self._places = places
        self._sources = sources
        self._base = base

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        """Count what entries name."""
        return cls(*_counted(list(entries)))

    def overlaid(self, own: Iterable[Entry], gone: Iterable[Entry]) -> "Naming":
        """Count what own entries name as well, and no more what those that are gone did."""
        places, sources = _counted(list(own))
        places_lost, sources_lost = _counted(list(gone))
        places.subtract(places_lost)
        sources.subtract(sources_lost)
        return Naming(places, sources, self)

    def place(self, id_: str) -> int:
        """Count how often a place is named."""
        return self._places[id_] + (self._base.place(id_) if self._base else 0)

    def source(self, id_: str) -> int:
        """Count how often a source is cited."""
        return self._sources[id_] + (self._base.source(id_) if self._base else 0)


def _counted(entries: list[Entry]) -> tuple[Counter[str], Counter[str]]:
    placed = (each.places for each in entries if not isinstance(each, Person))
    cited = (each.source for entry in entries for each in entry.sources)
    return Counter(chain.from_iterable(placed)), Counter(cited)
