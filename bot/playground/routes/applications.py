"""Who the bot is, and where its gateway is."""

from bot.playground import payloads
from bot.playground.backend import Backend
from bot.playground.errors import unknown
from bot.playground.jsons import Json
from bot.playground.routing import Call, Reply, Route


def own_user(backend: Backend, call: Call) -> Reply:  # noqa: ARG001
    """Give the bot's own user."""
    return Reply(payloads.own_user(backend.world.bot))


def user(backend: Backend, call: Call) -> Reply:
    """Any user."""
    if (person := backend.world.users.get(call.params["user_id"])) is None:
        raise unknown("User")
    return Reply(payloads.user(person))


def application(backend: Backend, call: Call) -> Reply:  # noqa: ARG001
    """Give the bot's application."""
    return Reply(payloads.application(backend.world))


def gateway(backend: Backend, call: Call) -> Reply:  # noqa: ARG001
    """Where the gateway is."""
    return Reply({"url": backend.gateway_url})


def gateway_for_bots(backend: Backend, call: Call) -> Reply:  # noqa: ARG001
    """Where the gateway is, and how many shards and sessions are right."""
    limit: Json = {"total": 1000, "remaining": 1000, "reset_after": 0}
    limit["max_concurrency"] = backend.identifies.at_once or 1
    shards = len(backend.bot_guilds()) // 1000 + 1
    return Reply({"url": backend.gateway_url, "shards": shards, "session_start_limit": limit})


def open_dm(backend: Backend, call: Call) -> Reply:
    """Give the DM with a person, made if there was none."""
    id_ = str(call.body.get("recipient_id"))
    if (person := backend.world.users.get(id_)) is None or person.bot:
        raise unknown("User")
    return Reply(payloads.channel(backend.dm_with(person), backend.world))


ROUTES = (
    Route("GET", "/users/@me", own_user),
    Route("GET", "/users/{user_id}", user),
    Route("POST", "/users/@me/channels", open_dm),
    Route("GET", "/applications/@me", application),
    Route("GET", "/oauth2/applications/@me", application),
    Route("GET", "/gateway", gateway),
    Route("GET", "/gateway/bot", gateway_for_bots),
)
