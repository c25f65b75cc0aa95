"""Each day a backup, the latest few kept, whatever the disk, the clock and other processes do."""

import asyncio
import contextlib
import datetime as dt
import shutil
import sqlite3
import threading

import pytest
import structlog

from bot.domain.errors import HostError
from bot.services import backing_up
from bot.services.backing_up import AFTER_FAILURE, LOOKED_EVERY, DailyBackups
from bot.storage.copying import check, copy, turn
from bot.storage.database import Database
from tests.conftest import HeldClock

START = dt.datetime(2026, 11, 19, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


class Days:
    """A database, its backups, and the days that pass."""

    def __init__(self, file, folder):
        self.file = file
        self.folder = folder
        self.clock = HeldClock(START)

    def backups(self, keep=3, pause=asyncio.sleep):
        """Start a process that makes them."""
        return DailyBackups(self.file, self.folder, keep, self.clock, pause)

    def wait(self, hours):
        """Let hours pass."""
        self.clock.time += hours * HOUR

    def names(self):
        """Give the days and hours of the backups that are there."""
        stamps = (each.name.removeprefix("fasti-") for each in self.folder.glob("fasti-*"))
        return sorted(f"{stamp[6:8]}/{stamp[9:11]}" for stamp in stamps)


@pytest.fixture
def days(migrated, tmp_path):
    file = shutil.copy(migrated, tmp_path / "fasti.sqlite3")
    return Days(file, tmp_path / "kept" / "backups")


async def test_there_is_one_a_day_and_the_oldest_goes(days):
    backups = days.backups()
    for _ in range(24 * 5):
        assert await backups.look()
        days.wait(1)
    assert days.names() == ["21/09", "22/09", "23/09"]
    assert all(check(each) for each in days.folder.iterdir())
    assert days.folder.stat().st_mode & 0o777 == 0o700


async def test_after_a_restart_the_newest_still_counts(days):
    await days.backups().look()
    days.wait(23)
    await days.backups().look()
    assert days.names() == ["19/09"]
    days.wait(1)
    await days.backups().look()
    assert days.names() == ["19/09", "20/09"]


async def test_two_processes_make_one(days):
    await asyncio.gather(*(days.backups().look() for _ in range(4)))
    assert days.names() == ["19/09"]
    days.wait(24)
    with turn(days.folder):
        assert await days.backups().look()
        assert days.names() == ["19/09"]


async def test_who_wants_fewer_has_fewer(days):
    for _ in range(3):
        await days.backups().look()
        days.wait(24)
    await days.backups(keep=1).look()
    assert days.names() == ["22/09"]


async def test_nothing_else_in_the_folder_is_touched(days):
    days.folder.mkdir(parents=True)
    others = ["fasti-20200101T000000Z.sqlite3.gz", "mine.sqlite3", "fasti-1.sqlite3"]
    for name in others:
        (days.folder / name).touch()
    for _ in range(5):
        await days.backups(keep=1).look()
        days.wait(24)
    assert {each.name for each in days.folder.iterdir()} == {
        *others,
        "fasti-20261123T090000Z.sqlite3",
    }


async def test_what_a_clock_dated_that_was_ahead_neither_counts_nor_stays(days):
    days.folder.mkdir(parents=True)
    for name in ("fasti-20991231T000000Z.sqlite3", "fasti-20260231T000000Z.sqlite3"):
        (days.folder / name).touch()
    for _ in range(3):
        await days.backups().look()
        days.wait(24)
    assert days.names() == ["19/09", "20/09", "21/09"]


@pytest.mark.parametrize(
    ("spoil", "remedy"),
    [
        (lambda days: days.folder.parent.write_text("a file"), "cannot be written"),
        (lambda days: days.file.write_text("garbage" * 1000), "is not a SQLite database"),
        (lambda days: days.file.unlink(), "There is no database"),
    ],
)
async def test_what_keeps_it_from_a_backup_is_logged_with_a_code(days, spoil, remedy):
    spoil(days)
    with structlog.testing.capture_logs() as logs:
        assert not await days.backups().look()
    [line] = logs
    assert (line["log_level"], line["code"]) == ("error", "backup-failed")
    assert remedy in line["reason"]


async def test_a_fault_is_known_until_a_backup_is_made(days, monkeypatch):
    backups = days.backups()
    assert (backups.fault, backups.newest()) == ("", None)
    with monkeypatch.context() as patched:
        patched.setattr(backing_up, "copy", lambda *_, **__: 1 / 0)
        await backups.look()
    assert backups.fault == "look in the log for the code backup-failed."
    assert await backups.look()
    assert (backups.fault, backups.newest()) == ("", START)


async def test_another_file_in_place_of_the_database_is_not_backed_up(days, migrated):
    """Else the backups of the right one would go, one a day."""
    async with Database.open(f"sqlite+aiosqlite:///{days.file}") as database:
        backups = DailyBackups(days.file, days.folder, 1, days.clock, prove=database.prove_there)
        assert await backups.look()
        days.wait(24)
        shutil.copy(migrated, days.file.with_name("other")).replace(days.file)
        assert not await backups.look()
    assert "is not the file that Fasti has open" in backups.fault
    assert days.names() == ["19/09"]


async def test_no_old_one_goes_before_the_new_one_is_there(days, monkeypatch):
    await days.backups(keep=1).look()
    days.wait(24)

    def refuse(*_, **__):
        raise HostError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(backing_up, "copy", refuse)
        assert not await days.backups(keep=1).look()
    assert days.names() == ["19/09"]
    await days.backups(keep=1).look()
    assert days.names() == ["20/09"]


async def test_it_goes_on_whatever_happens_and_waits_longer_after_a_failure(days, monkeypatch):
    pauses = []

    async def pause(seconds):
        await asyncio.sleep(0)
        pauses.append(seconds)
        days.wait(24)
        if len(pauses) == 2:
            monkeypatch.setattr(backing_up, "copy", lambda *_, **__: 1 / 0)
        if len(pauses) == 3:
            monkeypatch.undo()
        if len(pauses) == 4:
            raise asyncio.CancelledError

    with structlog.testing.capture_logs() as logs, pytest.raises(asyncio.CancelledError):
        await days.backups(pause=pause).run()
    assert pauses == [LOOKED_EVERY, LOOKED_EVERY, AFTER_FAILURE, LOOKED_EVERY]
    assert days.names() == ["19/09", "20/09", "22/09"]
    assert [line["code"] for line in logs if "code" in line] == ["backup-failed"]


async def test_who_is_stopped_leaves_nothing_half_made(days, monkeypatch):
    began = threading.Event()

    def slowly(*given, is_over, **others):
        began.set()
        while not is_over():
            began.wait(0.001)
        return copy(*given, is_over=is_over, **others)

    monkeypatch.setattr(backing_up, "copy", slowly)
    looking = asyncio.create_task(days.backups().look())
    await asyncio.to_thread(began.wait)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking
    assert list(days.folder.iterdir()) == []


async def test_who_writes_meanwhile_does_not_wait(days):
    with contextlib.closing(sqlite3.connect(days.file, timeout=0, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        looking, count = asyncio.create_task(days.backups().look()), 0
        while not looking.done():
            writer.execute("INSERT INTO guilds (id) VALUES (?)", [count := count + 1])
            await asyncio.sleep(0)
    assert looking.result()
    assert days.names() == ["19/09"]
