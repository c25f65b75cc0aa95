"""Whether a SQLite database is another program's."""

import sqlite3
from typing import Final

_OURS: Final = frozenset({"alembic_version", "command_sync"})
"""Tables that a Fasti's database has had since the first migration."""


def is_foreign(connection: sqlite3.Connection) -> bool:
    """Whether there are tables, and not those of a Fasti; raises sqlite3.Error if nobody can tell."""
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    names = {name for (name,) in found}
    return bool(names) and not names >= _OURS
