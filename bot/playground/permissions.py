"""Who may do what where, computed as Discord does.

https://discord.com/developers/docs/topics/permissions#permission-overwrites
"""

from enum import IntFlag

from .state import Channel, Guild, Member


class Permission(IntFlag):
    """The permissions that the playground knows by name."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    CHANGE_NICKNAME = 1 << 26
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    SEND_POLLS = 1 << 49
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51


ALL = (1 << 53) - 1

ADMINISTRATOR_ONLY = int(Permission.ADMINISTRATOR)
"""What `default_member_permissions` of "0" comes to."""

EVERYONE = int(
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_EXTERNAL_EMOJIS
    | Permission.CHANGE_NICKNAME
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.SEND_POLLS
    | Permission.USE_EXTERNAL_APPS
)

IN_DIRECT_MESSAGES = int(
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.MENTION_EVERYONE
    | Permission.USE_EXTERNAL_EMOJIS
    | Permission.PIN_MESSAGES
    | Permission.SEND_POLLS
)

AS_GUEST = int(Permission.EMBED_LINKS | Permission.ATTACH_FILES | Permission.MENTION_EVERYONE)
"""What an app has where only the person brought it along (its `app_permissions` there)."""


def in_guild(guild: Guild, member: Member) -> int:
    """Compute a member's permissions before any channel has its say."""
    if member.user.id == guild.owner_id:
        return ALL
    held = guild.roles[guild.id].permissions
    for role_id in member.roles:
        held |= guild.roles[role_id].permissions
    return ALL if held & Permission.ADMINISTRATOR else held


def in_channel(guild: Guild, member: Member, channel: Channel) -> int:
    """Compute a member's permissions in a channel; a thread has those of its channel."""
    held = in_guild(guild, member)
    if held == ALL:
        return ALL
    writing = Permission.SEND_MESSAGES
    if channel.thread is not None and channel.parent_id in guild.channels:
        channel = guild.channels[channel.parent_id]
        writing = Permission.SEND_MESSAGES_IN_THREADS
    by_id = {overwrite.id: overwrite for overwrite in channel.overwrites}
    if everyone := by_id.get(guild.id):
        held = held & ~everyone.deny | everyone.allow
    of_roles = [by_id[role_id] for role_id in member.roles if role_id in by_id]
    for overwrite in of_roles:
        held &= ~overwrite.deny
    for overwrite in of_roles:
        held |= overwrite.allow
    if own := by_id.get(member.user.id):
        held = held & ~own.deny | own.allow
    return _with_implied(held, writing)


def _with_implied(held: int, writing: int) -> int:
    """Without the permissions that mean nothing when a more basic one is missing.

    `writing` is the one that lets a member write there: threads have one of their own.
    """
    if not held & Permission.VIEW_CHANNEL:
        return 0
    if not held & writing:
        held &= ~(
            Permission.MENTION_EVERYONE
            | Permission.SEND_TTS_MESSAGES
            | Permission.ATTACH_FILES
            | Permission.EMBED_LINKS
        )
    return held
