"""Messages in channels: posting, reading, editing, deleting, publishing.

https://discord.com/developers/docs/resources/message
"""

from collections.abc import Mapping

from bot.playground.backend import Backend, Upload
from bot.playground.errors import ApiError, missing_access
from bot.playground.jsons import Json
from bot.playground.messages import change, check, compose, delete, keep
from bot.playground.permissions import Permission
from bot.playground.routing import NO_CONTENT, Call, Reply, Route
from bot.playground.rules.messages import Flag
from bot.playground.state import FORUMS, THREADS, Channel, ChannelType

NONCE_KNOWN_FOR = 5 * 60.0
"""Seconds for which a nonce is enforced; Discord only says "the past few minutes"."""
_CHANNEL = "/channels/{channel_id}/messages"
_ONE = f"{_CHANNEL}/{{message_id}}"
_DEFAULT_LIMIT = 50


def writable(backend: Backend, channel_id: str, body: Json, files: Mapping[str, Upload]) -> Channel:
    """Give a channel that the bot may post this message in; raises as Discord would."""
    channel = backend.channel(channel_id)
    if channel.type in FORUMS:
        raise ApiError(400, 40058, "Cannot send a message in a forum channel")
    if channel.type is ChannelType.CATEGORY:
        raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
    in_thread = channel.type in THREADS
    needed = Permission.SEND_MESSAGES_IN_THREADS if in_thread else Permission.SEND_MESSAGES
    backend.channel(channel_id, needed | needed_for(body, files))
    held = backend.bot_permissions(channel)
    locked = channel.thread is not None and channel.thread.locked
    if locked and not held & Permission.MANAGE_THREADS:
        raise ApiError(400, 50083, "Thread is archived")
    if body.get("message_reference") and not held & Permission.READ_MESSAGE_HISTORY:
        message = "Cannot reply without permission to read message history"
        raise ApiError(403, 160002, message)
    return channel


def needed_for(body: Json, files: Mapping[str, Upload]) -> int:
    """Give the permissions that the parts of a message need."""
    parts = (
        (body.get("embeds"), Permission.EMBED_LINKS),
        (files, Permission.ATTACH_FILES),
        (body.get("tts"), Permission.SEND_TTS_MESSAGES),
        (body.get("poll"), Permission.SEND_POLLS),
    )
    return sum(int(permission) for part, permission in parts if part)


def create(backend: Backend, call: Call) -> Reply:
    """Post a message; with an enforced nonce seen lately, give the message that it made."""
    channel = writable(backend, call.params["channel_id"], call.body, call.files)
    check(call.body, call.files)
    if (known := _known_by_nonce(backend, channel, call.body)) is not None:
        return Reply(known)
    message = compose(backend, channel, backend.world.bot, call.body, call.files)
    if call.body.get("nonce") is not None:
        key = (channel.id, str(call.body["nonce"]))
        backend.nonces.pop(key, None)  # so that the oldest stay in front
        backend.nonces[key] = (message["id"], backend.clock.now())
    keep(backend, channel, message)
    return Reply(message)


def _known_by_nonce(backend: Backend, channel: Channel, body: Json) -> Json | None:
    """Give the message that an enforced nonce made; 404 if it has been deleted since."""
    now = backend.clock.now()
    while backend.nonces:
        key, (_, at) = next(iter(backend.nonces.items()))
        if now - at <= NONCE_KNOWN_FOR:
            break
        del backend.nonces[key]
    known = backend.nonces.get((channel.id, str(body.get("nonce"))))
    if known is None or not body.get("enforce_nonce"):
        return None
    return backend.message(channel, known[0])


def read(backend: Backend, call: Call) -> Reply:
    """One message."""
    channel = backend.channel(call.params["channel_id"])
    if not backend.bot_permissions(channel) & Permission.READ_MESSAGE_HISTORY:
        raise missing_access()
    return Reply(backend.message(channel, call.params["message_id"]))


def history(backend: Backend, call: Call) -> Reply:
    """Up to `limit` messages, newest first; none without Read Message History."""
    channel = backend.channel(call.params["channel_id"])
    if not backend.bot_permissions(channel) & Permission.READ_MESSAGE_HISTORY:
        return Reply([])
    limit = int(call.query.get("limit", _DEFAULT_LIMIT))
    found = list(backend.world.messages_in(channel.id).values())
    before = [one for one in found if int(one["id"]) < int(call.query.get("before", 1 << 64))]
    if "after" in call.query:
        later = [one for one in before if int(one["id"]) > int(call.query["after"])]
        return Reply(later[:limit][::-1])
    if "around" in call.query:
        middle = sum(int(one["id"]) < int(call.query["around"]) for one in found)
        start = max(0, middle - limit // 2)
        return Reply(found[start : start + limit][::-1])
    return Reply(before[-limit:][::-1])


def edit(backend: Backend, call: Call) -> Reply:
    """Edit one of the bot's own messages."""
    channel = backend.channel(call.params["channel_id"])
    message = backend.message(channel, call.params["message_id"])
    if message["author"]["id"] != backend.world.bot.id:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    backend.channel(channel.id, needed_for({}, call.files))
    check(call.body, call.files, before=message)
    change(backend, channel, message, call.body, call.files)
    backend.tell_message("MESSAGE_UPDATE", message, channel)
    return Reply(message)


def remove(backend: Backend, call: Call) -> Reply:
    """Delete a message: the bot's own, or any with Manage Messages."""
    channel = backend.channel(call.params["channel_id"])
    message = backend.message(channel, call.params["message_id"])
    _own_or_managed(backend, channel, message, Permission.VIEW_CHANNEL)
    delete(backend, channel, message["id"])
    return NO_CONTENT


def publish(backend: Backend, call: Call) -> Reply:
    """Publish a message of an announcement channel to the channels that follow it."""
    channel = backend.channel(call.params["channel_id"])
    message = backend.message(channel, call.params["message_id"])
    if channel.type is not ChannelType.ANNOUNCEMENT:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    _own_or_managed(backend, channel, message, Permission.SEND_MESSAGES)
    if message["flags"] & Flag.CROSSPOSTED:
        raise ApiError(400, 40033, "This message has already been crossposted")
    message["flags"] |= Flag.CROSSPOSTED
    backend.tell_message("MESSAGE_UPDATE", message, channel)
    return Reply(message)


def _own_or_managed(backend: Backend, channel: Channel, message: Json, own_needs: int) -> None:
    own = message["author"]["id"] == backend.world.bot.id
    backend.channel(channel.id, own_needs if own else Permission.MANAGE_MESSAGES)


ROUTES = (
    Route("POST", _CHANNEL, create),
    Route("GET", _CHANNEL, history),
    Route("GET", _ONE, read),
    Route("PATCH", _ONE, edit),
    Route("DELETE", _ONE, remove),
    Route("POST", f"{_ONE}/crosspost", publish),
)
