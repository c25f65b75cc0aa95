"""Editors page through a history, open a revision, compare any two, and roll back."""

import pytest

from bot.playground import reading
from bot.storage.members import Members
from bot.ui import looking_texts as texts
from bot.ui.texts import STALE_BUTTON
from tests.cogs.daily.talking import public

URANUS = "event:operation-uranus"


@pytest.fixture
def edit(newsroom, guild):
    """Give a function that publishes a change of a record, or something new like it."""

    async def editing(record=URANUS, *, editor=5, like="", note="", credit=None, **changes):
        revising = newsroom.revising
        _, number = await revising.present(guild, record)
        body, _ = await revising.present(guild, like or record)
        return await revising.publish(
            guild,
            record,
            {**body, **changes},
            parent=number,
            author=editor,
            note=note,
            credit=credit,
        )

    return editing


@pytest.fixture
async def seven(edit, clock):
    """Make seven revisions of one record, minutes apart."""
    for number in range(1, 8):
        clock.time = clock.time.replace(minute=number)
        await edit(title=f"Title {number}", editor=number)


async def test_a_history_is_named_by_what_is_shown_now(ask, choose, edit, newsroom, guild):
    await edit(title="Renamed")
    await newsroom.revising.undo(guild, 5)
    page = await ask(f"/content history entry:{URANUS}")
    assert "## History of Operation Uranus begins" in page.text
    assert "## Number 1 of Operation Uranus begins" in (await choose(page, "1")).text
    compared = await ask(f"/content history entry:{URANUS}")
    compared = await choose(compared, "1", "2")
    assert "number 2 (now) of Operation Uranus begins" in compared.text


async def test_a_history_of_what_is_gone_is_named_by_what_was_shown_last(
    ask, edit, newsroom, guild
):
    await edit(title="Renamed")
    await newsroom.revising.hide(guild, URANUS, 5)
    assert "## History of Renamed" in (await ask(f"/content history entry:{URANUS}")).text
    await edit("event:new-one", like="event:pocket", id="new-one", title="First name")
    await edit("event:new-one", title="Last name")
    await newsroom.revising.undo(guild, 5)
    await newsroom.revising.undo(guild, 5)
    page = await ask("/content history entry:event:new-one")
    assert "## History of First name" in page.text


async def test_a_history_has_pages_newest_first(ask, press, seven):
    first = await ask("/content history entry:Title 7")
    assert "## History of Title 7" in first.text
    assert "**7.** <t:1782119220:f>: edited by <@7>" in first.text
    assert "**3.**" in first.text
    assert "**2.**" not in first.text
    assert first.buttons == [texts.OLDER]
    assert first.message["mentions"] == []
    second = await press(first, texts.OLDER)
    assert second.kind == "update"
    assert "**1.** <t:" in second.text
    assert texts.LINE_PACK in second.text
    assert second.buttons == [texts.NEWER]
    assert (await press(second, texts.NEWER)).text == first.text


async def test_pages_lead_back_one_by_one(ask, press, edit):
    for number in range(1, 13):
        await edit(title=f"Title {number}")
    first = await ask(f"/content history entry:{URANUS}")
    second = await press(first, texts.OLDER)
    assert second.buttons == [texts.NEWER, texts.OLDER]
    third = await press(second, texts.OLDER)
    assert (await press(third, texts.NEWER)).text == second.text
    assert (await press(second, texts.NEWER)).text == first.text


async def test_nobody_has_changed_it_is_said(ask):
    shown = await ask(f"/content history entry:{URANUS}")
    assert texts.HISTORY_NONE in shown.text
    assert shown.buttons == []
    assert "There is no" in (await ask("/content history entry:event:nope")).text


async def test_a_revision_shows_what_it_changed_of_the_one_before(ask, press, choose, seven):
    shown = await choose(await ask(f"/content history entry:{URANUS}"), "6")
    assert shown.kind == "update"
    assert "## Number 6 of Title 7" in shown.text
    assert "What it changed of number 5:" in shown.text
    assert "- Title 5\n+ Title 6" in shown.text
    assert shown.buttons == [texts.ROLL_BACK_TO_THIS, texts.WITH_NOW, texts.BACK]
    now = await press(shown, texts.WITH_NOW)
    assert "## Number 6 and number 7 (now) of Title 7" in now.text
    assert "- Title 6\n+ Title 7" in now.text
    assert "## History of" in (await press(now, texts.BACK)).text


async def test_the_first_is_beside_what_the_pack_says(ask, press, choose, seven):
    older = await press(await ask(f"/content history entry:{URANUS}"), texts.OLDER)
    first = await choose(older, "1")
    assert "What it changed of what the pack says:" in first.text
    assert "- Operation Uranus begins\n+ Title 1" in first.text


async def test_the_pack_is_compared_with_now(ask, press, choose, seven):
    older = await press(await ask(f"/content history entry:{URANUS}"), texts.OLDER)
    shown = await choose(older, "0")
    assert (
        "## The pack and number 7 (now) of Title 7\nWhat number 7 (now) says otherwise than the pack:"
        in shown.text
    )
    rolled = await press(shown, "Roll back to 0")
    assert "says again what the pack says" in rolled.text
    assert "+ Operation Uranus begins" in rolled.text


async def test_two_are_chosen_to_be_compared(ask, choose, seven):
    shown = await choose(await ask(f"/content history entry:{URANUS}"), "6", "4")
    assert "## Number 4 and number 6 of Title 7" in shown.text
    assert "- Title 4\n+ Title 6" in shown.text
    assert shown.buttons == ["Roll back to 4", "Roll back to 6", texts.BACK]


async def test_any_two_are_compared_by_number(ask, seven):
    assert (
        "- Title 2\n+ Title 6"
        in (await ask(f"/content compare entry:{URANUS} first:6 second:2")).text
    )
    assert "- Title 2\n+ Title 7" in (await ask(f"/content compare entry:{URANUS} first:2")).text
    assert texts.SAME_NUMBERS in (await ask(f"/content compare entry:{URANUS} first:7")).text
    assert (
        "There is no such revision"
        in (await ask(f"/content compare entry:{URANUS} first:8 second:2")).text
    )


async def test_rolling_back_says_what_it_did_and_can_be_undone(
    ask, press, choose, seven, playground
):
    shown = await choose(await ask(f"/content history entry:{URANUS}"), "4")
    rolled = await press(shown, texts.ROLL_BACK_TO_THIS)
    assert f"`{URANUS}` says again what it said as number 4. That is number 8 of it." in rolled.text
    assert "- Title 7\n+ Title 4" in rolled.text
    assert "## Title 4" in (await playground.type("/event name:Title 4")).text
    history = await press(rolled, texts.OPEN)
    assert "rolled back by <@" in history.text
    assert "(to number 4)" in history.text
    assert (await press(rolled, texts.UNDO)).ok
    assert "## Title 7" in (await playground.type("/event name:Title 7")).text


async def test_rolling_back_to_what_it_says_now_changes_nothing(ask, press, choose, edit):
    await edit(title="One")
    await edit(title="Two")
    shown = await choose(await ask(f"/content history entry:{URANUS}"), "1")
    await edit(title="One")
    assert "That is what it says now" in (await press(shown, texts.ROLL_BACK_TO_THIS)).text


async def test_nothing_is_offered_to_go_back_to_that_is_shown_already(
    ask, choose, edit, playground, press
):
    await edit(title="One")
    await press(*public(playground, f"f:takeback:1:{URANUS}"))
    same = await ask(f"/content compare entry:{URANUS} first:0")
    assert "The pack and number 2 (now) say the same." in same.text
    assert same.buttons == [texts.BACK]
    one = await ask(f"/content compare entry:{URANUS} first:0 second:1")
    assert one.buttons == ["Roll back to 1", texts.BACK]
    await edit(title="One")
    shown = await choose(await ask(f"/content history entry:{URANUS}"), "1")
    assert shown.buttons == [texts.WITH_NOW, texts.BACK]


async def test_a_revision_that_hides_says_so(ask, press, choose):
    await ask(f"/content hide entry:{URANUS}")
    shown = await choose(await ask(f"/content history entry:{URANUS}"), "1")
    assert texts.REVISION_HIDES in shown.text
    now = await choose(await press(shown, texts.BACK), "0")
    assert "Number 1 (now) shows nothing of it." in now.text
    assert "says again what the pack says" in (await press(now, "Roll back to 0")).text


async def test_what_was_added_here_has_nothing_before_it(ask, press, choose, edit, playground):
    record = "event:new-one"
    await edit(record, like=URANUS, id="new-one", title="New one", aliases=[])
    history = await ask(f"/content history entry:{record}")
    assert texts.LINE_NOTHING in history.text
    shown = await choose(history, "1")
    assert texts.REVISION_FIRST in shown.text
    assert "+ New one" in shown.text
    gone = await press(*public(playground, f"f:rollback:{record}:0"))
    assert "is not shown any more, as before it was added" in gone.text


async def test_an_erased_author_and_a_credited_member_are_told(ask, edit, database):
    await edit(title="One", editor=5)
    await edit(title="Two", editor=6, note="suggestion 12", credit=9)
    async with database.write() as connection:
        await Members(connection).erase(5)
    told = (await ask(f"/content history entry:{URANUS}")).text
    assert f"edited by {texts.ERASED}" in told
    assert "edited by <@6> (suggestion 12 and suggested by <@9>)" in told


STALE = (
    "f:history",
    "f:history:event:0",
    "f:history:dance:x:0",
    "f:history:event::0",
    f"f:history:{URANUS}",
    f"f:revisions:{URANUS}:x",
    f"f:compare:{URANUS}:1",
    f"f:rollback:{URANUS}:-1",
    f"f:revert:{URANUS}:0",
    "f:revertimport:x",
    f"f:revision:{URANUS}",
)


async def test_a_button_of_an_older_version_says_so(ask, press, playground):
    for custom_id in STALE:
        pressed = await press(*public(playground, custom_id))
        assert pressed.text == STALE_BUTTON, custom_id


@pytest.mark.usefixtures("seven")
async def test_no_button_does_anything_for_a_member(press, playground, newsroom, guild):
    for route in ("history", "revisions", "rollback", "revert", "revertimport"):
        argument = "1" if route == "revertimport" else f"{URANUS}:1"
        pressed = await press(*public(playground, f"f:{route}:{argument}"), who="member")
        assert "Only this server's editors" in pressed.text, route
        assert pressed.ephemeral
    _, number = await newsroom.revising.present(guild, URANUS)
    assert number == 7


async def test_buttons_work_after_a_restart(connect, playground):
    async with connect():
        await playground.type(f"/content hide entry:{URANUS}", who="moderator")
        shown = await playground.type(f"/content history entry:{URANUS}", who="moderator")
    async with connect():
        opened = await playground.choose(shown, "0", who="moderator")
        rolled = await playground.press(opened, "Roll back to 0", who="moderator")
        assert "says again what the pack says" in rolled.text
        assert "## Operation Uranus" in (await playground.type("/event name:Uranus")).text


async def test_all_of_a_long_history_fits(ask, press, choose, edit, seven):
    """Each answer holds Discord's limits: the playground refuses any that does not."""
    long = "A sentence of some length that says a thing or two. " * 15
    await edit(text=long.strip(), dispute=("Another one. " * 60).strip())
    shown = await choose(await ask(f"/content history entry:{URANUS}"), "8")
    assert "+ A sentence of some length" in shown.text
    assert len(reading.text(shown.message)) < 4000
