"""Databases to test against, and a check that each test closed what it opened."""

import asyncio
import shutil
import sqlite3
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.storage.database import Database
from bot.storage.migrate import MIGRATIONS
from tests.databases import SERVER

MEMORY = "sqlite+aiosqlite://"


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a connection's thread behind."""
    before = set(threading.enumerate())
    yield
    began = set(threading.enumerate()) - before
    workers = [thread for thread in began if "connection_worker" in thread.name]
    for worker in workers:
        worker.join(timeout=2)
    assert not [worker for worker in workers if worker.is_alive()]


@pytest.fixture(params=["memory", "file"] if SERVER is None else ["postgresql"])
def keeper(request: pytest.FixtureRequest) -> str:
    """Name what keeps the database of a test that runs once on each."""
    return str(request.param)


@pytest.fixture
def address(keeper: str, request: pytest.FixtureRequest) -> str:
    """Give the address of a database without tables."""
    return MEMORY if keeper == "memory" else str(request.getfixturevalue("empty_address"))


@pytest.fixture(scope="session")
def tables(migrated: Path) -> str:
    """Give the statements that make what all migrations made."""
    with closing(sqlite3.connect(migrated)) as connection:
        return "\n".join(connection.iterdump())


@pytest.fixture
def stored(keeper: str, request: pytest.FixtureRequest) -> tuple[str, str]:
    """Give the address of a database, and the statements that make its tables if it has none."""
    if keeper == "postgresql":
        return request.getfixturevalue("database_address"), ""
    return request.getfixturevalue("address"), request.getfixturevalue("tables")


@pytest.fixture
async def database(stored: tuple[str, str]) -> AsyncIterator[Database]:
    """Open a database with all tables, once on each."""
    address, tables = stored
    async with Database.open(address) as database:
        if tables:
            async with database.migrate() as connection:
                driver: Any = (await connection.get_raw_connection()).driver_connection
                await driver.executescript(tables)
        yield database


async def run_python(*arguments: str) -> int:
    """Run Python in a process of its own, and give its exit status."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=MIGRATIONS.parent
    )
    return await asyncio.wait_for(process.wait(), 60)


class MigrationFolder:
    """A folder of migrations of our own, with the real env.py."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "versions").mkdir(parents=True)
        for name in ("env.py", "script.py.mako"):
            shutil.copy(MIGRATIONS / name, path)

    def add(self, revision: str, *statements: str) -> None:
        """Add a migration made of these statements of Python."""
        before = f"{int(revision) - 1:04}"
        lines = [
            "import sqlalchemy as sa",
            "from alembic import op",
            f"revision = {revision!r}",
            f"down_revision = {None if before == '0000' else before!r}",
            "def upgrade():",
            *(f"    {statement}" for statement in statements),
        ]
        (self.path / "versions" / f"{revision}_test.py").write_text("\n".join(lines))


@pytest.fixture
def folder(tmp_path: Path) -> MigrationFolder:
    return MigrationFolder(tmp_path / "a folder, 100% odd")
