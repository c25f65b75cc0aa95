"""Making and changing messages: from a checked request to what is stored and shown."""

from collections.abc import Mapping

from . import payloads
from .backend import Backend, Upload
from .dressing import dressed, dressed_embeds
from .errors import Problem, invalid
from .jsons import Json
from .mentions import mentions
from .rules.messages import SETTABLE, Flag, check_message
from .state import Channel, Thread, User

_EDITABLE = ("content", "embeds", "components")


def check(
    body: Json,
    files: Mapping[str, Upload],
    *,
    before: Json | None = None,
    at: tuple[str, ...] = (),
) -> None:
    """Refuse a message with these files, by number, or an edit; see `check_message`."""
    names = {upload.filename for upload in files.values()}
    check_message(body, files=names, numbers=files.keys(), before=before, at=at)


def compose(
    backend: Backend,
    channel: Channel,
    author: User,
    body: Json,
    files: Mapping[str, Upload],
    *,
    more: Json | None = None,
) -> Json:
    """Give a new message with an id of its own; `more` overrides what follows from the body."""
    attached = attachments(backend, channel.id, body.get("attachments"), files)
    message: Json = {
        "id": backend.ids.make(),
        "channel_id": channel.id,
        "author": payloads.user(author),
        "type": 0,
        "content": body.get("content") or "",
        "timestamp": backend.timestamp(),
        "edited_timestamp": None,
        "tts": bool(body.get("tts")),
        "pinned": False,
        "embeds": dressed_embeds(body.get("embeds"), attached),
        "components": dressed(body.get("components"), attached, backend.ids.make),
        "attachments": attached,
        "flags": (body.get("flags") or 0) & SETTABLE,
        **mentions(backend, channel, body),
    }
    if body.get("nonce") is not None:
        message["nonce"] = body["nonce"]
    if reference := body.get("message_reference"):
        message |= _reply(backend, channel, reference)
    return message | (more or {})


def _reply(backend: Backend, channel: Channel, reference: Json) -> Json:
    target = backend.world.messages_in(channel.id).get(str(reference["message_id"]))
    if target is None and reference.get("fail_if_not_exists", True) is not False:
        message = "Unknown message"
        raise invalid([Problem(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", message)])
    if target is None:
        return {}
    pointer = {"type": 0, "channel_id": channel.id, "message_id": target["id"]}
    return {"type": 19, "message_reference": pointer, "referenced_message": target}


def change(
    backend: Backend, channel: Channel, message: Json, body: Json, files: Mapping[str, Upload]
) -> None:
    """Apply an edit to a message in place; what the body does not name stays."""
    if "attachments" in body or files:
        kept = {each["id"]: each for each in message["attachments"]}
        listed = body.get("attachments")
        wanted = list(kept.values()) if listed is None else listed
        message["attachments"] = attachments(backend, channel.id, wanted, files, kept)
    attached: list[Json] = message["attachments"]
    if "content" in body:
        message["content"] = body["content"] or ""
    if "embeds" in body:
        message["embeds"] = dressed_embeds(body["embeds"], attached)
    if "components" in body:
        message["components"] = dressed(body["components"], attached, backend.ids.make)
    if body.get("flags") is not None:
        fixed = message["flags"] & (~SETTABLE | Flag.COMPONENTS_V2)
        message["flags"] = fixed | body["flags"] & SETTABLE
    if any(name in body for name in _EDITABLE):
        shown = {name: message[name] for name in _EDITABLE}
        message.update(mentions(backend, channel, shown | _allowed(body)))
    message["edited_timestamp"] = backend.timestamp()


def _allowed(body: Json) -> Json:
    return {"allowed_mentions": body["allowed_mentions"]} if body.get("allowed_mentions") else {}


def attachments(
    backend: Backend,
    channel_id: str,
    described: list[Json] | None,
    files: Mapping[str, Upload],
    kept: Mapping[str, Json] | None = None,
) -> list[Json]:
    """Give the attachments of a message: those kept, and each uploaded file, which is stored."""
    by_key = {str(each["id"]): each for each in described or ()}
    result = [each for id_, each in (kept or {}).items() if id_ in by_key]
    for key, upload in files.items():
        id_ = backend.ids.make()
        backend.uploads.add(id_, upload, len(upload.data))
        url = f"{backend.url}/attachments/{channel_id}/{id_}/{upload.filename}"
        shown: Json = {
            "id": id_,
            "filename": upload.filename,
            "size": len(upload.data),
            "url": url,
            "proxy_url": url,
            "content_type": upload.content_type,
        }
        if text := by_key.get(key, {}).get("description"):
            shown["description"] = text
        result.append(shown)
    return result


def keep(backend: Backend, channel: Channel, message: Json) -> None:
    """Put a message where everybody in the channel sees it, and tell of it."""
    backend.world.add_message(channel.id, message)
    channel.last_message_id = message["id"]
    if channel.thread is not None:
        # What a forum post begins with does not count, and has the id of its thread.
        channel.thread.messages += message["id"] != channel.id
        _open_again(backend, channel, channel.thread)
    backend.tell_message("MESSAGE_CREATE", message, channel)


def _open_again(backend: Backend, channel: Channel, thread: Thread) -> None:
    """Take a thread out of the archive, as any message in it does."""
    if thread.archived:
        thread.archived = False
        backend.tell("THREAD_UPDATE", payloads.channel(channel, backend.world), channel.guild_id)


def delete(backend: Backend, channel: Channel, message_id: str) -> None:
    """Take a message out of a channel, its pin with it, and tell of it."""
    del backend.world.messages_in(channel.id)[message_id]
    backend.world.pins.get(channel.id, {}).pop(message_id, None)
    gone: Json = {"id": message_id, "channel_id": channel.id}
    if channel.guild_id is not None:
        gone["guild_id"] = channel.guild_id
    backend.tell_message("MESSAGE_DELETE", gone, channel)


def notice(backend: Backend, channel: Channel, kind: int, *, refers_to: str | None = None) -> None:
    """Post what Discord itself says in a channel: that something was pinned, a thread begun."""
    more: Json = {"type": kind}
    if refers_to is not None:
        pointer = {"type": 0, "channel_id": channel.id, "message_id": refers_to}
        more["message_reference"] = pointer
    keep(backend, channel, compose(backend, channel, backend.world.bot, {}, {}, more=more))
