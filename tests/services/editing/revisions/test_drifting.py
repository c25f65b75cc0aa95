"""Where the pack changes beneath what a server changed or hid, its editors can learn of it."""

from dataclasses import replace

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.domain.errors import MemberError
from bot.domain.revisions import Revision
from bot.services.editing.drifting import Drift, Drifting
from bot.storage.revisions import Revisions
from tests.services.editing.newsrooms import EDITOR, HOME

from .said import IDES, PACK, URANUS


@pytest.fixture
def drifting(database, catalogues, revising):
    return Drifting(database, catalogues, revising)


@pytest.fixture
def pack_says(catalogues):
    """Give a function that loads a pack in which an event says something else, or is no more."""

    def saying(record, **changes):
        contents = catalogues.pack.contents
        events, id_ = dict(contents.events), record.partition(":")[2]
        event = events.pop(id_)
        if changes:
            events[id_] = replace(event, **changes)
        catalogues.rebase(Catalogue.of(replace(contents, events=events)))

    return saying


@pytest.fixture
def told(drifting, revising):
    """Give a function that tells what the status and the history of a record say."""

    async def telling(record=URANUS):
        one = drifting.of_revision(await revising.latest(HOME, record))
        found = await drifting.of_server(HOME)
        assert [one] == ([each for each in found if each.record == record] or [None])
        return found

    return telling


async def test_a_corrected_file_is_told_until_somebody_has_compared(edit, pack_says, told):
    await edit(title="Uranus")
    await edit(IDES, title="Ides")
    pack_says(IDES, text="The stars spoke.")
    assert await told() == [Drift(record=IDES, is_gone=False, is_hidden=False)]
    await edit(IDES, title="The Ides")
    assert await told(IDES) == []


async def test_a_record_that_left_the_pack_is_told(edit, pack_says, told):
    await edit(title="Uranus")
    pack_says(URANUS)
    assert await told() == [Drift(record=URANUS, is_gone=True, is_hidden=False)]


async def test_a_hidden_record_is_told_too(revising, pack_says, told):
    await revising.hide(HOME, URANUS, EDITOR)
    assert await told() == []
    pack_says(URANUS, title="Uranus")
    assert await told() == [Drift(record=URANUS, is_gone=False, is_hidden=True)]
    await revising.restore(HOME, URANUS, EDITOR)
    assert await told() == []


async def test_what_is_taken_back_was_not_compared(edit, revising, pack_says, told):
    await edit(title="Uranus")
    pack_says(URANUS, text="Corrected.")
    await edit(title="Uranus begins")
    assert await told() == []
    await revising.undo(HOME, EDITOR)
    assert [each.record for each in await told()] == [URANUS]
    await revising.roll_back(HOME, URANUS, 0, EDITOR)
    assert await told() == []


async def test_a_pack_that_says_now_what_the_server_says_is_nothing_to_tell(edit, pack_says, told):
    await edit(title="Uranus")
    await edit(IDES, title="Ides")
    pack_says(URANUS, title="Uranus")
    pack_says(IDES, title="The Ides")
    assert [each.record for each in await told()] == [IDES]


async def test_of_changes_from_before_it_was_noted_nothing_is_told(
    database, drifting, revising, edit, pack_says
):
    saved = await edit(title="Uranus")
    old: Revision = replace(saved, number=2, pack_hash=None)
    async with database.write() as connection:
        await Revisions(connection).append_all([old])
    pack_says(URANUS, text="Corrected.")
    assert await drifting.of_server(HOME) == []
    assert drifting.of_revision(await revising.latest(HOME, URANUS)) is None
    assert saved.body is not None
    assert saved.body["text"] == PACK["text"]


@pytest.mark.parametrize("is_hidden", [False, True])
async def test_an_editor_who_has_compared_may_keep_it_as_it_is(
    *, drifting, revising, edit, title, pack_says, told, is_hidden
):
    if is_hidden:
        await revising.hide(HOME, URANUS, EDITOR)
    else:
        await edit(title="Uranus")
    with pytest.raises(MemberError, match="says nothing else since"):
        await drifting.keep(HOME, URANUS, 1, EDITOR)
    pack_says(URANUS, text="Corrected.")
    before = title()
    kept = await drifting.keep(HOME, URANUS, 1, EDITOR)
    assert (kept.number, title()) == (2, before)
    assert await told() == []
    await revising.undo(HOME, EDITOR)
    assert [each.record for each in await told()] == [URANUS]
    with pytest.raises(MemberError, match="look at its history again"):
        await drifting.keep(HOME, URANUS, 1, EDITOR)


async def test_what_nobody_has_changed_is_not_kept(drifting):
    with pytest.raises(MemberError, match="says nothing else since"):
        await drifting.keep(HOME, URANUS, 0, EDITOR)
