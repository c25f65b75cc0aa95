"""What a host is told when a database cannot be used."""

from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import (
    InterfaceError,
    OperationalError,
    TimeoutError as NoneFreeError,
)

OUT_OF_ORDER = (OperationalError, InterfaceError, OSError, NoneFreeError)
"""What a database raises that is locked, full or gone for now, and may be well again later."""

PERCENT = "write @ in a password as %40, / as %2F, # as %23, ? as %3F and % as %25"
"""What to do where an address is not read as it is meant."""

# The beginnings of PostgreSQL's codes (postgresql.org/docs/current/errcodes-appendix.html): no
# connection, read-only, halted for too long, a deadlock, no resources, a lock or a database that is
# shut, cancelled or restarted, a fault of the system.
_SQLSTATES = ("08", "25006", "25P03", "40001", "40P01", "53", "55", "57", "58")

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
    "CORRUPT": "The database {name} is damaged ({error}): put a backup in its place with fasti"
    " restore FILE.",
    "NOTADB": "{name} is damaged, or no SQLite database: put a backup in its place with fasti restore"
    " FILE, or let DATABASE_URL name another file.",
    "READONLY": "The database {name} is read-only: allow the user that runs Fasti to write to the"
    " file and to its folder.",
}
# By the beginnings of PostgreSQL's codes, the first that fits.
_SERVERS_SENTENCES = {
    "28P01": "The PostgreSQL server refuses the password in {name}: mend it in DATABASE_URL or"
    f" PGPASSWORD; in an address, {PERCENT}.",
    "28": "The PostgreSQL server does not let the user of {name} in ({error}): mend the user in"
    " DATABASE_URL, or the server's pg_hba.conf.",
    "3D000": "There is no database {name}: make it with createdb --encoding=UTF8, owned by Fasti's"
    " user, or let DATABASE_URL name another.",
    "53300": "The PostgreSQL server of {name} has no connection left: raise its max_connections"
    " (a Fasti uses 10 at most), or end what else uses it, then start Fasti again.",
    "53100": "The disk of the PostgreSQL server of {name} is full: free some space, then start"
    " Fasti again.",
    "57": "The PostgreSQL server of {name} is starting or stopping ({error}): start Fasti again"
    " when it runs.",
    "": "The PostgreSQL server of {name} does not answer ({error}): see that it runs and can be"
    " reached from here, and that DATABASE_URL names its host and port.",
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
# What PostgreSQL calls these.
_KINDS = {"53100": "FULL", "53300": "BUSY", "55P03": "BUSY", "57014": "BUSY", "25006": "READONLY"}
_OUT_OF_ORDER = (
    "My database is out of order just now. Try again in a moment, and look first whether what you"
    " asked for is done."
)


class NoAnswerError(OSError):
    """A server has not answered in time, and may have done what it was asked, or not."""


def describe(error: Exception, url: URL) -> str:
    """Say in a sentence, without the password, what keeps the database from being used."""
    cause = getattr(error, "orig", error)
    if url.drivername.startswith("postgresql"):
        return _describe_server(cause, url)
    kind = getattr(cause, "sqlite_errorname", "SQLITE_OTHER").split("_")[1]
    return _SENTENCES.get(kind, _OTHER).format(name=url.database, error=cause)


def _describe_server(cause: Exception, url: URL) -> str:
    given: object = getattr(cause, "sqlstate", None)
    code = given if isinstance(given, str) else "" if isinstance(cause, OSError) else "other"
    sentences = (
        text for start, text in _SERVERS_SENTENCES.items() if start and code.startswith(start)
    )
    sentence = next(sentences, _SERVERS_SENTENCES.get(code, _OTHER))
    return sentence.format(name=shown(url), error=str(cause) or type(cause).__name__)


def shown(url: URL) -> str:
    """Write an address for people to read: the password may stand in its query, too."""
    return url.set(query={}).render_as_string(hide_password=True)


def tell_member(error: BaseException) -> str:
    """Say in a sentence to a member why nothing could be looked up or stored."""
    cause = getattr(error, "orig", error)
    # While others had their turn, or all connections.
    if isinstance(cause, (TimeoutError, NoneFreeError)):
        return _BUSY
    kind = getattr(cause, "sqlite_errorname", "SQLITE_OTHER").split("_")[1]
    kind = _KINDS.get(getattr(cause, "sqlstate", ""), kind)
    return _TO_MEMBERS.get(kind, _OUT_OF_ORDER)


def is_damaged(error: Exception) -> bool:
    """Whether SQLite cannot make sense of a file."""
    name = getattr(getattr(error, "orig", error), "sqlite_errorname", "")
    return str(name).startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT"))


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
    if not isinstance(context.original_exception, Exception):
        return None  # who is cancelled loses the connection, and is to know why
    if isinstance(error, OUT_OF_ORDER) or not (context.is_disconnect or is_out_of_order(error)):
        return None
    return OperationalError(
        context.statement,
        None,
        context.original_exception,
        connection_invalidated=context.is_disconnect,
    )
