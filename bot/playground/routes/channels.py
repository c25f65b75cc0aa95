"""Channels themselves: looking at them, changing, deleting.

https://discord.com/developers/docs/resources/channel
"""

from bot.playground import payloads
from bot.playground.backend import Backend
from bot.playground.jsons import Json
from bot.playground.permissions import Permission
from bot.playground.routing import NO_CONTENT, Call, Reply, Route
from bot.playground.state import Channel, Overwrite, Thread
from bot.playground.upheavals import Upheavals

_CHANNEL = "/channels/{channel_id}"


def read(backend: Backend, call: Call) -> Reply:
    """One channel, thread or DM."""
    channel = backend.channel(call.params["channel_id"])
    return Reply(payloads.channel(channel, backend.world))


def edit(backend: Backend, call: Call) -> Reply:
    """Rename a channel, change its topic or overwrites; archive or lock a thread."""
    channel = backend.channel(call.params["channel_id"])
    backend.channel(channel.id, _needed(backend, channel, call.body))
    channel.name = call.body.get("name") or channel.name
    if "topic" in call.body:
        channel.topic = call.body["topic"]
    if (overwrites := call.body.get("permission_overwrites")) is not None:
        channel.overwrites = tuple(map(_overwrite, overwrites))
    if channel.thread is not None:
        _edit_thread(channel.thread, call.body)
    shown = payloads.channel(channel, backend.world)
    name = "CHANNEL_UPDATE" if channel.thread is None else "THREAD_UPDATE"
    backend.tell(name, shown, channel.guild_id)
    return Reply(shown)


def _needed(backend: Backend, channel: Channel, body: Json) -> int:
    """Manage Channels, or Manage Threads, unless the bot tidies up a thread of its own."""
    if channel.thread is None:
        return Permission.MANAGE_CHANNELS
    own = channel.thread.owner_id == backend.world.bot.id
    return 0 if own and "locked" not in body else Permission.MANAGE_THREADS


def _overwrite(body: Json) -> Overwrite:
    allow, deny = int(body.get("allow") or 0), int(body.get("deny") or 0)
    return Overwrite(id=str(body["id"]), member=body["type"] == 1, allow=allow, deny=deny)


def _edit_thread(thread: Thread, body: Json) -> None:
    for name in ("archived", "locked"):
        if body.get(name) is not None:
            setattr(thread, name, body[name])
    if body.get("auto_archive_duration"):
        thread.auto_archive_minutes = body["auto_archive_duration"]
    if body.get("applied_tags") is not None:
        thread.tags = tuple(map(str, body["applied_tags"]))


def remove(backend: Backend, call: Call) -> Reply:
    """Delete a channel or a thread."""
    channel = backend.channel(call.params["channel_id"])
    threaded = channel.thread is not None
    backend.channel(
        channel.id, Permission.MANAGE_THREADS if threaded else Permission.MANAGE_CHANNELS
    )
    shown = payloads.channel(channel, backend.world)
    Upheavals(backend).delete_channel(channel)
    return Reply(shown)


def typing(backend: Backend, call: Call) -> Reply:
    """Show that the bot is typing."""
    backend.channel(call.params["channel_id"], Permission.SEND_MESSAGES)
    return NO_CONTENT


ROUTES = (
    Route("GET", _CHANNEL, read),
    Route("PATCH", _CHANNEL, edit),
    Route("DELETE", _CHANNEL, remove),
    Route("POST", f"{_CHANNEL}/typing", typing),
)
