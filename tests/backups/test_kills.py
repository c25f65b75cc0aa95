"""Killed at any time, a backup is whole or not there, and a database is the old one or the new.

`KILLS=300 python -m pytest tests/backups/test_kills.py` kills more often.
"""

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from bot.settings import ROOT
from bot.storage.copying import PARTIAL, check

KILLS = int(os.environ.get("KILLS", "12"))
STEP = 0.002  # seconds
ROWS = 400


def fill(file, word):
    """Write so many servers, so that there are some hundred pages, the last row being told apart."""
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.executemany(
            "INSERT INTO command_sync VALUES (?, ?, ?, '2026-01-01 00:00:00.000000')",
            [(number, word * 300, "a" * 64) for number in range(1, ROWS)],
        )
        connection.execute("INSERT INTO guilds (id) VALUES (?)", [len(word)])


def holds(file):
    """Give what the database holds, seen to be whole."""
    check(file)
    with contextlib.closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT id FROM guilds").fetchall()


def kill(what, file, database, rng, longest):
    """Begin it in a process of its own, and kill that; gives whether it was done before."""
    arguments = [what, str(file), str(database), str(STEP)]
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "tests.backups.killed", *arguments],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begins\n"
        time.sleep(rng.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        return process.stdout.read() == b"done\n"


@pytest.fixture
def database(migrated, tmp_path):
    file = tmp_path / "data" / "fasti.sqlite3"
    file.parent.mkdir()
    shutil.copy(migrated, file)
    fill(file, "old")
    return file


def test_a_backup_is_whole_or_not_there(database, tmp_path):
    target = tmp_path / "backups" / "copy.sqlite3"
    target.parent.mkdir()
    rng, was_there, cut = random.Random(1), False, 0
    for _ in range(KILLS):
        kill("backup", target, database, rng, 0.4)
        cut += any(each.name.endswith(PARTIAL) for each in target.parent.iterdir())
        if was_there := was_there or target.exists():
            assert holds(target) == [(len("old"),)]
        assert holds(database) == [(len("old"),)]
    assert cut > 0


def test_a_restored_database_is_the_old_one_or_the_new(database, migrated, tmp_path):
    backup = tmp_path / "backup.sqlite3"
    shutil.copy(migrated, backup)
    fill(backup, "newer")
    rng, before, seen = random.Random(2), database.read_bytes(), set()
    for _ in range(KILLS):
        for each in database.parent.iterdir():
            each.unlink()
        database.write_bytes(before)
        is_done = kill("restore", backup, database, rng, 1.6)
        kept = list(database.parent.glob("fasti.before-restore-*"))
        [(found,)] = holds(database)
        assert found == len("newer") or not is_done
        assert [holds(each) for each in kept] in ([], [[(len("old"),)]])
        assert kept or found == len("old")
        seen.add((found, bool(kept), is_done))
    assert (len("old"), False, False) in seen
