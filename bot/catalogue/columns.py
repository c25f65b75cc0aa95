"""What in the columns of a text made it no YAML: a field too deep, a dash without its space."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Self

from .decoding import Trouble

_FIELD = re.compile(r"( *)(- +|)([a-z_]+):(?: +(\S.*))?$")
_JOINED = re.compile(r" *-([a-z_]+):(?: |$)")
_NO_DASH = "Is a `- ` missing before `id`? Each entry starts with one, in the same column."
_FAR = 200  # lines that are looked at above the one at fault; no entry is longer


class _Field(NamedTuple):
    """A line that begins a field; columns count from 0, `dash` is its own column without one."""

    dash: int
    column: int
    name: str
    has_value: bool

    @classmethod
    def of(cls, line: str) -> Self | None:
        found = _FIELD.match(line)
        if found is None:
            return None
        indent, dash, name, value = found.groups()
        return cls(len(indent), len(indent) + len(dash), name, bool(value))


def misplaced(lines: Sequence[str], number: int) -> Trouble | None:
    """Find what stands in the wrong column, at the line where YAML was lost or just above it."""
    for at in range(number, max(number - _FAR, 0), -1):
        line = lines[at - 1] if at <= len(lines) else ""
        if joined := _JOINED.match(line):
            return at, f"Put a space behind the dash: `- {joined[1]}:`."
        if line.lstrip().startswith("-"):
            break
    here = _Field.of(lines[number - 1]) if number <= len(lines) else None
    if here is None or here.dash < here.column:
        return None
    told = _beside(here, list(_fields_above(lines, number)))
    return (number, told) if told else None


def _fields_above(lines: Sequence[str], number: int) -> Iterator[_Field]:
    for line in reversed(lines[max(number - 1 - _FAR, 0) : number - 1]):
        field = _Field.of(line)
        if field is not None:
            yield field


def _beside(here: _Field, above: Sequence[_Field]) -> str:
    if above and above[0].has_value and above[0].column < here.column:
        is_entry = above[0].name == "id" and above[0].dash == above[0].column
        return _NO_DASH if is_entry else _two_columns(here, above[0])
    entry = next(
        (each for each in above if each.dash < each.column and each.dash <= here.dash), None
    )
    if entry is None:
        return ""
    if entry.dash < here.column < entry.column:
        return _two_columns(here, entry)
    if here.column == entry.dash and here.name == entry.name == "id":
        return _NO_DASH
    return ""


def _two_columns(here: _Field, other: _Field) -> str:
    return (
        f"`{here.name}` starts in column {here.column + 1}, `{other.name}` above it in column "
        f"{other.column + 1}: start each field of an entry in the same column, and put a text "
        "with a colon in quotes."
    )
