"""A backup is put in place of a database all at once; what was there is kept beside it."""

import asyncio
import contextlib
import datetime as dt
import shutil
import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.deliveries import Delivery, Stage
from bot.domain.errors import HostError
from bot.storage.alone import DamagedError, alone
from bot.storage.backups import Backups
from bot.storage.copying import PARTIAL, check, copy
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.erasures import KEPT_FOR, Erasures
from bot.storage.guilds import Guilds
from bot.storage.members import Members
from bot.storage.migrate import MIGRATIONS, migrate, revisions
from bot.storage.restoring import adopt, restore
from bot.storage.revisions import Revisions
from tests.storage.edits import RECORD
from tests.storage.samples import GUILD, NOW, TODAY
from tests.storage.test_erasing import ALICE, BOB, fill

HOUR = dt.timedelta(hours=1)
LATER = NOW + 5 * HOUR


@pytest.fixture
def file(migrated, tmp_path):
    """Give a database in which two members did all that members can do."""
    file = tmp_path / "data" / "fasti.sqlite3"
    file.parent.mkdir()
    shutil.copy(migrated, file)
    run(file, lambda connection: fill(connection, GUILD, ALICE, BOB))
    return file


@pytest.fixture
def backup(file, tmp_path):
    """Give a backup of it."""
    return copy(file, tmp_path / "backup.sqlite3", NOW).file


def run(file, work):
    """Do something in a unit of work, and give what came of it."""

    async def running():
        async with (
            Database.open(f"sqlite+aiosqlite:///{file}") as database,
            database.write() as connection,
        ):
            return await work(connection)

    return asyncio.run(running())


def put_back(backup, file, now=LATER):
    return asyncio.run(restore(backup, file, now))


def ask(file, query):
    with contextlib.closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def change(file, *statements):
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def names_beside(file):
    """Give the names of its folder, but for those of the log that readers leave."""
    names = {each.name for each in file.parent.iterdir()}
    return names - {f"{file.name}-wal", f"{file.name}-shm"}


GUILDS = "SELECT id FROM guilds ORDER BY id"


def test_what_the_backup_holds_is_there_and_what_was_there_is_kept(file, backup):
    change(file, "INSERT INTO guilds (id) VALUES (99)")
    file.chmod(0o640)
    restored = put_back(backup, file)
    assert ask(file, GUILDS) == [(GUILD,)]
    assert restored.kept == file.with_name(f"fasti.before-restore-{LATER:%Y%m%dT%H%M%SZ}.sqlite3")
    assert ask(restored.kept, GUILDS) == [(GUILD,), (99,)]
    assert stat.S_IMODE(restored.kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert (restored.made_at, restored.revision) == (NOW, revisions()[-1])
    assert restored.migrated == ()
    assert check(file) == check(backup) == revisions()[-1]
    assert names_beside(file) == {file.name, restored.kept.name}


def test_what_is_kept_is_put_back_likewise_and_nothing_is_replaced(file, backup):
    change(file, "INSERT INTO guilds (id) VALUES (99)")
    first = put_back(backup, file)
    second = put_back(first.kept, file)
    assert ask(file, GUILDS) == [(GUILD,), (99,)]
    assert first.kept.exists()
    assert second.kept != first.kept
    assert second.made_at is None


def test_what_is_in_the_log_of_a_killed_process_only_is_kept_too(file, backup):
    """It was halted with a connection open: its log is read before anything is replaced."""
    script = (
        "import os, signal, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA journal_mode = WAL'); c.execute('INSERT INTO guilds (id) VALUES (99)');"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", script, str(file)], check=False)  # noqa: S603 - ours
    assert file.with_name(f"{file.name}-wal").stat().st_size > 0
    assert ask(put_back(backup, file).kept, GUILDS) == [(GUILD,), (99,)]
    assert ask(file, GUILDS) == [(GUILD,)]


def test_where_nothing_is_there_the_backup_comes_to_be(backup, tmp_path):
    """And a log without its database, which would be read into the new one, goes out of the way."""
    file = tmp_path / "new" / "fasti.sqlite3"
    file.parent.mkdir()
    file.with_name("fasti.sqlite3-wal").write_text("of another")
    restored = put_back(backup, file)
    assert restored.kept is None
    assert not restored.knows_erased
    assert ask(file, GUILDS) == [(GUILD,)]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    moved = [each for each in file.parent.iterdir() if each.name.endswith("-wal")]
    assert [each.read_text() for each in moved] == ["of another"]


@pytest.mark.parametrize("has_links", [True, False])
def test_what_is_no_database_is_kept_too(file, backup, monkeypatch, has_links):
    def refuse(*_):
        raise OSError

    if not has_links:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    file.write_text("garbage" * 1000)
    restored = put_back(backup, file)
    assert restored.kept.read_text() == "garbage" * 1000
    assert not restored.knows_erased
    assert ask(file, GUILDS) == [(GUILD,)]


def test_the_database_of_something_else_is_not_replaced(file, backup):
    file.unlink()
    change(file, "CREATE TABLE cats (name)")
    with pytest.raises(HostError, match="is a database of something else: let DATABASE_URL name"):
        put_back(backup, file)
    assert ask(file, "SELECT count(*) FROM cats") == [(0,)]


def test_a_database_that_is_empty_is_replaced(file, backup):
    file.write_bytes(b"")
    put_back(backup, file)
    assert ask(file, GUILDS) == [(GUILD,)]


def test_a_database_in_use_is_not_replaced(file, backup):
    before = file.read_bytes()
    with contextlib.closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute(GUILDS).fetchall()
        with pytest.raises(HostError, match="is in use, most likely by a Fasti that runs on it"):
            put_back(backup, file)
    assert ask(file, GUILDS) == [(GUILD,)]
    assert len(before) == file.stat().st_size
    assert names_beside(file) == {file.name}


def test_who_opens_a_database_that_is_held_is_told_so(file):
    with (
        alone(file),
        contextlib.closing(sqlite3.connect(file, timeout=0)) as other,
        pytest.raises(sqlite3.OperationalError, match="database is locked"),
    ):
        other.execute(GUILDS)
    assert ask(file, GUILDS) == [(GUILD,)]


def test_what_is_no_database_cannot_be_held(file, tmp_path):
    file.write_text("garbage" * 1000)
    with pytest.raises(DamagedError), alone(file):
        pass
    for nothing in (tmp_path / "nowhere" / "file", tmp_path):
        with pytest.raises(HostError, match="cannot be held"), alone(nothing):
            pass


def test_a_file_is_no_backup_of_itself(file, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(file)
    with pytest.raises(HostError, match="is the database itself: name a backup of it"):
        put_back(link, file)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda file: file.write_text("no" * 999), "is not a SQLite database"),
        (lambda file: file.unlink(), "There is no database"),
        (
            lambda file: change(file, "UPDATE alembic_version SET version_num = '9999'"),
            "is at revision 9999, and this version of Fasti knows none after",
        ),
    ],
)
def test_a_backup_that_is_no_use_changes_nothing(file, backup, spoil, sentence):
    before = file.read_bytes()
    spoil(backup)
    with pytest.raises(HostError, match=sentence):
        put_back(backup, file)
    assert file.read_bytes() == before
    assert names_beside(file) == {file.name}


def older(folder):
    """Make a backup of the first version that had feeds."""
    made = folder / "older"
    (made / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        shutil.copy(MIGRATIONS / name, made)
    for each in sorted((MIGRATIONS / "versions").glob("000[12]_*.py")):
        shutil.copy(each, made / "versions")
    return made


async def test_an_older_backup_is_brought_up_to_date_before_it_is_put_in_place(file, tmp_path):
    backup = tmp_path / "older.sqlite3"
    async with Database.open(f"sqlite+aiosqlite:///{backup}") as database:
        await migrate(database, older(tmp_path))
    restored = await restore(backup, file, LATER)
    assert restored.revision == "0002"
    assert restored.migrated == revisions()[2:]
    assert check(file) == revisions()[-1]
    assert check(backup) == "0002"


def test_what_is_open_in_the_backup_is_doubted(file, tmp_path):
    """Another attempt may have been made since."""

    async def claim(connection):
        [row] = await Deliveries(connection).claim("me", NOW, NOW + HOUR, 5)
        await Deliveries(connection).save([replace(row, owner="")], "me")

    run(file, claim)
    put_back(copy(file, tmp_path / "open.sqlite3", NOW + HOUR).file, file)

    async def read(connection):
        [feed] = [id_ async for id_ in _feeds(connection)]
        return await Deliveries(connection).get(feed, TODAY)

    row = run(file, read)
    assert row.stage is Stage.CLAIMED
    assert row.doubtful_since < NOW
    assert row.tried_at == LATER


async def _feeds(connection):
    for (id_,) in await connection.exec_driver_sql("SELECT id FROM feeds"):
        yield id_


def test_commands_are_registered_anew(file, backup):
    values = f"(1, 'https://d', '{'a' * 64}', '2026-01-01 00:00:00.000000')"
    change(backup, f"INSERT INTO command_sync VALUES {values}")  # noqa: S608
    put_back(backup, file)
    assert ask(file, "SELECT count(*) FROM command_sync") == [(0,)]


def test_no_id_is_given_out_again(file, tmp_path):
    """Buttons in Discord name drafts and suggestions, and posts their feeds."""
    empty = tmp_path / "empty.sqlite3"
    shutil.copy(file, empty)
    change(
        empty,
        "PRAGMA foreign_keys = ON",
        "DELETE FROM guilds",
        "DELETE FROM sqlite_sequence WHERE name = 'drafts'",
    )
    last = dict(ask(file, "SELECT name, seq FROM sqlite_sequence"))
    assert {"drafts", "feeds", "suggestions", "revisions"} <= last.keys()
    change(file, "UPDATE sqlite_sequence SET seq = 77 WHERE name = 'feeds'")
    put_back(empty, file)
    assert dict(ask(file, "SELECT name, seq FROM sqlite_sequence")) == {**last, "feeds": 77}


def erase(file, member, at):
    async def erasing(connection):
        await Members(connection).erase(member)
        await Erasures(connection).note("member", member, at)

    run(file, erasing)


def author(file):
    async def reading(connection):
        latest = await Revisions(connection).latest(GUILD, RECORD)
        assert latest is not None
        return latest.author

    return run(file, reading)


def test_who_was_erased_since_the_backup_stays_erased(file, backup):
    erase(file, ALICE, NOW + HOUR)
    assert put_back(backup, file).erased == 1
    assert author(file) is None
    assert author(backup) == ALICE
    assert run(file, lambda connection: Erasures(connection).all()) == [
        ("member", ALICE, NOW + HOUR)
    ]


def test_a_new_database_does_not_know_who_was_erased(file, backup, migrated):
    assert put_back(backup, file).knows_erased
    shutil.copy(migrated, file)
    change(file, "INSERT INTO guilds (id) VALUES (99)")
    restored = put_back(backup, file)
    assert restored.kept is not None
    assert not restored.knows_erased
    assert put_back(backup, file).knows_erased


def test_a_server_that_was_erased_since_stays_erased(file, backup):
    async def erasing(connection):
        await Guilds(connection).erase(GUILD)
        await Erasures(connection).note("server", GUILD, NOW + HOUR)

    run(file, erasing)
    assert put_back(backup, file).erased == 1
    assert ask(file, GUILDS) == []


def test_who_was_erased_before_the_backup_may_have_come_again(file, tmp_path):
    erase(file, ALICE, NOW - HOUR)
    change(file, f"UPDATE revisions SET author = {ALICE}")  # noqa: S608
    restored = put_back(copy(file, tmp_path / "new.sqlite3", NOW).file, file)
    assert (restored.erased, restored.knows_erased) == (0, True)
    assert author(file) == ALICE


def test_erasures_are_forgotten_after_a_while(file):
    async def noting(connection):
        erasures = Erasures(connection)
        await erasures.note("member", 5, NOW - KEPT_FOR)
        await erasures.note("member", 6, NOW - KEPT_FOR - HOUR)
        await erasures.note("member", 7, NOW - KEPT_FOR - HOUR)
        await erasures.note("member", 7, NOW)
        await erasures.forget(NOW)
        return await erasures.all()

    assert run(file, noting) == [("member", 5, NOW - KEPT_FOR), ("member", 7, NOW)]


def test_what_a_killed_run_left_is_removed(file, backup):
    left = file.with_name(f".{file.name}{PARTIAL}")
    left.write_text("half of it")
    put_back(backup, file)
    assert not left.exists()


@pytest.mark.parametrize("at", ["shutil", "pour"])
def test_a_disk_that_is_full_leaves_all_as_it_was(file, backup, monkeypatch, at):
    def refuse(*_):
        raise (OSError(28, "No space left on device") if at == "shutil" else sqlite3.Error("full"))

    monkeypatch.setattr("bot.storage.restoring.pour_new", refuse)
    with pytest.raises(HostError, match=r"(on a disk with room|its disk has room)"):
        put_back(backup, file)
    assert ask(file, GUILDS) == [(GUILD,)]
    assert names_beside(file) == {file.name}


async def test_a_backup_that_was_put_in_place_by_hand_is_adopted_once(file, backup):
    shutil.copy(backup, file)
    async with Database.open(f"sqlite+aiosqlite:///{file}") as database:
        gap = await adopt(database, LATER)
        assert gap is not None
        assert (gap.made_at, gap.restored_at) == (NOW, LATER)
        assert await adopt(database, LATER) is None
        async with database.read() as connection:
            assert await Backups(connection).gaps(LATER) == [gap]
            assert await Backups(connection).gaps(LATER + HOUR) == []
            row = await Deliveries(connection).of_guild(GUILD)
    assert isinstance(row[0], Delivery)
    assert row[0].doubtful_since is not None
