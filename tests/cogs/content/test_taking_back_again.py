"""A button that takes something back says so, when it is pressed after that is done."""

import pytest

from bot.catalogue.writing import body_of
from bot.domain.revisions import Action, Revision, Standing
from bot.ui import looking_texts as texts
from tests import sample
from tests.cogs.daily.talking import public

URANUS = "event:operation-uranus"
TITLE = "Operation Uranus begins"
ALREADY = "That is taken back already"
NEW = {**body_of(sample.EVENTS[1]), "id": "new", "title": "Something new", "aliases": []}


@pytest.fixture
def edit(newsroom, guild):
    """Give a function that publishes a change of a record, or something new."""

    async def editing(record=URANUS, **changes):
        body, number = await newsroom.revising.present(guild, record)
        said = {**(body or {}), **changes}
        return await newsroom.revising.publish(guild, record, said, parent=number, author=5)

    return editing


@pytest.fixture
def bring_in(newsroom, guild, clock):
    """Give a function that imports records as one, and gives the id of the first change."""

    async def importing(*bodies):
        changes = [
            Revision(
                guild=guild,
                record=f"event:{body['id']}",
                number=1,
                action=Action.IMPORT,
                standing=Standing.OWN,
                body=body,
                author=7,
                at=clock.now(),
            )
            for body in bodies
        ]
        saved = await newsroom.revising.append(changes)
        return saved[0].id

    return importing


@pytest.fixture
def revert(press, playground):
    """Give a function that presses a button of the audit channel."""

    async def reverting(what):
        return await press(*public(playground, f"f:{what}"))

    return reverting


async def test_a_change_is_taken_back_once(edit, revert, newsroom, guild):
    await edit(title="First")
    assert "says again what the pack says" in (await revert(f"revert:{URANUS}:1")).text
    again = await revert(f"revert:{URANUS}:1")
    assert ALREADY in again.text
    assert again.buttons == []
    assert len(await newsroom.revising.history(guild, URANUS)) == 2


async def test_what_says_again_what_it_said_is_taken_back_already(edit, revert):
    for title in ("First", TITLE):
        await edit(title=title)
    assert ALREADY in (await revert(f"revert:{URANUS}:1")).text
    await edit(title="Third")
    asked = await revert(f"revert:{URANUS}:1")
    assert "**It was changed again since:** now it is number 3" in asked.text
    assert f"{texts.CHANGED_SINCE_HOW}\n```diff" in asked.text


async def test_what_was_hidden_is_shown_again_once(ask, revert):
    await ask(f"/content hide entry:{URANUS}")
    assert "Taken back" in (await revert(f"takeback:1:{URANUS}")).text
    assert ALREADY in (await revert(f"takeback:1:{URANUS}")).text
    assert "Taken back" in (await revert(f"takeback:2:{URANUS}")).text
    assert "what it says now is number 3" in (await revert(f"takeback:1:{URANUS}")).text


async def test_what_members_would_see_is_told_before(ask, edit, revert):
    await edit("event:new", **NEW)
    await edit("event:new", title="Something else")
    assert texts.CHANGED_SINCE_GONE in (await revert("revert:event:new:1")).text
    await ask("/content hide entry:event:new")
    assert texts.CHANGED_SINCE_SHOWN in (await revert("revert:event:new:2")).text


async def test_an_import_is_taken_back_once(bring_in, edit, revert):
    events = [{**body_of(each), "title": f"Imported {each.id}"} for each in sample.EVENTS]
    first = await bring_in(*events)
    assert "all 9 records of that import" in (await revert(f"revertimport:{first}")).text
    assert ALREADY in (await revert(f"revertimport:{first}")).text
    for event in sample.EVENTS:
        await edit(event.key, title=f"Later {event.id}")
    answer = await revert(f"revertimport:{first}")
    assert "Of this import 9 records changed again since" in answer.text


async def test_of_an_import_what_was_new_is_told_to_be_gone(bring_in, revert):
    first = await bring_in({**body_of(sample.EVENTS[0]), "title": "Imported"}, NEW)
    taken = await revert(f"revertimport:{first}")
    came = texts.CAME_BOTH_ONE.format(gone=1)
    assert taken.text == texts.IMPORT_TAKEN_BACK.format(all="all 2 records", came=came)
