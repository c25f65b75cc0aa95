"""Only editors review, only moderators block, whatever a button says."""

import pytest

from bot.playground import Fault, reading
from bot.playground.rules.walk import Type
from bot.storage.members import Members
from bot.ui import editing_texts, suggesting_texts as texts
from tests.cogs.suggestions import (
    ROW,
    suggested,
    until,
    users,
)


@pytest.fixture
def block(editor, playground):
    """Give a function that blocks the member of a review, and gives what is shown when that is done."""

    async def blocking(review, told):
        pressed = await editor.press(review, texts.BLOCK)
        assert pressed.deferred  # Discord may take longer to tell who it is than it waits

        async def is_told():
            return told in reading.text(playground.read(who="moderator")[-1]) or (
                told in playground.outcome(pressed.interaction).text
            )

        await until(is_told)
        return playground.outcome(pressed.interaction)

    return blocking


async def test_only_editors_review(editor, playground):
    await suggested(playground)
    refused = await editor.ask("/content review", who="member")
    assert editing_texts.EDITORS_ONLY in refused.text


async def test_an_editor_reviews_but_does_not_block(editor, playground, home, desk, member_edits):
    await suggested(playground, who="moderator")
    roles = await member_edits()
    review = await editor.ask("/content review", who="member")
    assert review.buttons == ROW[:-1]
    theirs = await editor.ask("/content review")
    refused = await _forged(playground, theirs, review, "member")
    assert texts.BLOCK_MODERATORS_ONLY in refused.text
    roles.clear()
    refused = await editor.press(review, texts.APPROVE, who="member")
    assert editing_texts.EDITORS_ONLY in refused.text
    assert await desk.newsroom.editors.blocked(desk.guild) == []


async def _forged(playground, theirs, own, who):
    """Press the button of another's message on one's own."""
    wanted = next(
        each["custom_id"]
        for each in reading._of_type(theirs.message, {Type.BUTTON})
        if each["label"] == texts.BLOCK
    )
    message = playground.world.messages_in(own.message["channel_id"]).get(own.message["id"])
    for each in reading._of_type(message or own.message, {Type.BUTTON}):
        if each["label"] == texts.SKIP:
            each["custom_id"] = wanted
    return await playground.press(own, wanted, who=who)


async def test_a_blocked_member_suggests_no_more(editor, playground, desk, block):
    await suggested(playground)
    other = await editor.ask("/content review")
    member = users(playground)["member"]
    review = await block(
        await editor.ask("/content review"), texts.BLOCKED.format(who=f"<@{member}>")
    )
    assert review.buttons == ROW[:-1]
    assert (await editor.ask("/content review")).buttons == ROW[:-1]
    assert await desk.newsroom.editors.blocked(desk.guild) == [member]
    refused = await editor.ask("/suggest what:event", who="member")
    assert "take no more suggestions from you" in refused.text
    await block(other, texts.BLOCKED_ALREADY.format(who=f"<@{member}>"))


async def test_a_member_is_blocked_though_discord_does_not_tell_who_they_are(
    editor, playground, block
):
    await suggested(playground)
    review = await editor.ask("/content review")
    path = "/guilds/*/members/*"
    playground.faults.add(Fault(what="status", status=403, code=50001, path=path))
    told = texts.BLOCKED.format(who=f"<@{users(playground)['member']}>")
    assert (await block(review, told)).buttons == ROW[:-1]
    assert playground.faults.rules == []


async def test_an_editor_who_suggests_is_not_blocked(editor, playground, desk, member_edits, block):
    await suggested(playground)
    await member_edits()
    await block(await editor.ask("/content review"), "They edit here")
    assert await desk.newsroom.editors.blocked(desk.guild) == []


@pytest.mark.parametrize("route", ["nonsense:1", "approve", "approve:1", "approve:x:0", "next:"])
async def test_a_button_of_another_version_says_so(editor, playground, route):
    await suggested(playground)
    review = await editor.ask("/content review")
    for each in reading._of_type(_stored(playground, review), {Type.BUTTON}):
        if each["label"] == texts.SKIP:
            each["custom_id"] = f"f:review:{route}"
    answer = await editor.press(review, f"f:review:{route}")
    assert "older version" in answer.text


def _stored(playground, outcome):
    stored = playground.world.messages_in(outcome.message["channel_id"])
    return stored.get(outcome.message["id"], outcome.message)


async def test_nobody_is_blocked_who_was_erased(editor, playground, desk, database):
    await suggested(playground)
    review = await editor.ask("/content review")
    await desk.newsroom.suggesting.approve(desk.guild, 1, 1, seen=0)
    async with database.write() as connection:
        await Members(connection).erase(users(playground)["member"])
    assert "older version" in (await editor.press(review, texts.BLOCK)).text
    assert await desk.newsroom.editors.blocked(desk.guild) == []
