"""How long a text can be in each field of a record, as the schema has it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.domain.revisions import RecordType

from .models import EventRecord, PersonRecord, PlaceRecord, Record, SourceRecord, TopicRecord

_MODELS: Mapping[RecordType, type[Record]] = {
    "event": EventRecord,
    "person": PersonRecord,
    "topic": TopicRecord,
    "place": PlaceRecord,
    "source": SourceRecord,
}
_UNBOUNDED = 100  # dates and numbers: whoever types more means something else
_BAR = len(" | ")


def longest(type_: RecordType, field: str) -> int:
    """Give how many characters a field of a record can take as it is typed, a list one item a line."""
    schema = _schema(type_)
    return _length(schema["properties"][field], schema.get("$defs", {}))


@cache
def _schema(type_: RecordType) -> Mapping[str, Any]:
    return _MODELS[type_].model_json_schema()


def _length(schema: Mapping[str, Any], known: Mapping[str, Any]) -> int:
    match schema:
        case {"anyOf": choices}:
            return max(_length(each, known) for each in choices if each != {"type": "null"})
        case {"$ref": str(name)}:
            return _length(known[name.rpartition("/")[2]], known)
        case {"items": item, "maxItems": int(most)}:
            return most * (_length(item, known) + 1) - 1
        case {"properties": parts}:
            return sum(_length(each, known) + _BAR for each in parts.values()) - _BAR
        case {"maxLength": int(most)}:
            return most
        case _:
            return _UNBOUNDED
