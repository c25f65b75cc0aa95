"""What a form was filled in with, in so few characters that the `custom_id` of the form holds them."""

import hashlib
import json
from collections.abc import Mapping

from bot.domain.revisions import Value

_BYTES = 3  # of a mark: five fields are 34 characters, and one mark in millions is another's


def marks(values: Mapping[str, Value]) -> str:
    """Mark the fields of a form with what stands in each when it is opened."""
    return ".".join(_mark(name, value) for name, value in values.items())


def touched(values: Mapping[str, Value], before: str) -> dict[str, Value]:
    """Give what was typed over: the fields of a form that say something else than its marks."""
    known = frozenset(before.split("."))
    return {name: value for name, value in values.items() if _mark(name, value) not in known}


def _mark(name: str, value: Value) -> str:
    said = json.dumps([name, value or ""], sort_keys=True)  # an empty list is an empty text
    return hashlib.blake2s(said.encode(), digest_size=_BYTES).hexdigest()
