"""The backups that a database was restored from, and the gaps that this left in what it knows."""

import datetime as dt

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.gaps import Gap

from .tables import backups


class Backups:
    """Backups by when they were made; in one of them the last has not been restored yet."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def is_one(self) -> bool:
        """Whether this database is a backup of which nobody has noted that it is in use."""
        waiting = select(backups.c.id).where(backups.c.restored_at.is_(None)).limit(1)
        return await self._connection.scalar(waiting) is not None

    async def note_restored(self, now: dt.datetime) -> Gap:
        """Note that this is a backup that is put in place now; gives the gap that this leaves."""
        waiting = backups.c.restored_at.is_(None)
        newest = select(backups.c.made_at).where(waiting).order_by(backups.c.made_at.desc())
        made_at: dt.datetime | None = await self._connection.scalar(newest.limit(1))
        if made_at is None:
            await self._connection.execute(insert(backups).values(restored_at=now))
        else:
            await self._connection.execute(update(backups).where(waiting).values(restored_at=now))
        return Gap(made_at, now)

    async def gaps(self, since: dt.datetime) -> list[Gap]:
        """Give the gaps that reach beyond an instant."""
        query = select(backups.c.made_at, backups.c.restored_at)
        found = await self._connection.execute(query.where(backups.c.restored_at >= since))
        return [Gap(made_at, restored_at) for made_at, restored_at in found]
