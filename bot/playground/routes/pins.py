"""Pinned messages, at the present routes and at those that they replaced.

https://discord.com/developers/docs/resources/message#get-channel-pins
"""

from bot.playground.backend import Backend
from bot.playground.errors import ApiError
from bot.playground.jsons import Json
from bot.playground.messages import notice
from bot.playground.permissions import Permission
from bot.playground.routing import NO_CONTENT, Call, Reply, Route
from bot.playground.state import Channel

MAX_PINS = 250
_NEW = "/channels/{channel_id}/messages/pins"
_OLD = "/channels/{channel_id}/pins"
_PINNED_NOTICE = 6
_DEFAULT_LIMIT = 50


def _target(backend: Backend, call: Call) -> tuple[Channel, Json]:
    channel = backend.channel(call.params["channel_id"], Permission.PIN_MESSAGES)
    return channel, backend.message(channel, call.params["message_id"])


def pin(backend: Backend, call: Call) -> Reply:
    """Pin a message; Discord says so in the channel."""
    channel, message = _target(backend, call)
    pins = backend.world.pins.setdefault(channel.id, {})
    if message["id"] in pins:
        return NO_CONTENT
    if len(pins) >= MAX_PINS:
        raise ApiError(400, 30003, f"Maximum number of pins reached for the channel ({MAX_PINS})")
    pins[message["id"]] = backend.timestamp()
    message["pinned"] = True
    _tell(backend, channel)
    notice(backend, channel, _PINNED_NOTICE, refers_to=message["id"])
    return NO_CONTENT


def unpin(backend: Backend, call: Call) -> Reply:
    """Unpin a message."""
    channel, message = _target(backend, call)
    backend.world.pins.get(channel.id, {}).pop(message["id"], None)
    message["pinned"] = False
    _tell(backend, channel)
    return NO_CONTENT


def _tell(backend: Backend, channel: Channel) -> None:
    latest = max(backend.world.pins.get(channel.id, {}).values(), default=None)
    told = {"channel_id": channel.id, "last_pin_timestamp": latest}
    backend.tell("CHANNEL_PINS_UPDATE", told | {"guild_id": channel.guild_id}, channel.guild_id)


def _pinned(backend: Backend, call: Call) -> list[tuple[str, Json]]:
    """When each message was pinned, the latest first."""
    channel = backend.channel(call.params["channel_id"], Permission.READ_MESSAGE_HISTORY)
    pins = backend.world.pins.get(channel.id, {})
    messages = backend.world.messages_in(channel.id)
    return [(at, messages[id_]) for id_, at in reversed(pins.items())]


def listed(backend: Backend, call: Call) -> Reply:
    """Give the pins, up to `limit` of those made `before` a moment."""
    before = call.query.get("before", "~").replace("Z", "+00:00")
    limit = int(call.query.get("limit", _DEFAULT_LIMIT))
    found = [(at, message) for at, message in _pinned(backend, call) if at < before]
    items = [{"pinned_at": at, "message": message} for at, message in found[:limit]]
    return Reply({"items": items, "has_more": len(found) > limit})


def listed_as_before(backend: Backend, call: Call) -> Reply:
    """Give the latest fifty pinned messages."""
    return Reply([message for _, message in _pinned(backend, call)[:_DEFAULT_LIMIT]])


ROUTES = (
    Route("GET", _NEW, listed),
    Route("GET", _OLD, listed_as_before),
    *(
        Route(method, f"{base}/{{message_id}}", handler)
        for base in (_NEW, _OLD)
        for method, handler in (("PUT", pin), ("DELETE", unpin))
    ),
)
