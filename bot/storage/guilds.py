"""The servers that have settings, kept for a while after one has removed the bot."""

import datetime as dt

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .tables import feeds, guilds


class Guilds:
    """Servers come with their first feed and go when they are erased, with all that is theirs."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def left(self, guild: int, now: dt.datetime) -> None:
        """Note that the server has removed the bot; a time noted before stays."""
        is_new = (guilds.c.id == guild) & guilds.c.left_at.is_(None)
        await self._connection.execute(update(guilds).where(is_new).values(left_at=now))

    async def back(self, guild: int) -> None:
        """Note that the server has the bot."""
        await self._connection.execute(
            update(guilds).where(guilds.c.id == guild).values(left_at=None)
        )

    async def left_before(self, instant: dt.datetime) -> list[int]:
        """Give the servers that removed the bot before then, the first first."""
        query = (
            select(guilds.c.id)
            .where(guilds.c.left_at < instant)
            .order_by(guilds.c.left_at, guilds.c.id)
        )
        return list(await self._connection.scalars(query))

    async def erase(self, guild: int) -> int:
        """Erase all that is kept of a server; gives how many feeds it had."""
        erased = await self._connection.execute(delete(feeds).where(feeds.c.guild == guild))
        await self._connection.execute(delete(guilds).where(guilds.c.id == guild))
        return erased.rowcount
