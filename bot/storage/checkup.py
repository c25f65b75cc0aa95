"""What can be told of a database beside the Fasti that uses it, without changing it."""

import contextlib
import datetime as dt
import os
import sqlite3
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import HostError
from bot.domain.feeds import Feed

from .copying import opened, tables_of
from .desks import Desks
from .feeds import Feeds
from .foreign import is_foreign

_OPERATIONS = (
    100_000  # of SQLite's machine, some milliseconds, after which it looks whether to stop
)
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_SERVER = text("""
    SELECT current_setting('server_version') AS version,
        (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()) AS connections,
        current_setting('max_connections')::int AS most,
        pg_database_size(current_database()) AS size,
        clock_timestamp() AS now
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """A SQLite file: sizes in bytes, `free` of its own, and a fault if it is not whole."""

    version: str
    revision: str | None
    size: int
    log_size: int
    free: int
    may_write: bool
    mode: int
    """Its permissions, as `stat` has them."""
    is_foreign: bool
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFacts:
    """A database on a PostgreSQL server: its size in bytes, its connections and its clock."""

    version: str
    connections: int
    most: int
    size: int
    now: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Configured:
    """All feeds, how many cannot be read of each server, and the audit channels by server."""

    feeds: tuple[Feed, ...] = ()
    unreadable: dict[int, tuple[int, ...]]
    audits: dict[int, int]


def file_facts(file: Path, is_over: Callable[[], bool]) -> FileFacts:
    """Look at a SQLite database while others may use it.

    Raises HostError if it cannot be read as one, and TimeoutError when `is_over` says so.
    """
    log = file.with_name(f"{file.name}-wal")
    with _opened(file) as connection:
        connection.set_progress_handler(is_over, _OPERATIONS)
        try:
            fault = _fault(connection)
            return FileFacts(
                version=sqlite3.sqlite_version,
                revision=_revision(connection),
                size=file.stat().st_size,
                log_size=log.stat().st_size if log.exists() else 0,
                free=_number(connection, "freelist_count") * _number(connection, "page_size"),
                may_write=os.access(file, os.W_OK) and os.access(file.parent, os.W_OK | os.X_OK),
                mode=file.stat().st_mode,
                is_foreign=not fault and is_foreign(connection),
                fault=fault,
            )
        except sqlite3.DatabaseError as error:
            if is_over():
                raise TimeoutError from error
            raise


@contextlib.contextmanager
def _opened(file: Path) -> Generator[sqlite3.Connection, None, None]:
    """Open it as it is for a copy, with a remedy that is for the database itself."""
    try:
        with opened(file) as connection:
            yield connection
    except HostError as error:
        if getattr(error.__cause__, "sqlite_errorname", "").startswith(_DAMAGED):
            raise HostError(
                f"{file} is damaged, or no SQLite database ({error.__cause__}): put a backup in its "
                "place with fasti restore FILE, or let DATABASE_URL name the file that is meant."
            ) from error
        raise


def _fault(connection: sqlite3.Connection) -> str:
    try:
        [found] = connection.execute("PRAGMA integrity_check(1)").fetchone()
        orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorname == "SQLITE_INTERRUPT":
            raise
        return str(error)
    if found != "ok":
        return " ".join(str(found).removeprefix("*** in database main ***").split())
    return f"a row of {orphan[0]} has lost the row it belongs to" if orphan else ""


def _revision(connection: sqlite3.Connection) -> str | None:
    if "alembic_version" not in tables_of(connection):
        return None
    [revision] = connection.execute("SELECT version_num FROM alembic_version").fetchone() or [None]
    return revision if revision is None else str(revision)


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


async def server_facts(connection: AsyncConnection) -> ServerFacts:
    """Ask a PostgreSQL server about itself."""
    return ServerFacts(**(await connection.execute(_SERVER)).mappings().one())


async def configured(connection: AsyncConnection) -> Configured:
    """Give what servers have set up to be posted, and where."""
    feeds, found, unreadable = Feeds(connection), list[Feed](), dict[int, tuple[int, ...]]()
    for guild in sorted(await feeds.guilds()):
        found += await feeds.of_guild(guild)
        if lost := await feeds.unreadable(guild):
            unreadable[guild] = tuple(lost)
    audits = await Desks(connection).audit_channels()
    return Configured(feeds=tuple(found), unreadable=unreadable, audits=audits)
