"""Records are rolled back and changes undone, and nothing that was written is lost."""

from dataclasses import replace

import pytest

from bot.domain.errors import MemberError
from bot.domain.revisions import Action, Standing
from tests.services.editing.newsrooms import EDITOR, HOME, OTHER

from .said import BODY, IDES, NEW, URANUS, ZHUKOV, imported


async def test_a_record_goes_back_to_any_revision_and_to_the_pack(revising, edit, title):
    for word in ("One", "Two", "Three"):
        await edit(title=word)
    rolled = await revising.roll_back(HOME, URANUS, 1, OTHER)
    assert (rolled.number, rolled.action, rolled.note) == (4, Action.ROLLBACK, "to number 1")
    assert title() == "One"
    assert (await revising.roll_back(HOME, URANUS, 0, OTHER)).standing is Standing.PACK
    assert title() == "Operation Uranus begins"
    assert (await revising.present(HOME, URANUS))[1] == 5


async def test_a_note_says_what_a_record_went_back_to(revising, edit):
    await edit(title="One")
    assert (await revising.roll_back(HOME, URANUS, 0, OTHER)).note == "to what the pack says"
    place = {"id": "new-place", "name": "New", "latitude": "1.0", "longitude": "2.0"}
    await revising.publish(HOME, "place:new-place", place, parent=0, author=EDITOR)
    gone = await revising.roll_back(HOME, "place:new-place", 0, OTHER)
    assert gone.note == "to before it was added"


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
    with pytest.raises(
        MemberError, match="names the place “New” \\(place:new-place\\), which is not"
    ):
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


DIARY = "source:diary"


@pytest.fixture
async def cited(revising):
    """Publish a source of the server's own, and an event that cites it alone."""
    source = {"id": "diary", "title": "A diary", "kind": "document", "trust": "It was there."}
    await revising.publish(HOME, DIARY, source, parent=0, author=EDITOR, action=Action.ADD)
    body = {**BODY, "sources": ["diary"]}
    await revising.publish(HOME, NEW, body, parent=0, author=EDITOR, action=Action.ADD)


@pytest.mark.parametrize("way", ["restore", "roll_back", "take_back"])
async def test_an_entry_is_not_shown_again_before_what_it_cites(revising, cited, way, title):
    await revising.hide(HOME, NEW, EDITOR)
    await revising.hide(HOME, DIARY, EDITOR)
    numbers = {"restore": (), "roll_back": (1,), "take_back": (2,)}[way]
    told = "“New one” cites the source “A diary” (source:diary), which is hidden here: bring that"
    with pytest.raises(MemberError) as refused:
        await getattr(revising, way)(HOME, NEW, *numbers, EDITOR)
    assert str(refused.value).startswith(told)
    await revising.restore(HOME, DIARY, EDITOR)
    await getattr(revising, way)(HOME, NEW, *numbers, EDITOR)
    assert title(NEW) == "New one"


async def test_an_entry_whose_source_was_taken_back_is_not_brought_back_by_undo(
    revising, cited, title
):
    await revising.hide(HOME, NEW, EDITOR)
    await revising.take_back(HOME, DIARY, 1, EDITOR)
    told = "“A diary” (source:diary), which is not here any more: bring that back first, in "
    with pytest.raises(MemberError) as refused:
        await revising.undo(HOME, EDITOR)
    assert told in str(refused.value)
    assert "Then choose in /content history entry:event:new-one what" in str(refused.value)
    await revising.roll_back(HOME, DIARY, 1, EDITOR)
    await revising.roll_back(HOME, NEW, 1, EDITOR)
    assert title(NEW) == "New one"


async def test_an_import_that_hid_an_entry_and_its_source_is_taken_back_whole(
    revising, cited, clock, title
):
    [one] = imported(clock, URANUS)
    gone = [
        replace(one, record=record, number=2, standing=Standing.HIDDEN, body=None)
        for record in (NEW, DIARY)
    ]
    await revising.append(gone)
    assert title(NEW) is None
    await revising.undo(HOME, EDITOR)
    assert title(NEW) == "New one"


async def test_a_hidden_source_of_the_pack_is_brought_back_first_too(revising, edit, catalogues):
    await edit(sources=["leaflet"])
    await edit(sources=["beevor-1998"])
    for entry in catalogues.pack.entries.values():
        if any(each.source == "leaflet" for each in entry.sources):
            await revising.hide(HOME, entry.key, EDITOR)
    await revising.hide(HOME, "source:leaflet", EDITOR)
    with pytest.raises(MemberError, match="/content restore entry:source:leaflet"):
        await revising.roll_back(HOME, URANUS, 1, EDITOR)
    await revising.restore(HOME, "source:leaflet", EDITOR)
    await revising.roll_back(HOME, URANUS, 1, EDITOR)
    assert [each.source for each in catalogues.of(HOME).entries[URANUS].sources] == ["leaflet"]
