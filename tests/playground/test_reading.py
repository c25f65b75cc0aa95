"""What a person sees of a message."""

from typing import Any

import pytest

from bot.playground import reading
from tests.playground.raw import button, row

Json = dict[str, Any]
V2 = 1 << 15


def text(content: str) -> Json:
    return {"type": 10, "content": content}


def media(description: str | None, **more: Any) -> Json:
    return {"media": {"url": "https://x"}, "description": description, **more}


SECTION = {"type": 9, "components": [text("b")], "accessory": {"type": 11, **media("map")}}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"content": "Hello"}, "Hello"),
        ({"content": ""}, ""),
        ({}, ""),
        ({"content": "x", "attachments": [{"filename": "a.png"}]}, "x\n[a.png]"),
        ({"flags": V2, "components": [text("x")], "attachments": [{"filename": "a"}]}, "x"),
        (
            {
                "embeds": [
                    {
                        "author": {"name": "1"},
                        "title": "2",
                        "description": "3",
                        "fields": [{"name": "4", "value": "5"}],
                        "footer": {"text": "6"},
                    },
                    {"title": "7"},
                ]
            },
            "1\n2\n3\n4: 5\n6\n7",
        ),
        ({"components": [text("a"), SECTION, text("c")]}, "a\nb\n[map]\nc"),
        (
            {"components": [{"type": 17, "spoiler": True, "components": [text("a")]}]},
            "(hidden until clicked)\na",
        ),
        ({"components": [{"type": 12, "items": [media("one"), media(None), media("two")]}]}, "[one]\n[two]"),
        ({"components": [{"type": 13, "file": {"url": "http://h/a/b/pack.yaml"}}]}, "[pack.yaml]"),
        ({"components": [{"type": 18, "label": "L", "description": "D"}, {"type": 14}]}, "L\nD"),
        ({"components": [row(button("Unread"))]}, ""),
    ],
)  # fmt: skip
def test_text_comes_in_reading_order(message: Json, expected: str):
    assert reading.text(message) == expected


def test_buttons_and_options_have_labels():
    select = {
        "type": 3,
        "custom_id": "s",
        "placeholder": "Which?",
        "options": [{"label": "A"}, {"label": "B"}],
    }
    emoji = {"type": 2, "style": 2, "emoji": {"name": "📅"}}
    message = {"components": [{"type": 17, "components": [row(button("One"), emoji), row(select)]}]}
    assert reading.buttons(message) == ["One", "📅"]
    assert reading.options(message) == ["A", "B"]
    assert [reading.label(one) for one in reading.selects(message)] == ["Which?"]
    assert reading.buttons({}) == []


def test_the_beginning_of_a_message_tells_nothing_that_is_hidden():
    hidden = {"type": 17, "spoiler": True, "components": [text("butler")]}
    message = {"components": [text("It was ||the\nmaid||,"), hidden, text("or not")]}
    assert reading.beginning(message) == "It was ▮▮▮,"
    assert reading.beginning({"content": "Hello"}, most=2) == "He"
