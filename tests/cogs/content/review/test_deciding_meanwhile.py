"""Others decide, change and hide meanwhile: nothing is published that an editor did not see."""

import pytest

from bot.domain.revisions import SuggestionState
from bot.storage.members import Members
from bot.ui import suggesting_texts as texts
from tests.cogs.suggestions import (
    MENDED,
    ROW,
    reported,
    suggested,
    users,
)


@pytest.mark.parametrize("button", [texts.APPROVE, texts.EDIT, texts.REJECT])
async def test_what_another_editor_decided_is_said_and_the_next_one_shown(
    editor, playground, desk, button
):
    await suggested(playground)
    await reported(playground)
    review = await editor.ask("/content review")
    await desk.newsroom.suggesting.reject(desk.guild, 1, 1, "No.")
    shown = await editor.press(review, button)
    assert texts.DECIDED[SuggestionState.REJECTED].format(id=1) in shown.text
    assert "## A mistake in “The pocket”?" in shown.text


@pytest.mark.parametrize("button", [texts.APPROVE, texts.EDIT, texts.REJECT])
async def test_who_decided_it_themselves_hears_of_no_other_editor(editor, playground, button):
    await suggested(playground)
    other = await editor.ask("/content review")
    await editor.press(await editor.ask("/content review"), texts.APPROVE)
    shown = await editor.press(other, button)
    assert texts.DECIDED_YOURSELF[SuggestionState.APPROVED].format(id=1) in shown.text


async def test_a_reason_typed_too_late_changes_nothing(editor, playground, desk):
    await suggested(playground)
    form = await editor.press(await editor.ask("/content review"), texts.REJECT)
    await desk.newsroom.suggesting.approve(desk.guild, 1, 1, seen=0)
    shown = await editor.submit(form, {"reason": "No."})
    assert texts.DECIDED[SuggestionState.APPROVED].format(id=1) in shown.text
    assert (await desk.newsroom.suggesting.get(desk.guild, 1)).state is SuggestionState.APPROVED


async def test_what_was_changed_meanwhile_is_looked_at_again(editor, playground, desk):
    await reported(playground, {"text": MENDED})
    review = await editor.ask("/content review")
    body, _ = await desk.newsroom.revising.present(desk.guild, "event:pocket")
    newer = {**body, "text": "Another editor's words."}
    await desk.newsroom.revising.publish(desk.guild, "event:pocket", newer, parent=0, author=1)
    review = await editor.press(review, texts.APPROVE)
    assert texts.CHANGED_MEANWHILE in review.text
    assert "- Another editor's words." in review.text
    shown = await editor.press(review, texts.APPROVE)
    assert texts.APPROVED.format(record="event:pocket", number=2) in shown.text


async def test_what_has_become_a_fault_meanwhile_is_not_published(editor, playground, desk):
    guild, revising = desk.guild, desk.newsroom.revising
    own = {"id": "new-person", "name": "New", "text": "Somebody.", "sources": ["leaflet"]}
    person = await revising.publish(guild, "person:new-person", own, parent=0, author=1)
    body, _ = await revising.present(guild, "event:pocket")
    named = {**body, "people": ["new-person"]}
    await revising.publish(guild, "event:pocket", named, parent=0, author=1)
    await reported(playground, {"text": MENDED})
    review = await editor.ask("/content review")
    await revising.take_back(guild, person.record, person.number, 1)
    review = await editor.press(review, texts.APPROVE)
    assert texts.FAULTY_MEANWHILE in review.text
    assert texts.FAULTS in review.text
    assert texts.APPROVE not in review.buttons


async def test_what_is_hidden_meanwhile_can_be_rejected(editor, playground, desk):
    await reported(playground, {"text": MENDED})
    await desk.newsroom.revising.hide(desk.guild, "event:pocket", 1)
    review = await editor.ask("/content review")
    assert texts.NOT_SHOWN in review.text
    assert review.buttons == ROW[2:]
    assert texts.REJECTED in (await editor.reject(review)).text


async def test_what_was_erased_meanwhile_is_said(editor, playground, database):
    await suggested(playground)
    review = await editor.ask("/content review")
    async with database.write() as connection:
        await Members(connection).erase(users(playground)["member"])
    answer = await editor.press(review, texts.APPROVE)
    assert "has been erased" in answer.text
