"""Wires the daily backups, where the database is a file."""

from bot.domain.ports import Clock
from bot.services.backing_up import DailyBackups
from bot.settings import Settings
from bot.storage.copying import file_of

from .editing import Work


def backing_up(settings: Settings, clock: Clock) -> list[Work]:
    """Give the background work that makes them; none where there is nothing to do."""
    file = file_of(settings.database_url)
    if file is None or settings.backups == 0:
        return []
    folder = settings.backup_path or file.parent / "backups"
    return [DailyBackups(file, folder, settings.backups, clock).run]
