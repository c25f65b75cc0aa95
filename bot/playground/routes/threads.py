"""Threads: on a message, on their own, and as posts in a forum.

https://discord.com/developers/docs/resources/channel#start-thread-from-message
"""

from bot.playground import payloads
from bot.playground.backend import Backend
from bot.playground.errors import ApiError, Problem, invalid
from bot.playground.jsons import Json
from bot.playground.messages import check, compose, keep, notice
from bot.playground.permissions import Permission
from bot.playground.routing import NO_CONTENT, Call, Reply, Route
from bot.playground.rules.messages import Flag
from bot.playground.state import FORUMS, THREADS, Channel, ChannelType, Thread

from .messages import needed_for

_CHANNEL = "/channels/{channel_id}"
_BEGUN_NOTICE = 18
_HOLDS_THREADS = frozenset({ChannelType.TEXT, ChannelType.ANNOUNCEMENT})


def _begin(backend: Backend, parent: Channel, id_: str, kind: ChannelType, body: Json) -> Channel:
    """Make a thread and tell of it."""
    thread = Channel(
        id=id_,
        type=kind,
        name=body["name"],
        guild_id=parent.guild_id,
        parent_id=parent.id,
        thread=Thread(
            owner_id=backend.world.bot.id,
            created_at=backend.timestamp(),
            auto_archive_minutes=body.get("auto_archive_duration") or 1440,
            tags=tuple(map(str, body.get("applied_tags") or ())),
        ),
    )
    backend.world.add_channel(thread)
    told = payloads.channel(thread, backend.world) | {"newly_created": True}
    backend.tell("THREAD_CREATE", told, parent.guild_id)
    return thread


def _holder(channel: Channel) -> Channel:
    if channel.type not in _HOLDS_THREADS:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    return channel


def on_message(backend: Backend, call: Call) -> Reply:
    """Begin a thread on a message; the thread has the message's id."""
    parent = _holder(backend.channel(call.params["channel_id"], Permission.CREATE_PUBLIC_THREADS))
    message = backend.message(parent, call.params["message_id"])
    if message["id"] in backend.world.channels:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    announced = parent.type is ChannelType.ANNOUNCEMENT
    kind = ChannelType.ANNOUNCEMENT_THREAD if announced else ChannelType.PUBLIC_THREAD
    shown = payloads.channel(_begin(backend, parent, message["id"], kind, call.body), backend.world)
    message["flags"] |= Flag.HAS_THREAD
    message["thread"] = shown
    backend.tell_message("MESSAGE_UPDATE", message, parent)
    return Reply(shown, 201)


def begin(backend: Backend, call: Call) -> Reply:
    """Begin a thread without a message, or a post in a forum."""
    channel = backend.channel(call.params["channel_id"])
    if channel.type in FORUMS:
        return _post(backend, channel, call)
    asked = call.body.get("type") or int(ChannelType.PRIVATE_THREAD)
    kind, announced = ChannelType(asked), _holder(channel).type is ChannelType.ANNOUNCEMENT
    if announced is not (kind is ChannelType.ANNOUNCEMENT_THREAD):
        message = "This channel does not take threads of that type"
        raise invalid([Problem(("type",), "BASE_TYPE_CHOICES", message)])
    private = kind is ChannelType.PRIVATE_THREAD
    needed = Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS
    backend.channel(channel.id, needed)
    thread = _begin(backend, channel, backend.ids.make(), kind, call.body)
    if not private:
        notice(backend, channel, _BEGUN_NOTICE, refers_to=thread.id)
    return Reply(payloads.channel(thread, backend.world), 201)


def _post(backend: Backend, forum: Channel, call: Call) -> Reply:
    """Begin a forum post, whose first message shares its id; nonces are ignored."""
    message: Json | None = call.body.get("message")
    if message is None:
        raise invalid([Problem(("message",), "BASE_TYPE_REQUIRED", "This field is required")])
    backend.channel(forum.id, Permission.SEND_MESSAGES | needed_for(message, call.files))
    _check_tags(backend, forum, list(map(str, call.body.get("applied_tags") or ())))
    check(message, call.files, at=("message",))
    id_ = backend.ids.make()
    thread = _begin(backend, forum, id_, ChannelType.PUBLIC_THREAD, call.body)
    bot = backend.world.bot
    first = compose(backend, thread, bot, message, call.files, more={"id": id_})
    first.pop("nonce", None)
    keep(backend, thread, first)
    forum.last_message_id = id_
    return Reply(payloads.channel(thread, backend.world) | {"message": first}, 201)


def _check_tags(backend: Backend, forum: Channel, asked: list[str]) -> None:
    known = {tag.id: tag for tag in forum.tags}
    if forum.require_tag and not asked:
        raise ApiError(400, 40067, "A tag is required to create a forum post in this channel")
    for index, tag_id in enumerate(asked):
        if tag_id not in known:
            message = f"There is no tag {tag_id} in this forum"
            raise invalid([Problem(("applied_tags", index), "FORUM_TAG_UNKNOWN", message)])
        if known[tag_id].moderated:
            backend.channel(forum.id, Permission.MANAGE_THREADS)


def _listed(backend: Backend, threads: list[Channel]) -> Json:
    newest = sorted(threads, key=lambda thread: int(thread.id), reverse=True)
    shown = [payloads.channel(thread, backend.world) for thread in newest]
    return {"threads": shown, "members": [each["member"] for each in shown], "has_more": False}


def active(backend: Backend, call: Call) -> Reply:
    """Give the threads of a guild that the bot can see and that are not archived."""
    guild = backend.guild(call.params["guild_id"])
    threads = [
        one
        for one in guild.channels.values()
        if one.thread is not None and not one.thread.archived and backend.bot_permissions(one)
    ]
    return Reply(_listed(backend, threads))


def archived(backend: Backend, call: Call) -> Reply:
    """Give the archived public threads of a channel."""
    parent = backend.channel(call.params["channel_id"], Permission.READ_MESSAGE_HISTORY)
    threads = [
        one
        for one in backend.world.channels.values()
        if one.parent_id == parent.id
        and one.thread is not None
        and one.thread.archived
        and one.type is not ChannelType.PRIVATE_THREAD
    ]
    return Reply(_listed(backend, threads))


def join(backend: Backend, call: Call) -> Reply:
    """Join a thread; the bot is in those that it began."""
    if backend.channel(call.params["channel_id"]).type not in THREADS:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    return NO_CONTENT


ROUTES = (
    Route("POST", f"{_CHANNEL}/messages/{{message_id}}/threads", on_message),
    Route("POST", f"{_CHANNEL}/threads", begin),
    Route("GET", f"{_CHANNEL}/threads/archived/public", archived),
    Route("PUT", f"{_CHANNEL}/thread-members/@me", join),
    Route("GET", "/guilds/{guild_id}/threads/active", active),
)
