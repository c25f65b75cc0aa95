"""JSON Schemas for editors, made of the models that the checker uses."""

import json
from pathlib import Path

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import WithDefaultSchema
from typing_extensions import override

from .models import (
    EventRecord,
    PackRecord,
    PersonRecord,
    PlaceRecord,
    Record,
    SourceRecord,
    TopicRecord,
)

_DIALECT = "http://json-schema.org/draft-07/schema#"  # what YAML plug-ins of editors understand
_RECORDS: dict[str, type[Record]] = {
    "event.json": EventRecord,
    "pack.json": PackRecord,
    "person.json": PersonRecord,
    "place.json": PlaceRecord,
    "source.json": SourceRecord,
    "topic.json": TopicRecord,
}
_LISTS = {
    "events.json": "event.json",
    "people.json": "person.json",
    "places.json": "place.json",
    "sources.json": "source.json",
}


class _Generator(GenerateJsonSchema):
    """Leaves out what tells an author nothing: titles made of field names, defaults of null."""

    @override
    def field_title_should_be_set(self, schema: object) -> bool:
        return False

    @override
    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        return {name: value for name, value in found.items() if name != "default"}


def schemas() -> dict[str, str]:
    """Give the text of each schema by its file name: one per kind of record, one per list of it."""
    found = {name: _text(_of_record(model)) for name, model in _RECORDS.items()}
    for name, record in _LISTS.items():
        found[name] = _text({"type": "array", "items": {"$ref": record}})
    return found


def write(folder: Path) -> tuple[Path, ...]:
    """Write the schemas into a folder, which is made if need be; give the files."""
    folder.mkdir(parents=True, exist_ok=True)
    found = schemas()
    for name, text in found.items():
        (folder / name).write_text(text, encoding="utf-8")
    return tuple(folder / name for name in found)


def _of_record(model: type[Record]) -> JsonSchemaValue:
    return model.model_json_schema(schema_generator=_Generator)


def _text(schema: JsonSchemaValue) -> str:
    return json.dumps({"$schema": _DIALECT, **schema}, indent=2, ensure_ascii=False) + "\n"
