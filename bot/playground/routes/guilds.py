"""Guilds that the bot is in: settings, channels, roles, members.

https://discord.com/developers/docs/resources/guild
"""

from bot.playground import payloads
from bot.playground.backend import Backend
from bot.playground.errors import missing_access, unknown
from bot.playground.permissions import in_guild
from bot.playground.routing import NO_CONTENT, Call, Reply, Route
from bot.playground.sessions import Intent
from bot.playground.upheavals import Upheavals

_GUILD = "/guilds/{guild_id}"
_DEFAULT_PAGE = 200


def mine(backend: Backend, call: Call) -> Reply:
    """Give the guilds that the bot is in, a page at a time."""
    after, before = int(call.query.get("after", 0)), int(call.query.get("before", 1 << 64))
    limit = int(call.query.get("limit", _DEFAULT_PAGE))
    guilds = [guild for guild in backend.bot_guilds() if after < int(guild.id) < before]
    bot_id = backend.world.bot.id
    return Reply(
        [
            {
                "id": guild.id,
                "name": guild.name,
                "icon": None,
                "banner": None,
                "owner": guild.owner_id == bot_id,
                "permissions": str(in_guild(guild, guild.members[bot_id])),
                "features": [],
            }
            for guild in guilds[:limit]
        ]
    )


def leave(backend: Backend, call: Call) -> Reply:
    """Leave a guild."""
    Upheavals(backend).remove_bot(backend.guild(call.params["guild_id"]))
    return NO_CONTENT


def read(backend: Backend, call: Call) -> Reply:
    """One guild."""
    guild = backend.guild(call.params["guild_id"])
    shown = payloads.guild(guild)
    if call.query.get("with_counts", "").lower() in {"1", "true"}:
        shown["approximate_member_count"] = len(guild.members)
        shown["approximate_presence_count"] = len(guild.members)
    return Reply(shown)


def channels(backend: Backend, call: Call) -> Reply:
    """Give the channels of a guild, without its threads."""
    guild = backend.guild(call.params["guild_id"])
    found = [one for one in guild.channels.values() if one.thread is None]
    return Reply([payloads.channel(one, backend.world) for one in found])


def roles(backend: Backend, call: Call) -> Reply:
    """Give the roles of a guild."""
    guild = backend.guild(call.params["guild_id"])
    return Reply([payloads.role(role) for role in guild.roles.values()])


def role(backend: Backend, call: Call) -> Reply:
    """One role of a guild."""
    guild = backend.guild(call.params["guild_id"])
    if (found := guild.roles.get(call.params["role_id"])) is None:
        raise unknown("Role")
    return Reply(payloads.role(found))


def member(backend: Backend, call: Call) -> Reply:
    """One member of a guild."""
    guild = backend.guild(call.params["guild_id"])
    if (found := guild.members.get(call.params["user_id"])) is None:
        raise unknown("Member")
    return Reply(payloads.member(found))


def members(backend: Backend, call: Call) -> Reply:
    """Give the members of a guild; only for bots that are granted the members intent."""
    guild = backend.guild(call.params["guild_id"])
    if not backend.allowed_intents & Intent.GUILD_MEMBERS:
        raise missing_access()
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 1))
    found = sorted((int(id_), one) for id_, one in guild.members.items() if int(id_) > after)
    return Reply([payloads.member(one) for _, one in found[:limit]])


ROUTES = (
    Route("GET", "/users/@me/guilds", mine),
    Route("DELETE", "/users/@me/guilds/{guild_id}", leave),
    Route("GET", _GUILD, read),
    Route("GET", f"{_GUILD}/channels", channels),
    Route("GET", f"{_GUILD}/roles", roles),
    Route("GET", f"{_GUILD}/roles/{{role_id}}", role),
    Route("GET", f"{_GUILD}/members", members),
    Route("GET", f"{_GUILD}/members/{{user_id}}", member),
)
