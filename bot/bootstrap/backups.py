"""Wires the daily backups, where the database is a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.ports import Clock
from bot.services.backing_up import DailyBackups
from bot.services.safekeeping import Kept, Safekeeping
from bot.settings import Settings
from bot.storage.copying import file_of, tidy
from bot.storage.database import Database

from .editing import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """The background work that makes backups, and how it stands with them and their disk."""

    background: Sequence[Work] = ()
    look: Callable[[], Kept] = Kept


NOT_BACKED: Final = Backing()
"""Where there is no file."""


def backing_up(settings: Settings, database: Database, clock: Clock) -> Backing:
    """Give what sees to the backups of the database that is open; some hosts want none.

    What a restoring that was killed left beside the database is removed.
    """
    file = file_of(settings.database_url)
    if file is None:
        return NOT_BACKED
    tidy(file.parent)
    if settings.backups == 0:
        return Backing(look=Safekeeping(file, None, clock).look)
    folder = settings.backup_path or file.parent / "backups"
    backups = DailyBackups(file, folder, settings.backups, clock, prove=database.prove_there)
    return Backing(background=[backups.run], look=Safekeeping(file, backups, clock).look)
