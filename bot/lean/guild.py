"""A server as discord.py knows it, with its channels, roles and threads packed."""

# pyright: reportPrivateUsage=false, reportIncompatibleVariableOverride=false

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

import discord
from discord.abc import GuildChannel
from discord.channel import (
    _guild_channel_factory,  # what makes a channel of each type
)
from typing_extensions import override

from .packed import Home, Kind, Packed, Unpack
from .trimming import of_channel, of_guild, of_role, of_thread

_NOTHING: Mapping[int, Any] = MappingProxyType({})
_ELSE = ("_voice_states", "_stage_instances", "_scheduled_events", "_soundboard_sounds")
"""Of what discord.py keeps more for each server: nothing is ever put in, so that all share nothing."""


class LeanGuild(discord.Guild):
    """Keeps of a server what `trimming` says; made by LeanState alone."""

    __slots__ = ()

    @override
    def _from_data(self, guild: Any) -> None:
        super()._from_data(cast("Any", of_guild(guild, self._state.self_id)))
        # GUILD_CREATE tells of all; GUILD_UPDATE of the roles alone, and READY of nothing.
        for name in _ELSE:
            setattr(self, name, _NOTHING)
        self._roles: Any = Packed(self, _ROLES, guild.get("roles", ()))
        if "channels" in guild or not isinstance(self._channels, Packed):
            self._channels: Any = Packed(self, _CHANNELS, guild.get("channels", ()))
        if "threads" in guild or not isinstance(self._threads, Packed):
            self._threads: Any = Packed(self, _THREADS, guild.get("threads", ()))

    @property
    def unpack(self) -> Unpack:
        """What unpacks for all servers."""
        return cast("Home", self._state).unpack

    @property
    def packed_channels(self) -> "Packed[LeanGuild, GuildChannel]":
        """The channels that are of use."""
        packed: Packed[LeanGuild, GuildChannel] = self._channels
        return packed

    @property
    def packed_roles(self) -> "Packed[LeanGuild, discord.Role]":
        """All roles."""
        packed: Packed[LeanGuild, discord.Role] = self._roles
        return packed

    @property
    def packed_threads(self) -> "Packed[LeanGuild, discord.Thread]":
        """The threads that are not archived."""
        packed: Packed[LeanGuild, discord.Thread] = self._threads
        return packed

    def made_channel(self, kept: Any) -> GuildChannel:
        """Make the channel of which that was kept."""
        factory, _ = _guild_channel_factory(kept["type"])
        assert factory is not None  # noqa: S101 - other types are not kept
        made: GuildChannel = factory(guild=self, state=self._state, data=kept)
        return made

    def made_role(self, kept: Any) -> discord.Role:
        """Make the role of which that was kept."""
        return discord.Role(guild=self, state=self._state, data=kept)

    def made_thread(self, kept: Any) -> discord.Thread:
        """Make the thread of which that was kept."""
        return discord.Thread(guild=self, state=self._state, data=kept)


_CHANNELS = Kind(of_channel, LeanGuild.made_channel)
_ROLES = Kind(of_role, LeanGuild.made_role)
_THREADS = Kind(of_thread, LeanGuild.made_thread)
