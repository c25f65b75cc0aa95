"""Filling in modals, with the checks of Discord's clients."""

import asyncio
from typing import Any

import pytest

from bot.playground import Playground, Upload
from tests.playground.raw import RawBot, command

Json = dict[str, Any]


def labelled(label: str, component: Json) -> Json:
    return {"type": 18, "label": label, "component": component}


def options(*values: str, chosen: str = "") -> list[Json]:
    return [
        {"label": v.title(), "value": v, **({"default": True} if v == chosen else {})}
        for v in values
    ]


TITLE = labelled(
    "Title", {"type": 4, "custom_id": "title", "style": 1, "min_length": 3, "max_length": 9}
)
OLD = labelled(
    "Old", {"type": 4, "custom_id": "old", "style": 2, "value": "kept", "required": False}
)
KIND = labelled(
    "Kind", {"type": 3, "custom_id": "kind", "options": options("war", "peace", chosen="war")}
)
WHO = labelled("Who", {"type": 5, "custom_id": "who", "required": False})
FILE = labelled("File", {"type": 19, "custom_id": "file", "required": False})
RADIO = labelled(
    "Radio", {"type": 21, "custom_id": "radio", "required": False, "options": options("a", "b")}
)
BOXES = labelled(
    "Boxes",
    {
        "type": 22,
        "custom_id": "boxes",
        "required": False,
        "max_values": 2,
        "options": options("a", "b", "c"),
    },
)
BOX = labelled("Box", {"type": 23, "custom_id": "box"})
LEGACY = {
    "type": 1,
    "components": [
        {"type": 4, "custom_id": "legacy", "label": "Legacy", "style": 1, "required": False}
    ],
}
NOTE = {"type": 10, "content": "Read this"}


async def opened(playground: Playground, bot: RawBot, *parts: Json) -> str:
    """Open a modal and give the interaction that it belongs to."""
    await bot.register(command("form"))
    typing = asyncio.create_task(playground.type("/form"))
    interaction = await bot.event("INTERACTION_CREATE")
    modal = {"title": "Form", "custom_id": "m", "components": list(parts)}
    status, body = await bot.answer(interaction, 9, modal)
    assert status == 204, body
    return (await typing).interaction


async def filled(playground: Playground, bot: RawBot, form: str, fields: Json) -> Json:
    """Submit the modal and give the data that the bot hears."""
    submitting = asyncio.create_task(playground.submit(form, fields))
    hearing = asyncio.create_task(bot.event("INTERACTION_CREATE"))
    await asyncio.wait({submitting, hearing}, return_when=asyncio.FIRST_COMPLETED)
    assert not submitting.done(), submitting.result().problem
    interaction = await hearing
    await bot.answer(interaction, 4, {"content": "x"})
    await submitting
    data: Json = interaction["data"]
    return data


async def test_every_kind_of_field_is_sent(playground: Playground, raw: RawBot):
    form = await opened(playground, raw, TITLE, OLD, KIND, WHO, FILE)
    upload = Upload("a.txt", "text/plain", b"x")
    fields = {"Title": "Stalin", "kind": "Peace", "Who": ["moderator"], "File": upload}
    data = await filled(playground, raw, form, fields)
    sent = {part["component"]["custom_id"]: part["component"] for part in data["components"]}
    assert sent["title"]["value"] == "Stalin"
    assert sent["old"]["value"] == "kept"
    assert sent["kind"]["values"] == ["peace"]
    assert list(data["resolved"]["users"]) == sent["who"]["values"]
    assert list(data["resolved"]["attachments"]) == sent["file"]["values"]
    assert data["custom_id"] == "m"


async def test_boxes_radios_and_older_fields_are_sent(playground: Playground, raw: RawBot):
    form = await opened(playground, raw, RADIO, BOXES, BOX, LEGACY, NOTE)
    data = await filled(
        playground, raw, form, {"radio": "A", "Boxes": ["a", "C"], "box": True, "Legacy": "x"}
    )
    radio, boxes, box, legacy, note = data["components"]
    assert radio["component"]["value"] == "a"
    assert boxes["component"]["values"] == ["a", "c"]
    assert box["component"]["value"] is True
    assert legacy["components"][0]["value"] == "x"
    assert note == {"type": 10, "id": note["id"]}
    data = await filled(playground, raw, form, {})
    assert [part.get("component", {}).get("value") for part in data["components"]] == [
        None,
        None,
        False,
        None,
        None,
    ]
    assert data["components"][1]["component"]["values"] == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Title: this field is required."),
        ({"Title": "ab"}, "Title: write 3 to 9 characters (2 now)."),
        ({"Title": "x" * 10}, "Title: write 3 to 9 characters (10 now)."),
        ({"Tittel": "abc", "Title": "abc"}, "The form has no field Tittel. It has: Title."),
        ({"Title": "abc", "Kind": "tea"}, "There is no option tea. There is: War, Peace."),
        ({"Title": "abc", "Kind": []}, "Kind: this field is required."),
        ({"Title": "abc", "Kind": ["war", "peace"]}, "Choose 1 in kind."),
        ({"Title": "abc", "File": "a.txt"}, "File: hand over a file."),
        ({"Title": "abc", "Boxes": ["a", "b", "c"]}, "Boxes: choose 0 to 2."),
    ],
)
async def test_a_client_says_what_is_wrong(
    playground: Playground, raw: RawBot, fields: Json, sentence: str
):
    form = await opened(playground, raw, TITLE, KIND, FILE, BOXES, LEGACY)
    assert (await playground.submit(form, fields)).problem == sentence


async def test_forms_belong_to_the_one_who_opened_them(playground: Playground, raw: RawBot):
    form = await opened(playground, raw, BOX)
    refused = await playground.submit(form, {}, who="moderator")
    assert refused.problem == "The form is open for somebody else."
    assert (await playground.submit("5", {})).problem.startswith("There is no open form")
