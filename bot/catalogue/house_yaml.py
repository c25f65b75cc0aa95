"""YAML as the files of a pack are written: block by block, short lists in one line, no anchors."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, cast

import yaml
from typing_extensions import override
from yaml.emitter import Emitter
from yaml.resolver import Resolver

from bot.domain.revisions import Value

_WIDTH = 110  # columns, after which a folded text goes on in the next line
_SHORT = 110  # characters, up to which a text is left in one line
_ENDLESS = 10**9  # columns: what is not folded stays in one line
_DATES = ("date", "period", "born", "died", "years")
_OLD_STYLE = ("old_style", "born_old_style", "died_old_style")
_NUMBERS = ("importance", "latitude", "longitude")
_BARE = frozenset({*_DATES, *_OLD_STYLE, *_NUMBERS})  # without quotes, as nobody writes them
_FOLDED = frozenset({"text", "summary", "dispute", "trust", "description"})
_IN_ONE_LINE = frozenset({"trust"})  # unless it has paragraphs
_IN_BLOCK = frozenset({"roles"})  # a list with a line for each item
_PARAGRAPHS = re.compile(r"\S.*(?:\n+[^\s].*)*")
_TEXT = "tag:yaml.org,2002:str"
_NOTHING = "tag:yaml.org,2002:null"


def mapping(fields: Mapping[str, Value]) -> str:
    """Write fields one below the other, as at the top of a topic."""
    return _written(_mapping(fields))


def item(fields: Mapping[str, Value]) -> str:
    """Write one entry of a list: its fields one below the other, behind a dash."""
    events = (
        yaml.SequenceStartEvent(None, None, implicit=True, flow_style=False),
        *_mapping(fields),
        yaml.SequenceEndEvent(),
    )
    return _written(events)


class _Resolver(Protocol):
    def resolve(self, kind: type, value: str, implicit: tuple[bool, bool]) -> str: ...


class _HouseEmitter(Emitter):
    """PyYAML's emitter, but for three habits of the house."""

    @override
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the dashes of a list deeper than its field."""
        super().increase_indent(flow, indentless=False)

    @override
    def choose_scalar_style(self) -> str:
        """Prefer double quotes, unless a character would have to be escaped in them."""
        style: str = super().choose_scalar_style()
        text: str = getattr(self.event, "value", "")
        plain_in_double = '"' not in text and "\\" not in text and max(text, default="") < "\uffff"
        return '"' if style == "'" and plain_in_double else style

    @override
    def write_folded(self, text: str) -> None:
        """Fold texts alone."""
        self.best_width = _WIDTH
        super().write_folded(text)
        self.best_width = _ENDLESS


def _written(events: Iterable[yaml.Event]) -> str:
    stream = io.StringIO()
    emitter = _HouseEmitter(stream, width=_ENDLESS, allow_unicode=True)
    for event in (
        yaml.StreamStartEvent(),
        yaml.DocumentStartEvent(explicit=False),
        *events,
        yaml.DocumentEndEvent(explicit=False),
        yaml.StreamEndEvent(),
    ):
        emitter.emit(event)
    return stream.getvalue()


def _mapping(fields: Mapping[str, Value], *, flow: bool = False) -> Iterator[yaml.Event]:
    yield yaml.MappingStartEvent(None, None, implicit=True, flow_style=flow)
    for name, value in fields.items():
        yield _scalar(name)
        yield from _value(name, value)
    yield yaml.MappingEndEvent()


def _value(name: str, value: Value) -> Iterator[yaml.Event]:
    if isinstance(value, str):
        yield _scalar(value, name)
    elif isinstance(value, dict):
        yield from _mapping(value, flow=True)
    else:
        flow = name not in _IN_BLOCK or not value
        yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style=flow)
        for each in value:
            yield from _value("", each)
        yield yaml.SequenceEndEvent()


def _scalar(text: str, name: str = "") -> yaml.Event:
    """Put what other readers of YAML would take for a number, a date or a yes in quotes."""
    style = ">" if name in _FOLDED and _is_folded(text, name) else None
    tag = cast("_Resolver", Resolver()).resolve(yaml.ScalarNode, text, (True, False))
    plain = tag == _TEXT or (name in _BARE and tag != _NOTHING)
    return yaml.ScalarEvent(None, None, (plain, True), text, style=style)


def _is_folded(text: str, name: str) -> bool:
    """Whether a text is folded: a long one, or paragraphs, that a block keeps as they are."""
    is_long = len(text) > _SHORT and name not in _IN_ONE_LINE
    return (is_long or "\n" in text) and _PARAGRAPHS.fullmatch(text) is not None
