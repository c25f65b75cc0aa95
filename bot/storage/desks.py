"""How each server edits: the role of its editors, its audit channel, and who may not suggest."""

from sqlalchemy import TextClause, delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.revisions import Desk

from .guilds import Guilds
from .tables import blocked, desks

# Text, because it is the same on SQLite and PostgreSQL, where SQLAlchemy has a construct for each.
_SET_EDITOR_ROLE = text("""
    INSERT INTO desks (guild, editor_role) VALUES (:guild, :value)
    ON CONFLICT (guild) DO UPDATE SET editor_role = excluded.editor_role
""")
_SET_AUDIT_CHANNEL = text("""
    INSERT INTO desks (guild, audit_channel) VALUES (:guild, :value)
    ON CONFLICT (guild) DO UPDATE SET audit_channel = excluded.audit_channel
""")
_BLOCK = text("""
    INSERT INTO blocked (guild, member) VALUES (:guild, :value)
    ON CONFLICT (guild, member) DO NOTHING
""")


class Desks:
    """Desks by server; one that was never set up has nothing set."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, guild: int) -> Desk:
        """Give the desk of a server."""
        found = await self._connection.execute(select(desks).where(desks.c.guild == guild))
        row = found.mappings().one_or_none()
        return Desk(guild=guild) if row is None else Desk(**row)

    async def set_editor_role(self, guild: int, role: int | None) -> None:
        """Let those with this role edit, or with None those who manage the server alone."""
        await self._enter(_SET_EDITOR_ROLE, guild, role)

    async def set_audit_channel(self, guild: int, channel: int | None) -> None:
        """Let changes be told in this channel, or with None nowhere."""
        await self._enter(_SET_AUDIT_CHANNEL, guild, channel)

    async def audit_channels(self) -> dict[int, int]:
        """Give the audit channels of all servers that have one, by server."""
        query = select(desks.c.guild, desks.c.audit_channel).where(
            desks.c.audit_channel.is_not(None)
        )
        found = await self._connection.execute(query)
        return {row.guild: row.audit_channel for row in found}

    async def block(self, guild: int, member: int) -> bool:
        """Let a member suggest nothing to the server; False if that was so before."""
        return await self._enter(_BLOCK, guild, member)

    async def unblock(self, guild: int, member: int) -> bool:
        """Let a member suggest to the server again; False if nobody had blocked them."""
        query = delete(blocked).where(blocked.c.guild == guild, blocked.c.member == member)
        return (await self._connection.execute(query)).rowcount > 0

    async def is_blocked(self, guild: int, member: int) -> bool:
        """Whether a member may suggest nothing to the server."""
        query = select(blocked).where(blocked.c.guild == guild, blocked.c.member == member)
        return (await self._connection.execute(query)).first() is not None

    async def blocked(self, guild: int) -> list[int]:
        """Give the members who may suggest nothing to the server, by id."""
        query = select(blocked.c.member).where(blocked.c.guild == guild)
        return list(await self._connection.scalars(query.order_by(blocked.c.member)))

    async def _enter(self, statement: TextClause, guild: int, value: int | None) -> bool:
        """Run a statement that writes, whether the server was known before or not."""
        await Guilds(self._connection).enter(guild)
        written = await self._connection.execute(statement, {"guild": guild, "value": value})
        return written.rowcount > 0
