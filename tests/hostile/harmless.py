"""Whether what Discord is sent keeps its rules, pings nobody, hides nothing, and stays in its card."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from discord import ui

from bot.catalogue.texts import INVISIBLE
from bot.playground.rules.components import component_problems
from bot.playground.rules.modals import modal_problems
from bot.playground.rules.walk import walk

EDITOR, MEMBER = 11, 12
"""Whom the bot may name in a siege: the editor of all servers, and the member who suggests."""

_WORN = ("content", "label", "title", "placeholder", "description")  # what people see of components
_ATTACHED = re.compile("attachment://(.+)")
_ESCAPED = re.compile(r"\\[^\w\s]")
_NO_WIDTH = "\u200b"  # parts what would ping, and hides nothing
_UNSEEN = re.compile(f"[{INVISIBLE}\ud800-\udfff]")
_ALLOWED = re.compile(
    rf"<@(?:{EDITOR}|{MEMBER})>|<t:\d{{1,11}}(?::[a-zA-Z])?>|</content unblock:\d+>"
)
_EVIL = re.compile(
    r"@everyone|@here|<@|<#|</|<a?:|<t:|<id:|discord(?:app)?\.(?:gg|com)/|://|\]\(|\|\||`{3}"
    r"|^# |^>>> ",
    re.IGNORECASE | re.MULTILINE,
)

_Json: TypeAlias = dict[str, Any]


def check(shown: ui.LayoutView | ui.Modal) -> None:
    """Raise AssertionError with what a message or a form does that it should not."""
    found = [*_of_form(shown.to_dict())] if isinstance(shown, ui.Modal) else [*_of_message(shown)]
    assert not found, "; ".join(found)


def _of_message(view: ui.LayoutView) -> Iterator[str]:
    parts: list[_Json] = view.to_components()
    files = set(_ATTACHED.findall(str(parts).replace("'", "\n")))
    yield from map(str, component_problems(parts, v2=True, files=files))
    yield from _of_parts(parts)


def _of_form(form: Mapping[str, Any]) -> Iterator[str]:
    yield from map(str, modal_problems(dict(form)))
    yield from _unseen("title", form["title"])
    yield from _of_parts(form["components"])


def _of_parts(parts: list[_Json]) -> Iterator[str]:
    for _, part in walk(parts):
        for each in (part, *part.get("options", ())):
            for name in _WORN:
                yield from _unseen(name, each.get(name) or "")
        yield from _of_text(part.get("content") or "")


def _unseen(name: str, text: str) -> Iterator[str]:
    if found := _UNSEEN.search(text.replace(_NO_WIDTH, "")):
        yield f"a {name} hides {found[0]!r}: {text!a}"


def _of_text(text: str) -> Iterator[str]:
    """Look at a text of a card; what stands in a block of code means nothing to Discord."""
    blocks = text.split("```")
    if len(blocks) % 2 == 0:
        yield f"a block of code has no end: {text!a}"
    for outside in blocks[::2]:
        bare = _ALLOWED.sub("", _ESCAPED.sub("·", outside))
        if found := _EVIL.search(bare):
            yield f"{found[0]!r} means something: {outside!a}"
