"""Which file of an upload holds what: told by its place in a pack, its name, or its fields."""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Literal, TypeAlias

from bot.domain.revisions import RecordType

from .archives import Member
from .decoding import UnreadableError, decode
from .files import MONTH_FILES, UNDATED
from .writing import fields_of

Holds: TypeAlias = RecordType | Literal["hidden"]

HIDDEN = "hidden.yaml"

_LISTS: Mapping[str, Holds] = {
    "sources.yaml": "source",
    "places.yaml": "place",
    "people.yaml": "person",
    "events.yaml": "event",
    HIDDEN: "hidden",
    UNDATED: "event",
    **dict.fromkeys(MONTH_FILES, "event"),
}
_AT_ROOT = ("sources.yaml", "places.yaml", HIDDEN)
_FOLDERS = ("people", "topics", "calendar")
_BESIDE = (
    "pack.yaml",
    "README.md",
    "EDITORIAL.md",
    "schema",
    "__MACOSX",
    "Thumbs.db",
    "desktop.ini",
)
_LISTED: tuple[RecordType, ...] = ("event", "person", "place", "source")
_FIELD = re.compile(r"(?:^|[-{,]) *([a-z_]+):(?=\s)", re.MULTILINE)
_LOOKED_AT = 20_000  # characters, in which the fields of a few records are found
_FEWEST = 3  # fields of a record, from which on they tell its type


def held_by_list(name: str, data: bytes) -> Holds | None:
    """Tell what a YAML file by itself holds, by its name or else by the fields in it."""
    return _LISTS.get(f"{PurePosixPath(name.lower()).stem}.yaml") or _by_fields(data)


def held_in_pack(path: PurePosixPath) -> Holds | None:
    """Tell what a file of a pack holds; None for one that a pack does not have."""
    match path.parts:
        case (name,) if name in _AT_ROOT:
            return _LISTS[name]
        case ("people", name) if name.endswith(".yaml"):
            return "person"
        case ("topics", name) if name.endswith(".md"):
            return "topic"
        case ("calendar", name) if name in MONTH_FILES or name == UNDATED:
            return "event"
        case _:
            return None


def in_pack(members: Sequence[Member]) -> list[tuple[PurePosixPath, Member]]:
    """Give the files in order of their paths in a pack, without what lies beside its records.

    A pack may lie in one folder of the zip, as it does where its folder was packed.
    """
    found = sorted((member.path, member) for member in members if not _is_beside(member.path.parts))
    first = {path.parts[0] for path, _ in found if len(path.parts) > 1}
    folder = first.pop() if len(first) == 1 else ""
    if not folder or folder in _FOLDERS or any(len(path.parts) == 1 for path, _ in found):
        return found
    return [(path.relative_to(folder), member) for path, member in found]


def _is_beside(parts: Sequence[str]) -> bool:
    return any(part in _BESIDE or part.startswith(".") for part in parts)


def _by_fields(data: bytes) -> RecordType | None:
    try:
        text = decode(data)
    except UnreadableError:
        return "event"  # whoever reads it tells why it cannot be read
    fields = set(_FIELD.findall(text[:_LOOKED_AT]))
    counts: dict[RecordType, int] = {
        type_: len(fields.intersection(fields_of(type_))) for type_ in _LISTED
    }
    most = max(counts.values())
    likely: list[RecordType] = [type_ for type_, number in counts.items() if number == most]
    return likely[0] if len(likely) == 1 and most >= _FEWEST else None
