"""The JSON Schemas of editors say what the checker says, and the committed ones are current."""

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from bot.catalogue.schema import schemas, write

from .packs import SOUND

COMMITTED = Path(__file__).parents[2] / "content" / "schema"
FILES = {
    "pack.json": "pack.yaml",
    "sources.json": "sources.yaml",
    "places.json": "places.yaml",
    "people.json": "people/commanders.yaml",
    "events.json": "calendar/11-november.yaml",
}


class EditorLoader(yaml.SafeLoader):
    """Reads YAML 1.2 as editors do: numbers are numbers, but dates, times and `no` are text."""


EditorLoader.yaml_implicit_resolvers = {}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?\d+$"), None)
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"-?\d+\.\d+$"), None)
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"$"), None)


def validator(name: str) -> jsonschema_rs.Validator:
    whole = {key: json.loads(text) for key, text in schemas().items()}
    schema = whole[name]
    if "items" in schema:
        schema = {"type": "array", "items": whole[schema["items"]["$ref"]]}
        record = schema["items"]
        schema["$defs"] = record.pop("$defs", {})
    return jsonschema_rs.validator_for(schema)


def edited(name: str) -> object:
    text = SOUND[FILES[name]]
    return yaml.load(text, EditorLoader)  # noqa: S506 - a safe loader with fewer types


def test_the_committed_schemas_are_current() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in COMMITTED.iterdir()}
    assert committed == schemas(), "run `make schema` and commit what it writes"


def test_writing_makes_the_folder_and_names_the_files(tmp_path: Path) -> None:
    written = write(tmp_path / "new" / "schema")
    assert {path.name: path.read_text(encoding="utf-8") for path in written} == schemas()


@pytest.mark.parametrize("name", FILES)
def test_an_editor_accepts_the_sound_pack(name: str) -> None:
    assert [str(error) for error in validator(name).iter_errors(edited(name))] == []


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("events.json", "titlx", "The invasion"),
        ("events.json", "kind", "batle"),
        ("events.json", "importance", 4),
        ("events.json", "sources", []),
        ("events.json", "title", "T" * 101),
        ("events.json", "date", "22 June 1941"),
        ("events.json", "id", "Barbarossa"),
        ("places.json", "latitude", 91),
        ("people.json", "roles", [{"years": 1941}]),
        ("sources.json", "url", "http://example.org"),
    ],
)
def test_an_editor_refuses_what_the_checker_refuses(name: str, field: str, value: object) -> None:
    records = edited(name)
    assert isinstance(records, list)
    records[0][field] = value
    assert not validator(name).is_valid(records)


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("events.json", "title", 1941),
        ("events.json", "id", 1941),
        ("events.json", "aliases", [1941, 41.6]),
        ("events.json", "topics", [1941]),
        ("people.json", "name", 1941),
        ("sources.json", "title", 1984),
        ("sources.json", "publisher", 451),
        ("places.json", "today", 1941),
    ],
)
def test_an_editor_accepts_numbers_that_the_checker_takes_for_text(
    name: str, field: str, value: object
) -> None:
    records = edited(name)
    assert isinstance(records, list)
    records[0][field] = value
    assert validator(name).is_valid(records)


@pytest.mark.parametrize("name", [name for name in schemas() if "$ref" not in schemas()[name]])
def test_each_field_of_a_record_is_explained(name: str) -> None:
    properties = json.loads(schemas()[name])["properties"]
    assert [field for field, schema in properties.items() if "description" not in schema] == []


def test_a_record_says_nothing_of_defaults_and_titles_of_fields() -> None:
    assert not any('"default"' in text for text in schemas().values())
    assert "title" in json.loads(schemas()["event.json"])["properties"]
