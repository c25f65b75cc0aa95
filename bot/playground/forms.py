"""Filling in a modal as Discord's clients do, with their checks.

https://discord.com/developers/docs/components/reference#label
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from .backend import Upload
from .controls import by_value_or_label, pick
from .dressing import numbered
from .jsons import Json, is_list
from .options import Resolver
from .rules.walk import SELECTS, Type
from .typed import NotPossible

_MAX_TEXT = 4000


def filled(modal: Json, fields: Mapping[str, object], resolver: Resolver) -> Json:
    """Give the `data` of submitting a modal, its fields named by custom_id or label.

    A field that is not named keeps what it was opened with. Raises NotPossible for what a
    client would not send.
    """
    given = dict(fields)
    parts = [_part(part, given, resolver) for part in numbered(modal["components"])]
    if given:
        known = list(_names(modal))
        name = next(iter(given))
        near = get_close_matches(name, known, n=3, cutoff=0.6) or known
        raise NotPossible(f"The form has no field {name}. It has: {', '.join(near)}.")
    data: Json = {"custom_id": modal["custom_id"], "components": parts}
    return data | ({"resolved": resolver.resolved} if resolver.resolved else {})


def _part(part: Json, given: dict[str, object], resolver: Resolver) -> Json:
    sent: Json = {"type": part["type"], "id": part["id"]}
    match part["type"]:
        case Type.LABEL:
            field = part["component"]
            return sent | {"component": _field(field, part["label"], given, resolver)}
        case Type.ACTION_ROW:
            inner = [_field(one, one["label"], given, resolver) for one in part["components"]]
            return sent | {"components": inner}
        case _:
            return sent


def _field(field: Json, label: str, given: dict[str, object], resolver: Resolver) -> Json:
    value = given.pop(field["custom_id"], given.pop(label, None))
    sent: Json = {"type": field["type"], "id": field["id"], "custom_id": field["custom_id"]}
    match field["type"]:
        case Type.TEXT_INPUT:
            return sent | {"value": _text(field, label, value)}
        case Type.CHECKBOX:
            return sent | {"value": bool(field.get("default")) if value is None else bool(value)}
        case Type.RADIO_GROUP:
            chosen = _several(field, label, value, resolver)
            return sent | {"value": chosen[0] if chosen else None}
        case _:
            return sent | {"values": _several(field, label, value, resolver)}


def _text(field: Json, label: str, value: object) -> str:
    text = str(field.get("value") or "") if value is None else str(value)
    required = field.get("required") is not False
    least = field.get("min_length") or (1 if required else 0)
    most = field.get("max_length") or _MAX_TEXT
    if text and not least <= len(text) <= most:
        raise NotPossible(f"{label}: write {least} to {most} characters ({len(text)} now).")
    if required and not text:
        raise NotPossible(f"{label}: this field is required.")
    return text


def _several(field: Json, label: str, value: object, resolver: Resolver) -> list[str]:
    """Give the values of a select, a group of boxes or a file upload."""
    options: list[Json] = field.get("options") or []
    chosen: list[object] = [each["value"] for each in options if each.get("default")]
    if value is not None:
        chosen = value if is_list(value) else [value]
    if not chosen:
        if field.get("required") is not False:
            raise NotPossible(f"{label}: this field is required.")
        return []
    if field["type"] in SELECTS:
        return pick(field, [str(each) for each in chosen], resolver)
    least = field.get("min_values") or 0
    most = field.get("max_values") or len(field.get("options") or ()) or 1
    if not least <= len(chosen) <= most:
        raise NotPossible(f"{label}: choose {least} to {most}.")
    return [_one(field, label, each, resolver) for each in chosen]


def _one(field: Json, label: str, value: object, resolver: Resolver) -> str:
    if field["type"] != Type.FILE_UPLOAD:
        return by_value_or_label(field["options"], str(value))
    if not isinstance(value, Upload):
        raise NotPossible(f"{label}: hand over a file.")
    return resolver.file(value)


def _names(modal: Json) -> Iterator[str]:
    for part in modal["components"]:
        if part["type"] == Type.LABEL:
            yield part["label"]
        for inner in part.get("components") or ():
            yield inner["label"]
