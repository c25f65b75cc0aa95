"""Who was erased of late, for backups that were made before."""

import datetime as dt
from typing import Literal

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .tables import erasures

KEPT_FOR = dt.timedelta(days=90)
"""How long it is noted who was erased: restored backups that are older bring them back."""

Kind = Literal["member", "server"]
Erasure = tuple[Kind, int, dt.datetime]
"""Which of them, their id, and when."""


class Erasures:
    """Notes of erasures; nothing else is kept of those who were erased."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note(self, kind: Kind, id_: int, now: dt.datetime) -> None:
        """Note that somebody is erased now, or was at that time."""
        is_it = (erasures.c.kind == kind) & (erasures.c.id == id_)
        await self._connection.execute(delete(erasures).where(is_it))
        await self._connection.execute(insert(erasures).values(kind=kind, id=id_, at=now))

    async def all(self) -> list[Erasure]:
        """Give all that are noted, the first first."""
        query = select(erasures).order_by(erasures.c.at, erasures.c.kind, erasures.c.id)
        return [(kind, id_, at) for kind, id_, at in await self._connection.execute(query)]

    async def forget(self, now: dt.datetime) -> None:
        """Forget those of long ago."""
        await self._connection.execute(delete(erasures).where(erasures.c.at < now - KEPT_FOR))
