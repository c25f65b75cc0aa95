"""A database is moved as a whole or not at all, to whatever kind of database."""

import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from bot.domain.errors import HostError
from bot.domain.shards import Share
from bot.storage import moving
from bot.storage.command_sync import CommandSync
from bot.storage.database import Database
from bot.storage.drafts import Drafts
from bot.storage.migrate import migrate
from bot.storage.moving import is_used, move
from bot.storage.processes import Process, Processes
from bot.storage.tables import backups, erasures, identifies, metadata
from tests.storage.edits import draft
from tests.storage.samples import GUILD, NOW
from tests.storage.test_erasing import ALICE, BOB, fill

RESTORED = {"restored_at": NOW}
ERASED = {"kind": "member", "id": ALICE, "at": NOW}
SHARE = Share(4, frozenset({1, 2}))
RUNNING = Process(name="pi:1:2:3", share=SHARE, started_at=NOW, seen_at=NOW)
MANY = 2 * moving._AT_ONCE + 1


@pytest.fixture
async def file(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(f"sqlite+aiosqlite:///{tmp_path / 'beside.sqlite3'}") as database:
        await migrate(database)
        yield database


@pytest.fixture
async def here(empty_address: str) -> AsyncIterator[Database]:
    """Open a database of the kind that is tested."""
    async with Database.open(empty_address) as database:
        await migrate(database)
        yield database


@pytest.fixture(params=["from a file", "to a file"])
def both(request: pytest.FixtureRequest, file: Database, here: Database) -> tuple[Database, ...]:
    return (file, here) if request.param == "from a file" else (here, file)


async def fill_all(database: Database) -> None:
    """Put rows into every table, with names of all scripts, and more of one than go at once."""
    async with database.write() as connection:
        await fill(connection, GUILD, ALICE, BOB)
        await CommandSync(connection).record(1, "https://discord.com/api/v10", "0" * 64, NOW)
        body = {"title": "Жуков 🎖 “ß” \u2028", "empty": None, "list": [1, 2.5, True]}
        for author in range(1, MANY):
            await Drafts(connection).save(draft(author=author, body=body))
        await connection.execute(insert(backups).values(RESTORED))
        await connection.execute(insert(erasures).values(ERASED))
        await connection.execute(insert(identifies).values(bucket=1, free_at=NOW))
        await Processes(connection).note(RUNNING)


async def rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    async with database.read() as connection:
        return {
            table.name: sorted(map(tuple, await connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


async def test_every_row_of_every_table_is_moved_as_it_is(both: tuple[Database, ...]) -> None:
    source, target = both
    await fill_all(source)
    before = await rows(source)
    assert all(before.values())
    told: dict[str, tuple[int, int]] = {}
    counts = await move(source, target, lambda table, *done: told.update({table: done}))
    assert await rows(target) == await rows(source) == before
    assert counts == {table: len(found) for table, found in before.items()}
    assert told == {table: (count, count) for table, count in counts.items()}
    assert counts["drafts"] > 2 * moving._AT_ONCE


async def test_an_id_that_was_given_out_never_comes_again(both: tuple[Database, ...]) -> None:
    """Messages at Discord name rows by them, and those of rows that are gone are still there."""
    source, target = both
    async with source.write() as connection:
        saved = [await Drafts(connection).save(draft(author=author)) for author in range(1, 9)]
        for each in saved[3:]:
            await Drafts(connection).discard(each.guild, each.id)
    await move(source, target, lambda *_: None)
    async with target.write() as connection:
        added = await Drafts(connection).save(draft(author=99))
    assert added.id == saved[-1].id + 1


async def test_an_empty_database_is_moved_and_goes_on_from_one(both: tuple[Database, ...]) -> None:
    source, target = both
    assert set((await move(source, target, lambda *_: None)).values()) == {0}
    async with target.write() as connection:
        assert (await Drafts(connection).save(draft())).id == 1


async def test_a_database_with_rows_is_not_written_over(both: tuple[Database, ...]) -> None:
    source, target = both
    for database in both:
        async with database.write() as connection:
            await Drafts(connection).save(draft())
    before = await rows(target)
    with pytest.raises(HostError, match=r"has rows already \(1 in guilds, 1 in drafts\)"):
        await move(source, target, lambda *_: None)
    assert await rows(target) == before


async def test_a_fault_at_the_last_row_leaves_nothing(
    both: tuple[Database, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = both
    await fill_all(source)
    empty = await rows(target)

    def fail(table: str, done: int, count: int) -> None:
        if table == metadata.sorted_tables[-1].name and done == count:
            raise LookupError("no such word")

    with pytest.raises(
        HostError, match=r"cannot be copied \(no such word\), and nothing is changed"
    ):
        await move(source, target, fail)
    assert await rows(target) == empty


async def test_what_does_not_come_back_as_it_was_written_is_not_kept(
    both: tuple[Database, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = both
    await fill_all(source)
    empty = await rows(target)
    write = moving._write

    async def alter(table: Any, some: Any, connection: Any) -> None:
        await write(table, some, connection)
        if table.name == "drafts":
            await connection.execute(text("UPDATE drafts SET base = base + 1 WHERE NOT is_new"))

    monkeypatch.setattr(moving, "_write", alter)
    with pytest.raises(HostError, match="says of drafts is not what was written"):
        await move(source, target, lambda *_: None)
    assert await rows(target) == empty


@pytest.mark.postgresql
async def test_what_a_server_cannot_hold_is_named(file: Database, here: Database) -> None:
    async with file.write() as connection:
        await Drafts(connection).save(draft(record="event:a\0b"))
    with pytest.raises(HostError, match=r"A row of drafts cannot be copied"):
        await move(file, here, lambda *_: None)


@pytest.mark.postgresql
async def test_a_database_on_a_server_that_another_has_open_is_in_use(
    here: Database, empty_address: str
) -> None:
    async with here.write() as connection:
        assert not await is_used(connection)
    async with Database.open(empty_address), here.write() as connection:
        assert await is_used(connection)


def test_the_number_for_all_rows_is_the_same_in_any_order() -> None:
    one, other, less = moving._Sum(), moving._Sum(), moving._Sum()
    some: Any = [(number, "words") for number in range(9)]
    one.add(some)
    random.Random(1).shuffle(some)
    other.add(some)
    less.add(some[1:])
    assert one == other
    assert one != less
    assert one != 9
