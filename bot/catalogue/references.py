"""What records name of each other: names that lead nowhere, and records that nothing names."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice
from typing import TypeAlias

from bot.domain.entries import Entry, Event, Person, Topic
from bot.domain.errors import Fault
from bot.domain.revisions import RecordType
from bot.domain.words import join

from .draft import MOST_FAULTS, Draft, Written
from .files import FileType
from .records import Problem, Step
from .sentences import meant

AnyEntry: TypeAlias = Written[Event] | Written[Person] | Written[Topic]
References: TypeAlias = tuple[tuple[str, RecordType], ...]
"""The fields that hold ids, and of what type."""

FIELDS: dict[type, References] = {
    Event: (("topics", "topic"), ("people", "person"), ("places", "place")),
    Person: (("topics", "topic"),),
    Topic: (("people", "person"), ("places", "place"), ("related", "topic")),
}
_MOST_HINTS = 3
_UNUSED: dict[RecordType, str] = {
    "source": "No entry cites this source: cite it, or delete it.",
    "place": "No event or topic names this place: name it, or delete it.",
    "person": "No event or topic names this person: name them, or nobody will come upon them.",
    "topic": "No event, person or other topic names this topic: link it from one.",
}


def unknown(draft: Draft) -> Iterator[Fault]:
    """Yield each reference to something that the pack lacks, as far as its files can be read."""
    missing = {
        type_: ids - draft.spots[type_].keys()
        for type_, ids in _used(draft).items()
        if type_ not in draft.unread
    }
    if not any(missing.values()):
        return
    told: Counter[str] = Counter()
    for written in _entries(draft):
        for path, type_, id_ in named_by(written.record):
            if id_ in missing.get(type_, ()) and told[written.spot.file] <= MOST_FAULTS:
                told[written.spot.file] += 1
                sentence = no_such(type_, id_, draft.spots[type_].keys())
                yield written.spot.fault(Problem(path=path, sentence=sentence))


def named_by(entry: Entry) -> Iterator[tuple[tuple[Step, ...], RecordType, str]]:
    """Yield what an entry names: the path that leads there, the type and the id."""
    fields: References = (*FIELDS[type(entry)], ("sources", "source"))
    for field, type_ in fields:
        for at, id_ in enumerate(_named(entry, field)):
            yield (field, at), type_, id_


def no_such(type_: RecordType, id_: str, known: Collection[str]) -> str:
    """Say that nothing of a type has this id, and ask for what was probably meant."""
    return f"There is no {type_} `{id_}` in this pack.{_hint(id_, known)}"


def _hint(typed: str, known: Collection[str]) -> str:
    """Ask for the ids that have all the typed words among their own, if few do, or for a near one."""
    words = typed.split("-")
    of_words = (id_ for id_ in known if words[0] in id_ and set(words) <= set(id_.split("-")))
    found = list(islice(of_words, _MOST_HINTS + 1))
    if 1 <= len(found) <= _MOST_HINTS:
        return f" Did you mean {join([f'`{id_}`' for id_ in found], 'or')}?"
    return meant(typed, known)


def unused(draft: Draft) -> Iterator[Fault]:
    """Yield a warning for each record that no other names."""
    used = _used(draft)
    for type_, sentence in _UNUSED.items():
        for id_, spot in draft.spots[type_].items():
            if id_ not in used[type_]:
                yield spot.fault(Problem(path=(), sentence=sentence, warning=True))
    alone = Problem(path=(), sentence="This topic is related to no other.", warning=True)
    yield from (each.spot.fault(alone) for each in draft.topics.values() if not each.record.related)


def _entries(draft: Draft) -> Iterator[AnyEntry]:
    return chain(draft.events.values(), draft.people.values(), draft.topics.values())


def _used(draft: Draft) -> dict[FileType, set[str]]:
    used: dict[FileType, set[str]] = {type_: set() for type_ in draft.spots}
    for written in _entries(draft):
        record = written.record
        for field, type_ in FIELDS[type(record)]:
            used[type_].update(getattr(record, field))
        used["source"].update([each.source for each in record.sources])
    return used


def _named(entry: Entry, field: str) -> Sequence[str]:
    return [each.source for each in entry.sources] if field == "sources" else getattr(entry, field)
