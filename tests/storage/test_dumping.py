"""A copy of a database of any kind is a file of SQLite's with all rows of one moment."""

import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import HostError
from bot.storage import dumping
from bot.storage.copying import address_of, check
from bot.storage.database import Database
from bot.storage.drafts import Drafts
from bot.storage.dumping import dump
from bot.storage.migrate import revisions
from bot.storage.moving import carry
from bot.storage.tables import backups
from tests.storage.edits import draft
from tests.storage.samples import NOW
from tests.storage.test_moving import fill_all, rows


@pytest.fixture
async def here(database_address: str) -> AsyncIterator[Database]:
    """Open a database of the kind that is tested, with rows in every table."""
    async with Database.open(database_address) as database:
        await fill_all(database)
        yield database


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "copy.sqlite3"


def look(file: Path) -> tuple[int, int, list[str]]:
    """Give the size and the mode of a file, and all names in its folder."""
    found = file.stat()
    return found.st_size, stat.S_IMODE(found.st_mode), [each.name for each in file.parent.iterdir()]


async def held(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Give the rows of a copy, but for those that tell of backups."""
    async with Database.open(address_of(file)) as database:
        return {name: found for name, found in (await rows(database)).items() if name != "backups"}


async def test_a_copy_is_one_file_for_its_owner_alone_with_every_row(
    here: Database, target: Path
) -> None:
    async with here.snapshot() as connection:
        made = await dump(connection, target, NOW)
    assert (made.file, made.revision) == (target, check(target)) == (target, revisions()[-1])
    assert look(target) == (made.size, 0o600, [target.name])
    before = await rows(here)
    before.pop("backups")
    assert all(before.values())
    assert await held(target) == before


async def test_it_notes_when_it_was_made(here: Database, target: Path) -> None:
    async with here.snapshot() as connection:
        await dump(connection, target, NOW)
    async with Database.open(address_of(target)) as database, database.read() as connection:
        waiting = select(backups.c.made_at).where(backups.c.restored_at.is_(None))
        assert list(await connection.scalars(waiting)) == [NOW]


async def test_what_others_write_meanwhile_waits_for_nobody_and_is_not_in_it(
    here: Database, target: Path
) -> None:
    before = await rows(here)
    async with here.snapshot() as connection:
        await connection.execute(select(backups))
        async with here.write() as other:
            await Drafts(other).save(draft(author=99))
        await dump(connection, target, NOW)
    assert (await held(target))["drafts"] == before["drafts"] != (await rows(here))["drafts"]


async def test_what_is_there_is_replaced_when_that_is_asked_for_alone(
    here: Database, target: Path
) -> None:
    async with here.snapshot() as connection:
        await dump(connection, target, NOW)
        before = await held(target)
    async with here.write() as connection:
        await Drafts(connection).save(draft(author=99))
    async with here.snapshot() as connection:
        with pytest.raises(HostError, match="is there already: name another file, or say --force"):
            await dump(connection, target, NOW)
        assert await held(target) == before
        await dump(connection, target, NOW, replace=True)
    assert len((await held(target))["drafts"]) == len(before["drafts"]) + 1


REFUSING = """
    CREATE TRIGGER refuse BEFORE INSERT ON drafts WHEN new.author = 7
    BEGIN SELECT RAISE(ABORT, 'no room'); END
"""


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (REFUSING, r"of drafts cannot be copied \(no room\), and nothing is changed"),
        ("SELECT here", r"copy.sqlite3 could not be written whole \(no such column: here\)"),
        (OSError(28, "No space left"), r"copy.sqlite3 cannot be written \(No space left\)"),
    ],
)
async def test_a_fault_leaves_nothing_behind(
    here: Database,
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: str | OSError,
    sentence: str,
) -> None:
    async def spoilt(reading: AsyncConnection, writing: AsyncConnection) -> None:
        if isinstance(spoil, OSError):
            raise spoil
        await writing.exec_driver_sql(spoil)
        await carry(reading, writing)

    monkeypatch.setattr(dumping, "carry", spoilt)
    async with here.snapshot() as connection:
        with pytest.raises(HostError, match=sentence):
            await dump(connection, target, NOW)
    assert [*map(str, target.parent.iterdir())] == []
