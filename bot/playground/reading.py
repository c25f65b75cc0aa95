"""What a person sees of a message: its text in reading order, its buttons, its choices."""

import re
from collections.abc import Iterator

from .jsons import Json, within
from .rules.messages import Flag
from .rules.walk import SELECTS, Type, walk

_HIDDEN = "(hidden until clicked)"
_SPOILER = re.compile(r"\|\|.+?\|\|", re.DOTALL)


def text(message: Json) -> str:
    """All visible text of a message, a line or more for each part, in reading order."""
    parts = [message.get("content") or ""]
    for embed in message.get("embeds") or ():
        parts += _embed(embed)
    for component in message.get("components") or ():
        parts += _component(component)
    if not message.get("flags", 0) & Flag.COMPONENTS_V2:
        parts += [f"[{each['filename']}]" for each in message.get("attachments") or ()]
    return "\n".join(part for part in parts if part)


def beginning(message: Json, most: int = 160) -> str:
    """Give the first so many characters that a message shows before anything hidden is opened."""
    shown = text(message).partition(_HIDDEN)[0]
    return _SPOILER.sub("▮▮▮", shown).strip()[:most]


def buttons(message: Json) -> list[str]:
    """Give the labels of a message's buttons (emoji where there are none), disabled or not."""
    return [label(one) for one in _of_type(message, {Type.BUTTON})]


def selects(message: Json) -> list[Json]:
    """Give the selects of a message, as Discord writes them."""
    return list(_of_type(message, SELECTS))


def options(message: Json) -> list[str]:
    """Give the labels of the options of all a message's selects, in order."""
    return [option["label"] for one in selects(message) for option in one.get("options") or ()]


def label(component: Json) -> str:
    """Give what is written on a button, or in an empty select."""
    emoji = within(component, "emoji", "name")
    return component.get("label") or component.get("placeholder") or emoji or ""


def _of_type(message: Json, types: frozenset[Type] | set[Type]) -> Iterator[Json]:
    return (one for _, one in walk(message.get("components") or []) if one["type"] in types)


def _embed(embed: Json) -> Iterator[str]:
    yield within(embed, "author", "name") or ""
    yield embed.get("title") or ""
    yield embed.get("description") or ""
    for field in embed.get("fields") or ():
        yield f"{field['name']}: {field['value']}"
    yield within(embed, "footer", "text") or ""


def _component(component: Json) -> Iterator[str]:
    """Give the text of one component; a spoilered one says so before what it hides."""
    if component.get("spoiler"):
        yield _HIDDEN
    match component["type"]:
        case Type.TEXT_DISPLAY:
            yield component["content"]
        case Type.FILE:
            yield f"[{component['file']['url'].rpartition('/')[2]}]"
        case Type.LABEL:
            yield component["label"]
            yield component.get("description") or ""
        case _:
            yield _described(component)
    yield from map(_described, component.get("items") or ())
    inside: list[Json] = [*(component.get("components") or ()), component.get("accessory") or {}]
    for inner in filter(None, inside):
        yield from _component(inner)


def _described(media: Json) -> str:
    return f"[{media['description']}]" if media.get("description") else ""
