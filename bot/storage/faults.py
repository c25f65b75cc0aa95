"""What a host is told when a database cannot be used."""

import sqlite3

from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

OUT_OF_ORDER = (OperationalError, InterfaceError, OSError)
"""What a database raises that is locked, full or gone for now, and may be well again later."""

# The beginnings of PostgreSQL's codes (postgresql.org/docs/current/errcodes-appendix.html): no
# connection, a deadlock, no resources, a lock, a shutdown or restart, a fault of the system.
_SQLSTATES = ("08", "40001", "40P01", "53", "55P03", "57P0", "58")

# By the second word of SQLite's name for the error (sqlite.org/rescode.html).
_SENTENCES = {
    "BUSY": "The database {name} is locked by another program: close what else has it open, such"
    " as a database browser, then start Fasti again.",
    "CANTOPEN": "Fasti cannot open the database {name}: let DATABASE_URL name a file in a folder"
    " that Fasti may write to.",
    "FULL": "The disk that holds the database {name} is full: free some space, then start Fasti"
    " again.",
    "IOERR": "The disk that holds the database {name} is full or failing: free some space or mend"
    " it, then start Fasti again.",
    "NOTADB": "{name} is not a SQLite database: let DATABASE_URL name another file, or put a backup"
    " in its place.",
    "READONLY": "The database {name} is read-only: allow the user that runs Fasti to write to the"
    " file and to its folder.",
}
_OTHER = (
    "Fasti cannot use the database {name} ({error}): see that DATABASE_URL is right and that the"
    " database is running and whole."
)


_BUSY = "My database is busy just now: nothing is changed. Try again in a moment."
_TO_MEMBERS = {
    "BUSY": _BUSY,
    "LOCKED": _BUSY,
    "FULL": "The disk that my database is on is full: nothing is changed. Tell who runs me, and try"
    " again later.",
    "READONLY": "My database can only be read just now: nothing is changed. Tell who runs me, and"
    " try again later.",
}
_OUT_OF_ORDER = (
    "My database is out of order just now. Try again in a moment, and look first whether what you"
    " asked for is done."
)


def describe(error: DBAPIError | sqlite3.Error | OSError, url: URL) -> str:
    """Say in a sentence, without the password, what keeps the database from being used."""
    cause = getattr(error, "orig", error)
    code = getattr(cause, "sqlite_errorname", "SQLITE_OTHER").split("_")[1]
    name = url.database if url.host is None else url.render_as_string(hide_password=True)
    return _SENTENCES.get(code, _OTHER).format(name=name, error=cause)


def tell_member(error: BaseException) -> str:
    """Say in a sentence to a member why nothing could be looked up or stored."""
    cause = getattr(error, "orig", error)
    if isinstance(cause, TimeoutError):  # while another writer of this process had its turn
        return _BUSY
    code = getattr(cause, "sqlite_errorname", "SQLITE_OTHER").split("_")[1]
    return _TO_MEMBERS.get(code, _OUT_OF_ORDER)


def reason(error: Exception) -> str:
    """Say in a few words, without the statement, why a database is out of order."""
    return str(getattr(error, "orig", error)).partition("\n")[0] or type(error).__name__


def is_out_of_order(error: BaseException) -> bool:
    """Whether the database may be well again later, as when PostgreSQL is restarted.

    Its driver says that by a code alone, without one of the types of OUT_OF_ORDER, and while it
    connects without SQLAlchemy.
    """
    if isinstance(error, OUT_OF_ORDER) or getattr(error, "connection_invalidated", False):
        return True
    code = getattr(getattr(error, "orig", error), "sqlstate", None)
    return isinstance(code, str) and code.startswith(_SQLSTATES)


def told_apart(context: ExceptionContext) -> OperationalError | None:
    """Let an engine that listens with it for "handle_error" raise OperationalError for all of those."""
    error = context.sqlalchemy_exception or context.original_exception
    if isinstance(error, OUT_OF_ORDER) or not (context.is_disconnect or is_out_of_order(error)):
        return None
    return OperationalError(
        context.statement,
        None,
        context.original_exception,
        connection_invalidated=context.is_disconnect,
    )
