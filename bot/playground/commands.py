"""The commands that the bot has registered, globally and for single guilds."""

from collections.abc import Iterator

from .jsons import Json

Key = tuple[int, str]
"""A command's type and name: what makes it the same command."""


class CommandBook:
    """Registered commands; None as a guild stands for the global ones."""

    def __init__(self) -> None:
        self._scopes: dict[str | None, dict[Key, Json]] = {None: {}}

    def scope(self, guild_id: str | None) -> dict[Key, Json]:
        """Give the commands registered for one guild, or globally."""
        return self._scopes.setdefault(guild_id, {})

    def replace(self, guild_id: str | None, commands: dict[Key, Json]) -> None:
        """Put these in the place of all commands of a scope."""
        self._scopes[guild_id] = commands

    def by_id(self, guild_id: str | None, command_id: str) -> Json | None:
        """Give the command of a scope with that id."""
        return next((one for one in self.scope(guild_id).values() if one["id"] == command_id), None)

    def seen_in(self, guild_id: str | None) -> Iterator[Json]:
        """Give the commands of a guild or a DM (None); a guild's own hide global namesakes."""
        own = self._scopes.get(guild_id, {}) if guild_id is not None else {}
        yield from own.values()
        yield from (one for key, one in self.scope(None).items() if key not in own)

    def __len__(self) -> int:
        return sum(map(len, self._scopes.values()))
