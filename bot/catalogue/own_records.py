"""The records of a server's own, as far as they can be shown with what is there today."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TypeAlias, TypeVar

from bot.domain.entries import Contents, Entry, Event, Person, Place, Source, Topic
from bot.domain.revisions import Body, Overlay, RecordType, id_of, type_of

from .checking import record_of
from .pruning import Pruning
from .records import RecordError
from .references import named_by

AnyEntry = TypeVar("AnyEntry", Event, Person, Topic)
Hidden: TypeAlias = Mapping[RecordType, Collection[str]]
"""Ids of what is hidden, by type."""

_UNKNOWN = "It is of no type that Fasti knows."
_UNCITED = "None of the sources that it cites is there any more: cite another."


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A record of a server's own, by `type:id`, and why it cannot be shown."""

    record: str
    sentence: str


@dataclass(frozen=True, slots=True)
class OwnRecords:
    """Each by its id; what cannot be shown is left out, and told."""

    events: dict[str, Event] = field(default_factory=dict[str, Event])
    people: dict[str, Person] = field(default_factory=dict[str, Person])
    topics: dict[str, Topic] = field(default_factory=dict[str, Topic])
    places: dict[str, Place] = field(default_factory=dict[str, Place])
    sources: dict[str, Source] = field(default_factory=dict[str, Source])
    left_out: list[LeftOut] = field(default_factory=list[LeftOut])

    @classmethod
    def of(cls, overlay: Overlay, contents: Contents, hidden: Hidden) -> "OwnRecords":
        """Make what an overlay shows on top of a catalogue's contents; nothing in it makes it raise.

        A record loses what it names that is not there; one that is left without a source is left
        out, and so is one that is no longer what the schema asks for.
        """
        own = cls()
        for record, body in overlay.own.items():
            if record not in overlay.hidden:
                own._read(record, body)
        own._leave_out_uncited(own.events, contents)
        own._leave_out_uncited(own.people, contents)
        own._leave_out_uncited(own.topics, contents)
        own._prune(contents, hidden)
        return own

    def entries(self) -> Iterator[Entry]:
        """Yield all events, people and topics."""
        return chain(self.events.values(), self.people.values(), self.topics.values())

    def _read(self, key: str, body: Body) -> None:
        try:
            record = record_of(type_of(key), {**body, "id": id_of(key)})
        except RecordError as error:
            self.left_out.append(LeftOut(record=key, sentence=error.problems[0].sentence))
            return
        except ValueError:
            self.left_out.append(LeftOut(record=key, sentence=_UNKNOWN))
            return
        match record:
            case Event():
                self.events[record.id] = record
            case Person():
                self.people[record.id] = record
            case Topic():
                self.topics[record.id] = record
            case Place():
                self.places[record.id] = record
            case Source():
                self.sources[record.id] = record

    def _leave_out_uncited(self, entries: dict[str, AnyEntry], contents: Contents) -> None:
        """Take out citations of sources that are gone; one that is hidden stays while it is cited."""
        for id_, entry in list(entries.items()):
            cited = tuple(
                each
                for each in entry.sources
                if each.source in self.sources or each.source in contents.sources
            )
            if not cited:
                self.left_out.append(LeftOut(record=entries.pop(id_).key, sentence=_UNCITED))
            elif len(cited) < len(entry.sources):
                entries[id_] = replace(entry, sources=cited)

    def _prune(self, contents: Contents, hidden: Hidden) -> None:
        gone = self._gone(contents, hidden)
        pruning = Pruning(topics=gone["topic"], people=gone["person"], places=gone["place"])
        self.events.update({id_: pruning.shown(each) for id_, each in self.events.items()})
        self.people.update({id_: pruning.shown(each) for id_, each in self.people.items()})
        self.topics.update({id_: pruning.shown(each) for id_, each in self.topics.items()})

    def _gone(self, contents: Contents, hidden: Hidden) -> dict[RecordType, set[str]]:
        """Collect what entries name that is not there; what is hidden counts as gone but for places."""
        there: dict[RecordType, tuple[Collection[str], Collection[str], Collection[str]]] = {
            "topic": (self.topics, contents.topics, hidden["topic"]),
            "person": (self.people, contents.people, hidden["person"]),
            "place": (self.places, contents.places, ()),
        }
        gone: dict[RecordType, set[str]] = {type_: set() for type_ in there}
        for entry in self.entries():
            for _, type_, id_ in named_by(entry):
                if type_ in there:
                    own, base, lost = there[type_]
                    if id_ not in own and (id_ not in base or id_ in lost):
                        gone[type_].add(id_)
        return gone
