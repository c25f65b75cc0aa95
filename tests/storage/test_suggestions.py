"""Suggestions wait for the editors of their server, are decided once, and told once."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from bot.domain.errors import MemberError
from bot.domain.revisions import DecidedError, Suggestion, SuggestionState
from bot.storage.database import Database
from bot.storage.members import Members
from bot.storage.revisions import Revisions
from bot.storage.suggestions import Suggestions
from bot.storage.tables import suggestions
from tests.storage.edits import (
    EDITOR,
    MEMBER,
    RECORD,
    explained,
    one_database,
    revision,
    suggestion,
    suggestions as any_suggestions,
)
from tests.storage.samples import DAY, GUILD, MINUTE, NOW

APPROVED, REJECTED = SuggestionState.APPROVED, SuggestionState.REJECTED
LATER = NOW + DAY


async def add(database: Database, *suggested: Suggestion) -> list[Suggestion]:
    async with database.write() as connection:
        return [await Suggestions(connection).add(each) for each in suggested]


async def decide(
    database: Database, id_: int, state: SuggestionState = REJECTED, **more: Any
) -> Suggestion:
    async with database.write() as connection:
        more = {"by": EDITOR, "now": LATER, **more}
        return await Suggestions(connection).decide(GUILD, id_, state, **more)


async def read(database: Database, added: Suggestion) -> Suggestion | None:
    async with database.read() as connection:
        return await Suggestions(connection).get(added.guild, added.id)


@one_database
@given(suggested=any_suggestions())
async def test_a_suggestion_comes_back_as_it_was_added(
    suggested: Suggestion, database: Database
) -> None:
    [added] = await add(database, suggested)
    assert added == replace(suggested, id=added.id)
    assert await read(database, added) == added


async def test_a_suggestion_is_for_its_own_server_alone(database: Database) -> None:
    [added] = await add(database, suggestion(guild=GUILD + 1))
    async with database.read() as connection:
        assert await Suggestions(connection).get(GUILD, added.id) is None
    with pytest.raises(MemberError, match="erased"):
        await decide(database, added.id)
    assert await read(database, added) == added


async def test_the_queue_has_the_oldest_open_one_first_page_by_page(database: Database) -> None:
    added = await add(database, *[suggestion() for _ in range(5)])
    await add(database, suggestion(guild=GUILD + 1))
    await decide(database, added[1].id)
    async with database.read() as connection:
        repository = Suggestions(connection)
        assert await repository.open(GUILD, 2) == [added[0], added[2]]
        assert await repository.open(GUILD, 9, after=added[2].id) == added[3:]
        assert await repository.open(GUILD, 9, after=added[4].id) == []
        assert await repository.count_open(GUILD) == 4
        assert await repository.count_open(GUILD + 2) == 0


async def test_open_ones_about_the_same_record_are_alike(database: Database) -> None:
    about = [RECORD, RECORD, RECORD, "event:other", "event:", "event:"]
    added = await add(database, *[suggestion(record=each, wrong="") for each in about])
    await add(database, suggestion(guild=GUILD + 1))
    await decide(database, added[0].id)
    async with database.read() as connection:
        repository = Suggestions(connection)
        assert await repository.alike(GUILD, RECORD) == added[1:3]
        assert await repository.alike(GUILD, RECORD, limit=1) == added[1:2]
        assert await repository.alike(GUILD, "event:") == added[4:]
        assert await repository.alike(GUILD, "event:unknown") == []


async def test_what_a_member_suggested_of_late_is_counted_from_an_instant_on(
    database: Database,
) -> None:
    times = [NOW + MINUTE, NOW, NOW + 2 * MINUTE]
    last, first, newest = await add(database, *[suggestion(at=at) for at in times])
    await add(database, suggestion(guild=GUILD + 1), suggestion(author=MEMBER + 1))
    async with database.read() as connection:
        repository = Suggestions(connection)
        since = repository.of_author_since
        assert await since(GUILD, MEMBER, NOW) == [first, last, newest]
        assert await since(GUILD, MEMBER, NOW + MINUTE) == [last, newest]
        assert await since(GUILD, MEMBER, LATER) == []


async def test_an_approved_suggestion_is_opened_again_by_the_revision_that_it_was_approved_with(
    database: Database,
) -> None:
    async with database.write() as connection:
        published = await Revisions(connection).append(revision(), 0)
    added, rejected = await add(database, suggestion(), suggestion())
    await decide(database, rejected.id)
    await decide(database, added.id, APPROVED, revision=published.id)
    async with database.write() as connection:
        repository = Suggestions(connection)
        found = await repository.of_revision(GUILD, published.id)
        assert found is not None
        assert found.id == added.id
        assert await repository.of_revision(GUILD + 1, published.id) is None
        for id_, wrong in ((added.id, published.id + 1), (rejected.id, published.id)):
            with pytest.raises(DecidedError):
                await repository.reopen(GUILD, id_, wrong)
        with pytest.raises(MemberError, match="erased"):
            await repository.reopen(GUILD + 1, added.id, published.id)
        await repository.told([added.id])
        for _ in range(2):
            assert await repository.reopen(GUILD, added.id, published.id) == added
        await repository.told([added.id])
        assert await repository.get(GUILD, added.id) == added


async def test_who_was_erased_has_nothing_opened_again(database: Database) -> None:
    async with database.write() as connection:
        published = await Revisions(connection).append(revision(), 0)
    [added] = await add(database, suggestion())
    await decide(database, added.id, APPROVED, revision=published.id)
    async with database.write() as connection:
        await Members(connection).erase(MEMBER)
        with pytest.raises(DecidedError):
            await Suggestions(connection).reopen(GUILD, added.id, published.id)


async def test_an_approved_suggestion_leads_to_its_revision(database: Database) -> None:
    async with database.write() as connection:
        published = await Revisions(connection).append(revision(), 0)
    [added] = await add(database, suggestion())
    decided = await decide(database, added.id, APPROVED, revision=published.id)
    assert decided == replace(
        added, state=APPROVED, decided_by=EDITOR, decided_at=LATER, revision=published.id
    )
    assert await read(database, added) == decided


@pytest.mark.parametrize("state", [APPROVED, REJECTED])
async def test_a_suggestion_is_decided_once(state: SuggestionState, database: Database) -> None:
    added, bystander = await add(database, suggestion(), suggestion())
    decided = await decide(database, added.id, state, reason="Glantz says so, too.")
    with pytest.raises(DecidedError, match=f"has been {state.value} already") as caught:
        await decide(database, added.id, by=EDITOR + 1)
    assert caught.value.present == decided
    assert await read(database, added) == decided
    assert await read(database, bystander) == bystander


async def test_a_member_is_told_once_what_became_of_a_suggestion(database: Database) -> None:
    added = await add(
        database, suggestion(), suggestion(at=LATER), suggestion(), suggestion(author=MEMBER + 1)
    )
    decided = [await decide(database, added[index].id) for index in (1, 0, 3)]
    async with database.write() as connection:
        repository = Suggestions(connection)
        assert await repository.untold(MEMBER) == [decided[1], decided[0]]
        assert await repository.untold(MEMBER, limit=1) == [decided[1]]
        await repository.told([decided[1].id])
        await repository.told([])
        assert await repository.untold(MEMBER) == [decided[0]]
        assert await repository.untold(MEMBER + 1) == [decided[2]]
    assert await read(database, added[0]) == replace(decided[1], told=True)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("method", "arguments", "index"),
    [
        ("open", (GUILD, 5, 3), "ix_suggestions_guild_state_id (guild=? AND state=? AND id>?)"),
        ("count_open", (GUILD,), "(guild=? AND state=?)"),
        ("alike", (GUILD, RECORD), "_record_id (guild=? AND state=? AND record=?)"),
        ("of_author_since", (GUILD, MEMBER, NOW), "(author=? AND guild=? AND at>?)"),
        ("untold", (MEMBER,), "ix_suggestions_author_guild_at (author=?)"),
    ],
)
async def test_what_is_asked_again_and_again_has_an_index(
    method: str, arguments: tuple[object, ...], index: str, database: Database
) -> None:
    async with database.read() as connection:
        with explained(connection) as plan:
            await getattr(Suggestions(connection), method)(*arguments)
    assert any(index in step for step in plan), plan
    assert not [step for step in plan if step.startswith("USE TEMP B-TREE")]


@pytest.mark.parametrize("name", [field.name for field in fields(Suggestion)])
def test_a_suggestion_has_a_column_for_each_field(name: str) -> None:
    assert name in suggestions.c


@pytest.mark.parametrize(
    "change",
    [
        {"guild": 99},
        {"author": None},
        {"record": "event"},
        {"record": "event:"},
        {"state": APPROVED},
        {"decided_at": NOW},
        {"decided_by": EDITOR},
        {"reason": "No."},
        {"told": True},
        {"revision": 1},
        {"state": REJECTED, "decided_at": NOW, "revision": 1},
        {"state": APPROVED, "decided_at": NOW, "revision": 99},
    ],
)
async def test_the_table_refuses_what_cannot_be(
    change: dict[str, object], database: Database
) -> None:
    async with database.write() as connection:
        assert (await Revisions(connection).append(revision(), 0)).id == 1
    await add(database, suggestion())
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await connection.execute(update(suggestions).values(change))


async def test_the_table_refuses_states_that_are_unknown(database: Database) -> None:
    [added] = await add(database, suggestion())
    await decide(database, added.id)
    with pytest.raises(IntegrityError, match="ck_suggestions_state"):
        async with database.write() as connection:
            await connection.execute(text("UPDATE suggestions SET state = 'unknown'"))
