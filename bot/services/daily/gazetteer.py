"""Looks up places by what is typed of their names, from its first letter on and with typos."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.catalogue.folding import fold

from .cities import USUAL
from .places import Place, close

_SHORTEST_TYPO = 4  # letters
_ALIKE = 0.7  # of 1, from which on one name is another mistyped


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of a place as texts with a space round each, in which one search finds any."""

    cities: str
    countries: str
    words: str
    is_own: bool

    @classmethod
    def of(cls, place: Place) -> Self:
        cities, countries = (f" {' '.join(keys)} " for keys in (place.keys, place.countries))
        return cls(cities, countries, place.words, place.is_own)

    def rank(self, typed: str, words: Sequence[str]) -> int | None:
        """Tell how well the place fits what was typed: 0 the best, None not at all."""
        whole, begun = f" {typed} ", f" {typed}"
        fits = (
            whole in self.cities,
            self.is_own and whole in self.countries,
            self.is_own and begun in self.cities,
            begun in self.cities or (self.is_own and begun in self.countries),
            all(word in self.words for word in words),
        )
        return fits.index(True) if True in fits else None


class Gazetteer:
    """Many places, by their names; zones that are usual come first among equals."""

    def __init__(self, places: Sequence[Place]) -> None:
        """Take places, of which one in each zone is its own."""
        self._places = places
        self._by_city = _by_key((key, place) for place in places for key in place.keys)
        own = [place for place in places if place.is_own]
        self._by_country = _by_key((key, place) for place in own for key in place.countries)
        self._of_zone = {place.zone: place for place in own}
        self._names = [_Names.of(place) for place in places]
        in_order = dict.fromkeys((*USUAL, *self._of_zone))
        self._order = {zone: number for number, zone in enumerate(in_order)}

    @property
    def zones(self) -> Iterable[str]:
        """Each zone's IANA name, the usual first."""
        return self._order

    def of_zone(self, zone: str) -> Place | None:
        """Give the place that a zone is named after; None for a zone that is not in use."""
        return self._of_zone.get(zone)

    def cities(self, text: str) -> Sequence[Place]:
        """Give the places of exactly this name, with or without their country."""
        return self._by_city.get(close(text), ())

    def in_country(self, text: str) -> Sequence[Place]:
        """Give the places that the zones of the country of exactly this name are named after."""
        found = self._by_country.get(close(text), ())
        return sorted(found, key=lambda place: self._order[place.zone])

    def like(self, text: str) -> list[Place]:
        """Give the places whose name begins like this or has these words, else those alike.

        What is alike without what follows a comma, such as a state, is better than nothing.
        """
        typed, words = close(text), [f" {word}" for word in fold(text).split()]
        ranked = (
            (rank, self._order[place.zone], number)
            for number, place in enumerate(self._places)
            if (rank := self._names[number].rank(typed, words)) is not None
        )
        found = [self._places[number] for *_, number in sorted(ranked)]
        city, comma, _ = text.rpartition(",")
        return found or self._mistyped(typed) or (self.like(city) if comma else [])

    def _mistyped(self, typed: str) -> list[Place]:
        if len(typed) < _SHORTEST_TYPO:
            return []
        keys = [*self._by_city, *self._by_country]
        alike = process.extract(
            typed, keys, scorer=OSA.normalized_similarity, score_cutoff=_ALIKE, limit=None
        )
        return [
            place
            for key, _, _ in alike
            for place in (*self._by_city.get(key, ()), *self._by_country.get(key, ()))
        ]


def _by_key(pairs: Iterable[tuple[str, Place]]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for key, place in pairs:
        found.setdefault(key, []).append(place)
    return found
