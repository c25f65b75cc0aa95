"""Which database addresses Fasti takes, and how a SQLite connection is set up."""

import contextlib
import os
import sqlite3
import stat
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


@pytest.mark.parametrize(
    "password", ["p@qzx", "p@qzx@", "p@qzx/of", "p@qzx:1", "p@qzx?of", "p@qzx#of"]
)
async def test_a_bare_at_in_a_password_is_named_and_no_part_of_it_shown(password: str) -> None:
    """Else what follows it would be taken for a host, and told with what is wrong with that."""
    with pytest.raises(HostError, match="write @ in a password as %40") as caught:
        async with Database.open(f"postgresql://me:{password}@host/fasti"):
            pass
    assert "qzx" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "password"),
    [
        ("postgresql://me:p%40s%2Fs@host/fasti", "p@s/s"),
        ("postgresql://me@work:p/s#s@host/fasti", "p/s#s"),
        ("sqlite:////home/a:b@c@d/fasti.sqlite3", None),
    ],
)
def test_what_can_be_told_apart_is_left_as_it_is(address: str, password: str | None) -> None:
    assert parse_address(address).password == password


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


def _modes(folder: Path) -> dict[str, int]:
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.rglob("*")}


@pytest.mark.sqlite
async def test_what_fasti_makes_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Whatever the umask; SQLite gives the files beside a database the mode of that."""
    umask = os.umask(0)
    try:
        async with (
            Database.open(f"sqlite:///{tmp_path}/data/fasti.sqlite3") as database,
            database.write() as connection,
        ):
            await connection.execute(text("CREATE TABLE a (b)"))
            modes = _modes(tmp_path)
    finally:
        os.umask(umask)
    names = ("fasti.sqlite3", "fasti.sqlite3-wal", "fasti.sqlite3-shm")
    assert modes == {"data": 0o700} | dict.fromkeys(names, 0o600)


@pytest.mark.sqlite
async def test_the_mode_of_a_file_that_is_there_is_the_hosts(tmp_path: Path) -> None:
    file = tmp_path / "fasti.sqlite3"
    file.touch()
    file.chmod(0o664)
    async with Database.open(f"sqlite:///{file}"):
        pass
    assert stat.S_IMODE(file.stat().st_mode) == 0o664


@pytest.mark.sqlite
@pytest.mark.parametrize("tables", [["books"], ["alembic_version", "books"]])
async def test_the_database_of_another_program_is_left_as_it_is(
    tmp_path: Path, tables: list[str]
) -> None:
    file = tmp_path / "books.sqlite3"
    with contextlib.closing(sqlite3.connect(file)) as connection:
        for table in tables:
            connection.execute(f"CREATE TABLE {table} (id)")
    before = file.read_bytes()
    with pytest.raises(HostError, match="is a database of another program: let DATABASE_URL name"):
        async with Database.open(f"sqlite:///{file}"):
            pass
    assert file.read_bytes() == before
    assert set(_modes(tmp_path)) == {"books.sqlite3"}


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
    with pytest.raises(HostError, match=r"cannot make .*/file/data/fasti.sqlite3 for its database"):
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
