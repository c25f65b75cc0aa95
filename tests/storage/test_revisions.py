"""Revisions are added one after another, none lost or changed, and say what each server shows."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import fields, replace

import pytest
from hypothesis import given, strategies as st
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from bot.domain.revisions import (
    MOST_OWN,
    Action,
    Overlay,
    Revision,
    StaleError,
    Standing,
    TooManyRecordsError,
)
from bot.storage.database import Database
from bot.storage.guilds import Guilds
from bot.storage.migrate import migrate
from bot.storage.revisions import UNDO_REACH, Head, Revisions
from bot.storage.tables import revisions
from tests.storage.edits import (
    BODY,
    EDITOR,
    LARGEST_ID,
    MEMBER,
    RECORD,
    explained,
    from_the_pack,
    hidden,
    one_database,
    revision,
    revisions as any_revisions,
)
from tests.storage.samples import DAY, GUILD, NOW

OTHER = "person:zhukov"


async def add(database: Database, *changes: Revision) -> list[Revision]:
    async with database.write() as connection:
        return [await Revisions(connection).append(each, each.number - 1) for each in changes]


async def numbers(database: Database, guild: int = GUILD) -> dict[str, int]:
    async with database.read() as connection:
        heads = await Revisions(connection).heads(guild)
    return {record: head.number for record, head in heads.items()}


@one_database
@given(change=any_revisions())
async def test_a_revision_comes_back_as_it_was_added(change: Revision, database: Database) -> None:
    async with database.write() as connection:
        repository = Revisions(connection)
        await Guilds(connection).erase(change.guild)
        await repository.append(revision(guild=change.guild), 0)
        added = await repository.append(change, 1)
        assert added == replace(change, id=added.id)
        assert await repository.get(change.guild, added.id) == added
        assert await repository.latest(change.guild, RECORD) == added


async def test_the_fields_of_a_body_keep_their_order(database: Database) -> None:
    body = {name: name for name in ("title", "id", "date", "aliases")}
    await add(database, revision(body=body))
    async with database.read() as connection:
        shown = (await Revisions(connection).overlay(GUILD)).own[RECORD]
    assert list(shown) == list(body)


async def test_an_id_is_never_used_again(database: Database) -> None:
    """Other processes know by it which changes they have seen."""
    async with database.write() as connection:
        first = await Revisions(connection).append(revision(), 0)
        await Guilds(connection).erase(GUILD)
        second = await Revisions(connection).append(revision(), 0)
    assert (second.number, second.id) == (1, first.id + 1)


@pytest.mark.parametrize("parent", [0, 1, 3])
async def test_a_change_of_what_was_changed_meanwhile_is_refused(
    parent: int, database: Database
) -> None:
    _, present = await add(database, revision(), hidden(number=2))
    with pytest.raises(StaleError, match=f"Meanwhile {RECORD} has been changed: ") as caught:
        async with database.write() as connection:
            await Revisions(connection).append(revision(), parent)
    assert (caught.value.record, caught.value.present) == (RECORD, present)
    assert await numbers(database) == {RECORD: 2}


async def test_a_change_of_what_is_there_no_more_is_refused(database: Database) -> None:
    with pytest.raises(StaleError) as caught:
        await add(database, revision(number=2))
    assert caught.value.present is None


async def test_many_records_are_changed_at_once(database: Database) -> None:
    await add(database, revision())
    changes = [revision(OTHER), hidden(number=2), revision("topic:war")]
    async with database.write() as connection:
        repository = Revisions(connection)
        added = await repository.append_all(changes)
        assert [replace(each, id=0) for each in added] == changes
        assert [await repository.get(GUILD, each.id) for each in added] == added
        assert await repository.append_all([]) == []


async def test_many_records_are_changed_all_or_none(database: Database) -> None:
    await add(database, revision(OTHER))
    with pytest.raises(StaleError, match=OTHER):
        async with database.write() as connection:
            await Revisions(connection).append_all([revision(), revision(OTHER)])
    assert await numbers(database) == {OTHER: 1}


@pytest.mark.parametrize("second", [revision(number=2), revision(OTHER, guild=GUILD + 1)])
async def test_what_is_changed_at_once_is_of_one_server_and_different(
    second: Revision, database: Database
) -> None:
    async with database.write() as connection:
        with pytest.raises(ValueError):  # noqa: PT011 - a mistake of ours, in Python's words or not
            await Revisions(connection).append_all([revision(), second])


async def test_a_server_has_only_so_many_records_of_its_own(database: Database) -> None:
    many = [revision(f"event:e{number}") for number in range(MOST_OWN)]
    async with database.write() as connection:
        repository = Revisions(connection)
        await repository.append_all(many)
        with pytest.raises(TooManyRecordsError, match=r"have 5,001 records .* at most 5,000 are"):
            await repository.append(revision(), 0)
        assert await repository.count(GUILD) == MOST_OWN
        await repository.append(replace(many[0], number=2), 1)
        await repository.append(hidden(), 0)
        await repository.append(revision(guild=GUILD + 1), 0)
        exchange = [from_the_pack(many[0].record, 3), revision(number=2)]
        await repository.append_all(exchange)
        assert len((await repository.overlay(GUILD)).own) == MOST_OWN


async def test_a_history_has_the_newest_first_page_by_page(database: Database) -> None:
    added = await add(database, *[revision(number=number) for number in range(1, 6)])
    await add(database, revision(OTHER), revision(guild=GUILD + 1))
    async with database.read() as connection:
        repository = Revisions(connection)
        assert await repository.history(GUILD, RECORD, 2) == [added[4], added[3]]
        assert await repository.history(GUILD, RECORD, 9, before=4) == added[2::-1]
        assert await repository.history(GUILD, RECORD, 9, before=1) == []
        assert await repository.latest(GUILD, RECORD) == added[4]
        assert await repository.latest(GUILD, "event:unknown") is None
        assert await repository.count(GUILD) == 6
        assert await repository.count(GUILD, RECORD) == 5
        assert await repository.count(GUILD + 2) == 0


async def test_a_revision_is_for_its_own_server_alone(database: Database) -> None:
    [added] = await add(database, revision())
    async with database.read() as connection:
        repository = Revisions(connection)
        assert await repository.get(GUILD + 1, added.id) is None
        assert await repository.latest(GUILD + 1, RECORD) is None
        assert await repository.heads(GUILD + 1) == {}
        assert not await repository.overlay(GUILD + 1)


makers = st.sampled_from([revision, hidden, from_the_pack])
changes = st.tuples(
    st.integers(1, 2), st.sampled_from([RECORD, OTHER, "topic:a"]), makers, st.integers(0, 9)
)


@one_database
@given(steps=st.lists(changes, max_size=12))
async def test_a_server_shows_the_latest_of_each_record(
    steps: list[tuple[int, str, Callable[..., Revision], int]], database: Database
) -> None:
    """As does a plain model: a dict of the latest revision by server and record."""
    model: dict[int, dict[str, Revision]] = {1: {}, 2: {}}
    async with database.write() as connection:
        repository = Revisions(connection)
        for guild in model:
            await Guilds(connection).erase(guild)
        for guild, record, make, mark in steps:
            before = model[guild].get(record)
            change = make(record, 1 if before is None else before.number + 1, guild=guild)
            if change.body is not None:
                change = replace(change, body={**BODY, "mark": str(mark)})
            model[guild][record] = await repository.append(change, change.number - 1)
        for guild, latest in model.items():
            assert await repository.overlay(guild) == shown(latest)
            assert await repository.heads(guild) == {
                record: Head(each.number, each.standing) for record, each in latest.items()
            }
        assert await repository.guilds() == {guild for guild in model if model[guild]}


def shown(latest: dict[str, Revision]) -> Overlay:
    """Give what a server shows, by the latest revision of each record."""
    own = {record: each.body for record, each in latest.items() if each.body is not None}
    is_hidden = {record for record, each in latest.items() if each.standing is Standing.HIDDEN}
    return Overlay(own=own, hidden=frozenset(is_hidden))


undos = st.tuples(st.sampled_from([RECORD, OTHER]), st.integers(1, 2), st.booleans())


@one_database
@given(steps=st.lists(undos, max_size=15))
async def test_undoing_again_and_again_goes_back_to_the_beginning(
    steps: list[tuple[str, int, bool]], database: Database
) -> None:
    """As does a plain model: a list of the changes that nobody took back."""
    standing: list[Revision] = []
    number: defaultdict[str, int] = defaultdict(int)
    async with database.write() as connection:
        repository = Revisions(connection)
        await Guilds(connection).erase(GUILD)
        for record, author, is_undo in steps:
            action = Action.UNDO if is_undo and standing else Action.IMPORT
            if action is Action.UNDO:
                record = standing.pop().record  # noqa: PLW2901 - an undo is of the last changed
            change = revision(record, author=author, action=action)
            added = await repository.append(change, number[record])
            number[record] += 1
            if action is not Action.UNDO:
                standing.append(added)
            assert await repository.last_of(GUILD) == (standing[-1] if standing else None)
            theirs = [each for each in standing if each.author == author]
            assert await repository.last_of(GUILD, author) == (theirs[-1] if theirs else None)


async def test_the_last_change_is_not_looked_for_without_end(database: Database) -> None:
    [first] = await add(database, revision(author=MEMBER))
    others = [revision(f"event:e{number}") for number in range(UNDO_REACH - 1)]
    async with database.write() as connection:
        repository = Revisions(connection)
        await repository.append_all(others)
        assert await repository.last_of(GUILD, MEMBER) == first
        await repository.append(revision(OTHER), 0)
        assert await repository.last_of(GUILD, MEMBER) is None
        assert await repository.last_of(GUILD + 1) is None


async def test_others_learn_which_servers_changed(database: Database) -> None:
    async def since(id_: int) -> tuple[set[int], int]:
        async with database.read() as connection:
            return await Revisions(connection).guilds_since(id_)

    assert await since(0) == (set(), 0)
    added = await add(
        database, revision(), revision(guild=GUILD + 1), revision(OTHER, guild=GUILD + 1)
    )
    newest = added[-1].id
    assert await since(0) == ({GUILD, GUILD + 1}, newest)
    assert await since(added[0].id) == ({GUILD + 1}, newest)
    assert await since(newest) == (set(), newest)


async def test_of_two_hundred_changes_at_once_each_is_kept_or_refused(empty_address: str) -> None:
    """Editors of two processes change four records, each from what they last saw."""
    records = [RECORD, OTHER, "topic:a", "place:b"]
    kept: list[Revision] = []
    refused: list[tuple[int, StaleError]] = []

    async def change(database: Database, editor: int) -> bool:
        record = records[editor % len(records)]
        async with database.read() as connection:
            seen = await Revisions(connection).latest(GUILD, record)
        parent = 0 if seen is None else seen.number
        try:
            async with database.write() as connection:
                mine = revision(record, author=editor)
                kept.append(await Revisions(connection).append(mine, parent))
        except StaleError as error:
            refused.append((parent, error))
            return False
        return True

    async with Database.open(empty_address) as one, Database.open(empty_address) as other:
        await migrate(one)
        editors = [((one, other)[number // 4 % 2], number) for number in range(200)]
        is_kept = await asyncio.gather(*(change(*editor) for editor in editors))
        assert (len(kept), len(refused)) == (sum(is_kept), 200 - sum(is_kept))
        assert refused  # or nothing was at stake
        again = [editor for editor, was_kept in zip(editors, is_kept, strict=True) if not was_kept]
        assert all([await change(*editor) for editor in again])
        async with other.read() as connection:
            histories = [
                await Revisions(connection).history(GUILD, record, 200) for record in records
            ]
    for parent, error in refused:
        assert error.present in kept
        assert error.present.number > parent
    for history in histories:
        assert [each.number for each in history] == list(range(50, 0, -1))
    assert sorted(kept, key=by_id) == sorted(
        [each for all_ in histories for each in all_], key=by_id
    )
    assert {each.author for each in kept} == set(range(200))


def by_id(change: Revision) -> int:
    return change.id


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("method", "arguments", "index"),
    [
        ("latest", (GUILD, RECORD), "sqlite_autoindex_revisions_1 (guild=? AND record=?)"),
        (
            "history",
            (GUILD, RECORD, 5, 9),
            "sqlite_autoindex_revisions_1 (guild=? AND record=? AND number<?)",
        ),
        ("overlay", (GUILD,), "sqlite_autoindex_revisions_1 (guild=?)"),
        ("last_of", (GUILD,), "ix_revisions_guild_id (guild=?)"),
        ("guilds_since", (9,), "PRIMARY KEY (rowid>?)"),
        ("guilds", (), "ix_revisions_guild_id (guild=?)"),
        ("count", (GUILD,), "ix_revisions_guild_id (guild=?)"),
    ],
)
async def test_what_is_asked_again_and_again_has_an_index(
    method: str, arguments: tuple[object, ...], index: str, database: Database
) -> None:
    async with database.read() as connection:
        with explained(connection) as plan:
            await getattr(Revisions(connection), method)(*arguments)
    assert any(index in step for step in plan), plan
    assert not [step for step in plan if step.startswith("SCAN revisions")]
    assert not [step for step in plan if step == "USE TEMP B-TREE FOR ORDER BY"]


@pytest.mark.parametrize("name", [field.name for field in fields(Revision)])
def test_a_revision_has_a_column_for_each_field(name: str) -> None:
    assert name in revisions.c


@pytest.mark.parametrize(
    "change",
    [
        {"guild": 99},
        {"number": 2},
        {"number": 0},
        {"record": "event:"},
        {"record": "event"},
        {"record": OTHER, "at": None},
        {"body": None},
        {"standing": Standing.PACK},
        {"action": Action.HIDE},
        {"action": Action.ADD, "standing": Standing.PACK, "body": None},
        {"action": Action.EDIT, "standing": Standing.HIDDEN, "body": None},
        {"action": Action.RESTORE, "standing": Standing.HIDDEN, "body": None},
        {"action": Action.ROLLBACK},
        {"action": Action.UNDO},
    ],
)
async def test_the_table_refuses_what_cannot_be(
    change: dict[str, object], database: Database
) -> None:
    """Above all, that one number is given twice."""
    first, _ = await add(database, revision(author=EDITOR), revision(number=2))
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await connection.execute(
                update(revisions).where(revisions.c.id == first.id).values(change)
            )


@pytest.mark.parametrize("column", ["action", "standing"])
async def test_the_table_refuses_words_that_are_unknown(column: str, database: Database) -> None:
    await add(database, from_the_pack())
    with pytest.raises(IntegrityError, match=f"ck_revisions_{column}"):
        async with database.write() as connection:
            await connection.execute(text(f"UPDATE revisions SET {column} = 'unknown'"))  # noqa: S608


async def test_the_largest_ids_are_kept(database: Database) -> None:
    [added] = await add(
        database, revision(guild=LARGEST_ID, author=LARGEST_ID, credit=LARGEST_ID, at=NOW + DAY)
    )
    async with database.read() as connection:
        assert await Revisions(connection).get(LARGEST_ID, added.id) == added
