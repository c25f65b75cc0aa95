"""Records are rolled back and changes undone, and nothing that was written is lost."""

import pytest

from bot.domain.errors import MemberError
from bot.domain.revisions import Action, Standing
from bot.services.editing.revising import FaultyError
from tests.services.editing.newsrooms import EDITOR, HOME, OTHER

from .said import IDES, URANUS, ZHUKOV


async def test_a_record_goes_back_to_any_revision_and_to_the_pack(revising, edit, title):
    for word in ("One", "Two", "Three"):
        await edit(title=word)
    rolled = await revising.roll_back(HOME, URANUS, 1, OTHER)
    assert (rolled.number, rolled.action, rolled.note) == (4, Action.ROLLBACK, "to number 1")
    assert title() == "One"
    assert (await revising.roll_back(HOME, URANUS, 0, OTHER)).standing is Standing.PACK
    assert title() == "Operation Uranus begins"
    assert (await revising.present(HOME, URANUS))[1] == 5


async def test_going_back_to_what_it_says_now_is_refused(revising, edit):
    with pytest.raises(MemberError, match="what it says now"):
        await revising.roll_back(HOME, URANUS, 0, OTHER)
    await edit(title="One")
    with pytest.raises(MemberError, match="what it says now"):
        await revising.roll_back(HOME, URANUS, 1, OTHER)
    await revising.roll_back(HOME, URANUS, 0, OTHER)
    with pytest.raises(MemberError, match="what it says now"):
        await revising.roll_back(HOME, URANUS, 0, OTHER)


async def test_there_is_no_going_back_to_a_number_that_never_was(revising, edit):
    await edit(title="One")
    for number in (2, 99):
        with pytest.raises(MemberError, match="There is no such revision"):
            await revising.roll_back(HOME, URANUS, number, OTHER)


async def test_a_hidden_record_can_be_rolled_back_to_and_from(revising, edit, title):
    await edit(title="One")
    await revising.hide(HOME, URANUS, EDITOR)
    await revising.roll_back(HOME, URANUS, 1, EDITOR)
    assert title() == "One"
    await revising.roll_back(HOME, URANUS, 2, EDITOR)
    assert title() is None


async def test_what_does_not_hold_today_is_not_gone_back_to(revising, edit):
    place = {"id": "new-place", "name": "New", "latitude": "1.0", "longitude": "2.0"}
    await revising.publish(HOME, "place:new-place", place, parent=0, author=EDITOR)
    await edit(places=["new-place"])
    with pytest.raises(MemberError, match="“Operation Uranus begins” would be left without it"):
        await revising.roll_back(HOME, "place:new-place", 0, EDITOR)
    await edit(places=["moscow"])
    await revising.roll_back(HOME, "place:new-place", 0, EDITOR)
    with pytest.raises(FaultyError, match="There is no place `new-place`"):
        await revising.roll_back(HOME, URANUS, 1, EDITOR)


async def test_undo_goes_back_change_by_change_over_all_records(revising, edit, title):
    await edit(title="One")
    await edit(IDES, title="Other")
    await edit(title="Two")
    first = await revising.undo(HOME, OTHER)
    assert [each.number for each in first.changes] == [2]
    assert [(each.number, each.action, each.note) for each in first.made] == [
        (3, Action.UNDO, "of number 2")
    ]
    assert title() == "One"
    await revising.undo(HOME, OTHER)
    assert (title(IDES), title()) == ("The Ides of March", "One")
    await revising.undo(HOME, OTHER)
    assert title() == "Operation Uranus begins"
    with pytest.raises(MemberError, match="Nothing has been changed here"):
        await revising.undo(HOME, OTHER)


async def test_a_change_after_an_undo_is_undone_first(revising, edit, title):
    await edit(title="One")
    await edit(title="Two")
    await revising.undo(HOME, OTHER)
    await edit(title="Three")
    await revising.undo(HOME, OTHER)
    assert title() == "One"
    await revising.undo(HOME, OTHER)
    assert title() == "Operation Uranus begins"


async def test_hiding_restoring_and_rolling_back_are_undone_as_well(revising, edit, title):
    await edit(title="One")
    await revising.hide(HOME, URANUS, EDITOR)
    await revising.restore(HOME, URANUS, EDITOR)
    await revising.roll_back(HOME, URANUS, 0, EDITOR)
    seen = [title()]
    for _ in range(4):
        await revising.undo(HOME, EDITOR)
        seen.append(title())
    pack = "Operation Uranus begins"
    assert seen == [pack, "One", None, "One", pack]


async def test_undo_asks_nothing_of_what_was_shown_before(revising, edit):
    """An event named a person who was hidden since: that was right, and is again."""
    await edit(people=["georgy-zhukov"], title="One")
    await revising.hide(HOME, ZHUKOV, EDITOR)
    await edit(people=[], title="Two")
    await revising.undo(HOME, EDITOR)
    assert (await revising.present(HOME, URANUS))[0]["people"] == ["georgy-zhukov"]
