"""How SQLite begins, ends and drops a transaction, by the kind of work it is for."""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from bot.domain.errors import HostError

Work = Literal["read", "write", "migrate"]


class _Beginning(NamedTuple):
    switches: tuple[str, ...]
    begin: str


# A reader that writes is refused at once, where it would otherwise fail now and then as "database
# is locked". A migration that makes a parent table anew would delete its children by cascade
# unless foreign keys are off; both switches work outside a transaction alone.
_BEGINNINGS: Final[Mapping[Work, _Beginning]] = {
    "read": _Beginning(("PRAGMA query_only = ON",), "BEGIN"),
    "write": _Beginning(("PRAGMA query_only = OFF", "PRAGMA foreign_keys = ON"), "BEGIN IMMEDIATE"),
    "migrate": _Beginning(
        ("PRAGMA query_only = OFF", "PRAGMA foreign_keys = OFF"), "BEGIN IMMEDIATE"
    ),
}

# Set before the first transaction, for a fault on "connect" would leave a connection unclosed.
# FULL, because a claim that a power cut takes back would be posted again (sqlite.org/wal.html).
# Not every SQLite overwrites by itself what is deleted, and who was erased must not stay in the file.
_SET_UP = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
)


def watch(engine: Engine) -> None:
    """Take over the transactions of an engine by two execution options of each.

    `work` says what it does, and `patience` for how many seconds it waits for another process.
    """
    event.listen(engine, "begin", _on_begin)
    event.listen(engine, "commit", _on_commit)
    event.listen(engine, "invalidate", _on_invalidate)


def _on_begin(connection: Connection) -> None:
    work: Work = connection.get_execution_options().get("work", "read")
    last = connection.info.pop("work", None)  # and it stays unknown if what follows fails
    patience = round(1000 * connection.get_execution_options().get("patience", 0.0))
    waits = connection.info.get("patience")
    connection.info["patience"] = patience
    beginning = _BEGINNINGS[work]
    statements = (
        *((f"PRAGMA busy_timeout = {patience}",) if waits != patience else ()),
        *(_SET_UP if last is None else ()),
        *(beginning.switches if last != work else ()),  # each costs as much as a small query
        beginning.begin,
    )
    for statement in statements:
        connection.exec_driver_sql(statement)
    connection.info["work"] = work


def _on_commit(connection: Connection) -> None:
    if connection.info.get("work") != "migrate":
        return
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        tables = ", ".join(sorted({row[0] for row in orphans}))
        raise HostError(f"rows of {tables} would have lost the row they belong to")


def _on_invalidate(
    connection: DBAPIConnection, _: ConnectionPoolEntry, __: BaseException | None
) -> None:
    # SQLAlchemy closes the connection of a cancelled task. A statement cut short keeps SQLite from
    # closing, and the transaction would hold the write lock until its cursor is collected. The
    # rollback is already queued when a second cancellation comes, so that may be ignored here.
    with contextlib.suppress(asyncio.CancelledError):
        connection.rollback()
