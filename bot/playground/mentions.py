"""Whom a message pings: what its text names, as far as allowed_mentions and permissions let it.

https://discord.com/developers/docs/resources/message#allowed-mentions-object
"""

import re

from . import payloads
from .backend import Backend
from .jsons import Json
from .permissions import Permission
from .rules.walk import Type, walk
from .state import Channel

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")


def mentions(backend: Backend, channel: Channel, body: Json) -> Json:
    """Give the `mentions`, `mention_roles` and `mention_everyone` of a message of the bot."""
    texts = [body.get("content") or ""]
    for _, component in walk(body.get("components") or []):
        if component["type"] == Type.TEXT_DISPLAY:
            texts.append(component["content"])
    text = "\n".join(texts)
    allowed: Json | None = body.get("allowed_mentions")
    users = _permitted(allowed, "users", _USER.findall(text))
    roles = _permitted(allowed, "roles", _ROLE.findall(text))
    everyone = allowed is None or "everyone" in (allowed.get("parse") or ())
    may = bool(backend.bot_permissions(channel) & Permission.MENTION_EVERYONE)
    people = [backend.world.users[id_] for id_ in users if id_ in backend.world.users]
    return {
        "mentions": [payloads.user(person) for person in people],
        "mention_roles": _pinging_roles(backend, channel, roles, may_any=may),
        "mention_everyone": everyone and may and bool(_EVERYONE.search(text)),
    }


def _permitted(allowed: Json | None, kind: str, named: list[str]) -> list[str]:
    """Of those named in the text, in order and once each, the ones that may be pinged."""
    once = list(dict.fromkeys(named))
    if allowed is None or kind in (allowed.get("parse") or ()):
        return once
    listed = set(map(str, allowed.get(kind) or ()))
    return [id_ for id_ in once if id_ in listed]


def _pinging_roles(
    backend: Backend, channel: Channel, roles: list[str], *, may_any: bool
) -> list[str]:
    if channel.guild_id is None:
        return []
    known = backend.world.guilds[channel.guild_id].roles
    return [id_ for id_ in roles if id_ in known and (may_any or known[id_].mentionable)]
