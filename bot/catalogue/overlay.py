"""A server's catalogue: the pack's, with what its editors changed, added and hid on top."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import get_args

from bot.domain.entries import Contents, EntryType, Event
from bot.domain.revisions import Overlay, RecordType

from .catalogue import Catalogue
from .naming import Naming
from .overlaid_events import OverlaidEventsOf, OverlaidTimeline
from .overlaid_mapping import OverlaidMapping
from .own_records import LeftOut, Made, OwnRecords
from .pruning import Pruning
from .writing import AnyRecord

__all__ = ["LeftOut", "Made", "Overlaid", "left_out_of", "overlaid"]

_ENTRIES: tuple[EntryType, ...] = get_args(EntryType)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaid:
    """What a server sees, and what of its own cannot be shown: the pack's is shown instead.

    `own` and `hidden` are the keys of what it has of its own, and of what it hides; `names` is what
    it called of the latter what was its own.
    """

    catalogue: Catalogue
    left_out: tuple[LeftOut, ...] = ()
    own: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    made: Made = field(default_factory=dict[str, tuple[int, AnyRecord]], repr=False, compare=False)
    """What its own records were made of, for the next time they are."""


def overlaid(base: Catalogue, overlay: Overlay, before: Made | None = None) -> Overlaid:
    """Put a server's overlay on a catalogue, which stays as it is, and of which nothing is copied.

    Nothing in an overlay makes it raise. What entries name that is hidden or gone is left away; a
    place or source that is hidden stays while it is named. Of what is hidden, nothing is shown,
    be it the server's own as well. `before` is `made` of the one that was shown until now.
    """
    if not overlay:
        return Overlaid(catalogue=base)
    hidden = _by_type(overlay.hidden)
    own = OwnRecords.of(overlay, base.contents, hidden, before)
    return Overlaid(
        catalogue=_catalogue(base, own, hidden),
        left_out=tuple(own.left_out),
        own=frozenset(overlay.own),
        hidden=overlay.hidden,
        names=overlay.names,
        made=own.made,
    )


def left_out_of(base: Catalogue, overlay: Overlay) -> tuple[LeftOut, ...]:
    """Give what of an overlay could not be shown on a catalogue, without making one of them."""
    own = OwnRecords.of(overlay, base.contents, _by_type(overlay.hidden))
    return tuple(own.left_out)


def _by_type(records: Iterable[str]) -> dict[RecordType, set[str]]:
    types: tuple[RecordType, ...] = get_args(RecordType)
    ids: dict[RecordType, set[str]] = {type_: set() for type_ in types}
    for record in records:
        type_, _, id_ = record.partition(":")
        for known in types:
            if known == type_:
                ids[known].add(id_)
    return ids


def _catalogue(
    base: Catalogue, own: OwnRecords, hidden: Mapping[RecordType, set[str]]
) -> Catalogue:
    pruning = Pruning(topics=hidden["topic"], people=hidden["person"])
    shown = pruning.shown if pruning else None
    entries = {entry.key: entry for entry in own.entries()}
    keys = [f"{type_}:{id_}" for type_ in _ENTRIES for id_ in hidden[type_]]
    gone = {key: base.entries[key] for key in chain(entries, keys) if key in base.entries}
    lost = [entry for entry in gone.values() if isinstance(entry, Event)]
    own_events = own.events.values()
    naming = base.naming.overlaid(entries.values(), gone.values())
    return Catalogue(
        contents=_contents(base.contents, own, hidden, naming, pruning),
        calendar=base.calendar.overlaid(entries.values(), gone),
        entries=OverlaidMapping(base.entries, entries, keys, shown),
        timeline=OverlaidTimeline(base.timeline, own_events, lost, shown),
        events_of=OverlaidEventsOf(base.events_of, own_events, lost, keys, shown),
        naming=naming,
        search=base.search.overlaid(entries.values(), gone),
    )


def _contents(
    base: Contents,
    own: OwnRecords,
    hidden: Mapping[RecordType, set[str]],
    naming: Naming,
    pruning: Pruning,
) -> Contents:
    shown = pruning.shown if pruning else None
    places = {id_ for id_ in hidden["place"] if not naming.place(id_)}
    sources = {id_ for id_ in hidden["source"] if not naming.source(id_)}
    return Contents(
        pack=base.pack,
        events=OverlaidMapping(base.events, own.events, hidden["event"], shown),
        people=OverlaidMapping(base.people, own.people, hidden["person"], shown),
        topics=OverlaidMapping(base.topics, own.topics, hidden["topic"], shown),
        places=OverlaidMapping(base.places, own.places, places),
        sources=OverlaidMapping(base.sources, own.sources, sources),
    )
