"""The trimmed description: what it takes, what it refuses, and that it is trimmed rightly."""

import json
from pathlib import Path
from typing import Any

import pytest

import bot.playground
from bot.playground.description import Description
from bot.playground.routes import ROUTES
from bot.playground.trim import TRIMMED, main, text, trimmed

HERE = Path(bot.playground.__file__).parent
MESSAGE = ("POST", "/channels/{channel_id}/messages")
COMMAND = ("POST", "/applications/{application_id}/commands")
CALLBACK = ("POST", "/interactions/{interaction_id}/{interaction_token}/callback")


@pytest.fixture(scope="module")
def description() -> Description:
    return Description.load()


def container(*inside: object) -> dict[str, Any]:
    return {"components": [{"type": 17, "components": list(inside)}]}


def channel_option(kind: int) -> dict[str, Any]:
    chosen = {"type": 7, "name": "c", "description": "c", "channel_types": [15, kind]}
    return {"name": "c", "description": "c", "options": [chosen]}


TAKEN = [
    (MESSAGE, {"content": "x"}),
    (MESSAGE, {"content": "x", "unheard_of": 1}),
    (MESSAGE, {"nonce": 5, "enforce_nonce": True}),
    (MESSAGE, {"attachments": [{"id": 0, "filename": "a"}]}),
    (MESSAGE, container({"type": 10, "content": "x"}, {"type": 14})),
    (COMMAND, channel_option(16)),
    (CALLBACK, {"type": 5}),
    (CALLBACK, {"type": 8, "data": {"choices": [{"name": "a", "value": "b"}]}}),
]
REFUSED = [
    (MESSAGE, {"content": 5}, "content"),
    (MESSAGE, {"content": "x" * 4001}, "content"),
    (MESSAGE, {"nonce": "x" * 26}, "nonce"),
    (MESSAGE, {"embeds": [{"title": "x" * 257}]}, "embeds.0.title"),
    (MESSAGE, {"embeds": [{"fields": [{"name": "x"}]}]}, "embeds.0.fields.0.value"),
    (MESSAGE, {"components": [{"type": 99}]}, "components.0.type"),
    (MESSAGE, container({"type": 10, "content": ""}), "components.0.components.0.content"),
    (MESSAGE, container({"type": 9, "components": []}), "components.0.components.0.accessory"),
    (
        MESSAGE,
        container({"type": 1, "components": [{"type": 2, "style": 1, "label": "x" * 81}]}),
        "components.0.components.0.components.0.label",
    ),
    (COMMAND, {"description": "d"}, "name"),
    (COMMAND, {"name": "x" * 33, "description": "d"}, "name"),
    (COMMAND, {"name": "x", "description": "d" * 101}, "description"),
    (COMMAND, channel_option(17), "options.0.channel_types.1"),
    (CALLBACK, {}, "type"),
    (CALLBACK, {"type": 4, "data": {"content": "x" * 2001}}, "data.content"),
    (
        CALLBACK,
        {"type": 8, "data": {"choices": [{"name": "x" * 101, "value": "b"}]}},
        "data.choices.0.name",
    ),
    (
        CALLBACK,
        {"type": 9, "data": {"title": "x" * 46, "custom_id": "a", "components": []}},
        "data.title",
    ),
]


@pytest.mark.parametrize(("route", "body"), TAKEN)
def test_what_discord_takes_is_taken(
    description: Description, route: tuple[str, str], body: dict[str, Any]
):
    assert description.body(*route, body) == []


@pytest.mark.parametrize(("route", "body", "field"), REFUSED)
def test_what_discord_refuses_is_refused_at_the_field(
    description: Description, route: tuple[str, str], body: dict[str, Any], field: str
):
    found = [".".join(map(str, one.path)) for one in description.body(*route, body)]
    assert field in found


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": "100", "before": "5"}, None),
        ({"limit": "101"}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"before": "yesterday"}, "before"),
        ({"unheard_of": "1"}, None),
    ],
)
def test_queries_are_checked(description: Description, query: dict[str, str], field: str | None):
    found = [one.path[0] for one in description.query("GET", MESSAGE[1], query)]
    assert found == ([] if field is None else [field])


def test_answers_are_checked(description: Description):
    assert description.answer("GET", "/gateway", 200, {"url": "ws://x"}) == []
    assert description.answer("GET", "/gateway", 200, {})[0].path == ("url",)
    assert description.answer("GET", "/gateway", 418, {})[0].code == "STATUS"
    role = {"id": 5}
    problems = description.answer("GET", "/guilds/{guild_id}/roles/{role_id}", 200, role)
    assert ("id",) in [one.path for one in problems]


def test_the_trimmed_copy_holds_what_is_served_and_nothing_more(tmp_path: Path):
    kept = json.loads(TRIMMED.read_text(encoding="utf-8"))
    served = {(route.method.lower(), route.template) for route in ROUTES}
    assert {(m, path) for path, methods in kept["paths"].items() for m in methods} == served
    whole = json.dumps(kept)
    schemas = kept["components"]["schemas"]
    assert all(f'"#/components/schemas/{name}"' in whole for name in schemas)
    assert whole.count('"$ref"') == sum(
        whole.count(f'"#/components/schemas/{name}"') for name in schemas
    )


def test_trimming_changes_no_rule_and_drops_prose_only():
    schema = {
        "type": "object",
        "description": "prose",
        "properties": {
            "description": {"type": "string", "description": "prose"},
            "title": {"const": 1},
        },
        "required": ["description"],
        "$ref": "#/components/schemas/Other",
    }
    operation = {
        "description": "prose",
        "parameters": [
            {"name": "limit", "in": "query", "schema": {"type": "integer"}},
            {"name": "id", "in": "path"},
        ],
        "requestBody": {
            "content": {"application/json": {"schema": schema}, "multipart/form-data": {}}
        },
        "responses": {"204": {"description": "prose"}, "4XX": {"description": "error"}},
    }
    full = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "10", "license": {}, "description": "prose"},
        "paths": {"/a": {"post": operation, "get": {}}, "/b": {"get": {}}},
        "components": {"schemas": {"Other": {"type": "object"}, "Unused": {}}},
    }
    kept = trimmed(full, [("POST", "/a")])
    body = kept["paths"]["/a"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["properties"] == {"description": {"type": "string"}, "title": {"const": 1}}
    assert kept["paths"] == {
        "/a": {
            "post": {
                "responses": {"204": {}},
                "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
                "requestBody": {"content": {"application/json": {"schema": body}}},
            }
        }
    }
    assert kept["components"]["schemas"] == {"Other": {"type": "object"}}


def test_trimming_the_trimmed_copy_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    before = TRIMMED.read_text(encoding="utf-8")
    source = tmp_path / "openapi.json"
    source.write_text(before, encoding="utf-8")
    monkeypatch.setattr("bot.playground.trim.TRIMMED", tmp_path / "description.json")
    main([str(source)])
    after = json.loads((tmp_path / "description.json").read_text(encoding="utf-8"))
    kept = json.loads(before)
    assert after.pop("x-source-sha256") != kept.pop("x-source-sha256")
    assert after == kept
    assert json.loads(text(kept | {"x-source-sha256": ""})) == kept | {"x-source-sha256": ""}


def test_discords_licence_lies_beside_the_copy():
    assert "Copyright 2023 Discord" in (HERE / "LICENSE-discord").read_text(encoding="utf-8")
    assert json.loads(TRIMMED.read_text(encoding="utf-8"))["info"]["license"]["identifier"] == "MIT"
