"""Trims Discord's published API description to what the playground serves.

Run `python -m bot.playground.trim PATH/TO/openapi.json` after a new edition of
https://github.com/discord/discord-api-spec, or after adding a route.
"""

import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from .jsons import Json, is_list, is_object
from .routes import ROUTES

TRIMMED = Path(__file__).with_name("description.json")
_PROSE = frozenset({"description", "title", "x-discord-union"})
_SCHEMA = "#/components/schemas/"


def trimmed(full: Json, served: Iterable[tuple[str, str]]) -> Json:
    """Give the description of the (method, path template) pairs, and the schemas they reach."""
    paths: Json = {}
    for method, template in sorted(served, key=lambda pair: pair[::-1]):
        operation = full["paths"][template][method.lower()]
        paths.setdefault(template, {})[method.lower()] = _operation(operation)
    schemas: Json = {}
    _collect(paths, full["components"]["schemas"], schemas)
    return {
        "openapi": full["openapi"],
        "info": {key: full["info"][key] for key in ("title", "version", "license")},
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def _operation(operation: Json) -> Json:
    """Query parameters, the JSON body and the bodies of the good answers."""
    kept: Json = {"responses": {}}
    if parameters := [p for p in operation.get("parameters", ()) if p["in"] == "query"]:
        kept["parameters"] = _without_prose(parameters)
    if (body := _content(operation.get("requestBody", {}))) is not None:
        kept["requestBody"] = body
    for status, response in operation["responses"].items():
        if status.startswith("2"):
            kept["responses"][status] = _content(response) or {}
    return kept


def _content(part: Json) -> Json | None:
    if (content := part.get("content", {}).get("application/json")) is None:
        return None
    return {"content": {"application/json": {"schema": _without_prose(content["schema"])}}}


def _without_prose(node: object) -> object:
    if is_object(node):
        return {key: _without_prose(of) for key, of in node.items() if not _is_prose(key, of)}
    return [_without_prose(each) for each in node] if is_list(node) else node


def _is_prose(key: str, value: object) -> bool:
    """Whether it is a text about a schema, not a property that bears such a name."""
    return key in _PROSE and isinstance(value, str)


def _collect(node: object, schemas: Json, found: Json) -> None:
    """Follow each reference from `node` into `found`."""
    for name in _references(node):
        if name not in found:
            found[name] = _without_prose(schemas[name])
            _collect(found[name], schemas, found)


def _references(node: object) -> set[str]:
    """Give the names of the schemas that a piece of the description refers to."""
    parts = json.dumps(node).split(f'"$ref": "{_SCHEMA}')[1:]
    return {part.partition('"')[0] for part in parts}


def text(description: Json) -> str:
    """Give the description as kept in the repository: a line for each operation and each schema."""
    head = {key: description[key] for key in ("openapi", "info", "x-source-sha256")}
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    lines.append('"paths": ' + _lines(description["paths"]))
    schemas = _lines(description["components"]["schemas"])
    lines.append('"components": {"schemas": ' + schemas + "}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _lines(items: Json) -> str:
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in items.items())
    return "{\n" + lines + "\n}"


def main(arguments: list[str]) -> None:
    """Write `description.json` from the file named on the command line."""
    raw = Path(arguments[0]).read_bytes()
    served = [(route.method, route.template) for route in ROUTES]
    description = trimmed(json.loads(raw), served)
    description["x-source-sha256"] = hashlib.sha256(raw).hexdigest()
    TRIMMED.write_text(text(description), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
