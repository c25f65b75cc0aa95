"""Discord's own description of its API, asked whether a body is as it should be.

description.json is trimmed from https://github.com/discord/discord-api-spec (LICENSE-discord).
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs

from .errors import Problem
from .jsons import Json

_PATH = Path(__file__).with_name("description.json")
_MESSAGES = {
    "Required": ("BASE_TYPE_REQUIRED", "This field is required"),
    "MaxLength": ("BASE_TYPE_MAX_LENGTH", "Must be {limit} or fewer in length."),
    "MinLength": ("BASE_TYPE_MIN_LENGTH", "Must be {limit} or more in length."),
    "MaxItems": ("BASE_TYPE_MAX_LENGTH", "Must be {limit} or fewer in length."),
    "MinItems": ("BASE_TYPE_MIN_LENGTH", "Must be {limit} or more in length."),
    "Maximum": ("NUMBER_TYPE_MAX", "int value should be less than or equal to {limit}."),
    "Minimum": ("NUMBER_TYPE_MIN", "int value should be greater than or equal to {limit}."),
    "Enum": ("BASE_TYPE_CHOICES", "Value must be one of {options}."),
    "UniqueItems": ("LIST_ITEM_VALUE_DUPLICATED", "The values must not repeat."),
}
_BITS = {"type": ["string", "integer", "null"], "pattern": "^[0-9]+$", "minimum": 0}
_TAKEN_AS_WELL: Json = {
    # Discord takes ids as numbers too, and discord.py numbers attachments so.
    "SnowflakeType": {
        "type": ["string", "integer"],
        "pattern": "^(0|[1-9][0-9]*)$",
        "minimum": 0,
        "maximum": (1 << 64) - 1,
        "maxLength": 20,
    },
    # The description lacks 16, media channels.
    "ChannelTypes": {"type": "integer", "enum": [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16]},
}
_WHOLE = re.compile(r"-?[0-9]{1,20}")
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


class Description:
    """The operations of the description; validators are compiled at first use and kept."""

    def __init__(self, document: Json) -> None:
        self._paths: dict[str, Json] = document["paths"]
        self._schemas: Json = document["components"]["schemas"]
        taken = {name: _with_bits_as_text(schema) for name, schema in self._schemas.items()}
        self._taken: Json = taken | _TAKEN_AS_WELL
        self._validators: dict[tuple[str, str, str], jsonschema_rs.Validator | None] = {}

    @classmethod
    def load(cls) -> "Description":
        """Read the copy beside this module."""
        return cls(json.loads(_PATH.read_text(encoding="utf-8")))

    def body(self, method: str, template: str, body: object) -> list[Problem]:
        """Tell what is wrong with a request's body, each fault at its field; empty if nothing."""
        return self._problems(method, template, "body", body)

    def query(self, method: str, template: str, query: Mapping[str, str]) -> list[Problem]:
        """Tell what is wrong with a request's query."""
        described = self._operation(method, template).get("parameters", ())
        schemas: dict[str, Json] = {each["name"]: each["schema"] for each in described}
        typed = {name: _typed(query[name], schemas[name]) for name in query if name in schemas}
        return self._problems(method, template, "query", typed)

    def answer(self, method: str, template: str, status: int, body: object) -> list[Problem]:
        """Tell what is wrong with an answer of our own; a status nobody described is wrong too."""
        if str(status) not in self._operation(method, template)["responses"]:
            return [Problem((), "STATUS", f"{status} is not among the described answers.")]
        return self._problems(method, template, str(status), body)

    def _operation(self, method: str, template: str) -> Json:
        operation: Json = self._paths[template][method.lower()]
        return operation

    def _problems(self, method: str, template: str, part: str, value: object) -> list[Problem]:
        key = (method, template, part)
        if key not in self._validators:
            schema = _schema(self._operation(method, template), part)
            schemas = self._schemas if part.isdigit() else self._taken
            self._validators[key] = None if schema is None else _compiled(schema, schemas)
        validator = self._validators[key]
        if validator is None or validator.is_valid(value):
            return []
        return [problem for error in validator.iter_errors(value) for problem in _faults(error)]


def _with_bits_as_text(schema: Json) -> Json:
    """Let permissions be text in requests too, as Discord's documentation has them."""
    properties: Json = schema.get("properties") or {}
    bits = {"default_member_permissions", "allow", "deny"} & properties.keys()
    return schema | {"properties": properties | dict.fromkeys(bits, _BITS)} if bits else schema


def _compiled(schema: Json, schemas: Json) -> jsonschema_rs.Validator:
    whole = {"allOf": [schema], "components": {"schemas": schemas}}
    return jsonschema_rs.Draft202012Validator(whole)


def _schema(operation: Json, part: str) -> Json | None:
    if part == "query":
        properties = {p["name"]: p["schema"] for p in operation.get("parameters", ())}
        return {"type": "object", "properties": properties}
    place: Json = (
        operation["responses"][part] if part.isdigit() else operation.get("requestBody", {})
    )
    content: Json | None = place.get("content")
    return None if content is None else content["application/json"]["schema"]


def _typed(value: str, schema: Json) -> object:
    """Read a query's text as the number or truth value that the description speaks of."""
    match schema.get("type"):
        case "integer" if _WHOLE.fullmatch(value):
            return int(value)
        case "boolean" if value.lower() in _TRUTH:
            return _TRUTH[value.lower()]
        case _:
            return value


def _faults(error: jsonschema_rs.ValidationError) -> Iterator[Problem]:
    """List the faults behind an error; of a choice of schemas, those of the one meant."""
    kind: Any = error.kind
    branches: list[list[jsonschema_rs.ValidationError]] = getattr(kind, "context", None) or []
    if branches:
        path = list(error.instance_path)
        for inner in min(branches, key=lambda branch: _misfit(branch, path)):
            yield from _faults(inner)
        return
    path_to = [*error.instance_path]
    name = type(kind).__name__.rpartition("_")[2]
    if name == "Required":
        path_to.append(kind.property)
    code, message = _MESSAGES.get(name, ("BASE_TYPE_BAD_VALUE", "{message}."))
    fields: Json = {"limit": getattr(kind, "limit", ""), "options": getattr(kind, "options", "")}
    yield Problem(tuple(path_to), code, message.format(message=error.message, **fields))


def _misfit(branch: list[jsonschema_rs.ValidationError], path: list[str | int]) -> tuple[int, int]:
    """How far a branch is from what was meant: a wrong `type` weighs more than any other fault."""
    wrong_kind = any(
        list(error.instance_path) in ([*path, "type"], path)
        and type(error.kind).__name__.rpartition("_")[2] in {"Enum", "Type"}
        for error in branch
    )
    return wrong_kind, len(branch)
