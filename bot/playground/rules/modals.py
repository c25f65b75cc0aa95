"""What Discord asks of a modal and of autocomplete choices beyond their shape.

https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from collections.abc import Iterator

from bot.playground.errors import Problem
from bot.playground.jsons import Json

from .components import select_problems
from .walk import SELECTS, Type, walk

MAX_FIELDS = 5
_MAX_CHOICES = 25
_MAX_CHOICE = 100
_ASIDE = frozenset({Type.LABEL, Type.ACTION_ROW, Type.TEXT_DISPLAY})


def modal_problems(modal: Json) -> Iterator[Problem]:
    """List the faults of a modal: too many parts, repeated custom ids, bounds out of reach."""
    parts: list[Json] = modal["components"]
    if len(parts) > MAX_FIELDS:
        message = f"Must be between 1 and {MAX_FIELDS} in length."
        yield Problem(("components",), "BASE_TYPE_BAD_LENGTH", message)
    seen: set[str] = set()
    for path, component in walk(parts, ("components",)):
        if component["type"] in _ASIDE:
            continue
        custom_id = component["custom_id"]
        if custom_id in seen:
            message = "Component custom_id cannot be duplicated"
            yield Problem((*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message)
        seen.add(custom_id)
        if component["type"] in SELECTS:
            yield from select_problems(path, component)
        if component["type"] == Type.TEXT_INPUT:
            yield from _text_input(path, component)


def _text_input(path: tuple[str | int, ...], field: Json) -> Iterator[Problem]:
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if least > most:
        message = "min_length cannot be greater than max_length"
        yield Problem((*path, "min_length"), "TEXT_INPUT_MIN_LENGTH_TOO_LARGE", message)
    value = field.get("value")
    if value and len(value) > most:
        message = f"Must be {most} or fewer in length."
        yield Problem((*path, "value"), "BASE_TYPE_MAX_LENGTH", message)


def choice_problems(choices: list[Json]) -> Iterator[Problem]:
    """List the faults of choices: more than 25, or a name or value over 100 characters."""
    if len(choices) > _MAX_CHOICES:
        message = f"Must be {_MAX_CHOICES} or fewer in length."
        yield Problem(("choices",), "BASE_TYPE_MAX_LENGTH", message)
    for index, choice in enumerate(choices):
        for name in ("name", "value"):
            text = choice.get(name)
            if isinstance(text, str) and not 1 <= len(text) <= _MAX_CHOICE:
                message = f"Must be between 1 and {_MAX_CHOICE} in length."
                yield Problem(("choices", index, name), "BASE_TYPE_BAD_LENGTH", message)
