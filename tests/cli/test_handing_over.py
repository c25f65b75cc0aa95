"""`fasti export-member` and `export-server` write what is kept of one of them, and replace nothing."""

import asyncio
import json
import shutil
import stat
import zipfile

import pytest

from bot.storage.database import Database
from tests.storage.test_erasing import ALICE, BOB, fill

HOME = 100


@pytest.fixture
def _file(migrated, tmp_path, monkeypatch):
    """Let there be a database in which two members did all that members can do in a server."""
    address = f"sqlite+aiosqlite:///{shutil.copy(migrated, tmp_path / 'fasti.sqlite3')}"
    monkeypatch.setenv("DATABASE_URL", address)

    async def filling():
        async with Database.open(address) as database, database.write() as connection:
            await fill(connection, HOME, ALICE, BOB)

    asyncio.run(filling())


@pytest.mark.usefixtures("_file")
def test_a_member_is_written_as_json_for_the_host_alone(fasti, tmp_path):
    target = tmp_path / "new folder" / "alice.json"
    status, said, complaint = fasti("export-member", str(ALICE), str(target))
    assert (status, complaint) == (0, "")
    assert said == f"{target}: {target.stat().st_size:,} bytes\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    tables = json.loads(target.read_text())["tables"]
    assert {*tables} == {"feeds", "revisions", "suggestions", "drafts", "blocked"}
    assert str(BOB) not in target.read_text()


@pytest.mark.usefixtures("_file")
def test_a_server_is_written_as_a_zip_named_after_it(fasti, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert fasti("export-server", str(HOME))[0] == 0
    with zipfile.ZipFile(f"server-{HOME}.json.zip") as archive:
        assert json.loads(archive.read(f"server-{HOME}.json"))["server"] == str(HOME)


@pytest.mark.usefixtures("_file")
def test_nothing_is_replaced(fasti, tmp_path):
    target = tmp_path / "mine.json"
    target.write_text("mine")
    status, _, complaint = fasti("export-member", str(ALICE), str(target))
    assert (status, target.read_text()) == (1, "mine")
    assert complaint == f"{target} is there already: name another, or move it away first."


@pytest.mark.usefixtures("_file")
def test_where_nobody_may_write_that_is_a_sentence(fasti, tmp_path):
    (tmp_path / "file").write_text("")
    status, _, complaint = fasti("export-member", str(ALICE), str(tmp_path / "file" / "a.json"))
    assert status == 1
    assert "cannot be written" in complaint
    assert "name a place where you may write" in complaint
