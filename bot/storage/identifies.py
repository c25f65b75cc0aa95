"""When Discord takes the next start of a session, as all processes on a database have agreed."""

import datetime as dt

from sqlalchemy import bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from .columns import Instant
from .tables import identifies

# Text, because it is the same on SQLite and PostgreSQL, where SQLAlchemy has a construct for each.
_BOOK = text("""
    INSERT INTO identifies (bucket, free_at) VALUES (:bucket, :free_at)
    ON CONFLICT (bucket) DO UPDATE SET free_at = excluded.free_at
""").bindparams(bindparam("free_at", type_=Instant))


class Identifies:
    """One instant for each bucket: shards of one bucket start one after the other."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def free_at(self, bucket: int) -> dt.datetime | None:
        """Give when the next session may start, or None if none ever did."""
        query = select(identifies.c.free_at).where(identifies.c.bucket == bucket)
        return await self._connection.scalar(query)

    async def book(self, bucket: int, free_at: dt.datetime) -> None:
        """Let no other session start before then."""
        await self._connection.execute(_BOOK, {"bucket": bucket, "free_at": free_at})
