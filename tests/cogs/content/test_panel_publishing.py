"""Nobody overwrites what somebody else changed meanwhile, and nothing typed is lost."""

import pytest

from bot.playground import reading
from bot.ui import editing_texts as texts
from tests.cogs.daily.talking import public
from tests.cogs.suggestions import until, users

from .panels import BARBAROSSA, WORDS, begun, cited, published

URANUS = "event:operation-uranus"


@pytest.fixture
async def sound(ask, submit, press, choose):
    """Give the panel of a new event that lacks nothing."""
    return await cited(press, choose, await begun(ask, submit))


@pytest.fixture
async def theirs(ask, press, submit, member_edits):
    """Give my panel of a record that somebody else has changed since."""
    await member_edits()
    mine = await ask(f"/content edit entry:{URANUS}")
    mine = await submit(await press(mine, "Words and date"), {"title": "Mine ```\n@everyone"})
    other = await ask(f"/content edit entry:{URANUS}", who="member")
    form = await press(other, "Words and date", who="member")
    other = await submit(form, {"title": "Theirs"}, who="member")
    assert "number 1" in (await press(other, texts.PUBLISH, who="member")).text
    return await submit(await press(mine, "Words and date"), {"title": "Mine"})


async def test_a_change_of_what_was_changed_meanwhile_shows_both(theirs, press, playground):
    stale = await press(theirs, texts.PUBLISH)
    member = next(each for each in playground.world.users.values() if each.username == "member")
    assert f"meanwhile it was changed by <@{member.id}>" in stale.text
    assert "- Theirs" in stale.text
    assert "+ Mine" in stale.text
    assert stale.buttons == [texts.TAKE_MINE, texts.DISCARD_MINE]


async def test_mine_can_replace_theirs_when_i_publish_again(theirs, press, ask):
    stale = await press(theirs, texts.PUBLISH)
    panel = await press(stale, texts.TAKE_MINE)
    assert texts.REBASED in panel.text
    assert "## Theirs" in (await ask("/event name:Uranus")).text
    assert f"number 2 of `{URANUS}`" in (await press(panel, texts.PUBLISH)).text
    assert "## Mine" in (await ask("/event name:Uranus")).text


async def test_mine_can_be_discarded(theirs, press, ask):
    stale = await press(theirs, texts.PUBLISH)
    assert texts.DISCARDED.format(name="“Mine”") in (await press(stale, texts.DISCARD_MINE)).text
    assert "## Theirs" in (await ask("/event name:Uranus")).text
    assert texts.DRAFTS_NONE in (await ask("/content drafts")).text


async def test_what_was_hidden_meanwhile_is_told(ask, press, newsroom, home):
    panel = await ask(f"/content edit entry:{URANUS}")
    await newsroom.revising.hide(int(home.id), URANUS, 5)
    stale = await press(panel, texts.PUBLISH)
    assert "meanwhile it was hidden by <@5>" in stale.text
    panel = await press(stale, texts.TAKE_MINE)
    assert (await press(panel, texts.PUBLISH)).ok
    assert "## Operation Uranus" in (await ask("/event name:Uranus")).text


async def test_what_says_the_same_meanwhile_is_told(ask, press, newsroom, home):
    panel = await ask(f"/content edit entry:{URANUS}")
    revising = newsroom.revising
    body, _ = await revising.present(int(home.id), URANUS)
    await revising.publish(int(home.id), URANUS, {**body, "title": "One"}, parent=0, author=5)
    await revising.publish(int(home.id), URANUS, body, parent=1, author=5)
    assert texts.STALE_SAME in (await press(panel, texts.PUBLISH)).text


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


async def test_publishing_approves_the_suggestion_that_it_takes_up(
    press, newsroom, playground, moderator
):
    guild, member = int(next(iter(playground.world.guilds))), users(playground)["member"]
    suggestion = await newsroom.suggesting.take(
        guild, member, URANUS, fields={"text": "Mended."}, source="A book.", wrong="The text."
    )
    draft = await newsroom.suggesting.take_up(guild, suggestion.id, moderator)
    panel = await press(*public(playground, f"f:draft:open:{draft.id}"))
    assert texts.DRAFT_SUGGESTED.strip() in panel.text
    assert "number 1" in (await press(panel, texts.PUBLISH)).text
    assert (await newsroom.suggesting.get(guild, suggestion.id)).state == "approved"

    async def is_told():
        return playground.read("dm")

    await until(is_told)
    [told] = playground.read("dm")
    assert reading.text(told).startswith("**Your report on “Operation Uranus begins” (Playground)")


async def test_a_published_draft_is_gone_and_its_forms_hand_back_what_is_typed(
    ask, submit, press, choose
):
    panel = await begun(ask, submit)
    form = await press(panel, "Words and date")
    await press(await press(panel, texts.DISCARD), texts.DISCARD_YES)
    answer = await submit(form, {"title": "Typed in vain @everyone", "text": "At length. " * 300})
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
    await ask(f"/content edit entry:{URANUS}")
    listed = await ask("/content drafts")
    assert listed.ephemeral
    assert sorted(listed.options) == ["Another", "Barbarossa begins", "Operation Uranus begins"]
    panel = await choose(listed, "Another")
    assert "**Title:** Another" in panel.text
    form = await press(await ask("/content drafts"), texts.DRAFTS_DISCARD)
    left = await submit(form, {"drafts": ["Another", "Operation Uranus begins"]})
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
