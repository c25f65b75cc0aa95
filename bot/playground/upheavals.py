"""What befalls a bot from outside: servers that vanish or remove it, channels that are deleted."""

from . import payloads
from .backend import Backend
from .jsons import Json
from .messages import delete
from .state import Channel, Guild, Member, Overwrite


class Upheavals:
    """Changes the world and tells the bot of it, as Discord would."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def guild_unavailable(self, guild: Guild) -> None:
        """Make a guild vanish for now, as in an outage."""
        guild.available = False
        self._backend.tell("GUILD_DELETE", {"id": guild.id, "unavailable": True}, guild.id)

    def guild_available(self, guild: Guild) -> None:
        """End the outage."""
        guild.available = True
        shown = payloads.guild_create(guild, self._backend.world)
        self._backend.tell("GUILD_CREATE", shown, guild.id)

    def remove_bot(self, guild: Guild) -> None:
        """Let a moderator remove the bot from the guild."""
        guild.has_bot = False
        guild.members.pop(self._backend.world.bot.id, None)
        self._backend.tell("GUILD_DELETE", {"id": guild.id}, guild.id)

    def add_bot(self, guild: Guild) -> None:
        """Let a moderator add the bot to the guild, with no role of its own."""
        guild.has_bot = True
        bot = self._backend.world.bot
        guild.members[bot.id] = Member(user=bot, joined_at=self._backend.timestamp())
        self.guild_available(guild)

    def delete_channel(self, channel: Channel) -> None:
        """Somebody deletes a channel or thread, and all its messages; its threads with it."""
        backend = self._backend
        inside = [one for one in backend.world.channels.values() if one.parent_id == channel.id]
        for thread in inside:
            self.delete_channel(thread)
        shown = payloads.channel(channel, backend.world)
        backend.world.drop_channel(channel)
        name = "CHANNEL_DELETE" if channel.thread is None else "THREAD_DELETE"
        backend.tell(name, shown, channel.guild_id)

    def delete_message(self, channel: Channel, message_id: str) -> None:
        """Somebody deletes a message."""
        delete(self._backend, channel, message_id)

    def overwrite(self, channel: Channel, *overwrites: Overwrite) -> None:
        """Somebody changes who may do what in a channel; earlier overwrites are gone."""
        channel.overwrites = overwrites
        self.channel_changed(channel)

    def channel_changed(self, channel: Channel) -> None:
        """Tell of a channel or thread whose settings were changed in the world."""
        shown: Json = payloads.channel(channel, self._backend.world)
        name = "CHANNEL_UPDATE" if channel.thread is None else "THREAD_UPDATE"
        self._backend.tell(name, shown, channel.guild_id)

    def role_changed(self, guild: Guild, role_id: str) -> None:
        """Tell of a role whose settings were changed in the world."""
        role = payloads.role(guild.roles[role_id])
        self._backend.tell("GUILD_ROLE_UPDATE", {"guild_id": guild.id, "role": role}, guild.id)

    def delete_role(self, guild: Guild, role_id: str) -> None:
        """Somebody deletes a role."""
        del guild.roles[role_id]
        for member in guild.members.values():
            member.roles = [each for each in member.roles if each != role_id]
        gone: Json = {"guild_id": guild.id, "role_id": role_id}
        self._backend.tell("GUILD_ROLE_DELETE", gone, guild.id)
