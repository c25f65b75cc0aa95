"""Each command, button, menu and form asks who uses it, at the moment of use."""

import pytest

from bot.ui import editing_texts as texts
from bot.ui.texts import STALE_BUTTON
from tests.cogs.daily.talking import public

from .panels import WORDS, begun

COMMANDS = [
    "/content add event",
    "/content add person",
    "/content add topic",
    "/content add place",
    "/content add source",
    "/content edit entry:event:operation-uranus",
    "/content drafts",
]


@pytest.mark.parametrize("command", COMMANDS)
async def test_members_are_told_whom_to_ask(ask, command):
    answer = await ask(command, who="member")
    assert answer.text == texts.EDITORS_ONLY
    assert answer.ephemeral


PRESSED = [
    "f:draft:open:1",
    "f:draft:section:1:words",
    "f:draft:publish:1",
    "f:draft:discarded:1",
    "f:pick:1:places:0:",
    "f:pickfind:1:places:0:",
    "f:drafts:discard",
    "f:takeback:1:event:operation-uranus",
    "f:newdraft:event",
]


@pytest.mark.parametrize("custom_id", PRESSED)
async def test_a_button_helps_nobody_else(ask, submit, press, playground, custom_id):
    await begun(ask, submit)
    message = public(playground, custom_id)
    assert (await press(*message, who="member")).text == texts.EDITORS_ONLY


async def test_another_editor_does_not_get_at_my_draft(
    ask, submit, press, playground, member_edits
):
    await begun(ask, submit)
    await member_edits()
    for custom_id in PRESSED[:6]:
        answer = await press(*public(playground, custom_id), who="member")
        assert "That draft is another editor's" in answer.text, custom_id
    assert texts.DRAFTS_NONE in (await ask("/content drafts", who="member")).text


async def test_a_form_is_refused_to_who_is_no_editor_any_more(
    ask, submit, member_edits, newsroom, home
):
    roles = await member_edits()
    form = await ask("/content add event", who="member")
    roles.clear()
    answer = await submit(form, WORDS, who="member")
    assert "Only this server's editors may do that" in answer.text
    assert "Barbarossa begins" in answer.text
    for author in home.members:
        assert await newsroom.drafting.of_author(int(home.id), int(author)) == []


async def test_a_draft_of_another_server_is_gone_here(press, playground, newsroom, moderator):
    draft = await newsroom.drafting.add(77, moderator, "event", {"title": "Elsewhere"})
    answer = await press(*public(playground, f"f:draft:open:{draft.id}"))
    assert "That draft is gone" in answer.text


GONE = ["f:draft:open:x", "f:draft:open:99", "f:draft:open", "f:pick:99:places:0:", "f:pick"]
STALE = [
    "f:draft",
    "f:draft:dance:1",
    "f:draft:section:1:hats",
    "f:drafts:dance",
    "f:takeback:x:event:uranus",
    "f:takeback:0:event:uranus",
    "f:newdraft:event",
    "f:newdraft:hat",
    "f:pick:1:hats:0:",
]


@pytest.mark.parametrize("custom_id", GONE)
async def test_a_button_of_a_draft_that_is_gone_says_so(ask, press, playground, custom_id):
    assert "That draft is gone" in (await press(*public(playground, custom_id))).text


@pytest.mark.parametrize("custom_id", STALE)
async def test_a_button_of_an_older_version_says_so(ask, submit, press, playground, custom_id):
    await begun(ask, submit)
    assert (await press(*public(playground, custom_id))).text == STALE_BUTTON


async def test_a_button_for_continuing_shows_the_panel_where_nothing_is_wrong(
    ask, press, playground
):
    await ask("/content edit entry:event:operation-uranus")
    answer = await press(*public(playground, "f:draft:continue:1"))
    assert texts.SOUND in answer.text
    assert answer.ephemeral
