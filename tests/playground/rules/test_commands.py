"""Commands: what Discord asks of them beyond their shape."""

from typing import Any

import pytest

from bot.playground.rules.commands import command_length, command_problems
from tests.playground.raw import command, option


def choices(*names: str) -> list[dict[str, Any]]:
    return [{"name": name, "value": name} for name in names]


SUB = {"name": "sub", "type": 1, "description": "…"}
GROUP = {"name": "group", "type": 2, "description": "…", "options": [SUB]}

GOOD = [
    command("today"),
    command("сегодня"),
    command("on-this_day", option("date", required=True), option("topic")),
    command("daily", GROUP, {**SUB, "options": [option("time")]}),
    command(
        "bounds", option("a", 4, min_value=2, max_value=2), option("b", min_length=0, max_length=9)
    ),
    command("suggests", *(option(f"o{kind}", kind, autocomplete=True) for kind in (3, 4, 10))),
    command("pick", option("kind", choices=choices("a", "b"))),
    command("size", option("n", 4, choices=[{"name": "one", "value": 1}])),
    {"name": "Report This", "type": 3},
    command("x" * 32, description="x" * 100),
]
BAD = [
    (command("Today"), "name", "INVALID_NAME"),
    (command("on this day"), "name", "INVALID_NAME"),
    (command("day!"), "name", "INVALID_NAME"),
    (command("today", description=""), "description", "REQUIRED"),
    (command("today", option("Date")), "options.0.name", "INVALID_NAME"),
    (command("today", option("a"), option("b", required=True)), "options.1", "REQUIRED_INVALID"),
    (command("today", option("a"), option("a")), "options.1", "NAME_ALREADY_EXISTS"),
    (command("daily", {**SUB, "options": [option("X")]}), "options.0.options.0.name", "INVALID_NAME"),
    (command("daily", SUB, option("a")), "options", "TYPE_INVALID"),
    (command("daily", {**GROUP, "options": []}), "options.0.options", "TYPE_INVALID"),
    (command("daily", {**SUB, "options": [SUB]}), "options.0.options", "TYPE_INVALID"),
    (command("daily", {**GROUP, "options": [GROUP]}), "options.0.options", "TYPE_INVALID"),
    (command("pick", option("a", choices=choices("x", "x"))), "options.0.choices.1.name", "DUPLICATED"),
    (command("pick", option("a", 5, choices=choices("x"))), "options.0.choices", "CHOICES_TYPE"),
    (command("pick", option("a", autocomplete=True, choices=choices("x"))), "options.0.autocomplete", "WITH_CHOICES"),
    (command("big", *(option(f"o{i}", choices=choices(*(f"{i}-{j}" * 20 for j in range(10)))) for i in range(20))), "", "TOO_LARGE"),
    (command("n", option("a", 4, min_value=3, max_value=2)), "options.0.min_value", "MIN_GREATER"),
    (command("n", option("a", min_length=3, max_length=2)), "options.0.min_length", "MIN_GREATER"),
    (command("n", option("a", 5, autocomplete=True)), "options.0.autocomplete", "AUTOCOMPLETE_TYPE"),
    ({"name": "Menu", "type": 3, "description": "x"}, "description", "CONTEXT_MENU"),
]  # fmt: skip


@pytest.mark.parametrize("body", GOOD, ids=lambda body: body["name"])
def test_good_commands_are_taken(body: dict[str, Any]):
    assert list(command_problems(body)) == []


@pytest.mark.parametrize(("body", "field", "code"), BAD)
def test_bad_commands_are_refused_at_the_field(body: dict[str, Any], field: str, code: str):
    found = {".".join(map(str, one.path)): one.code for one in command_problems(body)}
    assert code in found[field]


def test_a_commands_length_counts_the_longest_translation_and_every_choice():
    body = command(
        "today",
        option("kind", choices=[{"name": "war", "value": "w"}, {"name": "two", "value": 2}]),
        description="12345",
        name_localizations={"de": "heutetag", "fr": "jour"},
    )
    assert command_length(body) == len("heutetag") + 5 + len("kind") + 1 + len("war" + "w" + "two")
