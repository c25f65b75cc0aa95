"""The database, opened once and used in short units of work."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Self

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.errors import HostError

from .engine import make_engine, parse_address
from .faults import describe
from .sqlite import Work


class Database:
    """Hands out connections, each for one unit of work.

    A unit is committed at its end and rolled back on an error. Keep it short, with no network
    inside, and never begin one inside another: in memory, both would wait for one connection.
    Cancelling a unit in mid-statement drops its connection, and with it a database in memory.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        # In one process, writers that queue here wait a tenth as long as in SQLite's busy loop.
        self._turn = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(cls, address: str, *, patience: float = 10.0) -> AsyncGenerator[Self, None]:
        """Open the database at an SQLAlchemy address, and close it in all cases.

        `patience` is how long a writer waits for one in another process, in seconds. Raises
        HostError if the address is wrong, or the database cannot be read and written.
        """
        url = parse_address(address)
        engine = make_engine(url, patience=patience)
        try:
            database = cls(engine)
            await database._prove_writable(url)
            yield database
        finally:
            await engine.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[AsyncConnection, None]:
        """Begin a unit of work that sees one state; writing raises OperationalError."""
        async with self._unit("read") as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[AsyncConnection, None]:
        """Begin a unit of work that may write; it waits its turn, so what it reads stays true."""
        async with self._turn, self._unit("write") as connection:
            yield connection

    @asynccontextmanager
    async def migrate(self) -> AsyncGenerator[AsyncConnection, None]:
        """Begin a unit of work that may change tables, with foreign keys checked at its end alone.

        It then raises HostError, and changes nothing, if a row has lost its parent.
        """
        async with self._turn, self._unit("migrate") as connection:
            yield connection

    @asynccontextmanager
    async def _unit(self, work: Work) -> AsyncGenerator[AsyncConnection, None]:
        async with self._engine.execution_options(work=work).begin() as connection:
            yield connection

    async def _prove_writable(self, url: URL) -> None:
        try:
            async with self.write():
                pass  # to begin as a writer is enough for SQLite to find all that is wrong
        except (DBAPIError, OSError) as error:
            raise HostError(describe(error, url)) from error
