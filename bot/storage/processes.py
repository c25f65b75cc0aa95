"""The processes that are at work on a database, each with a row that it keeps fresh."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.shards import Share

from .tables import processes


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A process by its name, the servers that are its, and when it last said that it is there."""

    name: str
    share: Share
    started_at: dt.datetime
    seen_at: dt.datetime


class Processes:
    """One row a process."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note(self, process: Process) -> None:
        """Note that a process is there."""
        await self.remove(process.name)
        row = {
            "name": process.name,
            "shard_count": process.share.count,
            "shard_ids": sorted(process.share.ids),
            "started_at": process.started_at,
            "seen_at": process.seen_at,
        }
        await self._connection.execute(insert(processes).values(row))

    async def remove(self, name: str) -> None:
        """Forget a process that ends."""
        await self._connection.execute(delete(processes).where(processes.c.name == name))

    async def remove_seen_outside(self, since: dt.datetime, until: dt.datetime) -> None:
        """Forget processes that were not seen of late, or not yet by any clock that is right."""
        seen_at = processes.c.seen_at
        gone = or_(seen_at < since, seen_at > until)
        await self._connection.execute(delete(processes).where(gone))

    async def all(self) -> list[Process]:
        """Give them, the oldest first."""
        query = select(processes).order_by(processes.c.started_at, processes.c.name)
        return [
            Process(
                name=row.name,
                share=Share(row.shard_count, frozenset(row.shard_ids)),
                started_at=row.started_at,
                seen_at=row.seen_at,
            )
            for row in await self._connection.execute(query)
        ]
