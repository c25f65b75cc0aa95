"""Migrations: complete, atomic, never backwards, and careful with children of a table made anew."""

import asyncio
from operator import itemgetter
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Inspector, inspect, text

from bot.domain.errors import HostError
from bot.storage.database import Database
from bot.storage.migrate import MIGRATIONS, current_revision, migrate, revisions
from bot.storage.tables import metadata
from migrations.new import write
from tests.databases import SERVER
from tests.storage.conftest import MEMORY, MigrationFolder, run_python

PARENT = "op.execute('CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT)')"
CHILD = (
    "op.execute('CREATE TABLE child (id INTEGER PRIMARY KEY,"
    " parent INTEGER NOT NULL REFERENCES parent ON DELETE CASCADE)')"
)
ROWS = (
    "op.execute('INSERT INTO parent VALUES (1, NULL)');"
    " op.execute('INSERT INTO child VALUES (1, 1)')"
)


def differences(connection: Connection) -> list[Any]:
    """Compare as Alembic does: what differs between a database and the tables."""
    found: list[Any] = compare_metadata(MigrationContext.configure(connection), metadata)
    return found


def described(connection: Connection) -> dict[str, Any]:
    """Read all there is to know of each table, more than Alembic compares."""
    inspector = inspect(connection)
    return {
        table: {
            "comment": comment_of(inspector, table),
            "columns": [
                {**each, "type": str(each["type"])} for each in inspector.get_columns(table)
            ],
            "checks": {(c["name"], c["sqltext"]) for c in inspector.get_check_constraints(table)},
            "indexes": sorted(map(str, map(plain, inspector.get_indexes(table)))),
            "unique": sorted(inspector.get_unique_constraints(table), key=itemgetter("name")),
            "key": inspector.get_pk_constraint(table),
            "parents": sorted(inspector.get_foreign_keys(table), key=itemgetter("name")),
        }
        for table in metadata.tables
    }


def plain(index: Any) -> dict[str, Any]:
    """Write out the conditions of an index."""
    options = {name: str(given) for name, given in index.get("dialect_options", {}).items()}
    return {**index, "dialect_options": options}


def comment_of(inspector: Inspector, table: str) -> str | None:
    if not inspector.dialect.supports_comments:
        return metadata.tables[table].comment
    return inspector.get_table_comment(table)["text"]


@pytest.fixture
def fresh(request: pytest.FixtureRequest) -> str:
    """Give the address of a database without tables beside the one that is migrated."""
    return MEMORY if SERVER is None else str(request.getfixturevalue("empty_address"))


async def revision_of(database: Database) -> str | None:
    async with database.read() as connection:
        return await current_revision(connection)


async def number(database: Database, sql: str) -> int:
    async with database.read() as connection:
        return int(await connection.scalar(text(sql)) or 0)


async def test_a_migrated_database_has_the_tables_that_the_code_knows(
    database: Database, fresh: str
) -> None:
    async with database.read() as connection:
        assert await connection.run_sync(differences) == []
        migrated = await connection.run_sync(described)
    async with Database.open(fresh) as other, other.migrate() as connection:
        await connection.run_sync(metadata.create_all)
        made = await connection.run_sync(described)
    for table, told in made.items():
        columns = (
            sorted(each.pop("columns"), key=itemgetter("name")) for each in (told, migrated[table])
        )
        assert next(columns) == next(columns)  # a later migration adds one at the end
        assert migrated[table] == told
    assert {told["comment"] for told in made.values()} == {
        t.comment for t in metadata.sorted_tables
    }


async def test_a_database_at_the_head_is_left_alone(database: Database) -> None:
    assert await revision_of(database) == revisions()[-1]
    assert await migrate(database) == ()


async def test_a_start_with_nothing_to_migrate_imports_nothing_for_it(empty_address: str) -> None:
    async with Database.open(empty_address) as database:
        await migrate(database)
    unused = "{'alembic', 'asyncpg' if 'sqlite' in sys.argv[1] else 'aiosqlite.core'}"
    code = (
        "import sys; from tests.storage.counter import *;"
        f"asyncio.run(main(sys.argv[1])); sys.exit(not {unused}.isdisjoint(sys.modules))"
    )
    assert await run_python("-c", code, empty_address) == 0


def test_the_file_names_say_what_alembic_finds_in_the_files() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    walk = list(ScriptDirectory.from_config(config).walk_revisions())
    assert [script.revision for script in reversed(walk)] == list(revisions())
    assert revisions() == tuple(f"{number:04}" for number in range(1, len(walk) + 1))


async def test_migrations_run_one_after_the_other(folder: MigrationFolder, address: str) -> None:
    async with Database.open(address) as database:
        folder.add("0001", PARENT)
        assert await migrate(database, folder.path) == ("0001",)
        folder.add("0002", CHILD)
        folder.add("0003", ROWS)
        assert await migrate(database, folder.path) == ("0002", "0003")
        assert await revision_of(database) == "0003"
        assert await number(database, "SELECT count(*) FROM child") == 1


async def test_two_that_start_at_once_share_the_work(
    folder: MigrationFolder, empty_address: str
) -> None:
    for revision, statement in (("0001", PARENT), ("0002", CHILD), ("0003", ROWS)):
        folder.add(revision, statement)
    async with Database.open(empty_address) as one, Database.open(empty_address) as other:
        shares = await asyncio.gather(migrate(one, folder.path), migrate(other, folder.path))
    assert sorted(shares[0] + shares[1]) == ["0001", "0002", "0003"]


async def test_a_migration_that_fails_changes_nothing(
    folder: MigrationFolder, address: str
) -> None:
    folder.add("0001", PARENT)
    folder.add("0002", CHILD, ROWS, "op.execute('SELECT * FROM not_there')")
    async with Database.open(address) as database:
        with pytest.raises(HostError, match=r"^Migration 0002 failed .*not_there"):
            await migrate(database, folder.path)
        assert await revision_of(database) == "0001"
        assert await number(database, "SELECT count(*) FROM parent") == 0
        async with database.read() as connection:
            assert not await connection.run_sync(lambda sync: inspect(sync).has_table("child"))


async def test_a_newer_database_is_refused(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(HostError, match=f"at revision 9999, .* none after {revisions()[-1]}"):
        await migrate(database)
    assert await revision_of(database) == "9999"


@pytest.mark.sqlite
async def test_a_parent_made_anew_keeps_its_children(folder: MigrationFolder, address: str) -> None:
    """With foreign keys on, dropping the old table deletes every child by cascade."""
    folder.add("0001", PARENT, CHILD, ROWS)
    folder.add(
        "0002",
        "with op.batch_alter_table('parent', recreate='always') as batch:",
        "    batch.add_column(sa.Column('more', sa.Integer))",
    )
    async with Database.open(address) as database:
        await migrate(database, folder.path)
        assert await number(database, "SELECT count(*) FROM child") == 1
        async with database.write() as connection:
            await connection.execute(text("DELETE FROM parent"))
        assert await number(database, "SELECT count(*) FROM child") == 0  # foreign keys are back


@pytest.mark.sqlite
async def test_a_migration_that_leaves_orphans_is_undone(
    folder: MigrationFolder, address: str
) -> None:
    folder.add("0001", PARENT, CHILD, ROWS)
    folder.add("0002", "op.execute('DELETE FROM parent')")
    async with Database.open(address) as database:
        with pytest.raises(HostError, match="rows of child would have lost the row"):
            await migrate(database, folder.path)
        assert await revision_of(database) == "0001"
        assert await number(database, "SELECT count(*) FROM parent") == 1


async def test_the_next_migration_is_written_from_the_tables(
    folder: MigrationFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    await write("Hold all there is", folder.path)
    written = (folder.path / "versions" / "0001_hold_all_there_is.py").read_text()
    assert written.startswith('"""Hold all there is."""\n')
    assert "bot." not in written
    async with Database.open(MEMORY) as database:
        assert await migrate(database, folder.path) == ("0001",)
        async with database.read() as connection:
            assert await connection.run_sync(differences) == []
