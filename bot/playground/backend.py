"""What every part of the playground shares: the world, its time, its sessions, its journal."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from . import payloads
from .clock import Clock
from .commands import CommandBook
from .errors import missing_access, missing_permissions, unknown
from .identifies import Identifies
from .interactions import Interactions
from .journal import Journal
from .jsons import Json
from .keeping import Store
from .permissions import ALL, IN_DIRECT_MESSAGES, Permission, in_channel
from .sessions import Hub, Intent, Session
from .snowflakes import Snowflakes
from .state import Channel, ChannelType, Guild, User, World
from .world import direct_messages

_PRIVATE_KEPT = 10_000
_UPLOADS_KEPT = 10_000
_UPLOAD_ROOM = 256 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    filename: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Private:
    """An ephemeral message: one person sees it until dismissing it, no channel keeps it.

    The bot does not hear that it was dismissed, and may go on to change it.
    """

    user_id: str
    message: Json
    dismissed: bool = False


class Backend:
    """Discord's side, without its doors: routes, gateway and people all work on this."""

    def __init__(
        self,
        world: World,
        clock: Clock,
        timer: Callable[[], float],
        *,
        tokens: Iterable[str],
        allowed_intents: int,
        heartbeat_ms: int,
    ) -> None:
        self.world = world
        self.clock = clock
        self.timer = timer
        self.tokens = frozenset(tokens)
        self.allowed_intents = allowed_intents
        self.heartbeat_ms = heartbeat_ms
        self.ids = Snowflakes(clock.now)
        self.hub = Hub(clock.now)
        self.journal = Journal()
        self.commands = CommandBook()
        self.interactions = Interactions()
        self.identifies = Identifies()
        self.uploads: Store[Upload] = Store(_UPLOADS_KEPT, _UPLOAD_ROOM)
        self.private: dict[str, Private] = {}
        self.nonces: dict[tuple[str, str], tuple[str, float]] = {}
        self.url = ""
        self.gateway_url = ""

    def timestamp(self) -> str:
        """Now, as Discord writes it."""
        return payloads.timestamp(self.clock.now())

    def bot_guilds(self) -> list[Guild]:
        """Give the guilds that the bot is in."""
        return [guild for guild in self.world.guilds.values() if guild.has_bot]

    def guild(self, guild_id: str) -> Guild:
        """Give a guild that the bot is in; raises 403 50001 or, where there is none, 404 10004."""
        if (guild := self.world.guilds.get(guild_id)) is None:
            raise unknown("Guild")
        if not guild.has_bot:
            raise missing_access()
        return guild

    def channel(self, channel_id: str, needed: int = 0) -> Channel:
        """Give a channel that the bot can see and has the `needed` permissions in.

        Raises 404 10003, 403 50001 without View Channel, 403 50013 for any other permission.
        """
        if (channel := self.world.channels.get(channel_id)) is None:
            raise unknown("Channel")
        held = self.bot_permissions(channel)
        if not held & Permission.VIEW_CHANNEL:
            raise missing_access()
        if needed & ~held:
            raise missing_permissions()
        return channel

    def message(self, channel: Channel, message_id: str) -> Json:
        """Give a message of a channel; 404 10008 if there is none."""
        if (message := self.world.messages_in(channel.id).get(message_id)) is None:
            raise unknown("Message")
        return message

    def dm_with(self, person: User) -> Channel:
        """Give the DM between a person and the bot, made if there was none."""
        for channel in self.world.channels.values():
            if channel.type is ChannelType.DM and person.id in channel.people:
                return channel
        channel = direct_messages(self.ids.make(), person, self.world.bot)
        self.world.add_channel(channel)
        return channel

    def whisper(self, user_id: str, message: Json) -> None:
        """Keep a message for one person alone; the oldest of very many are forgotten."""
        self.private[message["id"]] = Private(user_id, message)
        if len(self.private) > _PRIVATE_KEPT:
            del self.private[next(iter(self.private))]

    def shown(self, channel_id: str, message_id: str) -> Json | None:
        """Give a message as somebody sees it, ephemeral or not."""
        if (private := self.private.get(message_id)) is not None:
            return private.message
        return self.world.messages_in(channel_id).get(message_id)

    def bot_permissions(self, channel: Channel) -> int:
        """Give what the bot may do in a channel."""
        if channel.guild_id is None:
            return IN_DIRECT_MESSAGES if self.world.bot.id in channel.people else 0
        guild = self.world.guilds[channel.guild_id]
        return in_channel(guild, guild.members[self.world.bot.id], channel) if guild.has_bot else 0

    def permissions_of(self, user_id: str, channel: Channel) -> int:
        """Give what a person may do in a channel; nothing where the person is not."""
        if channel.guild_id is None:
            return ALL if user_id in channel.people else 0
        guild = self.world.guilds[channel.guild_id]
        member = guild.members.get(user_id)
        return 0 if member is None else in_channel(guild, member, channel)

    def switched(self, what: str) -> None:
        """Tell those who look on, and no bot, that somebody set a switch, such as "faults"."""
        self.journal.happened("SWITCHED", {"switch": what})

    def tell(self, name: str, data: Json, guild_id: str | None) -> None:
        """Tell of something that concerns a guild as such: the guilds intent hears it."""
        self.journal.happened(name, data)
        self.hub.dispatch(name, data, guild_id=guild_id, intent=Intent.GUILDS)

    def tell_message(self, name: str, data: Json, channel: Channel) -> None:
        """Tell of a message: only with a messages intent, and only where the bot can look."""
        self.journal.happened(name, data)
        if not self.bot_permissions(channel) & Permission.VIEW_CHANNEL:
            return
        dm = channel.type is ChannelType.DM
        guild_id = channel.guild_id
        self.hub.dispatch(
            name,
            data,
            guild_id=guild_id,
            intent=Intent.DIRECT_MESSAGES if dm else Intent.GUILD_MESSAGES,
            altered=lambda session: self._as_heard(session, data, guild_id),
        )

    def _as_heard(self, session: Session, data: Json, guild_id: str | None) -> Json:
        """Empty a message, unless the session may read it or it is the bot's own."""
        if guild_id is None:
            return data
        heard = data | {"guild_id": guild_id}
        bot_id = self.world.bot.id
        mentioned = any(user["id"] == bot_id for user in data.get("mentions", ()))
        own = data.get("author", {}).get("id") == bot_id
        if "author" not in data or own or mentioned or session.intents & Intent.MESSAGE_CONTENT:
            return heard
        return heard | {"content": "", "embeds": [], "attachments": [], "components": []}
