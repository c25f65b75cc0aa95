"""JSON as the playground passes it about."""

from typing import Any, TypeGuard

Json = dict[str, Any]
"""A JSON object."""


def is_object(value: object) -> TypeGuard[Json]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a JSON value is a list."""
    return isinstance(value, list)


def within(table: Json, *names: str) -> Any:
    """Follow names into an object; None as soon as one is missing or null."""
    value: Any = table
    for name in names:
        value = None if value is None else value.get(name)
    return value
