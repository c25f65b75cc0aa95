"""Draws an entry by chance."""

import random
from collections.abc import Mapping, Sequence

from bot.catalogue.catalogue import Catalogue
from bot.domain.entries import Entry, EntryType


class Chance:
    """Picks entries with the generator that is handed in."""

    def __init__(self, catalogue: Catalogue, rng: random.Random) -> None:
        self._catalogue = catalogue
        self._rng = rng

    def draw(self, types: Sequence[EntryType]) -> Entry:
        """Give an entry of one of these types, each as likely as another."""
        contents = self._catalogue.contents
        pools: Mapping[EntryType, Mapping[str, Entry]] = {
            "event": contents.events,
            "person": contents.people,
            "topic": contents.topics,
        }
        entries: list[Entry] = [entry for type_ in types for entry in pools[type_].values()]
        return self._rng.choice(entries)
