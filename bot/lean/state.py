"""What discord.py knows of the world, with servers that are lean, and deaf to what nobody needs."""

# pyright: reportPrivateUsage=false

from typing import Any, cast

import discord
from discord.state import AutoShardedConnectionState
from discord.types.user import PartialUser, User as UserPayload
from typing_extensions import override

from bot.domain.errors import HostError

from .guild import LeanGuild
from .packed import unpacking
from .trimming import Payload

_HEARD = (
    "READY", "RESUMED", "INTERACTION_CREATE", "USER_UPDATE",
    "GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE", "GUILD_MEMBER_UPDATE",
    "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE",
    "CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE",
    "THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE", "THREAD_LIST_SYNC",
)  # fmt: skip
"""The events that are taken in; of GUILD_MEMBER_UPDATE Discord sends those about ourselves."""


class LeanState(AutoShardedConnectionState[Any]):
    """Keeps servers as LeanGuild; with discord.py's own a server of 30 channels takes 30 KB.

    Channels, roles and threads change in silence: of their events nothing is dispatched. Of direct
    messages discord.py keeps the channels of the latest 128. Raises HostError for a discord.py that
    keeps servers in another way.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.unpack = unpacking()
        # discord.py puts another method in the place of ours, where members are not asked for.
        vars(self).pop("store_user", None)
        try:
            self.parsers = {name: self.parsers[name] for name in _HEARD}
            self._try_out()
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise HostError(
                f"This discord.py ({discord.__version__}) keeps servers otherwise than Fasti knows: "
                "install the one that requirements/run.txt names, as `make run` does."
            ) from error

    def _try_out(self) -> None:
        """Take in a server and look it up, as far as that goes without a connection."""
        guild = self._get_create_guild(cast("Any", _SAMPLE))
        self._remove_guild(guild)
        channel, thread = guild.get_channel(2), guild.get_thread(3)
        if not isinstance(guild, LeanGuild) or channel is None or thread is None:
            raise TypeError("what was taken in is not found")
        if channel.permissions_for(guild.default_role).value != _MAY or thread.parent != channel:
            raise ValueError("what was taken in is found otherwise")

    @override
    def store_user(self, data: UserPayload | PartialUser, *, cache: bool = True) -> discord.User:
        """Make a user, kept by nobody here; as members of all servers we are the same one."""
        if self.user is not None and int(data["id"]) == self.user.id:
            return cast("discord.User", self.user)
        return self.store_user_no_intents(data, cache=cache)

    @override
    def _add_guild_from_data(self, data: Any) -> discord.Guild:
        guild = LeanGuild(data=data, state=self)
        self._add_guild(guild)
        return guild

    def _home(self, data: Payload) -> LeanGuild | None:
        """Give the server of an event; None for one of a server that is not known."""
        return cast("LeanGuild | None", self._get_guild(int(data.get("guild_id", 0))))

    @override
    def parse_channel_create(self, data: Any) -> None:
        if home := self._home(data):
            home.packed_channels.keep(data)

    parse_channel_update = parse_channel_create

    @override
    def parse_channel_delete(self, data: Any) -> None:
        if home := self._home(data):
            gone = data["id"]
            home.packed_channels.forget(lambda channel: channel["id"] == gone)
            home.packed_threads.forget(lambda thread: thread["parent_id"] == gone)

    @override
    def parse_guild_role_create(self, data: Any) -> None:
        if home := self._home(data):
            home.packed_roles.keep(data["role"])

    parse_guild_role_update = parse_guild_role_create

    @override
    def parse_guild_role_delete(self, data: Any) -> None:
        if home := self._home(data):
            home.packed_roles.forget(lambda role: role["id"] == data["role_id"])

    @override
    def parse_thread_create(self, data: Any) -> None:
        if home := self._home(data):
            home.packed_threads.keep(data)

    parse_thread_update = parse_thread_create

    @override
    def parse_thread_delete(self, data: Any) -> None:
        if home := self._home(data):
            home.packed_threads.forget(lambda thread: thread["id"] == data["id"])

    @override
    def parse_thread_list_sync(self, data: Any) -> None:
        """Take in the threads of some channels, or of all where none are named."""
        if home := self._home(data):
            threads, channels = home.packed_threads, data.get("channel_ids")
            others = () if channels is None else threads.kept.values()
            left = [each for each in others if each["parent_id"] not in channels]
            threads.replace([*left, *data["threads"]])


_MAY = int(discord.Permissions(view_channel=True, read_message_history=True).value)
_SAMPLE = {
    "id": "1",
    "name": "",
    "unavailable": False,
    "roles": [{"id": "1", "name": "@everyone", "permissions": str(_MAY), "position": 0}],
    "channels": [{"id": "2", "type": 0, "name": "", "position": 0}],
    "threads": [
        {
            "id": "3",
            "type": 11,
            "name": "",
            "parent_id": "2",
            "owner_id": "1",
            "message_count": 0,
            "member_count": 0,
            "thread_metadata": {
                "archived": False,
                "auto_archive_duration": 60,
                "archive_timestamp": "2026-01-01T00:00:00+00:00",
            },
        }
    ],
}
