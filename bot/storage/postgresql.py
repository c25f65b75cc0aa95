"""How PostgreSQL begins a transaction, by the kind of work it is for."""

from typing import Any, Final

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from .faults import told_apart
from .sqlite import Work

# Whoever writes waits for the turn that all processes on a database share, as SQLite's file lock
# has it: what a writer has read stays true until it commits, and commits come in the order of ids.
# A lock on a database is its own, and goes with the transaction, through PgBouncer too. All in one
# statement, for each is a way to the server and back; the next one sees what was committed meanwhile.
_BEGIN_WRITING: Final = """
    SELECT set_config('lock_timeout', $1, true),
        set_config('statement_timeout', $2, true),
        set_config('idle_in_transaction_session_timeout', $3, true),
        pg_advisory_xact_lock(hashtext('fasti'))
"""
_BEGIN_READING: Final = "SELECT set_config('statement_timeout', $1, true)"
_ALONE_AT_MOST: Final = 30.0
"""Seconds that a process which stands still may keep its turn; others wait for it."""


def watch(engine: Engine) -> None:
    """Take over the transactions of an engine by three execution options of each.

    `work` says what it does, `patience` for how many seconds it waits for other processes, and
    `each` how many seconds a statement may take; for both, 0 is without end.
    """
    event.listen(engine, "begin", _on_begin)
    event.listen(engine, "checkout", _on_checkout)
    event.listen(engine, "handle_error", told_apart)


def _on_begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    work: Work = options.get("work", "read")
    dialect: Any = connection.dialect
    driver = connection.connection.dbapi_connection
    # Which goes along with BEGIN.
    dialect.set_isolation_level(driver, "REPEATABLE READ" if work == "read" else "READ COMMITTED")
    dialect.set_readonly(driver, work == "read")
    each = options.get("each", 0.0)
    if work != "read":
        given = (options.get("patience", 0.0), each, _ALONE_AT_MOST)
        connection.exec_driver_sql(_BEGIN_WRITING, tuple(map(_milliseconds, given)))
    elif each:
        connection.exec_driver_sql(_BEGIN_READING, (_milliseconds(each),))


def _milliseconds(seconds: float) -> str:
    return str(max(1, round(1000 * seconds)) if seconds else 0)


def _on_checkout(
    connection: DBAPIConnection, _: ConnectionPoolEntry, __: PoolProxiedConnection
) -> None:
    """Let no unit of work meet a server's restart that is over: its driver knows of it already.

    SQLAlchemy's own look asks the server, which takes three ways there and back.
    """
    driver: Any = connection.driver_connection
    if driver.is_closed():
        raise InvalidatePoolError
