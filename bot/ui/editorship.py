"""Who may edit a server's content: asked at each use, of commands, buttons, menus and forms."""

import contextlib

import discord

from bot.domain.errors import MemberError
from bot.services.editing.editors import Editors

from . import editing_texts as texts
from .moderation import is_moderator, server
from .scope import Interaction, server_of


async def edited(interaction: Interaction, editors: Editors) -> int:
    """Give the server whose content who asks may edit; raises MemberError with whom to ask."""
    guild = server_of(interaction)
    if guild is None:
        raise MemberError(texts.SERVERS_ONLY)
    if not await is_editor(interaction, editors):
        raise MemberError(texts.EDITORS_ONLY)
    return guild


async def is_editor(interaction: Interaction, editors: Editors) -> bool:
    """Whether who asks may edit the content of the server that they ask in."""
    guild, manages = server_of(interaction), is_moderator(interaction)
    return guild is not None and await editors.may_edit(guild, _roles(interaction), manages=manages)


async def refuse_unblockable(interaction: Interaction, editors: Editors, member: int) -> None:
    """Raise MemberError if somebody is to be blocked who edits there, or is a bot: that has no point."""
    guild = server(interaction)
    if member == interaction.user.id:
        raise MemberError(texts.BLOCK_ONESELF)
    found = guild.get_member(member)
    if found is None:
        with contextlib.suppress(discord.NotFound):  # who has left may be blocked
            found = await guild.fetch_member(member)
    if found is None:
        return
    if found.bot:
        raise MemberError(texts.BLOCK_BOT)
    roles = [role.id for role in found.roles]
    if await editors.may_edit(guild.id, roles, manages=found.guild_permissions.manage_guild):
        raise MemberError(texts.BLOCK_EDITOR)


def _roles(interaction: Interaction) -> list[int]:
    user = interaction.user
    return [role.id for role in user.roles] if isinstance(user, discord.Member) else []
