"""A backup is put in place of all that a server's database holds; what it held is kept in a file."""

import asyncio
import datetime as dt
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import HostError
from bot.domain.gaps import Gap
from bot.storage import postgresql, refilling
from bot.storage.backups import Backups
from bot.storage.copying import address_of, check
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.drafts import Drafts
from bot.storage.dumping import dump
from bot.storage.erasures import Erasures
from bot.storage.guilds import Guilds
from bot.storage.members import Members
from bot.storage.migrate import MIGRATIONS, migrate, revisions
from bot.storage.moving import carry
from bot.storage.refilling import refill
from bot.storage.restoring import Restored, restore, take_up
from bot.storage.revisions import Revisions
from bot.storage.tables import drafts, guilds
from tests.storage.edits import RECORD, draft
from tests.storage.samples import GUILD, NOW
from tests.storage.test_erasing import ALICE
from tests.storage.test_moving import fill_all, rows

pytestmark = pytest.mark.postgresql

HOUR = dt.timedelta(hours=1)
LATER = NOW + 5 * HOUR
OWN = {"backups", "command_sync", "erasures", "processes"}
"""The tables of which a restored database has something else than its backup."""


@pytest.fixture
async def here(database_address: str) -> AsyncIterator[Database]:
    """Open a database on a server, with rows in every table, and nobody erased."""
    async with Database.open(database_address) as database:
        await fill_all(database)
        async with database.write() as connection:
            await connection.execute(text("DELETE FROM erasures"))
        yield database


@pytest.fixture
async def backup(here: Database, tmp_path: Path) -> Path:
    """Give a backup of it."""
    async with here.snapshot() as connection:
        return (await dump(connection, tmp_path / "backup.sqlite3", NOW)).file


async def read(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Give all rows of a backup."""
    async with Database.open(address_of(file)) as database:
        return await rows(database)


def without(found: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """Leave out what a restored database has of its own; and the ledger, which is doubted."""
    return {name: some for name, some in found.items() if name not in OWN | {"deliveries"}}


async def erase(database: Database, member: int, at: dt.datetime) -> None:
    async with database.write() as connection:
        await Members(connection).erase(member)
        await Erasures(connection).note("member", member, at)


async def author(database: Database) -> int | None:
    async with database.read() as connection:
        latest = await Revisions(connection).latest(GUILD, RECORD)
    assert latest is not None
    return latest.author


async def test_what_the_backup_holds_is_there_and_what_was_there_is_kept(
    here: Database, backup: Path
) -> None:
    async with here.write() as connection:
        await connection.execute(insert(guilds).values(id=99))
        await connection.execute(delete(drafts).where(drafts.c.author < 500))
    before = await rows(here)
    restored = await refill(backup, here, LATER)
    kept = backup.with_name(f"fasti.before-restore-{LATER:%Y%m%dT%H%M%SZ}.sqlite3")
    assert restored == Restored(
        kept=kept,
        made_at=NOW,
        revision=revisions()[-1],
        migrated=(),
        erased=0,
        knows_erased=True,
    )
    after = await rows(here)
    assert without(after) == without(await read(backup)) != without(before)
    assert len(after["deliveries"]) == 1
    assert without(await read(kept)) == without(before)
    assert sorted(each.name for each in [*backup.parent.iterdir()]) == [backup.name, kept.name]


async def test_posts_since_are_doubted_and_what_else_may_have_changed_is_forgotten(
    here: Database, backup: Path
) -> None:
    await refill(backup, here, LATER)
    async with here.read() as connection:
        [gap] = await Backups(connection).gaps(NOW + HOUR)
        [row] = await Deliveries(connection).of_guild(GUILD)
    assert (gap.made_at, gap.restored_at) == (NOW, LATER)
    assert row.doubtful_since is not None
    after = await rows(here)
    assert after["command_sync"] == after["processes"] == []


async def test_what_is_kept_is_put_back_likewise(here: Database, backup: Path) -> None:
    async with here.write() as connection:
        await connection.execute(insert(guilds).values(id=99))
    before = await rows(here)
    first = await refill(backup, here, LATER)
    assert first.kept is not None
    second = await refill(first.kept, here, LATER)
    assert second.kept not in {None, first.kept}
    assert second.made_at == LATER
    assert without(await rows(here)) == without(before)


async def test_it_goes_into_a_database_without_tables_too(
    here: Database, backup: Path, database_address: str
) -> None:
    async with here.migrate() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    restored = await refill(backup, here, LATER)
    assert (restored.kept, restored.knows_erased) == (None, False)
    assert without(await rows(here)) == without(await read(backup))


async def test_a_file_of_sqlite_takes_it_as_well(
    here: Database, backup: Path, tmp_path: Path
) -> None:
    file = tmp_path / "new" / "fasti.sqlite3"
    restored = await restore(backup, file, LATER)
    assert restored.made_at == NOW
    assert without(await read(file)) == without(await rows(here))


async def test_an_older_backup_of_sqlite_is_brought_up_to_date_before(
    here: Database, tmp_path: Path
) -> None:
    made, backup = tmp_path / "older", tmp_path / "older.sqlite3"
    shutil.copytree(MIGRATIONS, made)
    for name in revisions()[2:]:
        [newer] = made.glob(f"versions/{name}_*.py")
        newer.unlink()
    async with Database.open(address_of(backup)) as database:
        await migrate(database, made)
    restored = await refill(backup, here, LATER)
    assert (restored.revision, restored.migrated) == ("0002", revisions()[2:])
    assert check(backup) == "0002"
    assert not (await rows(here))["guilds"]


async def test_who_was_erased_since_stays_erased(here: Database, backup: Path) -> None:
    await erase(here, ALICE, NOW + HOUR)
    restored = await refill(backup, here, LATER)
    assert restored.erased == 1
    assert await author(here) is None
    async with here.read() as connection:
        assert await Erasures(connection).all() == [("member", ALICE, NOW + HOUR)]


async def test_a_new_database_does_not_know_who_was_erased(
    here: Database, backup: Path, empty_address: str
) -> None:
    assert (await refill(backup, here, LATER)).knows_erased
    async with Database.open(empty_address) as new:
        await migrate(new)
        async with new.write() as connection:
            await connection.execute(insert(guilds).values(id=99))
        restored = await refill(backup, new, LATER)
        assert restored.kept is not None
        assert not restored.knows_erased
        assert (await refill(backup, new, LATER)).knows_erased


async def test_a_server_that_was_erased_since_stays_erased(here: Database, backup: Path) -> None:
    async with here.write() as connection:
        await Guilds(connection).erase(GUILD)
        await Erasures(connection).note("server", GUILD, NOW + HOUR)
    assert (await refill(backup, here, LATER)).erased == 1
    assert (await rows(here))["guilds"] == []


async def test_who_was_erased_before_the_backup_may_have_come_again(
    here: Database, tmp_path: Path
) -> None:
    await erase(here, ALICE, NOW - HOUR)
    async with here.write() as connection:
        await connection.execute(text(f"UPDATE revisions SET author = {ALICE}"))  # noqa: S608
    async with here.snapshot() as connection:
        made = await dump(connection, tmp_path / "new.sqlite3", NOW)
    assert (await refill(made.file, here, LATER)).erased == 0
    assert await author(here) == ALICE


async def test_no_id_is_given_out_again(here: Database, backup: Path) -> None:
    """Buttons in Discord name drafts and suggestions, and posts their feeds."""
    async with here.write() as connection:
        last = await Drafts(connection).save(draft(author=99))
    await refill(backup, here, LATER)
    async with here.write() as connection:
        assert (await Drafts(connection).save(draft(author=99))).id == last.id + 1


async def test_a_database_that_a_fasti_has_open_is_left_as_it_is(
    here: Database, backup: Path, database_address: str
) -> None:
    before = await rows(here)
    async with Database.open(database_address):
        with pytest.raises(HostError, match="is in use by a Fasti that runs on it: stop it"):
            await refill(backup, here, LATER)
    assert await rows(here) == before
    assert [each.name for each in [*backup.parent.iterdir()]] == [backup.name]


async def test_a_database_of_a_newer_fasti_is_left_as_it_is(here: Database, backup: Path) -> None:
    async with here.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = await rows(here)
    with pytest.raises(
        HostError, match=r"is at revision 9999, .*: let the newer Fasti restore, or"
    ):
        await refill(backup, here, LATER)
    assert await rows(here) == before


async def test_a_connection_that_is_lost_at_the_last_row_leaves_all_as_it_was(
    here: Database, backup: Path, database_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await rows(here)

    async def lose(connection: AsyncConnection, now: dt.datetime) -> Gap:
        async with Database.open(database_address) as other, other.read() as ending:
            await ending.execute(
                text("""
                    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name = 'fasti'
                        AND pid <> pg_backend_pid()
                """)
            )
        return await take_up(connection, now)

    monkeypatch.setattr(refilling, "take_up", lose)
    with pytest.raises(HostError, match=r"could not be put in place \(.*then restore once more"):
        await refill(backup, here, LATER)
    assert await rows(here) == before
    monkeypatch.undo()
    await refill(backup, here, LATER)
    assert without(await rows(here)) == without(await read(backup))


async def test_it_keeps_its_turn_while_it_reads_again_what_it_keeps(
    here: Database, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever else writes would lose it, having stood still for as long."""

    async def linger(connection: AsyncConnection, now: dt.datetime) -> Gap:
        await asyncio.sleep(0.3)
        return await take_up(connection, now)

    monkeypatch.setattr(postgresql, "_ALONE_AT_MOST", 0.1)
    monkeypatch.setattr(refilling, "take_up", linger)
    assert (await refill(backup, here, LATER)).kept


async def test_a_folder_that_cannot_be_written_is_a_sentence(
    here: Database, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(refilling, "pour_new", refuse)
    with pytest.raises(HostError, match=r"folder of .* cannot be written .* where you may write"):
        await refill(backup, here, LATER)


async def test_a_fasti_that_starts_meanwhile_waits_and_finds_the_backup(
    here: Database, backup: Path, database_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At its start it looks whether the database is a backup, as one who writes."""
    found: list[asyncio.Task[bool]] = []

    async def start() -> bool:
        async with Database.open(database_address) as other, other.write() as connection:
            return await connection.scalar(select(guilds.c.id).where(guilds.c.id == 99)) is not None

    async def meanwhile(reading: AsyncConnection, writing: AsyncConnection) -> object:
        found.append(asyncio.create_task(start()))
        return await carry(reading, writing)

    async with here.write() as connection:
        await connection.execute(insert(guilds).values(id=99))
    monkeypatch.setattr(refilling, "carry", meanwhile)
    await refill(backup, here, LATER)
    assert await found[0] is False
