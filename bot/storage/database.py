"""The database, opened once and used in short units of work."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Self

import structlog
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from typing_extensions import override

from bot.domain.errors import HostError, UnavailableError

from .engine import make_engine, parse_address
from .faults import describe, is_out_of_order, reason, tell_member
from .sqlite import Work

PATIENCE = 10.0
"""Seconds that a writer in the background waits for another."""
MEMBERS_PATIENCE = 2.0
"""Seconds that a writer waits for whom a member waits: Discord takes answers for three."""

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Database:
    """Hands out connections, each for one unit of work.

    A unit is committed at its end and rolled back on an error. Keep it short, with no network
    inside, and never begin one inside another: in memory, both would wait for one connection.
    Cancelling a unit in mid-statement drops its connection, and with it a database in memory.
    """

    def __init__(
        self, engine: AsyncEngine, patience: float, turn: asyncio.Lock | None = None
    ) -> None:
        self._engine = engine
        self._patience = patience
        # In one process, writers that queue here wait a tenth as long as in SQLite's busy loop.
        self._turn = turn or asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(cls, address: str, *, patience: float = PATIENCE) -> AsyncGenerator[Self, None]:
        """Open the database at an SQLAlchemy address, and close it in all cases.

        `patience` is how long a writer waits for one in another process, in seconds. Raises
        HostError if the address is wrong, or the database cannot be read and written.
        """
        url = parse_address(address)
        engine = make_engine(url, patience=patience)
        try:
            database = cls(engine, patience)
            await database._prove_writable(url)
            yield database
        finally:
            await engine.dispose()

    def for_members(self, patience: float = MEMBERS_PATIENCE) -> "Database":
        """Give the same database for what a member waits for.

        There a writer waits `patience` seconds in all, and what is out of order is logged and
        becomes an UnavailableError.
        """
        return _MembersDatabase(self._engine, patience, self._turn)

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[AsyncConnection, None]:
        """Begin a unit of work that sees one state; writing raises OperationalError."""
        async with self._unit("read") as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[AsyncConnection, None]:
        """Begin a unit of work that may write; it waits its turn, so what it reads stays true."""
        async with self._unit("write") as connection:
            yield connection

    @asynccontextmanager
    async def migrate(self) -> AsyncGenerator[AsyncConnection, None]:
        """Begin a unit of work that may change tables, with foreign keys checked at its end alone.

        It then raises HostError, and changes nothing, if a row has lost its parent.
        """
        async with self._unit("migrate") as connection:
            yield connection

    @asynccontextmanager
    async def _unit(self, work: Work) -> AsyncGenerator[AsyncConnection, None]:
        turn = contextlib.nullcontext() if work == "read" else self._turn
        async with turn, self._begun(work, self._patience) as connection:
            yield connection

    @asynccontextmanager
    async def _begun(self, work: Work, patience: float) -> AsyncGenerator[AsyncConnection, None]:
        engine = self._engine.execution_options(work=work, patience=patience)
        async with engine.begin() as connection:
            yield connection

    async def _prove_writable(self, url: URL) -> None:
        try:
            async with self.write():
                pass  # to begin as a writer is enough for SQLite to find all that is wrong
        except (DBAPIError, OSError) as error:
            raise HostError(describe(error, url)) from error


class _MembersDatabase(Database):
    """Would rather say that it is busy than let a member wait until Discord gives up."""

    @override
    @asynccontextmanager
    async def _unit(self, work: Work) -> AsyncGenerator[AsyncConnection, None]:
        try:
            async with self._turn_in_time(work) as patience, self._begun(work, patience) as begun:
                yield begun
        except Exception as error:
            if not is_out_of_order(error):
                raise
            _log.error("the database cannot be used for a member", reason=reason(error))
            raise UnavailableError(tell_member(error)) from error

    @asynccontextmanager
    async def _turn_in_time(self, work: Work) -> AsyncGenerator[float, None]:
        """Take the turn of a writer, and give the seconds that are left to wait for other processes."""
        if work == "read":
            yield self._patience
            return
        loop = asyncio.get_running_loop()
        until = loop.time() + self._patience
        async with asyncio.timeout_at(until):
            await self._turn.acquire()
        try:
            yield max(0.0, until - loop.time())
        finally:
            self._turn.release()
