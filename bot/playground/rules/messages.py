"""What Discord asks of a message beyond its shape: lengths, totals, what excludes what.

https://discord.com/developers/docs/resources/message#create-message
"""

from collections.abc import Collection, Iterator
from enum import IntFlag

from bot.playground.errors import ApiError, Problem, invalid
from bot.playground.jsons import Json, within

from .components import component_problems

MAX_CONTENT = 2000
MAX_EMBED_TEXT = 6000
MAX_FLAGS = (1 << 63) - 1
_NOT_WITH_V2 = ("content", "embeds", "poll", "sticker_ids")


class Flag(IntFlag):
    """Message flags that the playground knows."""

    CROSSPOSTED = 1 << 0
    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


SETTABLE = Flag.SUPPRESS_EMBEDS | Flag.SUPPRESS_NOTIFICATIONS | Flag.COMPONENTS_V2


def check_message(
    body: Json,
    *,
    files: set[str],
    numbers: Collection[str] = (),
    before: Json | None = None,
    at: tuple[str, ...] = (),
) -> None:
    """Refuse a message, or an edit of the message `before`, that Discord would refuse.

    `files` are the names of the files that come with it, `numbers` those of their form fields.
    Raises 50035 with the faulty fields named below `at`, 50006 for a message with nothing in it.
    """
    problems = [*_problems(body, files, before), *_attachments(body, numbers, before)]
    if problems:
        raise invalid(problem.under(*at) for problem in problems)
    after = body if before is None else before | body
    after = after | {"content": (after.get("content") or "").strip()}
    told = ("content", "embeds", "components", "attachments", "poll", "sticker_ids")
    if not files and not body.get("message_reference") and not any(map(after.get, told)):
        raise ApiError(400, 50006, "Cannot send an empty message")


def _problems(body: Json, files: set[str], before: Json | None) -> Iterator[Problem]:
    yield from flag_problems(body)
    was_v2 = bool(before and before["flags"] & Flag.COMPONENTS_V2)
    v2 = was_v2 or bool((body.get("flags") or 0) & Flag.COMPONENTS_V2)
    if v2:
        yield from _exclusive(body if was_v2 else (before or {}) | body)
    if len(body.get("content") or "") > MAX_CONTENT:
        message = f"Must be {MAX_CONTENT} or fewer in length."
        yield Problem(("content",), "BASE_TYPE_MAX_LENGTH", message)
    if body.get("enforce_nonce") and body.get("nonce") in {None, ""}:
        yield Problem(("nonce",), "BASE_TYPE_REQUIRED", "enforce_nonce needs a nonce")
    yield from _mentions(body.get("allowed_mentions") or {})
    yield from _embeds(body.get("embeds") or [])
    known = files | {each["filename"] for each in (before or {}).get("attachments", ())}
    yield from component_problems(body.get("components") or [], v2=v2, files=known)


def flag_problems(body: Json) -> Iterator[Problem]:
    """List the faults of a body's flags."""
    flags: int = body.get("flags") or 0
    if flags < 0:
        message = "int value should be greater than or equal to 0."
        yield Problem(("flags",), "NUMBER_TYPE_MIN", message)
    if flags > MAX_FLAGS:
        message = f"int value should be less than or equal to {MAX_FLAGS}."
        yield Problem(("flags",), "NUMBER_TYPE_MAX", message)


def _mentions(allowed: Json) -> Iterator[Problem]:
    for kind in ("users", "roles"):
        if kind in (allowed.get("parse") or ()) and allowed.get(kind):
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            code = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
            yield Problem(("allowed_mentions",), code, message)


def _attachments(body: Json, numbers: Collection[str], before: Json | None) -> Iterator[Problem]:
    """Each entry describes a file that comes with the request, or one that the message has."""
    known = {*numbers, *(each.get("id") for each in (before or {}).get("attachments", ()))}
    for index, each in enumerate(body.get("attachments") or ()):
        if str(each["id"]) not in known:
            message = f"There is no file for attachment {each['id']}"
            yield Problem(("attachments", index, "id"), "ATTACHMENT_NOT_FOUND", message)


def _exclusive(message: Json) -> Iterator[Problem]:
    for name in _NOT_WITH_V2:
        if message.get(name):
            text = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            yield Problem((name,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text)


def _embeds(embeds: list[Json]) -> Iterator[Problem]:
    if sum(map(embed_length, embeds)) > MAX_EMBED_TEXT:
        message = f"Embed size exceeds maximum size of {MAX_EMBED_TEXT}"
        yield Problem(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", message)
    for index, embed in enumerate(embeds):
        if not any(embed.get(name) for name in _EMBED_PARTS):
            yield Problem(
                ("embeds", index, "description"), "BASE_TYPE_REQUIRED", "This field is required"
            )


_EMBED_PARTS = (
    "title", "description", "fields", "footer", "author", "image", "thumbnail", "video", "url",
)  # fmt: skip


def embed_length(embed: Json) -> int:
    """Count the characters of an embed that count towards the 6,000 of a message."""
    texts: list[str | None] = [embed.get("title"), embed.get("description")]
    texts.append(within(embed, "footer", "text"))
    texts.append(within(embed, "author", "name"))
    for field in embed.get("fields") or ():
        texts += [field.get("name"), field.get("value")]
    return sum(len(text) for text in texts if text)
