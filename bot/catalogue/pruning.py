"""Entries without what they name of records that are gone."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any, TypeVar

from bot.domain.entries import Entry, Event, Person, Topic

from .references import FIELDS

Shown = TypeVar("Shown", Event, Person, Topic, Entry)


class Pruning:
    """Takes out of entries the ids that are gone, type by type; true when there are any."""

    def __init__(
        self,
        *,
        topics: AbstractSet[str],
        people: AbstractSet[str],
        places: AbstractSet[str] = frozenset(),
    ) -> None:
        gone = {"topic": topics, "person": people, "place": places}
        self._fields = {
            kind: [(field, gone[type_]) for field, type_ in fields if gone[type_]]
            for kind, fields in FIELDS.items()
        }

    def __bool__(self) -> bool:
        return any(self._fields.values())

    def shown(self, entry: Shown) -> Shown:
        """Give an entry itself, or where it names what is gone, a copy that does not."""
        lost: dict[str, Any] = {
            field: tuple(id_ for id_ in getattr(entry, field) if id_ not in ids)
            for field, ids in self._fields[type(entry)]
            if not ids.isdisjoint(getattr(entry, field))
        }
        return replace(entry, **lost) if lost else entry
