"""What was imported at once is taken back as a whole, or not at all."""

import datetime as dt
from dataclasses import replace

import pytest

from bot.domain.errors import MemberError
from bot.domain.revisions import Action, Overlay, Revision, Standing
from tests.services.editing.newsrooms import EDITOR, ELSEWHERE, HOME, OTHER

from .said import IDES, TOPIC, URANUS, imported

SOURCE = "source:new-book"
BOOK = {
    "id": "new-book",
    "title": "New book",
    "author": "A. Writer",
    "year": "2001",
    "kind": "book",
    "trust": "A new history.",
}


def imported_book(clock, number=1):
    return Revision(
        guild=HOME,
        record=SOURCE,
        number=number,
        action=Action.IMPORT,
        standing=Standing.OWN,
        body=BOOK,
        author=OTHER,
        at=clock.now(),
    )


async def test_an_import_is_undone_as_a_whole(revising, clock, title, catalogues):
    await revising.append(imported(clock, URANUS, IDES, "event:leap", text="Imported."))
    taken = await revising.undo(HOME, EDITOR)
    assert [each.record for each in taken.changes] == [URANUS, IDES, "event:leap"]
    assert [each.record for each in taken.made] == [URANUS, IDES, "event:leap"]
    assert {each.action for each in taken.made} == {Action.UNDO}
    assert catalogues.overlay(HOME) == Overlay()
    with pytest.raises(MemberError, match="Nothing has been changed here"):
        await revising.undo(HOME, EDITOR)


async def test_an_import_after_changes_is_undone_to_those(revising, edit, clock, title):
    await edit(title="Mine")
    await revising.append(
        [
            *imported(clock, URANUS, number=2, title="Imported"),
            *imported(clock, IDES, title="Imported, too"),
        ]
    )
    await edit(IDES, title="Changed since")
    await revising.undo(HOME, EDITOR)
    assert (title(), title(IDES)) == ("Imported", "Imported, too")
    await revising.undo(HOME, EDITOR)
    assert (title(), title(IDES)) == ("Mine", "The Ides of March")
    await revising.undo(HOME, EDITOR)
    assert title() == "Operation Uranus begins"


async def test_two_imports_are_two(revising, clock, title):
    await revising.append(imported(clock, URANUS, IDES, text="First."))
    later = clock.now() + dt.timedelta(microseconds=1)
    await revising.append(imported(clock, URANUS, number=2, at=later, title="Second"))
    taken = await revising.undo(HOME, EDITOR)
    assert [each.number for each in taken.changes] == [2]
    assert len((await revising.undo(HOME, EDITOR)).changes) == 2


async def test_an_import_is_taken_back_by_any_of_its_revisions(revising, edit, clock, catalogues):
    saved = await revising.append(imported(clock, URANUS, IDES, text="Imported."))
    await edit(TOPIC, summary="Of another record.")
    taken = await revising.take_back_import(HOME, saved[0].id, EDITOR)
    assert {(each.record, each.action) for each in taken.made} == {
        (URANUS, Action.UNDO),
        (IDES, Action.UNDO),
    }
    assert list(catalogues.overlay(HOME).own) == [TOPIC]
    assert [each.record for each in (await revising.undo(HOME, EDITOR)).changes] == [TOPIC]
    with pytest.raises(MemberError, match="Nothing has been changed here"):
        await revising.undo(HOME, EDITOR)


async def test_an_import_that_was_changed_since_is_not_taken_back(revising, edit, clock):
    saved = await revising.append(imported(clock, URANUS, IDES, text="Imported."))
    await edit(IDES, title="Changed")
    with pytest.raises(MemberError, match=f"1 record changed again since, such as {IDES}"):
        await revising.take_back_import(HOME, saved[0].id, EDITOR)


async def test_what_is_no_import_is_not_taken_back_as_one(revising, edit):
    saved = await edit(title="One")
    for guild, id_ in ((HOME, saved.id), (ELSEWHERE, saved.id), (HOME, 99)):
        with pytest.raises(MemberError, match="There is no such import"):
            await revising.take_back_import(guild, id_, EDITOR)


async def test_an_import_is_not_taken_back_while_later_entries_name_what_came_with_it(
    revising, edit, clock, title, catalogues
):
    of_both = [imported_book(clock), *imported(clock, IDES, sources=["new-book"])]
    saved = await revising.append(of_both)
    await edit(sources=["new-book"])
    refused = "^“Operation Uranus begins” would be left without source:new-book: change"
    with pytest.raises(MemberError, match=refused):
        await revising.take_back_import(HOME, saved[0].id, EDITOR)
    assert title() == "Operation Uranus begins"
    await edit(sources=["beevor-1998"])
    await revising.take_back_import(HOME, saved[0].id, EDITOR)
    assert SOURCE not in catalogues.overlay(HOME).own
    assert catalogues.overlaid(HOME).left_out == ()


async def test_an_import_is_not_undone_while_entries_name_what_came_with_it(
    revising, edit, clock, title
):
    await revising.publish(HOME, SOURCE, BOOK, parent=0, author=EDITOR)
    await edit(sources=["new-book"])
    without = await edit(sources=["beevor-1998"])
    await revising.roll_back(HOME, SOURCE, 0, EDITOR)
    await revising.append([imported_book(clock, number=3)])
    await revising.take_back(HOME, URANUS, without.number, EDITOR)
    with pytest.raises(MemberError, match="would be left without source:new-book"):
        await revising.undo(HOME, EDITOR)
    assert title() == "Operation Uranus begins"


async def test_a_source_of_the_pack_stays_while_it_is_named_so_its_import_is_taken_back(
    revising, edit, clock, catalogues
):
    await edit(TOPIC, sources=["beevor-1998"])
    await revising.hide(HOME, "source:leaflet", EDITOR)
    leaflet = {**(await revising.before_hiding(HOME, "source:leaflet")), "title": "Imported"}
    shown = replace(imported_book(clock, number=2), record="source:leaflet", body=leaflet)
    [saved] = await revising.append([shown])
    await edit(sources=["leaflet"])
    await revising.take_back_import(HOME, saved.id, EDITOR)
    assert catalogues.of(HOME).entries[URANUS].sources[0].source == "leaflet"
