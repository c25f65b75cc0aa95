"""Which commands a person can see and use somewhere, and on whose behalf the bot is there.

https://discord.com/developers/docs/interactions/application-commands#contexts
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from .backend import Backend
from .jsons import Json
from .locales import ENGLISH
from .permissions import ADMINISTRATOR_ONLY, Permission, in_guild
from .state import Channel, Guild, User


class Context(IntEnum):
    """Where an interaction happens."""

    GUILD = 0
    BOT_DM = 1


_GUILD_INSTALL, _USER_INSTALL = 0, 1


@dataclass(frozen=True, slots=True)
class Place:
    """A person in a channel, whose client speaks a language; `guild` is None in a DM."""

    who: User
    channel: Channel
    guild: Guild | None
    locale: str = ENGLISH

    @property
    def context(self) -> Context:
        """The context that Discord names."""
        return Context.BOT_DM if self.guild is None else Context.GUILD

    @property
    def has_bot(self) -> bool:
        """Whether the bot itself is there."""
        return self.guild is None or self.guild.has_bot


def owners(place: Place, integration_types: list[int]) -> Mapping[str, str]:
    """Who brought the bot along: the guild, the person or both; empty where nobody did."""
    found: dict[str, str] = {}
    if _GUILD_INSTALL in integration_types and place.has_bot:
        found["0"] = "0" if place.guild is None else place.guild.id
    if _USER_INSTALL in integration_types and place.who.installed:
        found["1"] = place.who.id
    return found


def usable(backend: Backend, place: Place) -> list[Json]:
    """Give the commands that the person is offered there."""
    own = place.guild.id if place.guild is not None and place.guild.has_bot else None
    return [one for one in backend.commands.seen_in(own) if _may_use(backend, place, one)]


def _may_use(backend: Backend, place: Place, command: Json) -> bool:
    if "guild_id" not in command:
        contexts: list[int] | None = command["contexts"]
        if contexts is not None and place.context not in contexts:
            return False
        if not owners(place, command["integration_types"]):
            return False
    return place.guild is None or _permitted(backend, place, place.guild, command)


def _permitted(backend: Backend, place: Place, guild: Guild, command: Json) -> bool:
    held = backend.permissions_of(place.who.id, place.channel)
    if not held & Permission.USE_APPLICATION_COMMANDS:
        return False
    needed = command["default_member_permissions"]
    if needed is None or guild.open_commands or not guild.has_bot:
        return True
    in_all = in_guild(guild, guild.members[place.who.id]) | held
    return in_all & (int(needed) or ADMINISTRATOR_ONLY) == (int(needed) or ADMINISTRATOR_ONLY)
