"""`fasti export-member` and `export-server` write what is kept of one of them, and replace nothing."""

import asyncio
import json
import stat
import zipfile

import pytest

from bot.storage.database import Database
from tests.storage.test_erasing import ALICE, BOB, fill

HOME = 100


@pytest.fixture
def _kept(database_address, monkeypatch):
    """Let there be a database in which two members did all that members can do in a server."""
    monkeypatch.setenv("DATABASE_URL", database_address)

    async def filling():
        async with Database.open(database_address) as database, database.write() as connection:
            await fill(connection, HOME, ALICE, BOB)

    asyncio.run(filling())


@pytest.mark.usefixtures("_kept")
def test_a_member_is_written_as_json_for_the_host_alone(fasti, tmp_path):
    target = tmp_path / "new folder" / "alice.json"
    status, said, complaint = fasti("export-member", str(ALICE), str(target))
    assert (status, complaint) == (0, "")
    assert said == f"{target}: {target.stat().st_size:,} bytes\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    tables = json.loads(target.read_text())["tables"]
    assert {*tables} == {"feeds", "revisions", "suggestions", "drafts", "blocked"}
    assert str(BOB) not in target.read_text()


@pytest.mark.usefixtures("_kept")
def test_a_server_is_written_as_a_zip_named_after_it(fasti, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert fasti("export-server", str(HOME))[0] == 0
    with zipfile.ZipFile(f"server-{HOME}.json.zip") as archive:
        assert json.loads(archive.read(f"server-{HOME}.json"))["server"] == str(HOME)


@pytest.mark.usefixtures("_kept")
def test_nothing_is_replaced(fasti, tmp_path):
    target = tmp_path / "mine.json"
    target.write_text("mine")
    status, _, complaint = fasti("export-member", str(ALICE), str(target))
    assert (status, target.read_text()) == (1, "mine")
    assert complaint == f"{target} is there already: name another, or move it away first."


@pytest.mark.usefixtures("_kept")
@pytest.mark.parametrize(
    ("kind", "menu"), [("member", "Copy User ID"), ("server", "Copy Server ID")]
)
def test_of_whom_nothing_is_kept_there_is_no_file(fasti, tmp_path, monkeypatch, kind, menu):
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    status, said, complaint = fasti(f"export-{kind}", "4242")
    assert (status, said) == (1, "")
    assert complaint.startswith(f"Nothing is kept of {kind} 4242: there is nothing to export.")
    assert menu in complaint
    assert set(tmp_path.iterdir()) == before


@pytest.mark.usefixtures("_kept")
def test_where_nobody_may_write_that_is_a_sentence(fasti, tmp_path):
    (tmp_path / "file").write_text("")
    status, _, complaint = fasti("export-member", str(ALICE), str(tmp_path / "file" / "a.json"))
    assert status == 1
    assert "cannot be written" in complaint
    assert "name a place where you may write" in complaint
