"""Modals and autocomplete choices: what Discord asks of them beyond their shape."""

from typing import Any

import pytest

from bot.playground.rules.modals import choice_problems, modal_problems

Json = dict[str, Any]


def field(custom_id: str, **more: Any) -> Json:
    text = {"type": 4, "custom_id": custom_id, "style": 1, **more}
    return {"type": 18, "label": "Label", "component": text}


def modal(*fields: Json) -> Json:
    return {"title": "t", "custom_id": "m", "components": list(fields)}


def test_five_fields_fit_and_a_text_between():
    parts = [field(str(i)) for i in range(4)]
    assert list(modal_problems(modal(*parts, {"type": 10, "content": "x"}))) == []


@pytest.mark.parametrize(
    ("body", "field_name", "code"),
    [
        (modal(*(field(str(i)) for i in range(6))), "components", "BAD_LENGTH"),
        (modal(field("a"), field("a")), "components.1.component.custom_id", "DUPLICATED"),
        (modal(field("a", min_length=5, max_length=4)), "components.0.component.min_length", "TOO_LARGE"),
        (modal(field("a", value="12345", max_length=4)), "components.0.component.value", "MAX_LENGTH"),
        (
            modal({"type": 18, "label": "l", "component": {"type": 3, "custom_id": "s", "max_values": 2, "options": [{"label": "a", "value": "a"}]}}),
            "components.0.component.max_values",
            "TOO_LARGE",
        ),
    ],
)  # fmt: skip
def test_bad_modals_are_refused_at_the_field(body: Json, field_name: str, code: str):
    found = {".".join(map(str, one.path)): one.code for one in modal_problems(body)}
    assert code in found[field_name]


def test_choices_are_25_of_100_characters_at_most():
    good = [{"name": "x" * 100, "value": "y" * 100}] * 25
    assert list(choice_problems(good)) == []
    assert [one.path for one in choice_problems(good * 2)] == [("choices",)]
    bad: list[Json] = [{"name": "x" * 101, "value": ""}, {"name": "n", "value": 5}]
    assert [one.path for one in choice_problems(bad)] == [
        ("choices", 0, "name"),
        ("choices", 0, "value"),
    ]
