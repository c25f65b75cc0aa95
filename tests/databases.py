"""Databases on a PostgreSQL server, each a test's own for a while, and gone after the run."""

import asyncio
import contextlib
import os
import secrets
import threading
from collections.abc import Coroutine, Iterator
from importlib import import_module
from typing import Any, Final, Self

from sqlalchemy import delete
from sqlalchemy.engine import make_url

from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.tables import metadata

from .throwaway import ADDRESS

SERVER: Final = os.environ.get(ADDRESS)
"""The address of the server on which the tests run, None on SQLite."""

# What changes with most changes of tables. To make a database takes a hundred times as long as to
# empty one, so those whose tables are as they were are used again.
_SHAPE: Final = """
    SELECT (SELECT version_num FROM alembic_version) AS revision, count(*) AS tables,
        max(pg_class.oid) AS newest, sum(relnatts) AS columns, sum(relchecks) AS checks,
        (SELECT count(*) FROM pg_constraint) AS constraints
    FROM pg_class WHERE relnamespace = 'public'::regnamespace
"""
_EMPTY: Final = ";".join(
    [
        *(str(delete(table)) for table in reversed(metadata.sorted_tables)),
        """
            SELECT setval(oid, 1, false) FROM pg_class
            WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
        """,
    ]
)
_END_OTHERS: Final = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Kept:
    """A database with all tables that has been emptied, and our own connection to it."""

    def __init__(self, name: str, connection: Any, shape: Any) -> None:
        self.name = name
        self.connection = connection
        self._shape = shape

    @classmethod
    async def make(cls, name: str, address: str) -> "Kept":
        """Make the tables."""
        async with Database.open(address) as database:
            await migrate(database)
        connection = await connect(address)
        return cls(name, connection, await connection.fetchrow(_SHAPE))

    async def empty(self) -> bool:
        """Remove all rows; False if its tables are not what they were."""
        await self.connection.fetch(_END_OTHERS)
        if await self.connection.fetchrow(_SHAPE) != self._shape:
            return False
        await self.connection.execute(_EMPTY)
        return True


async def connect(address: str) -> Any:
    """Connect without all that Fasti does."""
    asyncpg: Any = import_module("asyncpg")  # of the extra, which tests on SQLite do without
    return await asyncpg.connect(address)


class Databases:
    """Makes databases beside the loops of the tests; all names are of this run alone."""

    def __init__(self, server: str) -> None:
        self._server = make_url(server).set(drivername="postgresql")
        self._name = f"fasti_test_{os.getpid()}_{secrets.token_hex(4)}"
        self._count = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="databases")
        self._connection: Any = None
        self._spare: list[Kept] = []

    def __enter__(self) -> Self:
        self._thread.start()
        self._connection = self._run(connect(self._address(self._server.database or "postgres")))
        return self

    def __exit__(self, *_: object) -> None:
        for kept in self._spare:
            self._drop(kept)
        self._run(self._connection.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def _address(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)

    def ask(self, statement: str) -> Any:
        """Run a statement as the administrator, outside of a transaction; gives the rows."""
        return self._run(self._connection.fetch(statement))

    @contextlib.contextmanager
    def empty(self, options: str = "") -> Iterator[str]:
        """Make a database without tables, and drop it at the end; gives its address."""
        self._count += 1
        name = f"{self._name}_{self._count}"
        self.ask(f"CREATE DATABASE {name} {options}")
        try:
            yield self._address(name)
        finally:
            self.ask(f"DROP DATABASE {name} WITH (FORCE)")

    @contextlib.contextmanager
    def migrated(self) -> Iterator[str]:
        """Give the address of a database with all tables and no rows."""
        kept = self._spare.pop() if self._spare else self._make()
        try:
            yield self._address(kept.name)
        finally:
            if self._run(kept.empty()):
                self._spare.append(kept)
            else:
                self._drop(kept)

    def _make(self) -> Kept:
        self._count += 1
        name = f"{self._name}_{self._count}"
        self.ask(f"CREATE DATABASE {name}")
        made: Kept = self._run(Kept.make(name, self._address(name)))
        return made

    def _drop(self, kept: Kept) -> None:
        self._run(kept.connection.close())
        self.ask(f"DROP DATABASE {kept.name} WITH (FORCE)")
