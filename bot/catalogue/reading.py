"""Strict YAML: a document as text, lists and mappings, with the line of each key and item.

It is read from libyaml's event stream: building the document ourselves keeps every scalar a
string (`no` and `12:30` too), refuses what the plain loader lets pass (duplicate keys, anchors,
tags), and stops before a nesting that would crash the process.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, cast

import yaml

from bot.domain.errors import HostError

from .comments import lost_behind
from .decoding import MOST_TROUBLES, Trouble, UnreadableError
from .texts import quoted
from .yaml_faults import explain

Node: TypeAlias = str | list["Node"] | dict[str, "Node"] | None
"""What YAML says: an empty value, and an empty document, is None."""
Lines: TypeAlias = int | list["Lines"] | dict[str, "Lines"]
"""The lines of a node, in its shape; a list's own line is its item 0, a mapping's its key ``""``."""

MOST_LEVELS = 12
MOST_KEYS = 200
MOST_ITEMS = 10_000
MOST_NODES = 200_000

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_STREAM_END: type = yaml.StreamEndEvent
_MAPPING: type = yaml.MappingStartEvent
_MAPPING_END: type = yaml.MappingEndEvent
_SEQUENCE_END: type = yaml.SequenceEndEvent
_SCALAR: type = yaml.ScalarEvent
_ALIAS: type = yaml.AliasEvent


class _Mark(Protocol):
    line: int


class _Event(Protocol):
    """What libyaml's events have; each kind has some of it."""

    start_mark: _Mark
    value: str
    style: str
    anchor: str | None
    tag: str | None
    version: object
    tags: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One YAML document; `troubles` are faults that left the rest of it readable."""

    node: Node
    lines: Lines
    troubles: list[Trouble]


def read(text: str) -> Document:
    """Read the one document of a YAML text; raises UnreadableError when there is no telling."""
    if not getattr(yaml, "__with_libyaml__", False):
        raise HostError("PyYAML was built without libyaml: install the PyYAML wheel from PyPI.")
    reader = _Reader(text)
    try:
        node, lines = reader.document()
    except yaml.YAMLError as error:
        troubles = [*reader.troubles, *lost_behind(text), explain(error, text)]
        raise UnreadableError(troubles) from None
    return Document(node=node, lines=lines, troubles=[*reader.troubles, *lost_behind(text)])


def line_of(lines: Lines, path: Sequence[str | int]) -> int:
    """Give the line where a path of keys and indices stands, or the nearest to it that exists."""
    line = 1
    for step in (None, *path):
        found = lines if step is None else _step(lines, step)
        if found is None:
            return line
        lines = found
        line = _own(lines)
    return line


def _step(lines: Lines, step: str | int) -> Lines | None:
    if isinstance(lines, dict) and isinstance(step, str):
        return lines.get(step)
    if isinstance(lines, list) and isinstance(step, int) and step + 1 < len(lines):
        return lines[step + 1]
    return None


def _own(lines: Lines) -> int:
    while not isinstance(lines, int):
        lines = lines[0] if isinstance(lines, list) else lines[""]
    return lines


class _Reader:
    """Builds one document; recursion goes no deeper than MOST_LEVELS."""

    def __init__(self, text: str) -> None:
        self.troubles: list[Trouble] = []
        self._get = cast("Callable[[], _Event]", yaml.CSafeLoader(text).get_event)
        self._marked = "&" in text or "!" in text  # without, there is neither anchor nor tag
        self._nodes = 0

    def document(self) -> tuple[Node, Lines]:
        self._get()  # the stream starts
        start = self._get()
        if type(start) is _STREAM_END:
            return None, 1
        if start.version or start.tags:
            self._trouble(start, "A line that starts with `%` is not read: delete it.")
        root = self._get()
        result = self._value(root, root.start_mark.line + 1, 0)
        self._get()  # the document ends
        after = self._get()
        if type(after) is not _STREAM_END:
            self._trouble(
                after, "A second document starts here: a file holds one, so delete `---`."
            )
        return result

    def _mapping(self, line: int, level: int) -> tuple[dict[str, Node], Lines]:
        node: dict[str, Node] = {}
        lines: dict[str, Lines] = {"": line}
        get, marked, is_another = self._get, self._marked, False
        while type(event := get()) is not _MAPPING_END:
            if type(event) is not _SCALAR or (marked and (event.anchor or event.tag)):
                self._check_key(event)
            key, line = event.value, event.start_mark.line + 1
            if key in lines and not is_another:
                self._trouble(event, _repeated(key, lines))
                is_another = key == "id"  # the fields behind it are given again as well
            lines[key] = line
            event = get()
            if type(event) is _SCALAR and not (marked and (event.anchor or event.tag)):
                value = event.value  # the same as below, without a call
                node[key] = value if value not in _NOTHING else self._nothing(event)
            else:
                node[key], lines[key] = self._value(event, line, level)
        self._count(event, len(node), MOST_KEYS)
        return node, lines

    def _sequence(self, line: int, level: int) -> tuple[list[Node], Lines]:
        node: list[Node] = []
        lines: list[Lines] = [line]
        get, marked = self._get, self._marked
        while type(event := get()) is not _SEQUENCE_END:
            line = event.start_mark.line + 1
            if type(event) is _SCALAR and not (marked and (event.anchor or event.tag)):
                value = event.value  # the same as below, without a call
                node.append(value if value not in _NOTHING else self._nothing(event))
                lines.append(line)
            else:
                item, at = self._value(event, line, level)
                node.append(item)
                lines.append(at)
        self._count(event, len(node), MOST_ITEMS)
        return node, lines

    def _value(self, event: _Event, line: int, level: int) -> tuple[Node, Lines]:
        if self._marked and (event.anchor or getattr(event, "tag", None)):
            self._trouble(event, _shorthand(event))
        if type(event) is _SCALAR:
            value = event.value
            return value if value not in _NOTHING else self._nothing(event), line
        if type(event) is _ALIAS:
            self._trouble(event, _shorthand(event))
            return None, line
        if level == MOST_LEVELS:
            raise self._too_much(event, f"it is nested more than {MOST_LEVELS} levels deep")
        if type(event) is _MAPPING:
            return self._mapping(line, level + 1)
        return self._sequence(line, level + 1)

    def _check_key(self, event: _Event) -> None:
        if type(event) is not _SCALAR:
            sentence = (
                "A key is one word, followed by a colon: put a text with `[`, `{` or `*` in quotes."
            )
            raise UnreadableError([*self.troubles, (event.start_mark.line + 1, sentence)])
        self._trouble(event, _shorthand(event))

    def _nothing(self, event: _Event) -> Node:
        word = event.value
        if event.style:  # it is in quotes
            return word
        if word:
            self._trouble(event, f"`{word}` means nothing here: leave it out, or write '{word}'.")
        return None

    def _count(self, end: _Event, nodes: int, most: int) -> None:
        self._nodes += nodes
        if nodes > most:
            raise self._too_much(end, f"one list or mapping has more than {most:,} items")
        if self._nodes > MOST_NODES:
            raise self._too_much(end, f"it holds more than {MOST_NODES:,} values")

    def _trouble(self, event: _Event, sentence: str) -> None:
        trouble = (event.start_mark.line + 1, sentence)
        if trouble not in self.troubles:
            self.troubles.append(trouble)
        if len(self.troubles) > MOST_TROUBLES:
            raise UnreadableError(self.troubles)

    def _too_much(self, event: _Event, what: str) -> UnreadableError:
        line = event.start_mark.line + 1
        return UnreadableError([*self.troubles, (line, f"The file cannot be read: {what}.")])


def _repeated(key: str, lines: dict[str, Lines]) -> str:
    if not key:
        return "A key is missing before the colon."
    mend = "is a `- ` missing before this one?" if key == "id" else "keep one of the two."
    return f"{quoted(key)} was already given in line {_own(lines[key])}: {mend}"


def _shorthand(event: _Event) -> str:
    if type(event) is _ALIAS:
        return f"{quoted(f'*{event.anchor}')} stands for a text elsewhere: write it out, or put it in quotes."
    if event.anchor:
        return f"{quoted(f'&{event.anchor}')} names a text for reuse, which is not read: delete it, or use quotes."
    tag = (event.tag or "").replace("tag:yaml.org,2002:", "!!")
    return f"The tag {quoted(tag)} is not read: delete it, or put the text in quotes."
