"""What is published is shown in that server alone, and kept in the history of its record."""

import pytest

from bot.catalogue.writing import body_of
from bot.domain.errors import MemberError
from bot.domain.revisions import Action, Overlay, Revision, StaleError, Standing
from bot.services.editing.revising import SHOWN, FaultyError, of_pack
from tests.services.editing.newsrooms import EDITOR, ELSEWHERE, HOME, OTHER

from .said import BODY, EVENTS, IDES, NEW, PACK, URANUS


async def test_what_is_published_is_shown_in_that_server_alone(revising, title, clock):
    saved = await revising.publish(
        HOME,
        URANUS,
        {**PACK, "title": "Uranus"},
        parent=0,
        author=EDITOR,
        note="suggestion 3",
        credit=OTHER,
    )
    assert title() == "Uranus"
    assert title(guild=ELSEWHERE) == title(guild=None) == "Operation Uranus begins"
    assert saved == Revision(
        guild=HOME,
        record=URANUS,
        number=1,
        action=Action.EDIT,
        standing=Standing.OWN,
        body={**PACK, "title": "Uranus"},
        author=EDITOR,
        at=clock.now(),
        note="suggestion 3",
        credit=OTHER,
        pack_hash=saved.pack_hash,
        id=saved.id,
    )


async def test_something_new_is_shown(revising, title):
    await revising.publish(HOME, NEW, BODY, parent=0, author=EDITOR, action=Action.ADD)
    assert title(NEW) == "New one"
    assert await revising.present(HOME, NEW) == (BODY, 1)


async def test_faults_are_told_with_their_fields_and_nothing_is_saved(revising, title):
    body = {**PACK, "date": "22 June", "people": ["nobody-at-all"], "title": ""}
    with pytest.raises(FaultyError) as caught:
        await revising.publish(HOME, URANUS, body, parent=0, author=EDITOR)
    assert {each.path[0] for each in caught.value.problems} == {"title", "date"}
    with pytest.raises(FaultyError, match="There is no person `nobody-at-all`"):
        await revising.publish(
            HOME, URANUS, {**PACK, "people": ["nobody-at-all"]}, parent=0, author=EDITOR
        )
    assert await revising.present(HOME, URANUS) == (PACK, 0)
    assert title() == "Operation Uranus begins"


async def test_a_change_of_what_was_changed_meanwhile_is_refused_with_the_present(revising, edit):
    theirs = await edit(title="Theirs")
    with pytest.raises(StaleError) as caught:
        await revising.publish(HOME, URANUS, {**PACK, "title": "Mine"}, parent=0, author=OTHER)
    assert caught.value.present == theirs
    assert (await revising.present(HOME, URANUS))[0]["title"] == "Theirs"


async def test_what_refers_to_the_server_s_own_is_no_fault(revising, edit, title):
    person = {"id": "new-person", "name": "New Person", "text": "Somebody.", "sources": ["leaflet"]}
    await revising.publish(HOME, "person:new-person", person, parent=0, author=EDITOR)
    await edit(people=["new-person"])
    with pytest.raises(FaultyError):
        await edit(people=["new-person"], guild=ELSEWHERE)


async def test_a_history_comes_in_pages_newest_first(revising, edit):
    for number in range(7):
        await edit(title=f"Title {number}")
    first = await revising.history(HOME, URANUS)
    assert [each.number for each in first] == [7, 6, 5, 4, 3][:SHOWN]
    assert [each.number for each in await revising.history(HOME, URANUS, 3)] == [2, 1]
    assert await revising.history(ELSEWHERE, URANUS) == []
    assert (await revising.revision(HOME, URANUS, 4)).number == 4
    assert await revising.revision(HOME, URANUS, 0) is None
    assert (await revising.latest(HOME, URANUS)).number == 7


async def test_what_each_revision_shows(revising, edit, catalogue):
    one = await edit(title="One")
    hidden = await revising.hide(HOME, URANUS, EDITOR)
    back = await revising.roll_back(HOME, URANUS, 0, EDITOR)
    assert revising.body(one, URANUS)["title"] == "One"
    assert revising.body(hidden, URANUS) is None
    assert revising.body(back, URANUS) == revising.body(None, URANUS) == PACK
    assert of_pack(catalogue.contents, "place:nowhere") is None


@pytest.mark.parametrize("same", [{}, {"people": []}])
async def test_what_is_shown_already_is_not_published(revising, edit, same):
    pack = body_of(EVENTS[IDES])
    with pytest.raises(MemberError, match="Nothing is changed yet"):
        await revising.publish(HOME, IDES, {**pack, **same}, parent=0, author=EDITOR)
    await edit(IDES, title="One")
    with pytest.raises(MemberError, match="Nothing is changed yet"):
        await edit(IDES, title="One", **same)
    assert (await revising.latest(HOME, IDES)).number == 1
    with pytest.raises(StaleError):
        await revising.publish(HOME, IDES, {**pack, "title": "One"}, parent=0, author=OTHER)


async def test_what_the_pack_says_is_published_as_the_pack_s(revising, edit, catalogues):
    await edit(title="One")
    saved = await edit(title=PACK["title"])
    assert (saved.action, saved.standing, saved.body) == (Action.EDIT, Standing.PACK, None)
    assert revising.body(saved, URANUS) == PACK
    assert catalogues.overlay(HOME) == Overlay()
