"""The threads of SQLite's connections are at an end when a database is closed."""

import asyncio
import contextlib
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage.database import Database

SLOW = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)"
    " SELECT max(i) FROM n"
)


@pytest.mark.sqlite
@pytest.mark.parametrize("steps", [0, 1, 3, 10, 30])
async def test_none_goes_on_when_its_database_is_closed(tmp_path: Path, steps: int) -> None:
    """Though it was cancelled at any moment: as it connected, or in the middle of a statement."""
    before = set(threading.enumerate())

    async def query(database: Database) -> None:
        async with database.read() as connection:
            await connection.execute(SLOW)

    async with Database.open(f"sqlite:///{tmp_path}/fasti.sqlite3") as database:
        both = [asyncio.create_task(query(database)) for _ in range(2)]
        for _ in range(steps):
            await asyncio.sleep(0.0005)
        for task in both:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*both)
    left = set(threading.enumerate()) - before
    assert [thread.name for thread in left if not thread.name.startswith("asyncio")] == []


@pytest.mark.sqlite
async def test_one_that_nobody_gave_back_ends_with_its_database(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    async with Database.open(f"sqlite:///{tmp_path}/fasti.sqlite3") as database:
        unit = database.read()
        await unit.__aenter__()
    left = set(threading.enumerate()) - before
    assert [thread.name for thread in left if not thread.name.startswith("asyncio")] == []
    with contextlib.suppress(Exception):  # it is gone
        await unit.__aexit__(None, None, None)
