"""One record by itself: made of its body, and checked against all others."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import TypeAlias, cast

from bot.domain.entries import Contents, Entry, Event, Person, Place, Section, Topic
from bot.domain.revisions import Body, RecordType, Value, id_of
from bot.domain.words import truncate

from . import records
from .chronology import born_after
from .decoding import UnreadableError, decode
from .front_matter import sections_of
from .reading import Node
from .records import Kind, Problem, RecordError, Step
from .references import named_by, no_such
from .rules import problems
from .same_names import same_names
from .search import Search
from .sentences import no_id
from .texts import ID, ID_LENGTH, INVISIBLE, quoted
from .writing import AnyRecord, key_of, type_of

_Sections: TypeAlias = tuple[Section, ...]

_KINDS: dict[RecordType, Kind[AnyRecord]] = {
    "event": records.EVENT,
    "person": records.PERSON,
    "topic": records.TOPIC,
    "place": records.PLACE,
    "source": records.SOURCE,
}
_HIDDEN = re.compile(f"[{INVISIBLE}\ud800-\udfff]")
_ID = re.compile(ID)
_SECTIONS = "sections"
_MOST_HINTS = 5  # names that lead nowhere and get a "Did you mean": each is held against all ids
_MOST_EVENTS = 5  # that a birth may contradict
_LONGEST = 400  # characters of a sentence


def record_of(type_: RecordType, body: Body) -> AnyRecord:
    """Make a record of its body; raises RecordError with all that is wrong.

    What is wrong with a topic's sections has the path `sections` and the line in them, from 0.
    Nothing that a body may hold raises anything else: hidden letters, half ones, or very many.
    """
    told: list[Problem] = []
    said = cast("Mapping[str, Node]", body)
    node = {_plain(name, (), told): _seen(said[name], (name,), told) for name in said}
    more: dict[str, object] = {}
    if type_ == "topic":
        more["id"] = _topic_id(node.pop("id", None), told)
        more[_SECTIONS] = _sections(body.get(_SECTIONS, ""), told)
        node.pop(_SECTIONS, None)
    try:
        record = _KINDS[type_].read(node, **more)
    except RecordError as error:
        raise _refusal([*told, *error.problems]) from None
    if told:
        raise _refusal(told)
    return record


def problems_of(
    record: AnyRecord,
    contents: Contents,
    *,
    replacing: str | None = None,
    search: Search | None = None,
) -> list[Problem]:
    """List what is wrong with a record among all others, warnings too.

    `replacing` is the key of the record that it takes the place of, if it is not new. Names are
    looked up in the `search` of the same catalogue; without it, those of all entries are read.
    """
    own = None if replacing is None else id_of(replacing)
    found = [*problems(record)]
    key, among = key_of(record), _records_of(type_of(record), contents)
    if replacing != key and record.id in among:
        sentence = f"There is {key} already: give one of the two another id."
        found.append(Problem(path=("id",), sentence=sentence))
    if isinstance(record, Event | Person | Topic):
        found.extend(_unknown(record, contents))
    match record:
        case Event():
            found.extend(same_names(record, contents.events, own=own, search=search))
            found.extend(_unborn(record, contents))
        case Person():
            found.extend(same_names(record, contents.people, own=own, search=search))
            found.extend(_too_young(record, contents.people.get(own or ""), contents))
        case Topic():
            found.extend(same_names(record, contents.topics, own=own, search=search))
        case Place():
            found.extend(same_names(record, contents.places, own=own, search=search))
        case _:  # of sources, many share a title
            pass
    return found


def _refusal(found: Iterable[Problem]) -> RecordError:
    """Tell of each problem in one line, of what length the typed text in it may be."""
    sentences = ((each, truncate(" ".join(each.sentence.split()), _LONGEST)) for each in found)
    return RecordError(tuple(replace(each, sentence=line) for each, line in sentences))


def _seen(value: Node, path: tuple[Step, ...], told: list[Problem]) -> Node:
    """Copy a value without what nobody sees in it, and tell of that; sections are read by line."""
    if path == (_SECTIONS,):
        return None
    if isinstance(value, dict):
        return {
            _plain(name, path, told): _seen(each, (*path, name), told)
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [_seen(each, (*path, at), told) for at, each in enumerate(value)]
    return _plain(value, path, told) if isinstance(value, str) else value


def _plain(text: str, path: tuple[Step, ...], told: list[Problem]) -> str:
    hidden = _HIDDEN.search(text)
    if hidden is None:
        return text
    field = next((step for step in reversed(path) if isinstance(step, str)), None)
    subject = "The name of a field" if field is None else quoted(_HIDDEN.sub("", field))
    if path and isinstance(path[-1], int):
        subject = f"An item of {subject}"
    sentence = f"{subject} holds the invisible character U+{ord(hidden[0]):04X}: remove it."
    told.append(Problem(path=path, sentence=sentence))
    return _HIDDEN.sub("", text)


def _topic_id(id_: Node, told: list[Problem]) -> Node:
    if id_ is None:
        told.append(Problem(path=("id",), sentence="`id` is missing: a topic needs it."))
    elif not isinstance(id_, str) or len(id_) > ID_LENGTH or not _ID.fullmatch(id_):
        told.append(Problem(path=("id",), sentence=no_id(str(id_))))
    return id_


def _sections(value: Value, told: list[Problem]) -> _Sections:
    if not isinstance(value, str):
        sentence = "`sections` takes text: write `## Heading`, then what it has to tell."
        told.append(Problem(path=(_SECTIONS,), sentence=sentence))
        return ()
    try:
        text = decode(value.encode(errors="surrogatepass"))
        sections, troubles = sections_of([line.rstrip(" ") for line in text.split("\n")], 1)
    except UnreadableError as error:
        sections, troubles = cast("_Sections", ()), tuple(error.troubles)
    told.extend(
        Problem(path=(_SECTIONS, max(line - 1, 0)), sentence=sentence)
        for line, sentence in troubles
    )
    return sections


def _records_of(type_: str, contents: Contents) -> Mapping[str, AnyRecord]:
    of_types: dict[str, Mapping[str, AnyRecord]] = {
        "event": contents.events,
        "person": contents.people,
        "topic": contents.topics,
        "place": contents.places,
        "source": contents.sources,
    }
    return of_types[type_]


def _unknown(record: Entry, contents: Contents) -> Iterator[Problem]:
    hints = _MOST_HINTS
    for path, type_, id_ in named_by(record):
        known = _records_of(type_, contents)
        if id_ not in known:
            sentence = no_such(type_, id_, known.keys() if hints > 0 else ())
            hints -= 1
            yield Problem(path=path, sentence=sentence)


def _unborn(event: Event, contents: Contents) -> Iterator[Problem]:
    last = event.date.last
    for at, id_ in enumerate(event.people):
        person = contents.people.get(id_)
        born = None if person is None else _first_day(person)
        if born is not None and last is not None and born > last:
            yield born_after(event, at)


def _too_young(person: Person, was: Person | None, contents: Contents) -> Iterator[Problem]:
    """Tell of the first events that a person, whose birth is changed, takes part in before it."""
    born = _first_day(person)
    if was is None or born is None or was.born == person.born:
        return
    of_person = (event for event in contents.events.values() if person.id in event.people)
    too_early = (each for each in of_person if each.date.last is not None and each.date.last < born)
    for event in islice(too_early, _MOST_EVENTS):
        told = born_after(event, event.people.index(person.id)).sentence
        yield Problem(path=("born",), sentence=f"In {event.key}, {told}", warning=True)


def _first_day(person: Person) -> int | None:
    return None if person.born is None else person.born.first
