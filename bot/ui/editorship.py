"""Who may edit a server's content: asked at each use, of commands, buttons, menus and forms."""

import contextlib

import aiohttp
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


async def member_of(interaction: Interaction, member: int) -> discord.Member | None:
    """Give somebody of the server that is asked from; None if they left, or Discord does not tell.

    It may wait for Discord longer than an interaction does: defer before.
    """
    guild = server(interaction)
    if member == interaction.user.id and isinstance(interaction.user, discord.Member):
        return interaction.user
    found = guild.get_member(member)
    if found is None:
        with contextlib.suppress(discord.DiscordException, aiohttp.ClientError, OSError):
            found = await guild.fetch_member(member)
    return found


async def refuse_unblockable(
    interaction: Interaction, editors: Editors, found: discord.User | discord.Member | None
) -> None:
    """Raise MemberError if somebody is to be blocked who edits there, or is a bot: that has no point.

    Who is not known, or has left, may be blocked.
    """
    guild = server(interaction)
    if found is None:
        return
    if found.id == interaction.user.id:
        raise MemberError(texts.BLOCK_ONESELF)
    if found.bot:
        raise MemberError(texts.BLOCK_BOT)
    if not isinstance(found, discord.Member):
        return
    roles = [role.id for role in found.roles]
    if await editors.may_edit(guild.id, roles, manages=found.guild_permissions.manage_guild):
        raise MemberError(texts.BLOCK_EDITOR)


def _roles(interaction: Interaction) -> list[int]:
    user = interaction.user
    return [role.id for role in user.roles] if isinstance(user, discord.Member) else []
