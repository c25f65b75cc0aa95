"""Who may change the daily posts of a server: asked at each use, of commands, buttons and forms."""

import discord
from discord.app_commands import Choice

from bot.domain.errors import MemberError
from bot.domain.feeds import Target
from bot.domain.words import truncate

from . import daily_texts as texts, theme
from .replies import Interaction

_TARGETS = {
    discord.ChannelType.text: Target.TEXT,
    discord.ChannelType.news: Target.ANNOUNCEMENT,
    discord.ChannelType.public_thread: Target.THREAD,
    discord.ChannelType.private_thread: Target.THREAD,
    discord.ChannelType.news_thread: Target.THREAD,
    discord.ChannelType.forum: Target.FORUM,
}
CHANNEL_TYPES = list(_TARGETS)


def is_moderator(interaction: Interaction) -> bool:
    """Whether who asks may manage the server that they ask in."""
    return interaction.guild_id is not None and interaction.permissions.manage_guild


def moderated(interaction: Interaction, refusal: str = texts.MODERATORS_ONLY) -> int:
    """Give the server that who asks may manage; raises MemberError with whom to ask, `refusal`."""
    if interaction.guild_id is None:
        raise MemberError(texts.SERVERS_ONLY)
    if not is_moderator(interaction):
        raise MemberError(refusal)
    return interaction.guild_id


async def moderated_elsewhere(interaction: Interaction, guild_id: int) -> None:
    """Make sure that who asks in private may manage that server now; raises MemberError otherwise."""
    guild = interaction.client.get_guild(guild_id)
    if guild is None or guild.unavailable:
        raise MemberError(texts.SERVER_AWAY)
    try:
        member = await guild.fetch_member(interaction.user.id)
    except discord.NotFound:
        raise MemberError(texts.NOT_MODERATOR_THERE) from None
    if not member.guild_permissions.manage_guild:
        raise MemberError(texts.NOT_MODERATOR_THERE)


def server(interaction: Interaction) -> discord.Guild:
    """Give the server that who asks may manage, as far as the client knows it; may raise MemberError."""
    moderated(interaction)
    guild = interaction.guild
    assert guild is not None  # noqa: S101 - whatever has the id of a server comes with one
    return guild


def target_of(kind: discord.ChannelType) -> Target:
    """Tell what a daily post would be posted as in a channel of that kind, one of CHANNEL_TYPES."""
    return _TARGETS[kind]


def pingable(interaction: Interaction, role: discord.Role, channel_id: int) -> discord.Role:
    """Give the role back if who asks may ping it in the channel; raises MemberError otherwise."""
    guild = server(interaction)
    if role.is_default():
        raise MemberError(texts.EVERYONE_ROLE)
    channel = guild.get_channel_or_thread(channel_id)
    held = interaction.permissions
    if channel is not None and isinstance(interaction.user, discord.Member):
        held = channel.permissions_for(interaction.user)
    if not (role.mentionable or held.mention_everyone):
        raise MemberError(texts.MAY_NOT_PING.format(role=f"@{role.name}", channel=f"#{channel}"))
    return role


def role_named(interaction: Interaction, text: str) -> discord.Role:
    """Give the role of that name, mention or id; raises MemberError if there is none."""
    wanted = text.strip().strip("<@&>").removeprefix("@").casefold()
    for role in server(interaction).roles:
        if wanted in {str(role.id), role.name.removeprefix("@").casefold()}:
            return role
    raise MemberError(texts.UNKNOWN_ROLE.format(word=truncate(text, 100)))


def role_choices(interaction: Interaction, text: str) -> list[Choice[str]]:
    """Offer the roles of the server that a half-typed name may become, and none."""
    begun = text.strip().removeprefix("@").casefold()
    roles = [role for role in reversed(server(interaction).roles) if not role.is_default()]
    named = [(f"@{role.name}", str(role.id)) for role in roles if begun in role.name.casefold()]
    offered = [(texts.NONE, texts.NONE)] if texts.NONE.startswith(begun) else []
    found = [*offered, *named][: theme.CHOICES]
    return [Choice(name=truncate(name, theme.LABEL), value=value) for name, value in found]
