"""`fasti migrate-database`: what a host types, is told, and finds in the new database."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from bot.storage.database import Database
from bot.storage.drafts import Drafts
from bot.storage.migrate import migrate
from tests.storage.edits import draft


def keep(address, *drafts):
    """Make a database with these drafts."""

    async def made():
        async with Database.open(address) as database:
            await migrate(database)
            async with database.write() as connection:
                for each in drafts:
                    await Drafts(connection).save(each)

    asyncio.run(made())


@pytest.fixture
def old(tmp_path):
    """Give the file of a database with two drafts."""
    file = tmp_path / "old.sqlite3"
    keep(f"sqlite+aiosqlite:///{file}", draft(author=1), draft(author=2))
    return file


def test_a_file_is_moved_to_the_database_of_the_settings(fasti, old, empty_address, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", empty_address)
    status, output, _ = fasti("migrate-database", str(old))
    assert status == 0
    assert output.startswith("3 rows moved to ")
    assert "none on the old database any more" in output
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT count(*) FROM drafts").fetchone() == (2,)
    status, _, complaint = fasti("migrate-database", str(old), empty_address)
    assert status == 1
    assert "The new database has rows already (1 in guilds, 2 in drafts)" in complaint


def test_it_is_moved_back_just_so(fasti, old, empty_address, tmp_path):
    back = tmp_path / "back.sqlite3"
    assert fasti("migrate-database", str(old), empty_address)[0] == 0
    assert fasti("migrate-database", empty_address, f"sqlite:///{back}")[0] == 0
    with closing(sqlite3.connect(back)) as connection:
        assert connection.execute("SELECT author FROM drafts").fetchall() == [(1,), (2,)]


def test_a_database_that_is_in_use_is_not_moved(fasti, old, empty_address):
    async def beside():
        async with Database.open(f"sqlite+aiosqlite:///{old}") as database:
            async with database.read():
                pass
            return await asyncio.to_thread(fasti, "migrate-database", str(old), empty_address)

    status, _, complaint = asyncio.run(beside())
    assert status == 1
    assert "is in use, most likely by a Fasti that runs on it: stop it" in complaint


@pytest.mark.postgresql
def test_a_database_on_a_server_that_is_in_use_is_not_moved(fasti, empty_address, tmp_path):
    keep(empty_address)

    async def beside():
        async with Database.open(empty_address):
            target = str(tmp_path / "new.sqlite3")
            return await asyncio.to_thread(fasti, "migrate-database", empty_address, target)

    status, _, complaint = asyncio.run(beside())
    assert status == 1
    assert complaint.startswith("A Fasti runs on postgresql+asyncpg://")


@pytest.mark.parametrize(
    ("source", "target", "sentence"),
    [
        ("gone.sqlite3", "", "There is no database {}/gone.sqlite3 to move"),
        ("sqlite://", "", "A database in memory cannot be moved"),
        ("old.sqlite3", "sqlite://", "A database in memory cannot be moved"),
        ("old.sqlite3", "old.sqlite3", "Both are the same database"),
        ("diary.txt", "", "{}/diary.txt is damaged, or no database"),
        ("mysql://somewhere/fasti", "", "asks for mysql, which Fasti does not speak"),
    ],
)
def test_what_cannot_be_moved_is_a_sentence(
    *, source, target, sentence, fasti, old, empty_address, monkeypatch
):
    tmp_path = old.parent
    monkeypatch.setenv("DATABASE_URL", empty_address)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "diary.txt").write_text("Dear diary, " * 100)
    status, _, complaint = fasti("migrate-database", source, *([target] if target else []))
    assert status == 1
    assert sentence.format(tmp_path) in complaint


def test_an_older_database_is_to_be_started_first(fasti, old, empty_address):
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0004'")
    status, _, complaint = fasti("migrate-database", str(old), empty_address)
    assert status == 1
    assert "The database is at revision 0004, and this version of Fasti works with" in complaint
