"""JSON as the playground passes it about."""

import json
import math
from typing import Any, NoReturn, TypeGuard

Json = dict[str, Any]
"""A JSON object."""
_DEEPEST = 100


def is_object(value: object) -> TypeGuard[Json]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a JSON value is a list."""
    return isinstance(value, list)


def is_whole(value: object) -> TypeGuard[int]:
    """Tell whether a JSON value is a whole number; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def within(table: Json, *names: str) -> Any:
    """Follow names into an object; None as soon as one is missing or null."""
    value: Any = table
    for name in names:
        value = None if value is None else value.get(name)
    return value


def read_json(raw: bytes | str) -> Any:
    """Read what a client sent; 1.0 is read as 1, as Discord's description takes it.

    Raises ValueError for what is no JSON, is nested more than 100 deep, or holds NaN, infinity,
    or half of a surrogate pair, all of which Python alone would let through.
    """
    text = raw if isinstance(raw, str) else raw.decode()
    try:
        value = json.loads(text, parse_constant=_not_a_number, parse_float=_number)
    except RecursionError:
        raise ValueError("The JSON is nested too deeply.") from None
    if text.count("[") + text.count("{") > _DEEPEST and _depth_exceeds(value, _DEEPEST):
        raise ValueError("The JSON is nested too deeply.")
    if "\\u" in text:  # the only way for a lone surrogate into text that was UTF-8
        json.dumps(value, ensure_ascii=False).encode()
    return value


def size(value: object) -> int:
    """Count the characters that a JSON value takes when written."""
    return len(json.dumps(value))


def _not_a_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON.")


def _number(text: str) -> int | float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text} is too large a number.")
    return int(value) if value.is_integer() else value


def _depth_exceeds(value: object, deepest: int) -> bool:
    level: list[object] = [value]
    for _ in range(deepest):
        below: list[object] = []
        for each in level:
            if is_object(each):
                below += each.values()
            elif is_list(each):
                below += each
        level = [each for each in below if is_object(each) or is_list(each)]
        if not level:
            return False
    return True
