"""What differs between two bodies of a record, to be read by people: field by field, sentence by sentence."""

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.revisions import Body, Value

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_AROUND = 1  # lines that both have, shown beside those that differ
_GAP = "…"
# Comparing takes the longer the more lines there are, and the more often one line comes.
_MOST_COMPARED = 400
_USUAL = 4


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs; each line begins with `-`, `+` or a space for what both have."""

    field: str
    lines: tuple[str, ...]


def differences(before: Body | None, after: Body | None) -> tuple[Difference, ...]:
    """Give the fields that differ, in the order of the newer body; None has no fields at all."""
    old, new = before or {}, after or {}
    fields = dict.fromkeys([*new, *old])
    return tuple(
        Difference(field, tuple(_compared(_lines(old.get(field)), _lines(new.get(field)))))
        for field in fields
        if old.get(field) != new.get(field)
    )


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    begun = _in_common(old, new)
    ended = _in_common(old[begun:][::-1], new[begun:][::-1])
    yield from _between(old[:begun], is_begun=False, is_ended=True)
    yield from _changed(old[begun : len(old) - ended], new[begun : len(new) - ended])
    yield from _between(old[len(old) - ended :], is_begun=True, is_ended=False)


def _in_common(old: Sequence[str], new: Sequence[str]) -> int:
    """Count the lines with which both begin."""
    pairs = zip(old, new, strict=False)
    return next(
        (at for at, (one, other) in enumerate(pairs) if one != other), min(len(old), len(new))
    )


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Yield what differs between the first lines that do and the last ones."""
    blocks: Sequence[tuple[str, int, int, int, int]] = [("replace", 0, len(old), 0, len(new))]
    if max(len(old), len(new)) <= _MOST_COMPARED:
        counted = Counter(new)
        matcher = difflib.SequenceMatcher(
            lambda line: counted[line] > _USUAL, old, new, autojunk=False
        )
        blocks = matcher.get_opcodes()
    for tag, first, last, first_new, last_new in blocks:
        if tag == "equal":
            yield from _between(old[first:last], is_begun=True, is_ended=True)
            continue
        yield from (f"- {line}".rstrip() for line in old[first:last])
        yield from (f"+ {line}".rstrip() for line in new[first_new:last_new])


def _between(lines: Sequence[str], *, is_begun: bool, is_ended: bool) -> Iterator[str]:
    """Yield what stands right after a change, and right before one, of lines that both have."""
    after = lines[: _AROUND if is_begun else 0]
    before = lines[max(len(after), len(lines) - (_AROUND if is_ended else 0)) :]
    left_out = len(lines) - len(after) - len(before)
    yield from (f"  {line}".rstrip() for line in after)
    if left_out:
        yield f"  {_GAP}"
    yield from (f"  {line}".rstrip() for line in before)


def _lines(value: "Value | None") -> Sequence[str]:
    match value:
        case None:
            return ()
        case str():
            return [part for line in value.splitlines() for part in _SENTENCE.split(line)]
        case list():
            return [_item(each) for each in value]
        case dict():
            return [_item(value)]


def _item(value: Value) -> str:
    match value:
        case dict():
            return ", ".join(f"{name}: {_item(each)}" for name, each in value.items())
        case list():
            return ", ".join(map(_item, value))
        case str():
            return value
