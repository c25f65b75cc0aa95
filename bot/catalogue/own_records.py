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
from .writing import AnyRecord

AnyEntry = TypeVar("AnyEntry", Event, Person, Topic)
Hidden: TypeAlias = Mapping[RecordType, Collection[str]]
"""Ids of what is hidden, by type."""
Made: TypeAlias = Mapping[str, tuple[int, AnyRecord]]
"""Records by `type:id`, as they were made of bodies, with what tells each body from another."""

_UNKNOWN = "It is of no type that Fasti knows."
_UNCITED = "None of the sources that it cites is there any more: cite another."


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A record of a server's own, by `type:id`, what it is called there, and why it cannot be shown."""

    record: str
    sentence: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class OwnRecords:
    """Each by its id; what cannot be shown is left out, and told."""

    events: dict[str, Event] = field(default_factory=dict[str, Event])
    people: dict[str, Person] = field(default_factory=dict[str, Person])
    topics: dict[str, Topic] = field(default_factory=dict[str, Topic])
    places: dict[str, Place] = field(default_factory=dict[str, Place])
    sources: dict[str, Source] = field(default_factory=dict[str, Source])
    left_out: list[LeftOut] = field(default_factory=list[LeftOut])
    made: dict[str, tuple[int, AnyRecord]] = field(default_factory=dict[str, tuple[int, AnyRecord]])

    @classmethod
    def of(
        cls, overlay: Overlay, contents: Contents, hidden: Hidden, before: Made | None = None
    ) -> "OwnRecords":
        """Make what an overlay shows on top of a catalogue's contents; nothing in it makes it raise.

        A record loses what it names that is not there; one that is left without a source is left
        out, and so is one that is no longer what the schema asks for. Those of `before` whose
        bodies are the same are not made anew: of thousands, that takes most of the time.
        """
        own = cls()
        for record, body in overlay.own.items():
            if record not in overlay.hidden:
                own._read(record, body, before or {})
        own._leave_out_uncited(own.events, contents)
        own._leave_out_uncited(own.people, contents)
        own._leave_out_uncited(own.topics, contents)
        own._prune(contents, hidden)
        return own

    def entries(self) -> Iterator[Entry]:
        """Yield all events, people and topics."""
        return chain(self.events.values(), self.people.values(), self.topics.values())

    def _read(self, key: str, body: Body, before: Made) -> None:
        try:
            made = self._make(key, body, before)
        except RecordError as error:
            name = body.get("name") or body.get("title")
            called = name if isinstance(name, str) else ""
            self.left_out.append(
                LeftOut(record=key, sentence=error.problems[0].sentence, name=called)
            )
            return
        except ValueError:
            self.left_out.append(LeftOut(record=key, sentence=_UNKNOWN))
            return
        match made:
            case Event():
                self.events[made.id] = made
            case Person():
                self.people[made.id] = made
            case Topic():
                self.topics[made.id] = made
            case Place():
                self.places[made.id] = made
            case Source():
                self.sources[made.id] = made

    def _make(self, key: str, body: Body, before: Made) -> AnyRecord:
        """Make a record of its body, unless that was done before."""
        mark = hash(repr(body))
        same, made = before.get(key, (None, None))
        if made is None or same != mark:
            made = record_of(type_of(key), {**body, "id": id_of(key)})
        self.made[key] = mark, made
        return made

    def _leave_out_uncited(self, entries: dict[str, AnyEntry], contents: Contents) -> None:
        """Take out citations of sources that are gone; one that is hidden stays while it is cited."""
        for id_, entry in list(entries.items()):
            cited = tuple(
                each
                for each in entry.sources
                if each.source in self.sources or each.source in contents.sources
            )
            if not cited:
                del entries[id_]
                self.left_out.append(LeftOut(record=entry.key, sentence=_UNCITED, name=entry.name))
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
