"""Which commands Discord already has, so that they are registered on change alone."""

import datetime as dt
from urllib.parse import urlsplit

from sqlalchemy import bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from .columns import Instant
from .tables import command_sync

# Text, because it is the same on SQLite and PostgreSQL, where SQLAlchemy has a construct for each.
_RECORD = text("""
    INSERT INTO command_sync (application_id, api_url, hash, synced_at)
    VALUES (:application_id, :api_url, :hash, :synced_at)
    ON CONFLICT (application_id, api_url)
    DO UPDATE SET hash = excluded.hash, synced_at = excluded.synced_at
""").bindparams(bindparam("synced_at", type_=Instant))


class CommandSync:
    """The commands last registered, one hash for each application and API address."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def hash_for(self, application_id: int, api_url: str) -> str | None:
        """Look up the hash of the commands that the application last registered there, or None."""
        query = select(command_sync.c.hash).where(
            command_sync.c.application_id == application_id,
            command_sync.c.api_url == normal_address(api_url),
        )
        return await self._connection.scalar(query)

    async def record(
        self,
        application_id: int,
        api_url: str,
        hash: str,  # noqa: A002 - the field's name, and nothing here calls the built-in
        now: dt.datetime,
    ) -> None:
        """Keep the hash, a SHA-256 in 64 hexadecimal digits, of commands registered at `now`.

        Raises ValueError if `now` has no time zone, IntegrityError for what cannot be a hash.
        """
        row = {
            "application_id": application_id,
            "api_url": normal_address(api_url),
            "hash": hash,
            "synced_at": now,
        }
        await self._connection.execute(_RECORD, row)


def normal_address(api_url: str) -> str:
    """Write the address as it is kept: host in lower case, no credentials, query or last slash."""
    parts = urlsplit(api_url)
    host = parts.netloc.rpartition("@")[2].lower()
    return f"{parts.scheme}://{host}{parts.path.rstrip('/')}"
