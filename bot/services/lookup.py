"""Finds the entry that a member means, by key, name, alias or something like it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.search import Hit, Match
from bot.domain.entries import Entry, EntryType, Topic
from bot.domain.errors import MemberError, NotFoundError
from bot.domain.words import truncate

from .details import Details, details

_ALL: tuple[EntryType, ...] = ("event", "person", "topic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An answer: the entry, others that share the name, and what was asked if it was not its name."""

    entry: Entry
    others: tuple[Entry, ...] = ()
    asked: str = ""


class Lookup:
    """Answers questions about single entries from the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def complete(self, text: str, types: Sequence[EntryType] = _ALL) -> list[Entry]:
        """At most 25 entries for a half-typed name, best first."""
        return [
            self._catalogue.entries[hit.key]
            for hit in self._catalogue.search.complete(text, types=types)
        ]

    def find(self, text: str, types: Sequence[EntryType], *, only: bool = False) -> Found:
        """Find the entry of these types, the first type preferred; raises NotFoundError.

        Unless `only` these will do, another type answers too when the name is exactly its entry's.
        """
        catalogue = self._catalogue
        hits = self._exact(text, types, only=only) or catalogue.search.find(text, types=types)
        if not hits or hits[0].match is Match.TEXT:
            raise self._not_found(text, types, hits)
        best, *others = hits
        near = [hit for hit in others if hit.match is best.match]
        return Found(
            entry=catalogue.entries[best.key],
            others=tuple(catalogue.entries[hit.key] for hit in near),
            asked=text if best.match is Match.FUZZY else "",
        )

    def topic(self, text: str) -> Topic:
        """Give the topic of that name; raises NotFoundError."""
        found = self.find(text, ("topic",), only=True)
        return self._catalogue.contents.topics[found.entry.id]

    def details(self, entry: Entry) -> Details:
        """Look up all that the card of an entry names."""
        return details(self._catalogue, entry)

    def open(self, key: str) -> Entry:
        """Give the entry behind a key from a menu; raises NotFoundError when it is no longer there."""
        entry = self._catalogue.entries.get(key)
        if entry is None:
            raise NotFoundError("That entry is no longer in the content. Look for it with /search.")
        return entry

    def search(self, text: str) -> list[Hit]:
        """At most 50 entries of any type whose name or text has these words; may raise NotFoundError."""
        if not text.strip():
            raise MemberError("Type what to search for, such as a name, a place or a treaty.")
        hits = self._catalogue.search.find(text, limit=50)
        if not hits:
            raise self._not_found(text, _ALL, [])
        return hits

    def entries(self, keys: Sequence[str]) -> tuple[Entry, ...]:
        """Give the entries behind these keys, without those that are gone."""
        found = (self._catalogue.entries.get(key) for key in keys)
        return tuple(entry for entry in found if entry is not None)

    def _exact(self, text: str, types: Sequence[EntryType], *, only: bool) -> list[Hit]:
        search = self._catalogue.search
        asked = search.exact(text, types=types)
        asked.sort(key=lambda hit: types.index(_type(hit)))
        return asked or ([] if only else search.exact(text))

    def _not_found(
        self, text: str, types: Sequence[EntryType], hits: Sequence[Hit]
    ) -> NotFoundError:
        near = [*self._catalogue.search.suggest(text, types=types), *hits]
        near = near or self._catalogue.search.suggest(text)
        what = types[0] if types is not _ALL else "entry"
        asked = truncate(" ".join(text.split()), 60) or "that"
        keys = tuple(dict.fromkeys(hit.key for hit in near))[:5]
        if keys:
            return NotFoundError(
                f"I know no {what} called “{asked}”. Did you mean one of these?", keys
            )
        return NotFoundError(
            f"I know no {what} called “{asked}”. Try fewer letters, another spelling, or /search."
        )


def _type(hit: Hit) -> EntryType:
    for type_ in _ALL:
        if hit.key.startswith(type_):
            return type_
    raise AssertionError(hit.key)
