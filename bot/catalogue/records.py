"""From what YAML says to the domain's own records, one at a time, with every fault named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from bot.domain.entries import Citation, Event, Pack, Person, Place, Role, Section, Source, Topic

from .models import (
    CitationRecord,
    EventRecord,
    PackRecord,
    PersonRecord,
    PlaceRecord,
    Record,
    RoleRecord,
    SectionRecord,
    SourceRecord,
    TopicRecord,
)
from .reading import Node
from .sentences import sentence

Step = str | int
Made_co = TypeVar("Made_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with one field of a record; `path` leads to it."""

    path: tuple[Step, ...]
    sentence: str
    warning: bool = False


class RecordError(Exception):
    """A record is not what its kind asks for; `problems` says all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Kind(Generic[Made_co]):
    """One kind of record: what it is called, its schema, and what is made of it."""

    noun: str
    schema: type[Record]
    make: Callable[..., Made_co]

    def read(self, node: Node, **more: object) -> Made_co:
        """Make a record of what YAML says and of `more`; raises RecordError with all its faults."""
        try:
            record = self.schema.model_validate(node)
        except ValidationError as error:
            raise RecordError(tuple(self._problems(error))) from None
        return self.make(**more, **_values(record))

    def _problems(self, found: ValidationError) -> Iterator[Problem]:
        for error in found.errors(include_url=False):
            if error["type"] == "too_short" and error["input"]:
                continue  # the list has items, and what is wrong with each is told
            path, noun, fields = error["loc"], self.noun, self.schema.model_fields
            if len(path) > _INSIDE_ITEM:
                noun, fields = _ITEMS[path[0]]
            yield Problem(path=path, sentence=sentence(error, noun=noun, fields=fields))


def _values(record: Record) -> dict[str, Any]:
    values = {name: value for name, value in vars(record).items() if value is not None}
    if "sources" in values:
        values["sources"] = tuple(
            [Citation(source=each.source, at=each.at or "") for each in values["sources"]]
        )
    if "roles" in values:
        values["roles"] = tuple(
            Role(title=each.title, years=each.years) for each in values["roles"]
        )
    return values


_INSIDE_ITEM = 2  # steps of a path: the field, the item; more leads into the item
_ITEMS: dict[Step, tuple[str, dict[str, FieldInfo]]] = {
    "sources": ("a citation", CitationRecord.model_fields),
    "roles": ("a role", RoleRecord.model_fields),
}

EVENT = Kind("an event", EventRecord, Event)
PERSON = Kind("a person", PersonRecord, Person)
TOPIC = Kind("a topic", TopicRecord, Topic)
SECTION = Kind("a section", SectionRecord, Section)
PLACE = Kind("a place", PlaceRecord, Place)
SOURCE = Kind("a source", SourceRecord, Source)
PACK = Kind("a pack", PackRecord, Pack)
