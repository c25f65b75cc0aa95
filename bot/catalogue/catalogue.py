"""A pack, loaded, checked, frozen and indexed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bot.domain.calendar import Calendar
from bot.domain.dates import Historical
from bot.domain.entries import Contents, Entry, Event

from .collector import collector_paused
from .load import load
from .naming import Naming
from .search import Search


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Catalogue:
    """Everything that answers need, in memory; `events_of` is by the key of a topic or person."""

    contents: Contents
    calendar: Calendar
    search: Search
    entries: Mapping[str, Entry]
    timeline: Sequence[Event]
    events_of: Mapping[str, tuple[Event, ...]]
    naming: Naming

    @classmethod
    def of(cls, contents: Contents) -> Self:
        """Index a checked pack."""
        entries: dict[str, Entry] = {
            entry.key: entry
            for kind in (contents.events, contents.people, contents.topics)
            for entry in kind.values()
        }
        timeline = tuple(sorted(contents.events.values(), key=chronological))
        return cls(
            contents=contents,
            calendar=Calendar.of(contents),
            entries=entries,
            timeline=timeline,
            events_of=_events_of(timeline),
            naming=Naming.of(entries.values()),
            search=Search.of(entries.values()),  # last: a thread goes on with it
        )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Load and index the pack in `path`; raises HostError with all its faults."""
        with collector_paused():
            return cls.of(load(path))


def bounds(date: Historical) -> tuple[int, int]:
    """Give the first and last day number of a date; where one end is open or unknown, the other."""
    first, last = date.first, date.last
    known = first if first is not None else last
    if known is None:
        raise ValueError(f"{date} has neither a beginning nor an end")
    return known, last if last is not None else known


def chronological(event: Event) -> tuple[int, int, str]:
    """Give what sorts events by when they began, then by when they ended."""
    return (*bounds(event.date), event.id)


def _events_of(timeline: tuple[Event, ...]) -> dict[str, tuple[Event, ...]]:
    found: defaultdict[str, list[Event]] = defaultdict(list)
    for event in timeline:
        for topic in event.topics:
            found[f"topic:{topic}"].append(event)
        for person in event.people:
            found[f"person:{person}"].append(event)
    return {key: tuple(events) for key, events in found.items()}
