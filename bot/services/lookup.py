"""Finds the entry that a member means, by key, name, alias or something like it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.search import Close, Hit, Match
from bot.domain.entries import Entry, EntryType, Topic
from bot.domain.errors import MemberError, NotFoundError
from bot.domain.words import join, truncate

from .dated import of_day, of_time
from .details import Details, details

_MANY = 25  # as many as a menu holds
_FEW = 5
_HITS = 50
_CLEAR = 0.5  # of 1: more than half of a name was typed, and hardly anything that is not in it
_RIVAL = 0.8  # of the best, from which on another entry may be meant as well
_RIVAL_OF_A_PART = 0.65  # likewise, where the best is not …
_SURE = 0.7  # … nearly all of a name
_EQUAL = 0.95
_MATCHES = tuple(Match)
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
        """At most 25 entries for a half-typed name, best first; of equal ones the first type."""
        search = self._catalogue.search
        if types is _ALL:
            hits = search.complete(text)
        else:
            hits = [hit for type_ in types for hit in search.complete(text, types=(type_,))]
            hits.sort(key=lambda hit: _MATCHES.index(hit.match))
        return [self._catalogue.entries[hit.key] for hit in hits[:_MANY]]

    def find(self, text: str, types: Sequence[EntryType], *, only: bool = False) -> Found:
        """Find the entry of these types, the first type preferred; raises NotFoundError.

        Unless `only` these will do, another type answers too when the name is exactly its entry's.
        What is not a name, but clearly meant as one, answers with what was asked; all else is a
        question back.
        """
        if exact := self._exact(text, types, only=only):
            best, *others = self.entries([hit.key for hit in exact])
            return Found(entry=best, others=tuple(others))
        self._ask_for_the_event(text, types)
        close = self._catalogue.search.close(text, types=types)
        if clear := _clear(close, types):
            entry = self._catalogue.entries[clear.hit.key]
            return Found(entry=entry, asked="" if clear.is_name else text)
        raise self._not_found(text, types, close, only=only)

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
        dated = [
            Hit(entry.key, entry.name, entry.name, Match.EXACT)
            for entry in self.entries(of_day(self._catalogue, text))
        ]
        found = self._catalogue.search.find(text, limit=_HITS)
        hits = list({hit.key: hit for hit in (*dated, *found)}.values())
        if not hits:
            raise self._not_found(text, _ALL, [])
        return hits[:_HITS]

    def entries(self, keys: Sequence[str]) -> tuple[Entry, ...]:
        """Give the entries behind these keys, without those that are gone."""
        found = (self._catalogue.entries.get(key) for key in keys)
        return tuple(entry for entry in found if entry is not None)

    def _exact(self, text: str, types: Sequence[EntryType], *, only: bool) -> list[Hit]:
        search = self._catalogue.search
        asked = search.exact(text, types=types)
        asked.sort(key=lambda hit: types.index(_type(hit)))
        return asked or ([] if only else search.exact(text))

    def _ask_for_the_event(self, text: str, types: Sequence[EntryType]) -> None:
        """Raise NotFoundError with the events of a time, where a time was typed for a name."""
        keys = of_time(self._catalogue, text) if "event" in types else []
        if keys:
            raise NotFoundError(
                f"I know no {types[0]} called “{_shown(text)}”, but I know what happened then. "
                "Which one did you mean?",
                tuple(keys[:_MANY]),
            )

    def _not_found(
        self,
        text: str,
        types: Sequence[EntryType],
        close: Sequence[Close],
        *,
        only: bool = False,
    ) -> NotFoundError:
        asked = _shown(text) or "that"
        meant = [each for each in close if each.may_be_meant]
        if several := [each.hit for each in meant if each.closeness.holds_most]:
            several.sort(key=lambda hit: types.index(_type(hit)))
            return NotFoundError(
                f"“{asked}” is only a part of a name, or like one. Which one did you mean?",
                tuple(hit.key for hit in several[:_MANY]),
            )
        what = join(types, "or") if only else "entry" if types is _ALL else types[0]
        keys = self._subjects(text, types) if only else []
        keys += [each.hit.key for each in meant] + self._mentions(text, types)
        if keys := keys or [hit.key for hit in self._catalogue.search.suggest(text)]:
            return NotFoundError(
                f"I know no {what} called “{asked}”. Did you mean one of these?",
                tuple(dict.fromkeys(keys))[:_FEW],
            )
        return NotFoundError(
            f"I know no {what} called “{asked}”. Try fewer letters, another spelling, or /search."
        )

    def _subjects(self, text: str, types: Sequence[EntryType]) -> list[str]:
        """Keys of the topics of an event or person of that name, where topics are asked for."""
        found = self.entries([hit.key for hit in self._catalogue.search.exact(text)])
        topics = (id_ for entry in found if not isinstance(entry, Topic) for id_ in entry.topics)
        return [f"topic:{id_}" for id_ in topics if "topic" in types]

    def _mentions(self, text: str, types: Sequence[EntryType]) -> list[str]:
        """Keys of entries whose text has such words, without those that distress."""
        hits = self._catalogue.search.find(text, types=types)
        found = self.entries([hit.key for hit in hits if hit.match is Match.TEXT])
        return [entry.key for entry in found if not entry.sensitive]


def _clear(close: Sequence[Close], types: Sequence[EntryType]) -> Close | None:
    """Give the one that must be meant: close by itself, and closer than all others of its type."""
    if not close or close[0].closeness.score < _CLEAR or not close[0].closeness.holds_most:
        return None
    best = close[0].closeness.score
    least = best * (_RIVAL if best >= _SURE else _RIVAL_OF_A_PART)
    rivals = [each for each in close if each.closeness.score >= least]
    rivals.sort(key=lambda each: types.index(_type(each.hit)))
    first = [each for each in rivals if _type(each.hit) == _type(rivals[0].hit)]
    equal = first[0].closeness.score >= best * _EQUAL
    return first[0] if len(first) == 1 and equal else None


def _shown(text: str) -> str:
    return truncate(" ".join(text.split()), 60)


def _type(hit: Hit) -> EntryType:
    for type_ in _ALL:
        if hit.key.startswith(type_):
            return type_
    raise AssertionError(hit.key)
