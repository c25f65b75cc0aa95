"""Who takes an approved suggestion back is told that it counts as approved, and opens it again if they wish."""

import pytest

from bot.domain.revisions import SuggestionState
from bot.playground import reading
from bot.storage.members import Members
from bot.ui import looking_texts, suggesting_texts as texts
from tests.cogs.suggestions import BARBAROSSA, MENDED, ROW, reported, suggested, until, users

REOPEN = texts.REOPEN.format(id=1)


@pytest.fixture
def approve(editor, playground):
    """Give a function that approves a suggestion, and gives the answer."""

    async def approved():
        await suggested(playground)
        return await editor.press(await editor.ask("/content review"), texts.APPROVE)

    return approved


async def _state(desk):
    return (await desk.newsroom.suggesting.get(desk.guild, 1)).state


async def test_it_is_opened_again_from_the_button_that_took_it_back(
    editor, desk, approve, heard, playground
):
    taken = await editor.press(await approve(), texts.UNDO)
    assert texts.STILL_APPROVED.format(id=1) in taken.text
    assert await _state(desk) is SuggestionState.APPROVED
    assert "was accepted" in await heard()
    review = await editor.press(taken, REOPEN)
    assert review.kind == "update"
    assert texts.REOPENED.format(id=1) in review.text
    assert review.buttons == ROW
    assert await _state(desk) is SuggestionState.OPEN
    await editor.reject(review)

    async def told_again():
        return len(playground.read("dm")) > 1

    await until(told_again)
    assert "was not accepted" in await heard()


async def test_it_is_opened_again_after_an_undo(editor, desk, approve):
    await approve()
    taken = await editor.ask("/content undo")
    assert texts.STILL_APPROVED.format(id=1) in taken.text
    await editor.press(taken, REOPEN)
    assert await _state(desk) is SuggestionState.OPEN


async def test_it_is_opened_again_after_a_rollback(editor, desk, playground):
    await reported(playground, {"text": MENDED})
    await editor.press(await editor.ask("/content review"), texts.APPROVE)
    history = await editor.ask("/content history entry:event:pocket")
    beside = await editor.choose(history, "0")
    rolled = await editor.press(beside, looking_texts.ROLL_BACK_TO.format(number=0))
    assert texts.STILL_APPROVED.format(id=1) in rolled.text
    review = await editor.press(rolled, REOPEN)
    assert f"+ {MENDED}" in review.text
    assert await _state(desk) is SuggestionState.OPEN


async def test_it_is_opened_again_from_the_audit_channel(editor, desk, approve, playground):
    await editor.ask("/content audit channel:#on-this-day")
    await approve()

    async def told():
        return [each for each in playground.read("on-this-day") if BARBAROSSA in reading.text(each)]

    await until(told)
    [notice] = await told()
    taken = await editor.press(notice["id"], looking_texts.ROLL_BACK)
    await editor.press(taken, REOPEN)
    assert await _state(desk) is SuggestionState.OPEN


async def test_what_was_decided_anew_stays_decided(editor, desk, approve):
    taken = await editor.press(await approve(), texts.UNDO)
    suggesting = desk.newsroom.suggesting
    approved = await suggesting.get(desk.guild, 1)
    await suggesting.reopen(desk.guild, 1, approved.revision)
    await suggesting.approve(desk.guild, 1, 1, seen=0)
    shown = await editor.press(taken, REOPEN)
    assert texts.DECIDED[SuggestionState.APPROVED].format(id=1) in shown.text
    assert await _state(desk) is SuggestionState.APPROVED


async def test_nobody_is_offered_what_came_of_no_suggestion(editor, approve, database, playground):
    shown = await approve()
    async with database.write() as connection:
        await Members(connection).erase(users(playground)["member"])
    taken = await editor.press(shown, texts.UNDO)
    assert REOPEN not in taken.buttons
