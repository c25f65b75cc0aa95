"""A copy of a database in use is of one moment, whole, and has its name only then."""

import contextlib
import datetime as dt
import itertools
import multiprocessing
import os
import shutil
import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from bot.domain.errors import HostError
from bot.storage import copying
from bot.storage.copying import FULL, PARTIAL, StoppedError, check, copy, file_of, tidy, turn
from bot.storage.migrate import revisions

NOW = dt.datetime(2026, 11, 22, 14, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))


@pytest.fixture
def file(migrated, tmp_path):
    """Give a database in which somebody could go on writing."""
    file = tmp_path / "in use" / "fasti?.sqlite3"
    file.parent.mkdir()
    file.write_bytes(Path(migrated).read_bytes())
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    return file


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "copy.sqlite3"


def ask(file, query):
    with contextlib.closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def change(file, *statements):
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_copy_is_one_file_for_its_owner_alone(file, target):
    made = copy(file, target, NOW)
    assert (made.file, made.revision) == (target, revisions()[-1])
    assert made.size == target.stat().st_size > 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [each.name for each in target.parent.iterdir()] == [target.name]
    assert ask(target, "PRAGMA journal_mode") == [("delete",)]


def test_it_notes_when_it_was_made_and_the_database_does_not(file, target):
    copy(file, target, NOW)
    noted = "SELECT made_at, restored_at FROM backups"
    assert ask(target, noted) == [("2026-11-22 13:30:00.000000", None)]
    assert ask(file, noted) == []


def test_it_has_what_is_in_the_log_only(file, target):
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("INSERT INTO guilds (id) VALUES (5)")
        copy(file, target, NOW)
    assert ask(target, "SELECT id FROM guilds") == [(5,)]


def test_what_is_written_meanwhile_does_not_begin_it_anew(file, target, monkeypatch):
    """It is of the moment at which it began, and writers wait for nothing."""
    monkeypatch.setattr(copying, "_PAGES", 4)
    steps: list[int] = []

    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as writer:

        def look():
            steps.append(len(steps) + 1)
            writer.execute("INSERT INTO guilds (id) VALUES (?)", [len(steps)])
            return False

        copy(file, target, NOW, is_over=look)
    pages = ask(target, "PRAGMA page_count")[0][0]
    assert pages / 4 <= len(steps) <= pages / 4 + 2
    assert ask(target, "SELECT count(*) FROM guilds") == [(0,)]
    assert ask(file, "SELECT count(*) FROM guilds") == [(len(steps),)]


@pytest.mark.parametrize("after", [1, 3])
def test_who_stops_it_finds_nothing(file, target, monkeypatch, after):
    monkeypatch.setattr(copying, "_PAGES", 4)
    monkeypatch.setattr(copying, "_OPERATIONS", 10)
    asked = itertools.count(1)
    with pytest.raises(StoppedError):
        copy(file, target, NOW, is_over=lambda: next(asked) > after)
    assert list(target.parent.iterdir()) == []


def test_who_stops_it_while_it_is_checked_finds_nothing(file, target, monkeypatch):
    monkeypatch.setattr(copying, "_OPERATIONS", 10)
    is_checked, checked = threading.Event(), copying._checked

    def check_it(*given):
        is_checked.set()
        return checked(*given)

    monkeypatch.setattr(copying, "_checked", check_it)
    with pytest.raises(StoppedError):
        copy(file, target, NOW, is_over=is_checked.is_set)
    assert list(target.parent.iterdir()) == []


def test_what_is_there_is_replaced_only_if_asked(file, target):
    target.write_text("precious")
    with pytest.raises(HostError, match=r"is there already: name another file, or say --force"):
        copy(file, target, NOW)
    assert target.read_text() == "precious"
    copy(file, target, NOW, replace=True)
    assert check(target) == revisions()[-1]


def test_what_is_there_stays_if_the_copy_fails(file, target):
    target.write_text("precious")
    change(file, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(
        HostError, match="is at revision 9999, and this version of Fasti knows none"
    ):
        copy(file, target, NOW, replace=True)
    assert target.read_text() == "precious"
    assert [each.name for each in target.parent.iterdir()] == [target.name]


def test_a_database_that_is_older_is_copied(file, target):
    change(file, "UPDATE alembic_version SET version_num = '0004'", "DROP TABLE backups")
    assert copy(file, target, NOW).revision == "0004"


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        (["DELETE FROM alembic_version"], "is at revision none"),
        (["DROP TABLE alembic_version"], "is not a database of Fasti: name one that is"),
        (
            ["INSERT INTO desks (guild) VALUES (7)"],
            r"is damaged \(a row of desks has lost the row it belongs to\)",
        ),
    ],
)
def test_a_database_that_is_no_use_is_a_sentence(file, target, statements, sentence):
    change(file, *statements)
    with pytest.raises(HostError, match=sentence):
        copy(file, target, NOW)
    with pytest.raises(HostError, match=sentence):
        check(file)
    assert list(target.parent.iterdir()) == []


def test_a_damaged_database_is_a_sentence(file, target):
    data = bytearray(file.read_bytes())
    data[4096 * 6 : 4096 * 9] = b"\xff" * 4096 * 3
    file.write_bytes(data)
    with pytest.raises(HostError, match=r"is damaged \(.+\): take a backup from before that"):
        check(file)
    with pytest.raises(HostError):
        copy(file, target, NOW)
    assert list(target.parent.iterdir()) == []


def test_what_is_no_database_is_a_sentence(tmp_path, target):
    with pytest.raises(HostError, match=r"There is no database .*: name the file of one"):
        copy(tmp_path / "gone", target, NOW)
    other = tmp_path / "other"
    other.write_text("something else" * 100)
    with pytest.raises(HostError, match="other is not a SQLite database: name the file of one"):
        copy(other, target, NOW)


def test_a_place_where_nothing_can_be_written_is_a_sentence(file, tmp_path):
    with pytest.raises(
        HostError, match=r"copy cannot be written \(.*\): name a place where you may"
    ):
        copy(file, tmp_path / "nowhere" / "copy", NOW)
    with (
        pytest.raises(HostError, match=r"nowhere cannot be written \("),
        turn(tmp_path / "nowhere"),
    ):
        pass


@pytest.mark.parametrize("too_little", [0, 1])
def test_a_copy_that_would_fill_the_disk_is_not_begun(file, target, monkeypatch, too_little):
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("INSERT INTO guilds (id) VALUES (7)")
        log = file.with_name(f"{file.name}-wal").stat().st_size
        assert log
        needed = file.stat().st_size + log
        usage = shutil.disk_usage(file)._replace(free=needed + FULL - too_little)
        monkeypatch.setattr(shutil, "disk_usage", {target.parent: usage}.__getitem__)
        if not too_little:
            assert copy(file, target, NOW).file == target
            return
        with pytest.raises(HostError, match=r" MB so as not to fill it: make room\.$"):
            copy(file, target, NOW)
    assert list(target.parent.iterdir()) == []


def test_one_process_at_a_time_copies_into_a_folder(tmp_path):
    with turn(tmp_path) as mine, turn(tmp_path, wait=False) as others:
        assert (mine, others) == (True, False)
    with turn(tmp_path, wait=False) as again:
        assert again


def test_what_a_killed_process_left_is_removed_in_the_next_turn(tmp_path):
    for name in (f".a{PARTIAL}", f".a{PARTIAL}-journal", "a.sqlite3", f"b{PARTIAL}"):
        (tmp_path / name).touch()
    with turn(tmp_path):
        assert {each.name for each in tmp_path.iterdir()} == {"a.sqlite3", f"b{PARTIAL}"}


def test_leftovers_are_tidied_where_nobody_copies_and_where_that_can_be_done(tmp_path):
    left = tmp_path / f".fasti.sqlite3{PARTIAL}-wal"
    left.touch()
    with turn(tmp_path):
        tidy(tmp_path)
        assert not left.exists()  # by the turn itself
        left.touch()
        tidy(tmp_path)
        assert left.exists()
    tidy(tmp_path)
    assert not left.exists()
    tidy(tmp_path / "not there")


def _hold(folder, is_held):
    with turn(folder):
        is_held.set()
        multiprocessing.Event().wait()


def test_a_turn_goes_with_the_process_that_has_it(tmp_path):
    context = multiprocessing.get_context("fork")
    is_held = context.Event()
    other = context.Process(target=_hold, args=(tmp_path, is_held))
    other.start()
    assert is_held.wait(20)
    with turn(tmp_path, wait=False) as mine:
        assert not mine
    other.kill()
    other.join()
    with turn(tmp_path) as mine:
        assert mine


def test_where_folders_cannot_be_locked_a_turn_is_had_all_the_same(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(os.strerror(9))

    monkeypatch.setattr("fcntl.flock", refuse)
    (tmp_path / f".a{PARTIAL}").touch()
    with turn(tmp_path) as mine:
        assert mine
    assert (tmp_path / f".a{PARTIAL}").exists()  # perhaps another is at it


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("sqlite+aiosqlite:////srv/fasti.sqlite3", Path("/srv/fasti.sqlite3")),
        ("sqlite+aiosqlite://", None),
        ("sqlite:///:memory:", None),
        ("postgresql://me@host/db", None),
    ],
)
def test_the_file_of_an_address(address, file):
    assert file_of(address) == file
