"""Tells a host of a damaged database, and of the backup that can be put in its place."""

import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from bot.domain.errors import HostError
from bot.services.backing_up import backups_in
from bot.settings import Settings
from bot.storage.copying import file_of
from bot.storage.faults import is_damaged, reason


@asynccontextmanager
async def told_of_damage(settings: Settings) -> AsyncGenerator[None]:
    """Raise HostError in place of whatever SQLite says when its file is damaged."""
    try:
        yield
    except (HostError, DatabaseError, sqlite3.DatabaseError) as error:
        cause = error.__cause__ if isinstance(error, HostError) else error
        file = file_of(settings.database_url)
        if file is None or not isinstance(cause, Exception) or not is_damaged(cause):
            raise
        raise HostError(
            f"{file} is damaged, or no SQLite database ({reason(cause)}): put a backup in its place "
            f"with fasti restore FILE{_latest(settings.backup_path or file.parent / 'backups')}, or "
            "let DATABASE_URL name the file that is meant."
        ) from error


def _latest(folder: Path) -> str:
    """Say which backup is the latest, if there is one that can be seen."""
    try:
        _, file = max(backups_in(folder))
    except (OSError, ValueError):
        return ""
    return f" (the latest is {file})"
