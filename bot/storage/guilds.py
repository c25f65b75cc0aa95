"""The servers that have settings, kept for a while after one has removed the bot."""

import datetime as dt

from sqlalchemy import delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.shards import ALL, Share

from .shares import is_in
from .tables import blocked, desks, drafts, feeds, guilds, revisions, suggestions

# Those who write for one server at once take turns here, on PostgreSQL too.
_ENTER = text("""
    INSERT INTO guilds (id) VALUES (:guild) ON CONFLICT (id) DO UPDATE SET left_at = NULL
""")
_OWNED = (drafts, suggestions, revisions, desks, blocked)


class Guilds:
    """Servers come with what is first kept of them, and go with all of it when they are erased."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def enter(self, guild: int) -> None:
        """Make sure of a row for the server, before what belongs to it is written.

        Whoever else does so for the same server waits until this unit of work ends.
        """
        await self._connection.execute(_ENTER, {"guild": guild})

    async def known(self, share: Share = ALL) -> set[int]:
        """Give the servers of which anything is kept."""
        query = select(guilds.c.id).where(is_in(share, guilds.c.id))
        return set(await self._connection.scalars(query))

    async def left(self, guild: int, now: dt.datetime) -> None:
        """Note that the server has removed the bot; a time noted before stays."""
        is_new = (guilds.c.id == guild) & guilds.c.left_at.is_(None)
        await self._connection.execute(update(guilds).where(is_new).values(left_at=now))

    async def back(self, guild: int) -> None:
        """Note that the server has the bot."""
        await self._connection.execute(
            update(guilds).where(guilds.c.id == guild).values(left_at=None)
        )

    async def left_before(self, instant: dt.datetime, share: Share = ALL) -> list[int]:
        """Give the servers that removed the bot before then, the first first."""
        query = (
            select(guilds.c.id)
            .where(guilds.c.left_at < instant, is_in(share, guilds.c.id))
            .order_by(guilds.c.left_at, guilds.c.id)
        )
        return list(await self._connection.scalars(query))

    async def erase(self, guild: int) -> int:
        """Erase all that is kept of a server; gives how many feeds it had."""
        for table in _OWNED:
            await self._connection.execute(delete(table).where(table.c.guild == guild))
        erased = await self._connection.execute(delete(feeds).where(feeds.c.guild == guild))
        await self._connection.execute(delete(guilds).where(guilds.c.id == guild))
        return erased.rowcount
