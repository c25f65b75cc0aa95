"""Which database addresses Fasti takes, and how a SQLite connection is set up."""

import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.errors import HostError
from bot.storage.database import Database
from bot.storage.engine import make_engine, parse_address


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("sqlite:///data/fasti.sqlite3", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite://", "sqlite+aiosqlite"),
        ("postgres://host/fasti", "postgresql+asyncpg"),
        ("postgresql://host/fasti", "postgresql+asyncpg"),
        ("postgresql+asyncpg://host/fasti", "postgresql+asyncpg"),
    ],
)
def test_an_address_may_leave_out_the_driver(address: str, driver: str) -> None:
    assert parse_address(address).drivername == driver


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "is not a database address"),
        ("data/secret.sqlite3", "is not a database address"),
        ("postgresql://name:secret@host:port/fasti", "is not a database address"),
        ("mysql://name:secret@host/fasti", "asks for mysql, which Fasti does not speak"),
        ("sqlite+pysqlite:///secret", "asks for sqlite+pysqlite, which Fasti does not speak"),
        ("sqlite:///fasti.sqlite3?mode=secret", "must name a SQLite file by a plain path"),
        ("sqlite:///file:secret", "must name a SQLite file by a plain path"),
        ("sqlite://secret/fasti.sqlite3", "must name a SQLite file by a plain path"),
    ],
)
async def test_a_wrong_address_is_answered_with_a_right_one(address: str, sentence: str) -> None:
    with pytest.raises(HostError) as caught:
        async with Database.open(address):
            pass
    assert sentence in str(caught.value)
    assert "sqlite+aiosqlite:///" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    url = parse_address("postgresql://name:secret@host/fasti")
    with pytest.raises(
        HostError, match=r"package asyncpg, .* start Fasti with make run EXTRAS=postgres,"
    ):
        make_engine(url, patience=1)


async def test_the_folder_of_the_file_is_made(tmp_path: Path) -> None:
    file = tmp_path / "not" / "there" / "yet.sqlite3"
    async with Database.open(f"sqlite:///{file}"):
        assert file.exists()


async def test_a_relative_path_stays_where_it_was_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with Database.open("sqlite:///data/fasti.sqlite3") as database, database.read():
        monkeypatch.chdir("/")
        async with database.read() as second:  # on a connection of its own
            files = (await second.execute(text("PRAGMA database_list"))).all()
    assert [row.file for row in files] == [str(tmp_path / "data" / "fasti.sqlite3")]


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(HostError, match=r"cannot make the folder .*/file/data for its database"):
        async with Database.open(f"sqlite:///{tmp_path}/file/data/fasti.sqlite3"):
            pass


@pytest.mark.sqlite
async def test_a_file_is_set_up_for_many_readers_and_one_writer(empty_address: str) -> None:
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    async with Database.open(empty_address, patience=2.5) as database, database.write() as writer:
        found = {name: await writer.scalar(text(f"PRAGMA {name}")) for name in names}
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 2500,
    }
