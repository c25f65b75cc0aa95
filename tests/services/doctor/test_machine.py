"""The machine, the port of a Fasti on it, and the database on a server."""

import contextlib
import socket
import sys

import pytest

from bot.clock import SystemClock
from bot.services.doctor import State
from bot.services.doctor.backups import Backups
from bot.services.doctor.database import DatabaseFile, DatabaseServer
from bot.services.doctor.health import HealthPort
from bot.services.doctor.machine import Disks, Machine
from bot.services.safekeeping import usage_of
from bot.storage.checkup import FileFacts

GIGABYTE = 1_000_000_000


@pytest.mark.parametrize(
    ("total", "free", "state"),
    [
        (100 * GIGABYTE, 9 * GIGABYTE, State.FINE),
        (GIGABYTE, 210 * 1024 * 1024, State.FINE),
        (GIGABYTE, 200 * 1024 * 1024 - 1, State.MEND),
        (0, 0, State.MEND),
    ],
)
async def test_a_disk_with_200_mb_free_is_fine_however_large_it_is(tmp_path, total, free, state):
    folders = {"database": tmp_path, "backups": tmp_path / "not" / "there"}
    [found] = await Disks(folders, lambda _: (total, free)).look()
    assert found.state is state
    assert found.saw.endswith(f"at {tmp_path}, for the database and backups")


def test_the_room_is_that_of_the_system(tmp_path):
    total, free = usage_of(tmp_path)
    assert total > free > 0


async def test_an_old_python_is_to_mend(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    found = next(each for each in await Machine(tmp_path / ".env").look() if each.name == "Python")
    assert found.remedy == "Install Python 3.11 or newer, and start Fasti with it."


async def test_settings_that_others_cannot_read_are_fine(tmp_path):
    (tmp_path / ".env").touch()
    (tmp_path / ".env").chmod(0o640)
    found = (await Machine(tmp_path / ".env").look())[-1]
    assert (found.state, found.saw) == (
        State.FINE,
        f"{tmp_path / '.env'} is not for others to read",
    )


@pytest.fixture
def port():
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as listening:
        yield listening.getsockname()[1]


@pytest.mark.parametrize(
    ("problems", "state", "saw"),
    [
        ([], State.FINE, "A Fasti runs at port {port}, and is ready"),
        (["It is late: wait."], State.MEND, "It is late"),
    ],
)
async def test_what_a_fasti_says_of_itself_is_told(port, problems, state, saw):
    [found] = await HealthPort("127.0.0.1", port, lambda *_: problems).look()
    assert (found.state, found.saw) == (state, saw.format(port=port))


async def test_a_port_that_nobody_has_is_free():
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as listening:
        free = listening.getsockname()[1]
    [found] = await HealthPort("127.0.0.1", free, lambda *_: ["never asked"]).look()
    assert found.saw == f"Port {free} is free: no Fasti runs here"


async def test_a_host_that_cannot_be_called_is_told():
    [found] = await HealthPort("host.invalid", 1, lambda *_: ["No way: mend it."]).look()
    assert (found.state, found.saw, found.remedy) == (State.MEND, "No way", "Mend it.")


async def test_without_backups_it_is_said_how_to_make_one(tmp_path, clock):
    [found] = await Backups(tmp_path, 0, clock).look()
    assert (found.state, found.remedy) == (State.FINE, "fasti backup FILE makes one.")


async def test_backups_that_cannot_be_looked_for_are_to_mend(tmp_path, clock):
    (tmp_path / "file").touch()
    [found] = await Backups(tmp_path / "file", 7, clock).look()
    assert found.saw == f"{tmp_path / 'file'} cannot be read (Not a directory)"


async def test_a_backup_of_today_is_checked(tmp_path, migrated, clock):
    (tmp_path / f"fasti-{clock.now():%Y%m%dT%H%M%SZ}.sqlite3").write_bytes(migrated.read_bytes())
    [found] = await Backups(tmp_path, 7, clock).look()
    assert found.saw == f"1 backup in {tmp_path}, the newest 0 hours old, whole"


async def test_without_any_backup_yet_nothing_is_wrong(tmp_path, clock):
    [found] = await Backups(tmp_path / "none", 7, clock).look()
    assert found.saw.startswith(f"None in {tmp_path / 'none'} yet")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("fasti-20260619T090000Z.sqlite3", "the newest 3 days old"),
        ("fasti-20260622T080000Z.sqlite3", "is not a SQLite database"),
    ],
)
async def test_a_backup_that_is_old_or_none_is_to_mend(tmp_path, clock, name, told):
    (tmp_path / name).write_text("nothing")
    [found] = await Backups(tmp_path, 7, clock).look()
    assert (found.state, found.saw.endswith(told)) == (State.MEND, True)


async def test_a_backup_that_this_user_may_not_read_is_to_mend(
    tmp_path, migrated, clock, monkeypatch
):
    (tmp_path / f"fasti-{clock.now():%Y%m%dT%H%M%SZ}.sqlite3").touch()
    monkeypatch.setattr("os.access", lambda *_: False)
    [found] = await Backups(tmp_path, 7, clock).look()
    assert found.remedy == "Let its owner read it."


async def test_a_database_in_memory_is_to_mend():
    [found] = await DatabaseFile(None).look()
    assert found.saw == "It is in memory, and gone when Fasti ends"


@pytest.mark.parametrize(
    ("facts", "saw", "remedy"),
    [
        ({"revision": None}, "revision none, which the next start brings to ", ""),
        ({"log_size": 300_000_000}, "log 300.0 MB", "Close what else has it open"),
        ({"may_write": False}, "This user may not write to ", "Let the user that runs Fasti"),
    ],
)
async def test_a_file_is_judged_by_what_is_seen_of_it(migrated, monkeypatch, facts, saw, remedy):
    usual = {
        "version": "3.45.0",
        "revision": "0001",
        "size": 1_000_000,
        "log_size": 0,
        "free": 0,
        "may_write": True,
        "mode": 0o600,
        "is_foreign": False,
        "fault": "",
    }
    made = FileFacts(**(usual | facts))
    monkeypatch.setattr("bot.services.doctor.database.file_facts", lambda *_: made)
    found = (await DatabaseFile(migrated).look())[-1]
    assert saw in found.saw
    assert found.remedy.startswith(remedy)


@pytest.mark.postgresql
async def test_a_server_tells_of_itself_without_the_password(database_address):
    found, _ = await DatabaseServer(database_address, SystemClock()).look()
    assert found.state is State.FINE
    assert "PostgreSQL 1" in found.saw
    assert " connections, " in found.saw


@pytest.mark.postgresql
async def test_a_server_that_does_not_go_by_our_clock_is_to_mend(database_address, clock):
    found, _ = await DatabaseServer(database_address, clock).look()
    assert found.remedy == "Let both machines follow a time server."


@pytest.mark.postgresql
async def test_a_server_with_few_connections_left_is_to_mend(database_address, monkeypatch):
    monkeypatch.setattr("bot.services.doctor.database._FEW_CONNECTIONS", 1000)
    found, _ = await DatabaseServer(database_address, SystemClock()).look()
    assert found.remedy.startswith("Raise its max_connections")


@pytest.mark.postgresql
async def test_a_newer_database_on_a_server_is_to_mend(database_address, database):
    async with database.migrate() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    [found] = await DatabaseServer(database_address, SystemClock()).look()
    assert found.saw.startswith("It is at revision 9999")
