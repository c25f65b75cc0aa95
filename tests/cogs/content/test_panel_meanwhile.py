"""Nobody overwrites what somebody else changed or decided meanwhile, unless they say so."""

from typing import NamedTuple

import pytest

from bot.playground import reading
from bot.ui import editing_texts as texts
from tests.cogs.daily.talking import public
from tests.cogs.suggestions import until, users

from .panels import prefilled

URANUS = "event:operation-uranus"


@pytest.fixture
def published(newsroom, home):
    """Give a function that publishes another editor's change of what is shown."""

    async def publishing(record=URANUS, **fields):
        guild = int(home.id)
        body, number = await newsroom.revising.present(guild, record)
        after = {**body, **fields}
        return await newsroom.revising.publish(guild, record, after, parent=number, author=5)

    return publishing


@pytest.fixture
def typed(ask, press, submit):
    """Give a function that types into a draft of a record, and gives its panel."""

    async def typing(record=URANUS, section="Words and date", **fields):
        panel = await ask(f"/content edit entry:{record}")
        return await submit(await press(panel, section), fields)

    return typing


async def test_two_editors_who_change_the_same_see_both(ask, press, submit, typed, member_edits):
    await member_edits()
    mine = await typed(title="Mine ```\n@everyone")
    other = await ask(f"/content edit entry:{URANUS}", who="member")
    form = await press(other, "Words and date", who="member")
    other = await submit(form, {"title": "Theirs"}, who="member")
    assert "number 1" in (await press(other, texts.PUBLISH, who="member")).text
    panel = await submit(await press(mine, "Words and date"), {"title": "Mine"})
    assert "Meanwhile it was changed by <@" in panel.text
    stale = await press(panel, texts.PUBLISH)
    assert "meanwhile it was changed by <@" in stale.text
    assert "- Operation Uranus begins\n+ Theirs" in stale.text
    assert "- Operation Uranus begins\n+ Mine" in stale.text
    assert "**You both changed: Title.**" in stale.text
    assert stale.buttons == [texts.TAKE_MINE, texts.BACK, texts.DISCARD_MINE]


async def test_changes_of_different_things_are_taken_together(typed, published, press, ask):
    panel = await typed(title="Mine")
    await published(text="Theirs.")
    stale = await press(panel, texts.PUBLISH)
    assert texts.STALE_APART.format(both=texts.TAKE_BOTH) in stale.text
    assert stale.buttons[:2] == [texts.TAKE_BOTH, texts.TAKE_MINE]
    panel = await press(stale, texts.TAKE_BOTH)
    assert texts.MERGED in panel.text
    assert "## Mine" in panel.text
    assert "Theirs." in panel.text
    assert f"number 2 of `{URANUS}`" in (await press(panel, texts.PUBLISH)).text
    shown = await ask("/event name:Uranus")
    assert "## Mine" in shown.text
    assert "Theirs." in shown.text


async def test_what_is_wrong_with_both_together_is_told_before_it_is_published(
    typed, published, press
):
    panel = await typed(date="20 November 1942")
    await published(old_style="1942-11-06")
    panel = await press(await press(panel, texts.PUBLISH), texts.TAKE_BOTH)
    assert texts.MERGED in panel.text
    assert texts.FAULTS in panel.text
    assert "- Old Style, other names:" in panel.text
    assert texts.NOT_PUBLISHED in (await press(panel, texts.PUBLISH)).text


async def test_where_some_clash_the_rest_is_taken_together(typed, published, press, ask):
    panel = await typed(title="Mine")
    await published(title="Theirs", text="Their text.")
    stale = await press(panel, texts.PUBLISH)
    assert "**You both changed: Title.**" in stale.text
    panel = await press(stale, texts.TAKE_BOTH_MINE)
    assert texts.MERGED_MINE.format(fields="Title") in panel.text
    await press(panel, texts.PUBLISH)
    shown = await ask("/event name:Uranus")
    assert "## Mine" in shown.text
    assert "Their text." in shown.text


async def test_a_part_of_a_topic_that_both_changed_is_named(ask, press, submit, choose, published):
    panel = await ask("/content edit entry:Battle of Stalingrad")
    panel = await submit(await choose(panel, "Part 2"), {"first": "Mine."})
    sections = "## Part 1\n\nTheirs.\n\n## Part 2\n\nTheirs.\n\n## Part 3\n\nTheirs."
    await published("topic:battle-of-stalingrad", sections=sections)
    stale = await press(panel, texts.PUBLISH)
    assert "**You both changed: Text, “Part 2”.**" in stale.text
    panel = await press(stale, texts.TAKE_BOTH_MINE)
    assert prefilled(await choose(panel, "Part 1"))["first"] == "Theirs."
    assert prefilled(await choose(panel, "Part 2"))["first"] == "Mine."


@pytest.mark.parametrize("button", [texts.TAKE_BOTH, texts.TAKE_MINE])
async def test_what_changes_while_both_are_compared_is_shown_first(typed, published, press, button):
    panel = await typed(title="Mine")
    await published(text="Theirs.")
    stale = await press(panel, texts.PUBLISH)
    await published(text="Theirs.", title="Theirs, too")
    again = await press(stale, button)
    assert "**You both changed: Title.**" in again.text
    assert texts.TAKE_MINE in again.buttons


async def test_mine_can_replace_theirs_when_i_publish_again(typed, published, press, ask):
    panel = await typed(title="Mine")
    await published(title="Theirs")
    panel = await press(await press(panel, texts.PUBLISH), texts.TAKE_MINE)
    assert texts.REBASED in panel.text
    assert "## Theirs" in (await ask("/event name:Uranus")).text
    assert f"number 2 of `{URANUS}`" in (await press(panel, texts.PUBLISH)).text
    assert "## Mine" in (await ask("/event name:Uranus")).text


async def test_mine_is_discarded_after_a_question(typed, published, press, ask):
    panel = await typed(title="Mine")
    await published(title="Theirs")
    asked = await press(await press(panel, texts.PUBLISH), texts.DISCARD_MINE)
    assert texts.ASK_DISCARD.format(name="“Mine”") in asked.text
    assert "Mine" in (await ask("/content drafts")).options
    told = await press(asked, texts.DISCARD_YES)
    assert texts.DISCARDED.format(name="“Mine”") in told.text
    assert "## Theirs" in (await ask("/event name:Uranus")).text
    assert texts.DRAFTS_NONE in (await ask("/content drafts")).text


async def test_what_was_hidden_meanwhile_is_told(ask, press, typed, newsroom, home):
    panel = await typed(title="Mine")
    await newsroom.revising.hide(int(home.id), URANUS, 5)
    stale = await press(panel, texts.PUBLISH)
    assert "meanwhile it was hidden by <@5>" in stale.text
    panel = await press(stale, texts.BACK)
    assert "Meanwhile it was hidden by <@5>" in panel.text
    panel = await press(await press(panel, texts.COMPARE), texts.TAKE_MINE)
    assert (await press(panel, texts.PUBLISH)).ok
    assert "## Mine" in (await ask("/event name:Uranus")).text


async def test_what_says_the_same_meanwhile_is_told(typed, published, press):
    panel = await typed(title="Both")
    await published(title="Both", text="Theirs.")
    stale = await press(panel, texts.PUBLISH)
    assert texts.STALE_SAME in stale.text
    assert stale.buttons == [texts.BACK, texts.DISCARD_MINE]


OPENERS = ["/content edit", "/content drafts", "the button"]


@pytest.fixture
def opened(ask, press, choose, playground):
    """Give a function that opens the only draft, called Mine, in one of several ways."""

    async def opening(opener):
        match opener:
            case "/content edit":
                return await ask(f"/content edit entry:{URANUS}")
            case "/content drafts":
                return await choose(await ask("/content drafts"), "Mine")
            case _:
                return await press(*public(playground, "f:draft:open:1"))

    return opening


@pytest.mark.parametrize("opener", OPENERS)
async def test_a_draft_says_when_it_is_opened_that_its_record_was_changed(
    press, typed, published, opened, opener
):
    panel = await typed(title="Mine")
    assert texts.COMPARE not in panel.buttons
    await published(text="Theirs.")
    panel = await opened(opener)
    assert "**Meanwhile it was changed by <@5>" in panel.text
    assert texts.TAKE_BOTH in (await press(panel, texts.COMPARE)).buttons


async def test_what_is_compared_without_a_difference_is_the_draft(typed, press, playground):
    await typed(title="Mine")
    for action in ("compare", "merge:0", "rebase:0"):
        name, _, seen = action.partition(":")
        answer = await press(*public(playground, f"f:draft:{name}:1:{seen}"))
        assert "## Mine" in answer.text


async def test_what_was_only_looked_at_is_no_draft(ask, press, published, playground):
    panel = await ask(f"/content edit entry:{URANUS}")
    assert texts.DRAFTS_NONE in (await ask("/content drafts")).text
    await published(title="Theirs")
    panel = await ask(f"/content edit entry:{URANUS}")
    assert "## Theirs" in panel.text
    assert texts.COMPARE not in panel.buttons
    assert "Nothing is changed yet" in (await press(panel, texts.PUBLISH)).text
    await published(title="Theirs again")
    panel = await press(*public(playground, "f:draft:open:1"))
    assert "## Theirs again" in panel.text


class TakenUp(NamedTuple):
    """The ids of a suggestion, its server, and the draft that takes it up."""

    guild: int
    suggestion: int
    draft: int


@pytest.fixture
async def taken_up(newsroom, playground, home, moderator):
    """Let a member suggest something, and the moderator edit it; gives the ids."""
    guild, member = int(home.id), users(playground)["member"]
    suggestion = await newsroom.suggesting.take(
        guild, member, URANUS, fields={"text": "Mended."}, source="A book.", wrong="The text."
    )
    draft = await newsroom.suggesting.take_up(guild, suggestion.id, moderator)
    return TakenUp(guild, suggestion.id, draft.id)


async def test_publishing_approves_the_suggestion_that_it_takes_up(
    press, newsroom, playground, taken_up
):
    guild, suggestion, draft = taken_up
    panel = await press(*public(playground, f"f:draft:open:{draft}"))
    assert texts.DRAFT_SUGGESTED.strip() in panel.text
    assert "number 1" in (await press(panel, texts.PUBLISH)).text
    assert (await newsroom.suggesting.get(guild, suggestion)).state == "approved"

    async def is_told():
        return playground.read("dm")

    await until(is_told)
    [told] = playground.read("dm")
    assert reading.text(told).startswith("**Your report on “Operation Uranus begins” (Playground)")


async def test_what_became_of_a_suggestion_is_told_before_its_draft_is_published(
    ask, press, newsroom, playground, taken_up
):
    guild, suggestion, draft = taken_up
    panel = await press(*public(playground, f"f:draft:open:{draft}"))
    await newsroom.suggesting.reject(guild, suggestion, 5, "It is *right* as it is.")
    told = await press(panel, texts.PUBLISH)
    assert "was rejected by <@5>.** The reason: It is \\*right\\* as it is." in told.text
    assert told.buttons == [texts.PUBLISH_OWN, texts.BACK, texts.DISCARD]
    assert "Mended." not in (await ask("/event name:Uranus")).text
    panel = await press(told, texts.BACK)
    assert "was rejected by <@5>" in panel.text
    told = await press(panel, texts.PUBLISH)
    assert "number 1" in (await press(told, texts.PUBLISH_OWN)).text
    assert "Mended." in (await ask("/event name:Uranus")).text
    [revision] = await newsroom.revising.history(guild, URANUS)
    assert (revision.note, revision.credit) == ("", None)
    assert (await newsroom.suggesting.get(guild, suggestion)).state == "rejected"


async def test_what_another_editor_approved_meanwhile_is_compared_before_it_is_published(
    press, newsroom, playground, taken_up
):
    guild, suggestion, draft = taken_up
    panel = await press(*public(playground, f"f:draft:open:{draft}"))
    await newsroom.suggesting.approve(guild, suggestion, 5, seen=0)
    told = await press(panel, texts.PUBLISH)
    assert "was approved by <@5>" in told.text
    assert texts.STALE_SAME in (await press(told, texts.PUBLISH_OWN)).text
