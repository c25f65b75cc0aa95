"""What there is in the playground: people, guilds, channels, messages."""

from array import array
from dataclasses import dataclass, field
from enum import IntEnum

from .jsons import Json


class ChannelType(IntEnum):
    """The kinds of channel that the playground can hold."""

    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15
    MEDIA = 16


THREADS = frozenset(
    {ChannelType.ANNOUNCEMENT_THREAD, ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD}
)
FORUMS = frozenset({ChannelType.FORUM, ChannelType.MEDIA})


@dataclass(slots=True, kw_only=True)
class User:
    """A person or the bot; `installed` says that the app is on the person's own account."""

    id: str
    username: str
    display: str
    bot: bool = False
    installed: bool = False


@dataclass(slots=True, kw_only=True)
class Role:
    """A role and what it grants; a guild's @everyone has the guild's own id."""

    id: str
    name: str
    permissions: int = 0
    position: int = 1
    mentionable: bool = False
    managed: bool = False


@dataclass(slots=True, kw_only=True)
class Member:
    """A user in a guild."""

    user: User
    roles: list[str] = field(default_factory=list[str])
    joined_at: str = "2024-01-01T00:00:00+00:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overwrite:
    """What a channel grants or takes from a role or a member."""

    id: str
    member: bool = False
    allow: int = 0
    deny: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag that posts in a forum can wear."""

    id: str
    name: str
    moderated: bool = False


@dataclass(slots=True, kw_only=True)
class Thread:
    """What a thread has beyond a channel."""

    owner_id: str
    created_at: str
    auto_archive_minutes: int = 1440
    archived: bool = False
    locked: bool = False
    tags: tuple[str, ...] = ()
    messages: int = 0


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel, thread or DM; `people` holds the ids of a DM's two sides."""

    id: str
    type: ChannelType
    name: str
    guild_id: str | None = None
    position: int = 0
    parent_id: str | None = None
    topic: str | None = None
    overwrites: tuple[Overwrite, ...] = ()
    tags: tuple[Tag, ...] = ()
    require_tag: bool = False
    people: tuple[str, ...] = ()
    thread: Thread | None = None
    last_message_id: str | None = None


@dataclass(slots=True, kw_only=True)
class Guild:
    """A server; `has_bot` is false where the app is only what a person brought along.

    `system_channel` is where Discord greets people, `updates_channel` where it writes to the
    moderators of a community; both are ids. `open_commands` says that its integration settings
    let everybody use all commands, whatever permissions these ask for by default.
    """

    id: str
    name: str
    owner_id: str
    roles: dict[str, Role] = field(default_factory=dict[str, Role])
    members: dict[str, Member] = field(default_factory=dict[str, Member])
    channels: dict[str, Channel] = field(default_factory=dict[str, Channel])
    has_bot: bool = True
    available: bool = True
    open_commands: bool = False
    system_channel: str | None = None
    updates_channel: str | None = None


@dataclass(slots=True, kw_only=True)
class World:
    """Everything: guilds in the order made, channels of all kinds by id, messages by channel.

    Of the messages of a channel the latest `kept_messages` stay, and those that are pinned; of
    every message ever posted, `posted` knows the id.
    """

    bot: User
    users: dict[str, User] = field(default_factory=dict[str, User])
    guilds: dict[str, Guild] = field(default_factory=dict[str, Guild])
    channels: dict[str, Channel] = field(default_factory=dict[str, Channel])
    messages: dict[str, dict[str, Json]] = field(default_factory=dict[str, dict[str, Json]])
    kept_messages: int = 1000
    posted: dict[str, "array[int]"] = field(default_factory=dict[str, "array[int]"])
    pins: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

    def add_guild(self, guild: Guild) -> None:
        """Put a guild with its channels and people into the world."""
        self.guilds[guild.id] = guild
        self.channels.update(guild.channels)
        for member in guild.members.values():
            self.users.setdefault(member.user.id, member.user)

    def add_channel(self, channel: Channel) -> None:
        """Put a channel into the world, and into its guild if it has one."""
        self.channels[channel.id] = channel
        if channel.guild_id is not None:
            self.guilds[channel.guild_id].channels[channel.id] = channel

    def drop_channel(self, channel: Channel) -> None:
        """Take a channel and its messages out of the world."""
        del self.channels[channel.id]
        self.messages.pop(channel.id, None)
        self.pins.pop(channel.id, None)
        if channel.guild_id is not None:
            del self.guilds[channel.guild_id].channels[channel.id]

    def messages_in(self, channel_id: str) -> dict[str, Json]:
        """Give the messages of a channel by id, oldest first."""
        return self.messages.setdefault(channel_id, {})

    def add_message(self, channel_id: str, message: Json) -> None:
        """Put a message into a channel, and let go of the oldest where there are too many."""
        messages = self.messages_in(channel_id)
        messages[message["id"]] = message
        self.posted.setdefault(channel_id, array("Q")).append(int(message["id"]))
        pins = self.pins.get(channel_id, {})
        if len(messages) - len(pins) > self.kept_messages:
            del messages[next(id_ for id_ in messages if id_ not in pins)]
