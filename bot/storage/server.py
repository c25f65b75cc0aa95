"""A PostgreSQL server: how Fasti reaches it, and what it must be like."""

import asyncio
from importlib import import_module
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.domain.errors import HostError

from . import postgresql

CONNECTIONS: Final = 10
"""How many a process has at most; a server takes 100 unless told otherwise."""
OLDEST: Final = 14
_GIVEN_UP: Final = 0.3  # seconds for a server's goodbye; who missed one has no more of them
_ANSWERS: Final = 10.0  # seconds in which a server lets us in
_RENEWED: Final = 300  # seconds; by then a router on the way may have dropped a connection

_FACTS: Final = text("""
    SELECT current_setting('server_version_num')::int / 10000 AS version,
        current_setting('server_encoding') AS encoding,
        pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on' AS read_only,
        coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create
""")


def make(url: URL) -> AsyncEngine:
    """Make an engine; raises ModuleNotFoundError if asyncpg is not installed."""
    asyncpg: Any = import_module("asyncpg")  # who uses SQLite need not have it
    address = _address(url)

    is_silent = False

    async def close(connection: Any, **_: Any) -> None:
        nonlocal is_silent
        try:
            # Around all of it: asyncpg's own limit is none for a question that it cancels first.
            async with asyncio.timeout(0 if is_silent else _GIVEN_UP):
                await asyncpg.Connection.close(connection)
        except TimeoutError:  # the connection is dropped all the same
            is_silent = True

    # Whoever gives up on a silent server has a member waiting, or a host who wants it to end.
    soon_closed = type("Connection", (asyncpg.Connection,), {"__slots__": (), "close": close})

    async def connect() -> Any:
        nonlocal is_silent
        try:
            made = await asyncpg.connect(address, timeout=_ANSWERS, connection_class=soon_closed)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, ValueError) as error:
            raise OperationalError("connecting", None, error) from error
        is_silent = False
        return made

    engine = create_async_engine(
        url.set(query={}),
        async_creator=connect,
        hide_parameters=True,  # members typed them, and errors are logged
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_recycle=_RENEWED,
    )
    postgresql.watch(engine.sync_engine)
    return engine


def _address(url: URL) -> str:
    """Write the address as PostgreSQL's own programs do; SQLAlchemy's `ssl` is their `sslmode`."""
    query = dict(url.query)
    if "ssl" in query:
        query["sslmode"] = query.pop("ssl")
    query["application_name"] = "fasti"  # by which who restores sees that a Fasti runs
    plain = url.set(drivername="postgresql", query=query)
    return plain.render_as_string(hide_password=False)


async def refuse_unfit(connection: AsyncConnection, name: str) -> None:
    """Raise HostError for a database that Fasti cannot keep its state in."""
    facts = (await connection.execute(_FACTS)).one()
    if facts.version < OLDEST:
        raise HostError(
            f"The PostgreSQL server of {name} is version {facts.version}, and Fasti needs {OLDEST}"
            " or newer: upgrade it, or let DATABASE_URL name another."
        )
    if facts.encoding != "UTF8":
        raise HostError(
            f"The database {name} is encoded in {facts.encoding}, which cannot hold every name:"
            " make one with createdb --encoding=UTF8 --template=template0, and let DATABASE_URL"
            " name that."
        )
    if facts.read_only:
        raise HostError(
            f"The database {name} is read-only: let DATABASE_URL name the primary server, or allow"
            " Fasti's user to write."
        )
    if not facts.may_create:
        raise HostError(
            f"The user of the database {name} may not create tables in it: make that user the"
            " database's owner, or GRANT CREATE ON SCHEMA public to it."
        )
