"""Who adds an event adds its source on the way, and both are published together."""

import pytest

from bot.playground import reading
from bot.playground.rules.walk import Type
from bot.ui import editing_texts as texts

from .panels import BARBAROSSA, begun, checked, cited, prefilled

SOURCE = {
    "title": "When Titans Clashed",
    "authored": "David Glantz and Jonathan House, 1995",
    "kind": "Book",
    "trust": "A standard history.",
    "url": "",
}


@pytest.fixture
async def picker(ask, submit, press):
    return await press(await begun(ask, submit), "Sources")


@pytest.fixture
def own(newsroom, home):
    """Give a function that tells what the server shows of its own."""
    return lambda: newsroom.catalogues.overlay(int(home.id)).own


async def test_panel_and_picker_say_that_an_entry_needs_a_source(ask, submit, press):
    panel = await begun(ask, submit)
    assert texts.SOURCES_HOW in panel.text
    picker = await press(panel, "Sources")
    assert texts.PICK_NONE_NEEDED in picker.text
    assert texts.SOURCE_NEW_BUTTON in picker.buttons
    assert texts.SOURCE_NEW_BUTTON not in (await press(panel, "Places")).buttons


async def test_a_source_is_made_on_the_way(ask, press, submit, picker, own):
    panel = await submit(await press(picker, texts.SOURCE_NEW_BUTTON), SOURCE)
    assert "Nothing is missing" in panel.text
    assert own() == {}
    assert (await ask("/content show entry:source:glantz-house-1995")).ephemeral
    await press(panel, "Publish")
    assert sorted(own()) == [BARBAROSSA, "source:glantz-house-1995"]
    assert own()["source:glantz-house-1995"] == {
        "id": "glantz-house-1995",
        "title": "When Titans Clashed",
        "kind": "book",
        "trust": "A standard history.",
        "author": "David Glantz and Jonathan House",
        "year": "1995",
    }
    card = await ask("/event name:Barbarossa begins", who="member")
    assert "When Titans Clashed" in card.text
    await ask("/content undo")
    assert own() == {}


async def test_a_new_source_is_chosen_and_can_be_put_back(press, submit, choose, picker, own):
    panel = await submit(await press(picker, texts.SOURCE_NEW_BUTTON), SOURCE)
    picker = await press(panel, "Sources")
    name = "David Glantz and Jonathan House, When Titans Clashed"
    assert checked(picker) == [name]
    picker = await choose(picker, "Antony Beevor, Stalingrad")
    assert checked(picker) == ["Antony Beevor, Stalingrad"]
    assert name in picker.options
    await press(await press(picker, texts.BACK), "Publish")
    assert list(own()) == [BARBAROSSA]


async def test_a_faulty_source_is_kept_and_mended(press, submit, picker, own):
    panel = await submit(
        await press(picker, texts.SOURCE_NEW_BUTTON), SOURCE | {"url": "ftp://example.org"}
    )
    assert "In the new source “When Titans Clashed”" in panel.text
    panel = await press(panel, "Publish")
    assert texts.NOT_PUBLISHED in panel.text
    assert own() == {}
    picker = await press(panel, texts.CONTINUE)
    form = await press(picker, texts.SOURCE_CHANGE.format(title="When Titans Clashed"))
    assert prefilled(form)["url"] == "ftp://example.org"
    assert prefilled(form)["authored"] == SOURCE["authored"]
    assert prefilled(form)["kind"] == ["book"]
    panel = await submit(form, {"url": "https://example.org"})
    await press(panel, "Publish")
    assert own()["source:glantz-house-1995"]["url"] == "https://example.org"


async def test_where_in_a_new_source_is_told(press, submit, picker, own):
    panel = await submit(await press(picker, texts.SOURCE_NEW_BUTTON), SOURCE)
    form = await press(panel, texts.LOCATE)
    panel = await submit(form, {"glantz-house-1995": "p. 12"})
    await press(panel, "Publish")
    assert own()[BARBAROSSA]["sources"] == [{"source": "glantz-house-1995", "at": "p. 12"}]


async def test_what_is_looked_for_is_found_among_the_new_ones(press, submit, picker):
    panel = await submit(await press(picker, texts.SOURCE_NEW_BUTTON), SOURCE)
    form = await press(await press(panel, "Sources"), texts.FIND)
    found = await submit(form, {"words": "titans"})
    assert len(found.options) == 1
    form = await press(found, texts.FIND)
    found = await submit(form, {"words": "zzzzzz"})
    assert texts.PICK_NOT_FOUND_SOURCE.format(query="zzzzzz", count=0) in found.text


async def test_a_sixth_new_source_is_handed_back(press, submit, picker):
    for number in range(5):
        title = SOURCE | {"title": f"Titans {number}"}
        panel = await submit(await press(picker, texts.SOURCE_NEW_BUTTON), title)
        picker = await press(panel, "Sources")
    answer = await submit(await press(picker, texts.SOURCE_NEW_BUTTON), SOURCE)
    assert "at most 5 new sources" in answer.text
    assert "When Titans Clashed" in answer.text


async def test_an_edit_makes_a_source_too(ask, press, submit, own):
    panel = await ask("/content edit entry:The pocket")
    picker = await press(panel, "Sources")
    panel = await submit(await press(picker, texts.SOURCE_NEW_BUTTON), SOURCE)
    await press(panel, "Publish")
    assert sorted(own()) == ["event:pocket", "source:glantz-house-1995"]


@pytest.mark.parametrize("route", ["newsource:1:no-such", "citesource:1", "citesource:x"])
async def test_a_button_of_another_draft_says_so(press, playground, picker, route):
    stored = playground.world.messages_in(picker.message["channel_id"])
    message = stored.get(picker.message["id"], picker.message)
    for each in reading._of_type(message, {Type.BUTTON}):
        if each["label"] == texts.BACK:
            each["custom_id"] = f"f:{route}"
    answer = await press(picker, f"f:{route}")
    assert "older version" in answer.text or "draft is gone" in answer.text


async def test_an_editor_of_old_cites_what_is_known_with_few_steps(ask, submit, press, choose, own):
    panel = await cited(press, choose, await begun(ask, submit))
    await press(panel, "Publish")
    assert list(own()) == [BARBAROSSA]
