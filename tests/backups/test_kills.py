"""Killed at any time, a backup is whole or not there, and a database is the old one or the new.

`KILLS=300 python -m pytest tests/backups/test_kills.py` kills more often.
"""

import asyncio
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
from sqlalchemy import insert, select

from bot.settings import ROOT
from bot.storage.copying import PARTIAL, check
from bot.storage.database import Database
from bot.storage.moving import is_used
from bot.storage.tables import guilds

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


def kill(what, file, database, rng, longest, *, step=STEP):
    """Begin it in a process of its own, and kill that; gives whether it was done before."""
    arguments = [what, str(file), str(database), str(step)]
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


@pytest.mark.postgresql
def test_a_database_on_a_server_is_the_old_one_or_the_new(database_address, migrated, tmp_path):
    backup = tmp_path / "backup.sqlite3"
    shutil.copy(migrated, backup)
    with contextlib.closing(sqlite3.connect(backup)) as connection, connection:
        numbers = [[number] for number in range(1, 2 * ROWS)]
        connection.executemany("INSERT INTO guilds (id) VALUES (?)", numbers)
    rng, seen = random.Random(3), set()
    for _ in range(KILLS):
        asyncio.run(fill_server(database_address))
        is_done = kill("refill", backup, database_address, rng, 2.5, step=25 * STEP)
        kept = list(tmp_path.glob("fasti.before-restore-*.sqlite3"))
        found = asyncio.run(held(database_address))
        assert found in {ROWS, 2 * ROWS - 1}
        assert found == 2 * ROWS - 1 or not is_done
        assert found == ROWS or kept
        for each in kept:
            assert check(each)
            each.unlink()
        seen.add((found, bool(kept), is_done))
    assert {(ROWS, False, False), (ROWS, True, False)} <= seen


async def fill_server(address):
    """Let there be so many servers in a database."""
    async with Database.open(address) as database, database.write() as connection:
        await connection.execute(guilds.delete())
        numbers = [{"id": number} for number in range(1, ROWS + 1)]
        await connection.execute(insert(guilds), numbers)


async def held(address):
    """Give how many servers there are, once the process that was killed has lost its turn."""
    async with Database.open(address) as database:
        while True:
            async with database.write() as connection:
                if not await is_used(connection):
                    return len(list(await connection.scalars(select(guilds.c.id))))
