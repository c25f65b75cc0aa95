"""What is changed while somebody is at work on it is told, and what was only looked at is not kept."""

import datetime as dt
from dataclasses import replace

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.domain.errors import MemberError
from bot.domain.revisions import MOST_DRAFTS, StaleError, TooManyDraftsError
from bot.services.editing.drafting import KEPT_DAYS_UNTOUCHED
from bot.storage.drafts import MOST_UNTOUCHED, Drafts
from bot.storage.suggestions import Suggestions
from tests import sample
from tests.storage.edits import suggestion

from .newsrooms import EDITOR, HOME, OTHER

URANUS = "event:operation-uranus"


@pytest.fixture
def change(drafting, revising):
    """Give a function that publishes another editor's change of what is shown."""

    async def changing(record=URANUS, **fields):
        body, number = await revising.present(HOME, record)
        return await revising.publish(HOME, record, {**body, **fields}, parent=number, author=OTHER)

    return changing


@pytest.fixture
def kept(database):
    """Give a function that reads the drafts of the editor as they are kept."""

    async def reading():
        async with database.read() as connection:
            return await Drafts(connection).of_author(HOME, EDITOR)

    return reading


async def touched(drafting, record=URANUS, **fields):
    draft = await drafting.edit(HOME, EDITOR, record)
    return await drafting.change(draft, lambda body: {**body, **fields})


async def test_a_draft_of_what_was_changed_meanwhile_is_refused_until_it_is_rebased(
    drafting, revising, change
):
    mine = await touched(drafting, title="Mine")
    assert await drafting.conflict(mine) is None
    assert await drafting.rebase(mine, 0) == mine
    theirs = await change(title="Theirs")
    with pytest.raises(StaleError) as stale:
        await drafting.publish(mine)
    assert stale.value.present == theirs
    conflict = await drafting.conflict(mine)
    assert [each["title"] for each in (conflict.base, conflict.theirs, conflict.mine)] == [
        "Operation Uranus begins",
        "Theirs",
        "Mine",
    ]
    revision = await drafting.publish(await drafting.rebase(mine, 1))
    assert (revision.number, revision.body["title"]) == (2, "Mine")


async def test_changes_of_different_fields_are_both_published(drafting, revising, change):
    mine = await touched(drafting, title="Mine")
    theirs = await change(text="Theirs.")
    both = await drafting.rebase(mine, theirs.number, merging=True)
    revision = await drafting.publish(both)
    assert (revision.body["title"], revision.body["text"]) == ("Mine", "Theirs.")


async def test_nothing_is_settled_that_the_editor_has_not_seen(drafting, change):
    mine = await touched(drafting, title="Mine")
    await change(text="Theirs.")
    await change(title="Theirs, too")
    for merging in (False, True):
        with pytest.raises(StaleError):
            await drafting.rebase(mine, 1, merging=merging)
    assert await drafting.get(HOME, EDITOR, mine.id) == mine


async def test_of_what_was_hidden_meanwhile_mine_is_left(drafting, revising):
    mine = await touched(drafting, title="Mine")
    await revising.hide(HOME, URANUS, OTHER)
    assert (await drafting.conflict(mine)).theirs is None
    both = await drafting.rebase(mine, 1, merging=True)
    assert both.body == mine.body
    assert (await drafting.publish(both)).number == 2


async def test_a_new_draft_conflicts_with_nothing(drafting):
    assert await drafting.conflict(await drafting.add(HOME, EDITOR, "event", {})) is None


async def test_what_was_only_looked_at_follows_what_is_shown(drafting, change, kept):
    first = await drafting.edit(HOME, EDITOR, URANUS)
    assert [each.body for each in await kept()] == [{}]
    await change(title="Theirs")
    assert (await drafting.get(HOME, EDITOR, first.id)).body == first.body  # while a form is open
    assert (await drafting.open(HOME, EDITOR, first.id)).body["title"] == "Theirs"
    again = await drafting.edit(HOME, EDITOR, URANUS)
    assert (again.id, again.base, again.body["title"]) == (first.id, 1, "Theirs")
    assert await drafting.conflict(again) is None


async def test_what_was_typed_into_a_form_opened_before_a_change_is_no_change_of_it(
    drafting, change
):
    draft = await drafting.edit(HOME, EDITOR, URANUS)
    await change(text="Theirs.")
    draft = await drafting.get(HOME, EDITOR, draft.id)
    mine = await drafting.change(draft, lambda body: {**body, "title": "Mine"})
    assert (await drafting.open(HOME, EDITOR, mine.id)) == mine
    with pytest.raises(StaleError):
        await drafting.publish(mine)


async def test_what_is_changed_back_was_only_looked_at(drafting, kept):
    draft = await touched(drafting, title="Mine")
    assert await drafting.of_author(HOME, EDITOR) == [draft]
    await touched(drafting, title="Operation Uranus begins")
    assert [each.body for each in await kept()] == [{}]
    assert await drafting.of_author(HOME, EDITOR) == []


async def test_what_was_only_looked_at_is_not_published(drafting, change):
    draft = await drafting.edit(HOME, EDITOR, URANUS)
    await change(title="Theirs")
    with pytest.raises(MemberError, match="Nothing is changed yet"):
        await drafting.publish(draft)


async def test_what_was_only_looked_at_and_is_gone_is_said_to_be(drafting, services):
    draft = await drafting.edit(HOME, EDITOR, URANUS)
    contents = sample.contents()
    events = {key: contents.events[key] for key in contents.events if key != draft.record[6:]}
    services[2].rebase(Catalogue.of(replace(contents, events=events)))
    with pytest.raises(MemberError, match="There is no event:operation-uranus here"):
        await drafting.get(HOME, EDITOR, draft.id)


async def test_looking_takes_no_room_and_is_soon_forgotten(drafting, clock, kept):
    for number in range(MOST_DRAFTS - 1):
        await drafting.add(HOME, EDITOR, "event", {"title": f"{number}"})
    keys = list(sample.contents().events)[: MOST_UNTOUCHED + 2]
    drafts = [await drafting.edit(HOME, EDITOR, f"event:{key}") for key in keys]
    assert len(await kept()) == MOST_DRAFTS - 1 + MOST_UNTOUCHED
    with pytest.raises(MemberError, match="is gone"):
        await drafting.get(HOME, EDITOR, drafts[0].id)
    await drafting.change(drafts[-1], lambda body: {**body, "title": "Mine"})
    with pytest.raises(TooManyDraftsError):
        await drafting.change(drafts[-2], lambda body: {**body, "title": "Mine"})
    with pytest.raises(TooManyDraftsError):
        await drafting.edit(HOME, EDITOR, "event:leap")
    clock.time += dt.timedelta(days=KEPT_DAYS_UNTOUCHED, seconds=1)
    assert await drafting.tidy() == MOST_UNTOUCHED - 1
    assert len(await kept()) == MOST_DRAFTS


async def test_a_draft_that_takes_up_a_suggestion_is_kept_until_it_is_detached(
    drafting, database, clock, kept
):
    """Though it may say what is shown: a report can tell what is wrong, and not what is right."""
    async with database.write() as connection:
        taken = await Suggestions(connection).add(suggestion(guild=HOME, record=URANUS))
    draft = await drafting.take_up(HOME, EDITOR, URANUS, dict, taken.id)
    assert await drafting.of_author(HOME, EDITOR) == await kept() == [draft]
    detached = await drafting.detach(draft)
    assert (detached.body, detached.suggestion) == (draft.body, None)
    assert [each.body for each in await kept()] == [{}]
