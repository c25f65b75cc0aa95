"""An editor writes an event in the panel, form by form, and publishes it."""

import pytest

from bot.ui import editing_texts as texts

from .panels import BARBAROSSA, WORDS, begun, cited, prefilled, published


async def test_a_newcomer_adds_an_event_sees_it_today_and_takes_it_back(ask, submit, press, choose):
    """Eight steps behind /help."""
    form = await ask("/content add event")
    panel = await submit(form, WORDS)
    assert panel.ephemeral
    assert "**Title:** Barbarossa begins" in panel.text
    picker = await press(panel, texts.CONTINUE)
    picker = await choose(picker, "Antony Beevor, Stalingrad")
    panel = await press(picker, texts.BACK)
    assert "## Barbarossa begins\n-# War · Sunday, 22 June 1941 · 85 years ago" in panel.text
    assert texts.SOUND in panel.text
    shown = await press(panel, texts.PUBLISH)
    assert texts.PUBLISHED.format(number=1, record=BARBAROSSA) in shown.text
    assert "Barbarossa begins" in (await ask("/today", who="member")).text
    taken = await press(shown, texts.UNDO)
    assert texts.TAKEN_BACK_NEW.format(number=2, record=BARBAROSSA) in taken.text
    assert "Barbarossa" not in (await ask("/today", who="member")).text


TYPES = ["event", "person", "topic", "place", "source"]


@pytest.mark.parametrize("type_", TYPES)
async def test_each_type_begins_with_the_form_of_its_words(ask, type_):
    form = await ask(f"/content add {type_}")
    assert form.kind == "modal"
    assert form.modal["title"] == f"Add a new {type_}"
    assert texts.DRAFTS_NONE in (await ask("/content drafts")).text


async def test_a_kind_that_is_missing_is_a_menu_without_a_choice(ask):
    form = await ask("/content add event")
    assert prefilled(form)["kind"] == prefilled(form)["importance"] == []


async def test_a_form_is_filled_in_from_the_draft(ask, submit, press):
    panel = await begun(ask, submit)
    form = await press(panel, "Words and date")
    assert prefilled(form) == {
        "title": "Barbarossa begins",
        "date": "1941-06-22",
        "text": "German forces invade the Soviet Union.",
        "kind": ["war"],
        "importance": ["3"],
    }
    panel = await submit(form, {"title": "Barbarossa"})
    assert panel.kind == "update"
    assert "**Title:** Barbarossa\n" in panel.text


async def test_dispute_and_warning_are_written_and_shown_as_members_see_them(
    ask, submit, press, choose
):
    panel = await cited(press, choose, await begun(ask, submit))
    form = await press(panel, "Dispute and warning")
    panel = await submit(form, {"dispute": "Who began?", "sensitive": ["Mass killing", "children"]})
    assert "(hidden until clicked)" in panel.text
    assert "mass killing and harm to children" in panel.text
    assert "**Disputed.** Who began?" in panel.text
    assert prefilled(await press(panel, "Dispute and warning"))["sensitive"] == [
        "mass-killing",
        "children",
    ]


async def test_what_is_wrong_is_told_with_its_section_and_what_is_typed_stays(ask, submit, press):
    panel = await begun(ask, submit, title="A *bold* title", date="some day")
    assert "**Title:** A \\*bold\\* title\n**Date:** some day" in panel.text
    assert "- Words and date: “some day” is not a date that I can read." in panel.text
    assert "which Discord would take for formatting" in panel.text
    assert "- Sources:" in panel.text
    answer = await press(panel, texts.PUBLISH)
    assert texts.NOT_PUBLISHED in answer.text
    form = await press(answer, texts.CONTINUE)
    assert prefilled(form)["title"] == "A *bold* title"
    assert prefilled(form)["date"] == "some day"


async def test_what_is_worth_a_look_is_no_obstacle(ask, submit, press, choose):
    panel = await cited(press, choose, await begun(ask, submit, date="22 June 2941"))
    assert texts.WARNINGS in panel.text
    assert "far future" in panel.text
    assert texts.CONTINUE not in panel.buttons
    assert "number 1" in (await press(panel, texts.PUBLISH)).text


async def test_many_faults_are_counted(ask, submit, press):
    panel = await begun(ask, submit)
    form = await press(panel, "Old Style, other names")
    panel = await submit(form, {"aliases": "\n".join(f"*{n}" for n in range(12))})
    assert texts.PROBLEMS_MORE.format(count=6) in panel.text


async def test_everything_works_in_a_new_process(connect, playground):
    async def as_moderator(deed, *arguments):
        return await deed(*arguments, who="moderator")

    async with connect():
        form = await as_moderator(playground.type, "/content add event")
    async with connect():
        panel = await as_moderator(playground.submit, form, WORDS)
        form = await as_moderator(playground.press, panel, "Words and date")
    async with connect():
        panel = await as_moderator(playground.submit, form, {"title": "Barbarossa"})
        picker = await as_moderator(playground.press, panel, texts.CONTINUE)
    async with connect():
        picker = await as_moderator(playground.choose, picker, "A leaflet")
    async with connect():
        panel = await as_moderator(playground.press, picker, texts.BACK)
        shown = await as_moderator(playground.press, panel, texts.PUBLISH)
    async with connect():
        assert "Barbarossa" in (await playground.type("/event name:Barbarossa")).text
        assert "Taken back" in (await as_moderator(playground.press, shown, texts.UNDO)).text


async def test_a_person_has_a_life_and_roles(ask, submit, press, choose):
    form = await ask("/content add person")
    panel = await submit(form, {"name": "Ivan Konev", "text": "A commander."})
    form = await press(panel, "Life and roles")
    panel = await submit(
        form,
        {
            "born": "28 December 1897",
            "born_old_style": "16 December 1897",
            "died": "21.05.1973",
            "roles": "Marshal | 1944-1973\nWriter",
        },
    )
    panel = await cited(press, choose, panel)
    assert "## Ivan Konev" in panel.text
    assert "28 December 1897" in panel.text
    assert "Marshal (1944" in panel.text
    form = await press(panel, "Life and roles")
    assert prefilled(form)["roles"] == "Marshal | 1944/1973\nWriter"


async def test_a_place_and_a_source_are_added_and_named_at_once(ask, submit, press, choose):
    form = await ask("/content add place")
    panel = await submit(form, {"name": "Brest", "latitude": "52.09", "longitude": "23.69"})
    assert "**Name:** Brest" in panel.text
    assert texts.SOUND in panel.text
    assert "number 1 of `place:brest`" in (await press(panel, texts.PUBLISH)).text
    form = await ask("/content add source")
    words = {"title": "War diary", "kind": "Document", "trust": "Kept by an officer."}
    await press(await submit(form, words), texts.PUBLISH)
    panel = await begun(ask, submit)
    picker = await press(panel, "Places")
    assert "Brest" in picker.options
    panel = await press(await choose(picker, "Brest"), texts.BACK)
    picker = await choose(await press(panel, "Sources"), "War diary")
    shown = await press(await press(picker, texts.BACK), texts.PUBLISH)
    assert "-# **Places:** Brest" in shown.text
    assert "*War diary*" in shown.text


async def test_an_entry_is_edited_by_its_name(ask, submit, press):
    panel = await ask("/content edit entry:operation uranus begins")
    assert texts.DRAFT_CHANGE.format(record="event:operation-uranus") in panel.text
    panel = await submit(await press(panel, "Words and date"), {"title": "Operation Uranus"})
    shown = await press(panel, texts.PUBLISH)
    assert "number 1 of `event:operation-uranus`" in shown.text
    assert shown.buttons == [texts.HISTORY, texts.UNDO]
    assert "## Operation Uranus\n" in (await ask("/event name:Uranus", who="member")).text
    taken = await press(shown, texts.UNDO)
    assert texts.TAKEN_BACK.format(number=2, record="event:operation-uranus") in taken.text
    assert "## Operation Uranus begins" in (await ask("/event name:Uranus", who="member")).text


async def test_what_is_edited_is_offered_while_it_is_typed(ask, playground):
    offered = await playground.complete("/content edit entry:stalin", who="moderator")
    assert [choice["name"] for choice in offered.choices] == [
        "Battle of Stalingrad (topic)",
        "Stalingrad (place)",
        "Antony Beevor, Stalingrad (source)",
    ]
    panel = await ask("/content edit entry:place:stalingrad")
    assert "**Today:** Volgograd, Russia" in panel.text


async def test_nothing_is_offered_to_others(ask, playground):
    assert (await playground.complete("/content edit entry:stalin")).choices == []


async def test_what_is_not_known_is_asked_for_again(ask):
    assert "I know nothing called “qqqq”" in (await ask("/content edit entry:qqqq")).text
    assert "There is no event:nothing here" in (await ask("/content edit entry:event:nothing")).text


async def test_a_change_is_shown_in_this_server_alone(ask, submit, press, choose, playground):
    await published(ask, submit, press, choose)
    elsewhere = await playground.type("/today", who="member", where="Elsewhere/lounge")
    assert elsewhere.ok
    assert "Barbarossa" not in elsewhere.text
