"""Who edits a server's content, where changes are told, and who may not suggest any."""

from collections.abc import Collection
from typing import NamedTuple

from bot.domain.revisions import Desk
from bot.storage.database import Database
from bot.storage.desks import Desks
from bot.storage.drafts import Drafts
from bot.storage.suggestions import Suggestions


class Waiting(NamedTuple):
    """How much of a server waits for its editors."""

    drafts: int
    suggestions: int


class Editors:
    """Keeps what a server's moderators decide about editing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def desk(self, guild: int) -> Desk:
        """Give the editor role and the audit channel of a server."""
        async with self._database.read() as connection:
            return await Desks(connection).get(guild)

    async def may_edit(self, guild: int, roles: Collection[int], *, manages: bool) -> bool:
        """Whether somebody with these roles may edit: who manages the server, or has its role."""
        return manages or (await self.desk(guild)).editor_role in roles

    async def name_role(self, guild: int, role: int | None) -> None:
        """Let a role edit; None lets only those who manage the server."""
        async with self._database.write() as connection:
            await Desks(connection).set_editor_role(guild, role)

    async def name_channel(self, guild: int, channel: int | None) -> None:
        """Tell changes in a channel, or nowhere."""
        async with self._database.write() as connection:
            await Desks(connection).set_audit_channel(guild, channel)

    async def block(self, guild: int, member: int) -> bool:
        """Take no suggestions of a member any more; False if that is so already."""
        async with self._database.write() as connection:
            return await Desks(connection).block(guild, member)

    async def unblock(self, guild: int, member: int) -> bool:
        """Take suggestions of a member again; False if they were not blocked."""
        async with self._database.write() as connection:
            return await Desks(connection).unblock(guild, member)

    async def blocked(self, guild: int) -> list[int]:
        """Give the members whose suggestions are not taken."""
        async with self._database.read() as connection:
            return await Desks(connection).blocked(guild)

    async def waiting(self, guild: int) -> Waiting:
        """Count the drafts of all editors, and the suggestions that nobody has decided."""
        async with self._database.read() as connection:
            return Waiting(
                drafts=await Drafts(connection).count(guild),
                suggestions=await Suggestions(connection).count_open(guild),
            )
