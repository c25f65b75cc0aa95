"""Finding people, channels and roles by the names that somebody types."""

from difflib import get_close_matches

from .backend import Backend
from .state import Channel, ChannelType, Guild, Role, User
from .typed import NotPossible


def person(backend: Backend, name: str) -> User:
    """Find a person by username, display name, id or mention; never the bot."""
    wanted = name.strip().strip("<@!>").casefold()
    people = [one for one in backend.world.users.values() if not one.bot]
    for one in people:
        if wanted in {one.id, one.username.casefold(), one.display.casefold()}:
            return one
    raise NotPossible(_nobody("person", name, [one.username for one in people]))


def place(backend: Backend, name: str, who: User) -> Channel:
    """Where somebody is: `general`, `#general`, `dm`, `Elsewhere/lounge`, or a channel's id.

    A bare name is looked for in the guilds in the order they were made.
    """
    wanted = name.strip().strip("<#>").casefold()
    if wanted == "dm":
        return backend.dm_with(who)
    if channel := backend.world.channels.get(wanted):
        return channel
    guild_name, slash, channel_name = wanted.rpartition("/")
    for guild in backend.world.guilds.values():
        if slash and guild_name not in {guild.id, guild.name.casefold()}:
            continue
        if channel := _named(guild, channel_name.removeprefix("#")):
            return channel
    raise NotPossible(_nobody("channel", name, ["dm", *_channel_names(backend)]))


def guild_named(backend: Backend, name: str) -> Guild:
    """Find a guild by name or id."""
    for guild in backend.world.guilds.values():
        if name.casefold() in {guild.id, guild.name.casefold()}:
            return guild
    known = [guild.name for guild in backend.world.guilds.values()]
    raise NotPossible(_nobody("server", name, known))


def channel_in(guild: Guild, name: str) -> Channel:
    """Find a channel of a guild by name, id or mention."""
    wanted = name.strip().strip("<#>").casefold()
    channel = guild.channels.get(wanted) or _named(guild, wanted)
    if channel is None:
        raise NotPossible(_nobody("channel", name, [one.name for one in guild.channels.values()]))
    return channel


def role_in(guild: Guild, name: str) -> Role:
    """Find a role of a guild by name, id or mention."""
    wanted = name.strip().strip("<@&>").casefold()
    for role in guild.roles.values():
        if wanted in {role.id, role.name.strip("@").casefold()}:
            return role
    raise NotPossible(_nobody("role", name, [role.name for role in guild.roles.values()]))


def user_in(backend: Backend, guild: Guild | None, name: str) -> User:
    """Anybody, the bot too, by name, id or mention; in a guild, one of its members."""
    wanted = name.strip().strip("<@!>").casefold()
    users = backend.world.users
    pool = [users[id_] for id_ in guild.members] if guild is not None else list(users.values())
    for one in pool:
        if wanted in {one.id, one.username.casefold(), one.display.casefold()}:
            return one
    raise NotPossible(_nobody("person", name, [one.username for one in pool]))


def _named(guild: Guild, name: str) -> Channel | None:
    return next((one for one in guild.channels.values() if one.name.casefold() == name), None)


def _channel_names(backend: Backend) -> list[str]:
    return [
        channel.name
        for channel in backend.world.channels.values()
        if channel.type is not ChannelType.DM
    ][:50]


def _nobody(what: str, name: str, known: list[str]) -> str:
    near = get_close_matches(name.casefold(), known, n=3, cutoff=0.6)
    if near:
        return f"There is no {what} {name}. Did you mean {' or '.join(near)}?"
    return f"There is no {what} {name}. There is: {', '.join(known[:20])}."
