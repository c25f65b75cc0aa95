"""Drafts are published, taken back, listed and discarded, and nothing typed is lost."""

import pytest

from bot.ui import editing_texts as texts

from .panels import BARBAROSSA, WORDS, begun, cited, published

URANUS = "event:operation-uranus"


@pytest.fixture
async def sound(ask, submit, press, choose):
    """Give the panel of a new event that lacks nothing."""
    return await cited(press, choose, await begun(ask, submit))


async def test_one_of_the_same_name_that_is_added_at_that_moment_is_told(sound, press, newsroom):
    present = newsroom.revising.present

    async def meanwhile(guild, record):
        found = await present(guild, record)
        newsroom.revising.present = present
        body, _ = await present(guild, "event:leap")
        theirs = {**body, "id": "barbarossa-begins"}
        await newsroom.revising.publish(guild, record, theirs, parent=0, author=5)
        return found

    newsroom.revising.present = meanwhile
    panel = await press(sound, texts.PUBLISH)
    assert texts.TAKEN_MEANWHILE in panel.text
    shown = await press(panel, texts.PUBLISH)
    assert texts.PUBLISHED.format(number=1, record=f"{BARBAROSSA}-2") in shown.text


async def test_what_was_changed_again_is_not_taken_back_blindly(
    ask, submit, press, choose, member_edits
):
    shown = await published(ask, submit, press, choose)
    await member_edits()
    panel = await ask(f"/content edit entry:{BARBAROSSA}", who="member")
    form = await press(panel, "Words and date", who="member")
    panel = await submit(form, {"title": "Barbarossa"}, who="member")
    await press(panel, texts.PUBLISH, who="member")
    assert "what it says now is number 2" in (await press(shown, texts.UNDO)).text


async def test_a_published_draft_is_gone_and_its_forms_hand_back_what_is_typed(
    ask, submit, press, choose
):
    panel = await begun(ask, submit)
    form = await press(panel, "Words and date")
    await press(await press(panel, texts.DISCARD), texts.DISCARD_YES)
    answer = await submit(form, {"title": "Typed in vain @everyone", "text": "At length. " * 70})
    assert "That draft is gone" in answer.text
    assert texts.HANDED_BACK in answer.text
    assert "Typed in vain" in answer.text
    assert len(answer.text) <= 4000


async def test_a_draft_is_discarded_after_a_question(ask, submit, press):
    panel = await begun(ask, submit)
    asked = await press(panel, texts.DISCARD)
    assert texts.ASK_DISCARD.format(name="“Barbarossa begins”") in asked.text
    panel = await press(asked, texts.BACK)
    assert "**Title:** Barbarossa begins" in panel.text
    gone = await press(await press(panel, texts.DISCARD), texts.DISCARD_YES)
    assert texts.DISCARDED.format(name="“Barbarossa begins”") in gone.text
    assert texts.DRAFTS_NONE in gone.text


async def test_drafts_are_listed_opened_and_discarded_several_at_once(ask, submit, press, choose):
    await begun(ask, submit)
    await begun(ask, submit, title="Another")
    panel = await ask(f"/content edit entry:{URANUS}")
    await submit(await press(panel, "Words and date"), {"title": "Uranus"})
    listed = await ask("/content drafts")
    assert listed.ephemeral
    assert sorted(listed.options) == ["Another", "Barbarossa begins", "Uranus"]
    panel = await choose(listed, "Another")
    assert "**Title:** Another" in panel.text
    form = await press(await ask("/content drafts"), texts.DRAFTS_DISCARD)
    left = await submit(form, {"drafts": ["Another", "Uranus"]})
    assert left.options == ["Barbarossa begins"]


async def test_drafts_that_are_gone_cannot_be_discarded(ask, submit, press):
    await begun(ask, submit)
    old = await ask("/content drafts")
    form = await press(await ask("/content drafts"), texts.DRAFTS_DISCARD)
    await submit(form, {"drafts": ["Barbarossa begins"]})
    assert "You have no drafts here" in (await press(old, texts.DRAFTS_DISCARD)).text


async def test_no_more_drafts_than_fit_are_begun_and_what_is_typed_is_handed_back(
    ask, submit, press
):
    forms = [await ask("/content add event") for _ in range(21)]
    for number, form in enumerate(forms[:20]):
        assert (await submit(form, WORDS | {"title": f"Number {number}"})).ok
    answer = await submit(forms[20], WORDS | {"title": "One too many"})
    assert "You have 20 drafts here" in answer.text
    assert "One too many" in answer.text
    assert "You have 20 drafts here" in (await ask("/content add event")).text
    assert len((await ask("/content drafts")).options) == 20
