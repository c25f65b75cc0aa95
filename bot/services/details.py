"""An entry together with all that its card names."""

from dataclasses import dataclass

from bot.catalogue.catalogue import Catalogue
from bot.domain.entries import Citation, Entry, Event, Person, Place, Source, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a card shows: the entry, and what its ids stand for; `related` comes nearest first."""

    entry: Entry
    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    citations: tuple[tuple[Source, Citation], ...] = ()
    related: tuple[Entry, ...] = ()


def details(catalogue: Catalogue, entry: Entry) -> Details:
    """Look up everything that the card of `entry` names."""
    contents = catalogue.contents
    people = () if isinstance(entry, Person) else entry.people
    places = () if isinstance(entry, Person) else entry.places
    return Details(
        entry=entry,
        people=tuple(contents.people[id_] for id_ in people),
        places=tuple(contents.places[id_] for id_ in places),
        citations=tuple((contents.sources[c.source], c) for c in entry.sources),
        related=_related(catalogue, entry),
    )


def _related(catalogue: Catalogue, entry: Entry) -> tuple[Entry, ...]:
    contents = catalogue.contents
    events = catalogue.events_of.get(entry.key, ())
    topics = entry.related if isinstance(entry, Topic) else entry.topics
    found: list[Entry] = [contents.topics[id_] for id_ in topics]
    if isinstance(entry, Event):
        found += _neighbours(catalogue, entry)
    if not isinstance(entry, Person):
        found += [contents.people[id_] for id_ in entry.people]
    return tuple({each.key: each for each in (*found, *events)}.values())


def _neighbours(catalogue: Catalogue, event: Event) -> list[Event]:
    """Give the events just before and after this one in each of its topics."""
    found: list[Event] = []
    for topic in event.topics:
        events = catalogue.events_of[f"topic:{topic}"]
        at = next(place for place, each in enumerate(events) if each.id == event.id)
        found += [*events[max(at - 1, 0) : at], *events[at + 1 : at + 2]]
    return found
