"""`fasti export` writes a server's own content, which another server imports."""

import asyncio
import datetime as dt
import shutil
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.catalogue.writing import body_of
from bot.domain.revisions import Action, Overlay, Revision, Standing
from bot.services.catalogues import Catalogues
from bot.services.editing.importing import Importing
from bot.services.editing.revising import Revising
from bot.storage.database import Database
from bot.storage.revisions import Revisions
from tests import sample
from tests.services.editing.imports import handed

HOME, ELSEWHERE, EDITOR = 100, 200, 11
URANUS = "event:operation-uranus"
OWN = {
    URANUS: {**body_of(sample.EVENTS[1]), "title": "Uranus"},
    "topic:battle-of-moscow": {**body_of(sample.TOPICS[-1]), "summary": "Anew: “so”."},
}
OVERLAY = Overlay(own=OWN, hidden=frozenset({"event:leap"}))
SUMMARY = "2 records, 1 hidden"


async def _fill(address):
    changes = [
        *((record, Action.EDIT, Standing.OWN, body) for record, body in OVERLAY.own.items()),
        *((record, Action.HIDE, Standing.HIDDEN, None) for record in OVERLAY.hidden),
    ]
    async with Database.open(address) as database, database.write() as connection:
        await Revisions(connection).append_all(
            [
                Revision(
                    guild=HOME,
                    record=record,
                    number=1,
                    action=action,
                    standing=standing,
                    body=body,
                    author=EDITOR,
                    at=dt.datetime(2026, 6, 22, tzinfo=dt.UTC),
                )
                for record, action, standing, body in changes
            ]
        )


@pytest.fixture
def kept_at(database_address, monkeypatch):
    """Give the address of a database in which a server has content of its own, as in the settings."""
    asyncio.run(_fill(database_address))
    monkeypatch.setenv("DATABASE_URL", database_address)
    return database_address


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Let the command run in an empty folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def files(folder):
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def test_a_servers_content_is_written_as_the_files_of_a_pack(fasti, kept_at, here):
    assert fasti("export", "--server", "100", "mine") == (0, f"mine: {SUMMARY}\n", "")
    assert files(here) == {
        "mine/calendar/11-november.yaml",
        "mine/topics/battle-of-moscow.md",
        "mine/hidden.yaml",
    }
    assert "title: Uranus\n" in (here / "mine/calendar/11-november.yaml").read_text()


def test_without_a_path_the_folder_is_named_after_the_server(fasti, kept_at, here):
    assert fasti("export", "--server", "100")[0] == 0
    assert (here / "server-100" / "hidden.yaml").read_text() == "- event:leap\n"


def test_a_name_that_ends_so_is_a_zip(fasti, kept_at, here):
    assert fasti("export", "--server", "100", "sub/mine.zip")[1] == f"sub/mine.zip: {SUMMARY}\n"
    with zipfile.ZipFile(here / "sub/mine.zip") as archive:
        assert "hidden.yaml" in archive.namelist()
    assert files(here) == {"sub/mine.zip"}


@pytest.mark.parametrize("name", ["mine", "mine.zip"])
def test_what_is_there_is_not_replaced(fasti, kept_at, here, name):
    (here / name).write_text("precious")
    status, _, complaint = fasti("export", "--server", "100", name)
    assert status == 1
    assert complaint == f"{name} is there already: name another, or move it away first."
    assert (here / name).read_text() == "precious"


def test_a_server_without_content_of_its_own_is_a_sentence(fasti, kept_at, here):
    status, _, complaint = fasti("export", "--server", "200")
    assert status == 1
    assert complaint.startswith("Server 200 has no content of its own: there is nothing to export.")
    assert files(here) == set()


def test_a_place_where_nothing_can_be_written_is_a_sentence(fasti, kept_at, here):
    (here / "file").write_text("")
    status, _, complaint = fasti("export", "--server", "100", "file/mine")
    assert status == 1
    assert complaint.startswith("file/mine cannot be written (")


def test_a_database_that_is_not_there_is_a_sentence_and_not_made(fasti, here, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{here}/gone.sqlite3")
    status, _, complaint = fasti("export", "--server", "100")
    assert status == 1
    assert complaint.startswith(f"There is no database {here}/gone.sqlite3 to export from")
    assert files(here) == set()


def test_a_database_in_memory_is_a_sentence(fasti, here, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite://")
    assert "no database in memory to export from" in fasti("export", "--server", "100")[2]


@pytest.mark.parametrize("version", ["9999", "0001", None])
def test_a_database_of_another_version_is_a_sentence(fasti, kept_at, here, version):
    async def changing():
        async with Database.open(kept_at) as database, database.write() as connection:
            await connection.execute(text("DELETE FROM alembic_version"))
            if version is not None:
                known = text("INSERT INTO alembic_version VALUES (:version)")
                await connection.execute(known, {"version": version})

    asyncio.run(changing())
    status, _, complaint = fasti("export", "--server", "100")
    assert status == 1
    assert complaint.startswith(f"The database is at revision {version or 'none'}, and this")


@pytest.mark.parametrize("given", ["0", "-1", "home"])
def test_what_is_no_id_is_refused(fasti, kept_at, here, given):
    status, _, complaint = fasti("export", "--server", given)
    assert status == 2
    assert "--server" in complaint


@pytest.mark.parametrize("name", ["mine.zip", "mine"])
def test_an_export_is_imported_elsewhere(fasti, kept_at, here, clock, name):
    fasti("export", "--server", "100", name)
    data = (here / name).read_bytes() if name.endswith(".zip") else _zipped(here / name)

    async def importing():
        async with Database.open(kept_at) as database:
            catalogues = Catalogues(sample.catalogue())
            revising = Revising(database, clock, catalogues)
            service = Importing(database, clock, catalogues, revising)
            plan = await service.plan(ELSEWHERE, EDITOR, "mine.zip", handed(data))
            assert plan.faults == ()
            await service.apply(ELSEWHERE, EDITOR, plan.id)
            return catalogues.overlay(ELSEWHERE)

    assert asyncio.run(importing()) == OVERLAY


def _zipped(folder):
    """Pack a folder, as a person does; its own name is in the paths."""
    packed = shutil.make_archive(str(folder.parent / "packed"), "zip", folder.parent, folder.name)
    return Path(packed).read_bytes()
