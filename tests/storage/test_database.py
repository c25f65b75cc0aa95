"""Units of work, alone and in a crowd, and what a host is told when a database is unusable."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.domain.errors import HostError, UnavailableError
from bot.storage.database import Database
from bot.storage.engine import parse_address
from bot.storage.faults import describe, tell_member
from bot.storage.migrate import migrate
from tests.storage.conftest import MEMORY, run_python
from tests.storage.counter import add_many, add_one, count

BUSY = "My database is busy just now: nothing is changed. Try again in a moment."


async def test_a_unit_of_work_is_kept(database: Database) -> None:
    await add_one(database)
    assert await count(database) == 1


async def test_a_unit_of_work_that_fails_leaves_nothing(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as connection:
            await connection.execute(text("DELETE FROM alembic_version"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with database.read() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(OperationalError, match=r"read-?only"):
        async with database.read() as connection:
            await connection.execute(text("DELETE FROM alembic_version"))
    await add_one(database)  # and the connection serves a writer afterwards


async def test_a_reader_sees_one_state(empty_address: str) -> None:
    async with Database.open(empty_address) as database:
        await migrate(database)
        async with database.read() as connection:
            query = text("SELECT count(*) FROM command_sync")
            before = await connection.scalar(query)
            await add_one(database)
            assert await connection.scalar(query) == before == 0


async def test_writers_in_one_process_lose_nothing(database: Database) -> None:
    await add_many(database, writers=20, times=3)
    assert await count(database) == 60


async def test_readers_beside_writers_see_the_same_database(database: Database) -> None:
    counts = [count(database) for _ in range(10)]
    numbers, _ = await asyncio.gather(asyncio.gather(*counts), add_many(database, 5, 2))
    assert set(numbers) <= set(range(11))


async def test_writers_in_one_process_take_turns(empty_address: str) -> None:
    """They do not even try at once: here, SQLite would not wait for one of them."""
    async with Database.open(empty_address, patience=0) as database:
        await migrate(database)
        await add_many(database, writers=10, times=2)
        assert await count(database) == 20


async def test_writers_in_three_processes_lose_nothing(empty_address: str) -> None:
    """They also open, make and migrate the same new file at the same time."""
    runs = (run_python("-m", "tests.storage.counter", empty_address) for _ in range(3))
    assert await asyncio.gather(*runs) == [0, 0, 0]
    async with Database.open(empty_address) as database:
        assert await count(database) == 120


@pytest.mark.sqlite
async def test_foreign_keys_are_on_after_a_migration_that_could_not_begin(
    empty_address: str,
) -> None:
    async with (
        Database.open(empty_address, patience=0) as one,
        Database.open(empty_address) as other,
    ):
        await migrate(one)
        await add_one(one)
        async with other.write():
            with pytest.raises(OperationalError, match="locked"):
                async with one.migrate():
                    pass
        async with one.write() as connection:
            assert await connection.scalar(text("PRAGMA foreign_keys")) == 1


async def test_two_openings_of_one_file_share_it(empty_address: str) -> None:
    async with Database.open(empty_address) as one, Database.open(empty_address) as other:
        await migrate(one)
        await asyncio.gather(*(add_many(each, writers=2, times=5) for each in (one, other)))
        assert await count(one) == await count(other) == 20


async def test_two_openings_in_memory_share_nothing() -> None:
    async with Database.open(MEMORY) as one, Database.open(MEMORY) as other:
        assert await migrate(one) == await migrate(other)


@pytest.mark.parametrize("steps", range(0, 40, 4))
async def test_a_writer_may_be_cancelled_anywhere(empty_address: str, steps: int) -> None:
    """While waiting for its turn, beginning, reading, writing, committing."""
    async with Database.open(empty_address) as database:
        await migrate(database)
        writers = [asyncio.create_task(add_one(database)) for _ in range(3)]
        for _ in range(steps):
            await asyncio.sleep(0.0001)
        writers[0].cancel()
        writers[2].cancel()
        results = await asyncio.gather(*writers, return_exceptions=True)
        await add_one(database)
        # One cancelled in its commit may have been in time.
        assert results.count(None) + 1 <= await count(database) <= 4


async def test_a_writer_cancelled_in_mid_query_frees_the_database(empty_address: str) -> None:
    """Its statement kept SQLite from closing the connection, and with it the write lock."""
    slow = text(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)"
        " SELECT max(i) FROM n"
    )

    async def query(database: Database) -> None:
        async with database.write() as connection:
            await connection.execute(slow)

    async with Database.open(empty_address, patience=0.3) as database:
        await migrate(database)
        task = asyncio.create_task(query(database))
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await add_one(database)
        assert await count(database) == 1


@pytest.mark.sqlite
async def test_the_database_is_closed_when_its_user_fails(
    empty_address: str, tmp_path: Path
) -> None:
    async def fail() -> None:
        async with Database.open(empty_address) as database:
            await migrate(database)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert _names(tmp_path) == ["fasti.sqlite3"]  # no -wal, no -shm


def _names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


def _directory(file: Path) -> None:
    file.mkdir()


def _text(file: Path) -> None:
    file.write_text("Dear diary, " * 100)


def _read_only(file: Path) -> None:
    """Ask for a newer file format to write, which makes a file read-only to root as well."""
    _sqlite(file)
    _patch(file, 18, b"\x03")


def _broken(file: Path) -> None:
    _sqlite(file)
    with file.open("r+b") as opened:
        opened.truncate(4096)


def _sqlite(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.executescript("CREATE TABLE alembic_version (a); CREATE TABLE command_sync (b)")
    connection.close()


def _patch(file: Path, at: int, data: bytes) -> None:
    with file.open("r+b") as opened:
        opened.seek(at)
        opened.write(data)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_directory, "Fasti cannot open the database {}: let DATABASE_URL name a file"),
        (
            _text,
            "{} is damaged, or no SQLite database: put a backup in its place with fasti restore FILE",
        ),
        (_read_only, "The database {} is read-only: allow the user"),
        (
            _broken,
            "The database {} is damaged (database disk image is malformed): put a backup in its",
        ),
    ],
)
async def test_a_host_is_told_what_is_wrong_with_the_file(
    spoil: Callable[[Path], None], sentence: str, tmp_path: Path
) -> None:
    file = tmp_path / "fasti.sqlite3"
    spoil(file)
    with pytest.raises(HostError) as caught:
        async with Database.open(f"sqlite:///{file}"):
            pass
    assert str(caught.value).startswith(sentence.format(file))


async def test_a_file_that_cannot_be_opened_is_found_before_a_thread_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The driver's thread would outlive the loop, and print a stack trace below the sentence."""
    monkeypatch.delattr("aiosqlite.connect")
    with pytest.raises(HostError, match="cannot open the database"):
        async with Database.open(f"sqlite:///{tmp_path}"):
            pass


@pytest.mark.sqlite
async def test_a_host_is_told_that_another_program_holds_the_file(empty_address: str) -> None:
    async with Database.open(empty_address) as database, database.write():
        with pytest.raises(HostError, match="is locked by another program"):
            async with Database.open(empty_address, patience=0.05):
                pass


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    url = parse_address("postgresql://fasti:secret@database.example/fasti")
    sentence = describe(ConnectionRefusedError(111, "Connection refused"), url)
    assert "fasti:***@database.example/fasti does not answer ([Errno 111] Conn" in sentence


async def _refused(database: Database) -> str:
    with pytest.raises(UnavailableError) as caught:
        await add_one(database)
    return str(caught.value)


async def test_a_member_is_told_soon_that_another_process_writes(empty_address: str) -> None:
    """And who waits in the background still waits as long as before, on the same connections."""
    async with Database.open(empty_address) as one, Database.open(empty_address) as other:
        await migrate(one)
        async with other.write():
            waiting = asyncio.create_task(add_one(one))
            await asyncio.sleep(0.05)
            assert await _refused(one.for_members(0.2)) == BUSY
            waiting.cancel()
            await asyncio.wait([waiting])
            assert await _refused(one.for_members(0.2)) == BUSY
            waiting = asyncio.create_task(add_one(one))
            await asyncio.sleep(0.5)
        await waiting
        await add_one(one.for_members(0.2))
        assert await count(one) == await count(one.for_members()) == 2


async def test_a_member_waits_for_no_writer_of_the_same_process(database: Database) -> None:
    members = database.for_members(0.1)
    async with database.write():
        with structlog.testing.capture_logs() as logged:
            assert await _refused(members) == BUSY
    assert [line["log_level"] for line in logged] == ["error"]
    await add_one(members)
    assert await count(database) == 1


@pytest.mark.sqlite
async def test_a_member_is_told_of_a_full_disk(empty_address: str) -> None:
    async with Database.open(empty_address) as database:
        await migrate(database)

        async def fill() -> None:
            async with database.for_members().write() as connection:
                pages = await connection.scalar(text("PRAGMA page_count"))
                await connection.execute(text(f"PRAGMA max_page_count = {pages}"))
                await connection.execute(text("CREATE TABLE a AS SELECT randomblob(100000)"))

        with structlog.testing.capture_logs() as logged, pytest.raises(UnavailableError) as caught:
            await fill()
    assert str(caught.value).startswith("The disk that my database is on is full: nothing is")
    (line,) = logged
    assert line["reason"] == "database or disk is full"
    assert "exc_info" not in line


async def test_what_is_no_fault_of_the_database_stays_what_it_is(database: Database) -> None:
    async def fail() -> None:
        async with database.for_members().write():
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    with pytest.raises(UnavailableError, match="can only be read just now: nothing is changed"):
        async with database.for_members().read() as connection:
            await connection.execute(text("DELETE FROM alembic_version"))


def test_a_member_is_told_of_a_server_that_does_not_answer() -> None:
    assert "out of order just now" in tell_member(ConnectionRefusedError(111, "refused"))
