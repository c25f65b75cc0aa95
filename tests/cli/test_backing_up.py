"""`fasti backup` and `fasti restore`, on the database that the settings name."""

import asyncio
import contextlib
import shutil
import sqlite3

import pytest
from sqlalchemy import make_url

from bot.storage.copying import PARTIAL
from bot.storage.database import Database
from bot.storage.migrate import revisions
from tests.storage.samples import GUILD
from tests.storage.test_erasing import ALICE, BOB, fill

LATEST = revisions()[-1]


@pytest.fixture
def file(migrated, tmp_path, monkeypatch):
    """Give the database that the settings name."""
    file = tmp_path / "data" / "fasti.sqlite3"
    file.parent.mkdir()
    shutil.copy(migrated, file)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{file}")
    return file


@pytest.fixture
def backup(file, fasti, tmp_path):
    """Give a backup of it."""
    made = tmp_path / "backup.sqlite3"
    assert fasti("backup", str(made))[0] == 0
    return made


def change(file, *statements):
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_backup_says_its_size_and_revision(fasti, file, tmp_path):
    made = tmp_path / "backup.sqlite3"
    status, said, complaint = fasti("backup", str(made))
    assert (status, complaint) == (0, "")
    size = made.stat().st_size / 1_000_000
    assert said == f"{made}: {size:.1f} MB, at revision {LATEST}, checked\n"


def test_what_is_there_is_replaced_by_force_alone(fasti, backup):
    backup.write_text("precious")
    status, _, complaint = fasti("backup", str(backup))
    assert (status, backup.read_text()) == (1, "precious")
    assert complaint == f"{backup} is there already: name another file, or say --force."
    assert fasti("backup", "--force", str(backup))[0] == 0
    assert backup.stat().st_size > 10_000


@pytest.mark.parametrize("part", ["", "-wal", "-shm"])
def test_the_database_itself_is_no_place_for_a_backup_even_by_force(fasti, file, part):
    before = file.read_bytes()
    target = file.parent.parent / "data" / f"{file.name}{part}"
    status, _, complaint = fasti("backup", "--force", str(target))
    assert (status, file.read_bytes()) == (1, before)
    assert complaint == f"{target} is the database itself: name another file for the backup."


def test_a_folder_that_is_not_there_is_a_sentence(fasti, file, tmp_path):
    status, _, complaint = fasti("backup", str(tmp_path / "no" / "backup"))
    assert status == 1
    assert complaint == f"There is no folder {tmp_path}/no: make it first, or name another."


def test_a_database_that_is_not_there_is_a_sentence_and_not_made(fasti, file, tmp_path):
    file.unlink()
    status, _, complaint = fasti("backup", str(tmp_path / "backup"))
    assert status == 1
    assert complaint == f"There is no database {file}: name the file of one."
    assert list(file.parent.iterdir()) == []


def test_a_restoring_says_what_came_of_it(fasti, file, backup):
    status, said, complaint = fasti("restore", str(backup))
    assert (status, complaint) == (0, "")
    [kept] = file.parent.glob("fasti.before-restore-*.sqlite3")
    first, second, third = said.splitlines()
    assert first.startswith(f"{file} is restored from {backup} (revision {LATEST}, made 2")
    assert second == f"The database from before is kept as {kept}: delete it once all is well."
    assert third.startswith("Daily posts that were sent since the backup are looked for")


def test_it_says_what_it_migrates_and_what_it_cannot_know(fasti, file, backup):
    old = "UPDATE alembic_version SET version_num = '0005'"
    tables = ("backups", "erasures", "identifies", "processes")
    change(backup, *(f"DROP TABLE {table}" for table in tables), old)
    file.write_text("garbage" * 1000)
    said = fasti("restore", str(backup))[1]
    assert "(revision 0005)." in said
    assert f"It is migrated to revision {LATEST}." in said
    assert "No database was there that knows who asked to be erased since" in said


def test_of_a_new_database_it_says_that_it_knows_of_no_erasure(fasti, file, tmp_path, migrated):
    asyncio.run(_fill(f"sqlite+aiosqlite:///{file}"))
    made = tmp_path / "backup.sqlite3"
    fasti("backup", str(made))
    shutil.copy(migrated, file)
    assert "No database was there that knows who asked to be" in fasti("restore", str(made))[1]
    assert "No database was there" not in fasti("restore", str(made))[1]


def test_of_a_backup_that_tells_no_time_erasures_of_long_ago_are_not_known(fasti, file, backup):
    change(backup, "DELETE FROM backups")
    assert "erased more than 90 days ago is known no more" in fasti("restore", str(backup))[1]


def test_who_was_erased_since_is_erased_again(fasti, file, backup):
    fasti("erase-member", "5", "--yes")
    said = fasti("restore", str(backup))[1]
    assert "Since the backup there was 1 erasure, which is made again." in said


def test_a_backup_that_is_no_use_is_a_sentence(fasti, file, tmp_path):
    (tmp_path / "other").write_text("something else" * 100)
    status, _, complaint = fasti("restore", str(tmp_path / "other"))
    assert status == 1
    assert "other is not a SQLite database: name the file of one." in complaint
    assert "Traceback" not in complaint


@pytest.mark.postgresql
def test_a_database_on_a_server_is_backed_up_and_restored_likewise(
    fasti, database_address, tmp_path, monkeypatch
):
    address = make_url(database_address).set(password="secret")  # noqa: S106 - the server asks for none
    monkeypatch.setenv("DATABASE_URL", address.render_as_string(hide_password=False))
    made = tmp_path / "backup.sqlite3"
    asyncio.run(_fill(database_address))
    status, said, complaint = fasti("backup", str(made))
    assert (status, complaint) == (0, "")
    assert said.endswith(f" MB, at revision {LATEST}, checked\n")
    fasti("erase-member", str(ALICE), "--yes")
    status, said, complaint = fasti("restore", str(made))
    assert (status, complaint) == (0, "")
    [kept] = tmp_path.glob("fasti.before-restore-*.sqlite3")
    first, second, third, fourth = said.splitlines()
    name = make_url(database_address).database
    assert first.startswith("postgresql+asyncpg://")
    assert f"/{name} is restored from {made} (revision {LATEST}, made 2" in first
    assert second == f"The database from before is kept as {kept}: delete it once all is well."
    assert third.startswith("Daily posts that were sent since the backup are looked for")
    assert fourth == "Since the backup there was 1 erasure, which is made again."
    assert "secret" not in said


async def _fill(address):
    async with Database.open(address) as database, database.write() as connection:
        await fill(connection, GUILD, ALICE, BOB)


@pytest.mark.postgresql
def test_a_server_that_is_not_there_is_a_sentence(fasti, migrated, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@127.0.0.1:9/fasti")
    for command, path in (("backup", "new.sqlite3"), ("restore", str(migrated))):
        status, _, complaint = fasti(command, path)
        assert status == 1
        assert "The PostgreSQL server of postgresql+asyncpg://me:***@127.0.0.1:9/fasti" in complaint
        assert "secret" not in complaint


@pytest.mark.postgresql
def test_a_database_on_a_server_without_tables_has_nothing_to_back_up(
    fasti, empty_address, tmp_path, monkeypatch
):
    monkeypatch.setenv("DATABASE_URL", empty_address)
    status, _, complaint = fasti("backup", str(tmp_path / "new.sqlite3"))
    assert status == 1
    assert complaint.startswith("The database is at revision none, and this version of Fasti works")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("command", "what"), [("backup", "back up"), ("restore", "restore")])
def test_of_a_database_in_memory_there_is_no_backup(fasti, monkeypatch, command, what):
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite://")
    status, _, complaint = fasti(command, "file")
    assert status == 1
    assert f"there is nothing to {what}" in complaint


def test_a_running_fasti_is_backed_up_each_day_by_itself_and_not_restored_into(
    process, file, backup, tmp_path
):
    playing = process("play")
    address = playing.line("ready ").split()[1]
    left = file.with_name(f".{file.name}{PARTIAL}")
    left.touch()
    running = process(
        "run",
        DISCORD_API_URL=f"{address}/api/v10",
        DISCORD_TOKEN="playground",  # noqa: S106 - it opens nothing else
        BACKUP_PATH=str(tmp_path / "daily"),
    )
    running.line("ready ")
    assert not left.exists()
    status, _, complaint = process("restore", str(backup)).wait()
    assert status == 1
    assert f"The database {file} is in use, most likely by a Fasti that runs on it" in complaint
    assert process("backup", str(tmp_path / "second")).wait()[0] == 0
    status, _, complaint = running.end()
    assert status == 0
    assert "a backup is made" in complaint
    [daily] = (tmp_path / "daily").iterdir()
    assert process("restore", str(daily)).wait()[0] == 0
    assert playing.end()[0] == 0
