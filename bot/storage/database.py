"""The database, opened once and used in short units of work."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Self

import structlog
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from typing_extensions import override

from bot.domain.errors import HostError, UnavailableError

from .engine import make_engine, parse_address
from .faults import NoAnswerError, describe, is_out_of_order, reason, shown, tell_member
from .same_file import SameFile
from .server import refuse_unfit
from .sqlite import Work
from .threads import Threads

PATIENCE = 10.0
"""Seconds that a writer in the background waits for another."""
MEMBERS_PATIENCE = 2.0
"""Seconds that a writer waits for whom a member waits: Discord takes answers for three."""
LONGEST = 60.0
"""Seconds after which a server that has begun a unit of work, and is silent, is taken for gone."""
_BEGINS = (
    0.5  # seconds more than patience: to be refused a turn keeps a connection, to give up does not
)

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Database:
    """Hands out connections, each for one unit of work.

    A unit is committed at its end and rolled back on an error. Keep it short, with no network
    inside, and never begin one inside another: in memory, both would wait for one connection.
    Cancelling a unit in mid-statement drops its connection, and with it a database in memory.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        patience: float,
        file: SameFile,
        turn: asyncio.Lock | None = None,
    ) -> None:
        self._engine = engine
        self._patience = patience
        self._file = file
        # In one process, writers that queue here wait a tenth as long as in SQLite's busy loop.
        self._turn = turn or asyncio.Lock()
        self._has_server = engine.dialect.name != "sqlite"

    @classmethod
    @asynccontextmanager
    async def open(cls, address: str, *, patience: float = PATIENCE) -> AsyncGenerator[Self, None]:
        """Open the database at an SQLAlchemy address, and close it in all cases.

        `patience` is how long a writer waits for one in another process, in seconds. Raises
        HostError if the address is wrong, or the database is not fit to be read and written.
        """
        url = parse_address(address)
        engine = make_engine(url, patience=patience)
        threads = Threads()
        threads.follow(engine)
        try:
            database = cls(engine, patience, SameFile(url))
            await database._prove_fit(url)
            yield database
        finally:
            await engine.dispose()
            await threads.end()

    def for_members(self, patience: float = MEMBERS_PATIENCE) -> "Database":
        """Give the same database for what a member waits for.

        There a writer waits `patience` seconds in all, a server has as many for each statement,
        and what is out of order is logged and becomes an UnavailableError.
        """
        return _MembersDatabase(self._engine, patience, self._file, self._turn)

    def prove_there(self) -> None:
        """Raise LostFileError if its file was deleted or replaced; so does each unit of work."""
        self._file.prove()

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[AsyncConnection, None]:
        """Begin a unit of work that sees one state; writing raises OperationalError."""
        async with self._unit("read") as connection:
            yield connection

    @asynccontextmanager
    async def snapshot(self) -> AsyncGenerator[AsyncConnection, None]:
        """Begin a unit of work that sees one state for as long as it takes to copy all of it."""
        async with self._begun("read", self._patience, ends=False) as connection:
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

    async def leave_no_trace(self) -> None:
        """Empty the log beside a SQLite file, where what was deleted stands until it is overwritten.

        While somebody reads for long it stays as it is; a server tidies up by itself.
        """
        if self._has_server:
            return
        async with self._turn, self._engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            try:
                await (await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")).close()
            except sqlite3.Error as error:
                _log.warning("the log of the database stays as it is", reason=reason(error))

    @asynccontextmanager
    async def _unit(self, work: Work) -> AsyncGenerator[AsyncConnection, None]:
        turn = contextlib.nullcontext() if work == "read" else self._turn
        # Another process may be at a long migration: then it is nearly done for this one, too.
        patience = 0.0 if work == "migrate" and self._has_server else self._patience
        async with turn, self._begun(work, patience) as connection:
            yield connection

    @asynccontextmanager
    async def _begun(
        self,
        work: Work,
        patience: float,
        *,
        begins: float | None = None,
        each: float = 0.0,
        ends: bool = True,
    ) -> AsyncGenerator[AsyncConnection, None]:
        """Begin on a connection; on a server alone, in so many seconds, and as many a statement.

        Raises TimeoutError if it has not begun by then, and NoAnswerError LONGEST after that, unless
        it need not end.
        """
        self.prove_there()  # first of all: to connect would make an empty file
        options = {"work": work, "patience": patience, "each": each}
        limits = self._has_server and work != "migrate"
        bound = asyncio.timeout((LONGEST if begins is None else begins) if limits else None)
        has_begun = False
        try:
            async with (
                bound,
                self._engine.execution_options(**options).begin() as connection,
            ):
                has_begun = True
                if limits:
                    bound.reschedule(asyncio.get_running_loop().time() + LONGEST if ends else None)
                yield connection
        except TimeoutError as error:
            if has_begun and bound.expired():
                raise NoAnswerError("the server does not answer") from error
            raise

    async def _prove_fit(self, url: URL) -> None:
        try:
            if self._has_server:
                async with self.read() as connection:
                    await refuse_unfit(connection, shown(url))
                return
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
            async with (
                self._turn_in_time(work) as patience,
                self._begun(
                    work, patience, begins=patience + _BEGINS, each=self._patience
                ) as begun,
            ):
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
