"""What is kept of a server as Discord describes it, and what of its channels, roles and threads."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

Payload: TypeAlias = Mapping[str, Any]
"""What Discord sends of something; of what discord.py's own types say of it nothing is needed here."""
Trimmed: TypeAlias = dict[str, Any]

_CHANNELS = frozenset({0, 5, 15, 16})
"""Text, announcement, forum and media channels: what is posted in, or has threads that may be."""
_OF_GUILD = (
    "id", "name", "owner_id", "unavailable", "member_count",
    "system_channel_id", "public_updates_channel_id",
)  # fmt: skip
# Of what is missing here discord.py makes an unknown value for each server.
_LEFT_OUT = {"verification_level": 0, "default_message_notifications": 0}
_OF_CHANNEL = (
    "id", "type", "name", "parent_id", "position", "permission_overwrites", "flags",
    "default_auto_archive_duration",
)  # fmt: skip
_OF_ROLE = ("id", "name", "permissions", "position", "managed", "mentionable")
_OF_TAG = ("id", "name", "moderated", "emoji_id", "emoji_name")
_OF_THREAD = (
    "id", "type", "name", "parent_id", "owner_id", "message_count", "member_count", "applied_tags",
)  # fmt: skip
_OF_METADATA = ("archived", "auto_archive_duration", "archive_timestamp", "locked")


def of_guild(guild: Payload, me: int | None) -> Trimmed:
    """Keep what a server is called and where it is told things, and of its members ourselves.

    Its channels, roles and threads are kept elsewhere.
    """
    kept = _some(guild, _OF_GUILD)
    members: Iterable[Payload] = guild.get("members", ())
    kept |= _LEFT_OUT
    return kept | {"members": [each for each in members if int(each["user"]["id"]) == me]}


def of_channel(channel: Payload) -> Trimmed | None:
    """Keep what tells who may do what in a channel, and a forum's tags; None for one of no use."""
    if channel["type"] not in _CHANNELS:
        return None
    kept = _some(channel, _OF_CHANNEL)
    if tags := channel.get("available_tags"):
        kept["available_tags"] = [_some(tag, _OF_TAG) for tag in tags]
    return kept


def of_role(role: Payload) -> Trimmed:
    """Keep what a role is called, what it may do, and whether it may be pinged."""
    return _some(role, _OF_ROLE)


def of_thread(thread: Payload) -> Trimmed | None:
    """Keep what a thread is called and where it hangs; None for an archived one.

    Discord does not list those, and tells of each that comes back to life.
    """
    metadata: Payload = thread["thread_metadata"]
    if metadata["archived"]:
        return None
    return _some(thread, _OF_THREAD) | {"thread_metadata": _some(metadata, _OF_METADATA)}


def _some(payload: Payload, names: Iterable[str]) -> Trimmed:
    return {name: payload[name] for name in names if name in payload}
