"""Places, people, topics and sources are picked from menus of any number of pages."""

import pytest

from bot.ui import editing_texts as texts

from .panels import begun, checked, crowded, prefilled


@pytest.fixture
def catalogue():
    return crowded()


@pytest.fixture
async def panel(ask, submit):
    return await begun(ask, submit)


async def test_a_menu_has_pages_and_what_is_chosen_comes_first(panel, press, choose):
    picker = await press(panel, "Places")
    assert len(picker.options) == 25
    assert texts.PICK_ALL.format(count=72) in picker.text
    picker = await press(picker, "Page 2 ▶")
    assert picker.buttons[:2] == ["◀ Page 1", "Page 3 ▶"]
    picker = await choose(picker, "Town 30", "Town 40")
    assert "Chosen (2): Town 30 and Town 40" in picker.text
    picker = await press(picker, "Page 3 ▶")
    picker = await choose(picker, "Town 60")
    picker = await press(await press(picker, "◀ Page 2"), "◀ Page 1")
    assert picker.options[:3] == checked(picker) == ["Town 30", "Town 40", "Town 60"]


async def test_choosing_on_one_page_loses_nothing_that_is_chosen_on_another(panel, press, choose):
    picker = await choose(await press(panel, "Places"), "Moscow", "Stalingrad")
    second = await press(picker, "Page 2 ▶")
    picker = await choose(second, "Town 30")
    assert "Chosen (3): Moscow, Stalingrad and Town 30" in picker.text
    picker = await choose(await press(picker, "◀ Page 1"), "Stalingrad", "Town 30")
    assert "Chosen (2): Stalingrad and Town 30" in picker.text
    picker = await choose(picker)
    assert texts.PICK_NONE in picker.text


async def test_a_page_that_is_behind_the_draft_puts_back_only_what_it_offered(
    panel, ask, press, choose
):
    old = await press(panel, "Places")
    other = await choose(await ask("/content drafts"), "Barbarossa begins")
    other = await press(await press(await press(other, "Places"), "Page 2 ▶"), "Page 3 ▶")
    await choose(other, "Town 60")
    picker = await choose(old, "Town 01")
    assert "Chosen (2): Town 60 and Town 01" in picker.text


async def test_a_menu_is_narrowed_by_any_spelling(panel, press, submit, choose):
    picker = await choose(await press(panel, "Places"), "Moscow")
    form = await press(picker, texts.FIND)
    picker = await submit(form, {"words": "Сталинград"})
    assert picker.options == ["Stalingrad"]
    assert "Chosen (1): Moscow" in picker.text
    assert "-# 1 for “stalingrad”." in picker.text
    picker = await choose(picker, "Stalingrad")
    assert "Chosen (2): Moscow and Stalingrad" in picker.text
    form = await press(picker, texts.FIND)
    assert prefilled(form)["words"] == "stalingrad"
    picker = await submit(form, {"words": "Country 7"})
    assert "Town 07" in picker.options
    picker = await press(picker, texts.FIND_ALL)
    assert checked(picker) == ["Moscow", "Stalingrad"]


async def test_what_is_not_found_can_be_added(panel, press, submit):
    form = await press(await press(panel, "Places"), texts.FIND)
    picker = await submit(form, {"words": "qqqqqqq: <@1> `x` " * 5})
    assert "`/content add place`" in picker.text
    assert picker.options == []
    assert (await press(picker, texts.BACK)).ok


async def test_people_and_topics_are_found_as_everywhere(panel, press, submit, choose):
    form = await press(await press(panel, "People"), texts.FIND)
    picker = await submit(form, {"words": "schukow"})
    assert picker.options == ["Georgy Zhukov"]
    panel = await press(await choose(picker, "Georgy Zhukov"), texts.BACK)
    assert "**People:** Georgy Zhukov" in panel.text
    panel = await press(await choose(await press(panel, "Topics"), "Battle of Moscow"), texts.BACK)
    assert "**Topics:** Battle of Moscow" in panel.text


async def test_too_many_are_told_and_nothing_is_lost(panel, press, choose):
    picker = await press(panel, "Places")
    picker = await choose(picker, *picker.options)
    picker = await press(picker, "Page 2 ▶")
    picker = await choose(picker, *picker.options[:2])
    assert texts.PICK_TOO_MANY.format(count=27, most=25) in picker.text
    panel = await press(picker, texts.BACK)
    assert "- Places: “places” has 27 items; at most 25 fit." in panel.text
    picker = await press(panel, "Places")
    picker = await choose(picker, *picker.options[2:])
    assert "Chosen (25)" in picker.text
    assert "at most" not in picker.text


async def test_what_is_gone_from_the_content_can_be_put_back(ask, press, choose, newsroom, home):
    panel = await ask("/content edit entry:event:operation-uranus")
    await newsroom.revising.hide(int(home.id), "person:georgy-zhukov", 1)
    picker = await press(panel, "People")
    assert picker.options[0] == "georgy-zhukov"
    picker = await choose(picker)
    assert texts.PICK_NONE in picker.text


async def test_where_in_a_source_it_stands_is_typed_and_kept(panel, press, choose, submit):
    assert texts.LOCATE not in panel.buttons
    picker = await choose(await press(panel, "Sources"), "A leaflet", "Antony Beevor, Stalingrad")
    form = await press(picker, texts.LOCATE)
    assert [part["label"] for part in form.modal["components"]] == [
        "A leaflet",
        "Antony Beevor, Stalingrad",
    ]
    panel = await submit(form, {"beevor-1998": "chapter  5"})
    assert "*Stalingrad* (1998), chapter 5" in panel.text
    picker = await choose(await press(panel, "Sources"), "Antony Beevor, Stalingrad")
    panel = await press(picker, texts.BACK)
    assert "*Stalingrad* (1998), chapter 5" in panel.text
    assert prefilled(await press(panel, texts.LOCATE)) == {"beevor-1998": "chapter 5"}


async def test_the_places_in_many_sources_are_typed_five_at_a_time(
    panel, ask, press, choose, submit
):
    names = [f"Work {number}" for number in range(6)]
    for name in names:
        form = await ask("/content add source")
        words = {"title": name, "kind": "Book", "trust": "Sound."}
        await press(await submit(form, words), texts.PUBLISH)
    panel = await press(await choose(await press(panel, "Sources"), *names), texts.BACK)
    which = await press(panel, texts.LOCATE)
    assert which.buttons == ["1 to 5", "6 to 6", texts.BACK]
    form = await press(which, "6 to 6")
    assert [part["label"] for part in form.modal["components"]] == ["Work 5"]
    panel = await submit(form, {"Work 5": "p. 3"})
    assert "*Work 5*, p. 3" in panel.text


async def test_sources_that_were_all_put_back_have_no_places(panel, ask, press, choose):
    old = await choose(await press(panel, "Sources"), "A leaflet")
    other = await choose(await ask("/content drafts"), "Barbarossa begins")
    await choose(await press(other, "Sources"))
    assert texts.LOCATE_NONE in (await press(old, texts.LOCATE)).text
