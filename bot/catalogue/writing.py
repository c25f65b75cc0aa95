"""What the files say of a record: its body, and the text of the file that holds it."""

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields
from typing import TypeAlias, cast

from bot.domain.dates import Historical, Point
from bot.domain.entries import Citation, Event, Person, Place, Role, Source, Topic
from bot.domain.revisions import Body, RecordType, Value

from . import house_yaml
from .models import EventRecord, PersonRecord, PlaceRecord, Record, SourceRecord, TopicRecord

AnyRecord: TypeAlias = Event | Person | Topic | Place | Source

_SCHEMAS: dict[RecordType, type[Record]] = {
    "event": EventRecord,
    "person": PersonRecord,
    "topic": TopicRecord,
    "place": PlaceRecord,
    "source": SourceRecord,
}
_TYPES: dict[type[AnyRecord], RecordType] = {
    Event: "event",
    Person: "person",
    Topic: "topic",
    Place: "place",
    Source: "source",
}


def type_of(record: AnyRecord) -> RecordType:
    """Give the type that a record's key begins with."""
    return _TYPES[type(record)]


def key_of(record: AnyRecord) -> str:
    """Give `type:id` of a record."""
    return f"{type_of(record)}:{record.id}"


def fields_of(type_: RecordType) -> tuple[str, ...]:
    """Give the fields of a type of record in the order in which they are written."""
    named = tuple(_SCHEMAS[type_].model_fields)
    return ("id", *named, "sections") if type_ == "topic" else named


def body_of(record: AnyRecord) -> Body:
    """Give what a file says of a record; what goes without saying is left out."""
    left_out = {each.name: each.default for each in fields(record) if each.default is not MISSING}
    body: dict[str, Value] = {}
    for name in fields_of(type_of(record)):
        value = getattr(record, name)
        if name not in left_out or value != left_out[name]:
            body[name] = _sections(record) if name == "sections" else _said(value)
    return body


def yaml_of(type_: RecordType, bodies: Iterable[Body]) -> str:
    """Write the file that lists records of one type; topics have a file each, see `topic_text`.

    It takes a body that is at fault as well: what it lacks is not there, what is too much is last.
    """
    return "\n".join(house_yaml.item(_ordered(type_, body)) for body in bodies) or "[]\n"


def topic_text(body: Body) -> str:
    """Write a topic's file: its fields, then its sections; the file's name says its id."""
    inside = ("id", "sections")
    front = {name: each for name, each in _ordered("topic", body).items() if name not in inside}
    fields_ = house_yaml.mapping(front) if front else ""
    return f"---\n{fields_}---\n\n{body.get('sections', '')}\n"


def _ordered(type_: RecordType, body: Body) -> dict[str, Value]:
    known = {name: body[name] for name in fields_of(type_) if name in body}
    return known | dict(body)


def _said(value: object) -> Value:
    match value:
        case Citation():
            return {"source": value.source, "at": value.at} if value.at else value.source
        case Role():
            title: dict[str, Value] = {"title": value.title}
            return title | {"years": str(value.years)} if value.years else title
        case tuple():
            return [_said(each) for each in cast("tuple[object, ...]", value)]
        case float():
            return repr(value)
        case str() | int() | Historical() | Point():
            return str(value)
        case _:
            raise TypeError(f"a record does not hold {value!r}")


def _sections(record: AnyRecord) -> str:
    return "\n\n".join(_section_texts(record)) if isinstance(record, Topic) else ""


def _section_texts(topic: Topic) -> Iterator[str]:
    for section in topic.sections:
        yield f"## {section.heading}\n\n{section.text}"
