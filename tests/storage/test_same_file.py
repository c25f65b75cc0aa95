"""Nothing is written to a file that is lost to whoever starts next."""

import shutil
from pathlib import Path

import pytest

from bot.domain.errors import UnavailableError
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.same_file import LostFileError
from tests.storage.conftest import MEMORY
from tests.storage.counter import add_one, count

pytestmark = pytest.mark.sqlite


@pytest.fixture
def file(migrated, tmp_path):
    return Path(shutil.copy(migrated, tmp_path / "fasti.sqlite3"))


def replace(file, by):
    """Put a copy of another in its place, as mv does."""
    Path(shutil.copy(by, file.with_name("other"))).replace(file)


def address(file):
    return f"sqlite+aiosqlite:///{file}"


async def test_a_file_that_was_deleted_is_neither_used_nor_made_anew(file):
    async with Database.open(address(file)) as database:
        await add_one(database)
        file.unlink()
        with pytest.raises(LostFileError, match=r"fasti.sqlite3 is gone, .*fasti restore FILE"):
            await add_one(database)
        with pytest.raises(LostFileError):
            await count(database)
        with pytest.raises(UnavailableError, match="My database is out of order just now"):
            await count(database.for_members())
        assert not file.exists()


async def test_a_folder_that_was_moved_away_takes_the_file_with_it(tmp_path):
    folder = tmp_path / "data"
    async with Database.open(address(folder / "fasti.sqlite3")) as database:
        await migrate(database)
        folder.rename(tmp_path / "elsewhere")
        with pytest.raises(LostFileError, match="is gone"):
            await count(database)
        folder.write_text("a file")
        with pytest.raises(LostFileError, match="is gone"):
            await count(database)


async def test_another_file_in_its_place_is_not_written(file, migrated):
    async with Database.open(address(file)) as database:
        await add_one(database)
        replace(file, migrated)
        with pytest.raises(LostFileError, match="is not the file that Fasti has open"):
            await add_one(database)
    assert file.read_bytes() == migrated.read_bytes()


async def test_a_file_that_comes_back_is_used_again(file):
    away = file.with_name("away")
    async with Database.open(address(file)) as database:
        await add_one(database)
        file.rename(away)
        with pytest.raises(LostFileError):
            await add_one(database)
        away.rename(file)
        await add_one(database)
        assert await count(database) == 2


async def test_where_nobody_may_look_sqlite_says_what_is_wrong(file, monkeypatch):
    def refuse(_):
        raise PermissionError

    async with Database.open(address(file)) as database:
        with monkeypatch.context() as patched:
            patched.setattr(Path, "stat", refuse)
            database.prove_there()


async def test_in_memory_there_is_no_file_to_lose():
    async with Database.open(MEMORY) as database:
        await migrate(database)
        await add_one(database)
        assert await count(database) == 1
