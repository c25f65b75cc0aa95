"""Drafts stay as they were typed until they are published or discarded, so many an editor."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.domain.revisions import MOST_DRAFTS, Draft, TooManyDraftsError
from bot.storage.database import Database
from bot.storage.drafts import MOST_UNTOUCHED, Drafts
from bot.storage.suggestions import Suggestions
from bot.storage.tables import drafts
from tests.storage.edits import (
    EDITOR,
    RECORD,
    draft,
    drafts as any_drafts,
    explained,
    one_database,
    suggestion,
)
from tests.storage.samples import DAY, GUILD, NOW


async def save(database: Database, *changes: Draft) -> list[Draft]:
    async with database.write() as connection:
        return [await Drafts(connection).save(each) for each in changes]


async def read(database: Database, saved: Draft) -> Draft | None:
    async with database.read() as connection:
        return await Drafts(connection).get(saved.guild, saved.id)


@one_database
@given(before=any_drafts(), after=any_drafts())
async def test_a_draft_comes_back_as_it_was_saved(
    before: Draft, after: Draft, database: Database
) -> None:
    [saved] = await save(database, before)
    assert saved == replace(before, id=saved.id)
    assert await read(database, saved) == saved
    changed = replace(after, id=saved.id, guild=saved.guild, author=saved.author)
    assert await save(database, changed) == [changed]
    assert await read(database, saved) == changed


async def test_a_draft_that_takes_up_a_suggestion_says_so(database: Database) -> None:
    async with database.write() as connection:
        taken = await Suggestions(connection).add(suggestion())
    [saved] = await save(database, draft(suggestion=taken.id))
    assert await read(database, saved) == draft(id=saved.id, suggestion=taken.id)


async def test_a_draft_that_is_gone_is_saved_as_a_new_one(database: Database) -> None:
    [saved] = await save(database, draft())
    async with database.write() as connection:
        assert await Drafts(connection).discard(GUILD, saved.id)
        assert not await Drafts(connection).discard(GUILD, saved.id)
    [again] = await save(database, replace(saved, base=3))
    assert again == replace(saved, base=3, id=saved.id + 1)
    assert await read(database, saved) is None


@pytest.mark.parametrize("change", [{"guild": GUILD + 1}, {"author": EDITOR + 1}])
async def test_nobody_saves_over_the_draft_of_another(
    change: dict[str, Any], database: Database
) -> None:
    [saved] = await save(database, draft())
    [theirs] = await save(database, replace(saved, base=3, **change))
    assert theirs.id != saved.id
    assert await read(database, saved) == saved


async def test_a_draft_is_for_its_own_server_alone(database: Database) -> None:
    [saved] = await save(database, draft())
    async with database.write() as connection:
        assert await Drafts(connection).get(GUILD + 1, saved.id) is None
        assert not await Drafts(connection).discard(GUILD + 1, saved.id)
    assert await read(database, saved) == saved


async def test_an_editor_finds_the_last_changed_first(database: Database) -> None:
    first, second = await save(database, draft(), draft(updated_at=NOW + DAY))
    await save(database, draft(author=EDITOR + 1), draft(guild=GUILD + 1))
    [touched] = await save(database, replace(first, updated_at=NOW + 2 * DAY))
    async with database.read() as connection:
        assert await Drafts(connection).of_author(GUILD, EDITOR) == [touched, second]


@pytest.mark.parametrize(
    ("oldest", "what"),
    [
        (draft(), rf"of {RECORD}, last changed on 22 June 2026\."),
        (draft(record="person:", is_new=True), r"of a new person, last changed on 22 June 2026\."),
    ],
)
async def test_an_editor_is_told_which_of_too_many_drafts_is_the_oldest(
    oldest: Draft, what: str, database: Database
) -> None:
    newer = [draft(updated_at=NOW + number * DAY) for number in range(1, MOST_DRAFTS)]
    first, *others = await save(database, oldest, *newer)
    with pytest.raises(TooManyDraftsError, match=f"^You have 20 drafts here.* {what}$") as caught:
        await save(database, draft())
    assert caught.value.oldest == first
    await save(database, replace(others[0], base=1))
    await save(database, draft(author=EDITOR + 1), draft(guild=GUILD + 1))
    async with database.write() as connection:
        await Drafts(connection).discard(GUILD, first.id)
    await save(database, draft())


async def test_drafts_left_alone_are_discarded(database: Database) -> None:
    old, kept = await save(database, draft(), draft(updated_at=NOW + DAY))
    async with database.write() as connection:
        assert await Drafts(connection).discard_older_than(NOW + DAY) == 1
        assert await Drafts(connection).discard_older_than(NOW + DAY) == 0
    assert await read(database, old) is None
    assert await read(database, kept) == kept


async def test_drafts_that_say_nothing_are_discarded_before_others(database: Database) -> None:
    async with database.write() as connection:
        taken = await Suggestions(connection).add(suggestion())
    others = [draft(), draft(record="person:", is_new=True), draft(suggestion=taken.id)]
    says_nothing = draft(body={})
    said = [others[0], *(replace(each, body={}) for each in others[1:])]
    empty, late, *kept = await save(
        database, says_nothing, replace(says_nothing, updated_at=NOW + DAY), *said
    )
    async with database.write() as connection:
        drafts = Drafts(connection)
        assert await drafts.count(GUILD) == len(said)
        assert await drafts.discard_untouched(NOW + DAY) == 1
        assert {each.id for each in await drafts.of_author(GUILD, EDITOR)} == {
            late.id,
            *(each.id for each in kept),
        }
    assert await read(database, empty) is None


async def test_drafts_that_say_nothing_take_no_room_and_make_room(database: Database) -> None:
    full = [draft(updated_at=NOW + number * DAY) for number in range(MOST_DRAFTS)]
    await save(database, *full)
    looked_at = [draft(body={}, updated_at=NOW + number * DAY) for number in range(7)]
    _, _, *kept = await save(database, *looked_at)
    async with database.read() as connection:
        known = await Drafts(connection).of_author(GUILD, EDITOR)
    assert [each.id for each in known if not each.body] == [each.id for each in kept[::-1]]
    assert len(kept) == MOST_UNTOUCHED
    assert len(known) == MOST_DRAFTS + MOST_UNTOUCHED
    with pytest.raises(TooManyDraftsError):
        await save(database, replace(kept[0], body={"title": "Mine"}))
    assert await read(database, kept[0]) == kept[0]


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("method", "arguments", "index"),
    [
        ("of_author", (GUILD, EDITOR), "ix_drafts_guild_author_updated_at"),
        ("discard_older_than", (NOW,), "ix_drafts_updated_at"),
        ("discard_untouched", (NOW,), "ix_drafts_updated_at"),
    ],
)
async def test_what_is_asked_again_and_again_has_an_index(
    method: str, arguments: tuple[object, ...], index: str, database: Database
) -> None:
    async with database.write() as connection:
        with explained(connection) as plan:
            await getattr(Drafts(connection), method)(*arguments)
    assert any(f"INDEX {index}" in step for step in plan), plan
    assert not [step for step in plan if step.startswith("USE TEMP B-TREE")]


@pytest.mark.parametrize("name", [field.name for field in fields(Draft)])
def test_a_draft_has_a_column_for_each_field(name: str) -> None:
    assert name in drafts.c


@pytest.mark.parametrize(
    "change",
    [
        {"guild": 99},
        {"suggestion": 99},
        {"author": None},
        {"record": "event"},
        {"record": "event:"},
        {"base": -1},
        {"is_new": True, "base": 1},
    ],
)
async def test_the_table_refuses_what_cannot_be(
    change: dict[str, object], database: Database
) -> None:
    await save(database, draft())
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await connection.execute(update(drafts).values(change))
