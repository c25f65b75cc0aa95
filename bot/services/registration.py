"""Remembers which commands Discord knows, so that they are sent on change alone."""

from bot.domain.ports import Clock
from bot.storage.command_sync import CommandSync
from bot.storage.database import Database


class Registration:
    """Compares the hash of the commands with the one last sent to an API address."""

    def __init__(self, database: Database, clock: Clock, api_url: str) -> None:
        self._database = database
        self._clock = clock
        self._api_url = api_url

    async def is_due(self, application_id: int, digest: str) -> bool:
        """Whether the commands differ from what this application last sent there."""
        async with self._database.read() as connection:
            return await CommandSync(connection).hash_for(application_id, self._api_url) != digest

    async def record(self, application_id: int, digest: str) -> None:
        """Remember that the commands were sent."""
        now = self._clock.now()
        async with self._database.write() as connection:
            await CommandSync(connection).record(application_id, self._api_url, digest, now)
