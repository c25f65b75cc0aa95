"""Answers on a terminal: Discord's Markdown as styled or plain text."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from bot.playground.outcome import Outcome
from bot.playground.state import World

_INLINE = MarkdownIt("commonmark", {"html": False}).disable(["link", "image", "autolink"])
_TIME = re.compile(r"<t:([0-9]{1,11})(?::[a-zA-Z])?>")
_MENTION = re.compile(r"<(#|@&|@)([0-9]+)>")
_LINE = re.compile(r"(?P<mark>#{1,3} |-# |> |- )?(?P<rest>.*)")
_LINES = {
    "-# ": ("", "dim"),
    "> ": ("▏ ", "italic"),
    "- ": ("• ", ""),
    "# ": ("", "bold"),
    "## ": ("", "bold"),
    "### ": ("", "bold"),
}
_STYLES = {"strong": "bold", "em": "italic", "code_inline": "reverse"}


def seen(markdown: str) -> str:
    """Give text as a member sees it, without the marks of Markdown."""
    return "\n".join(styled(line).plain for line in markdown.split("\n"))


def styled(line: str) -> Text:
    """Give one line of Discord's Markdown with its styles."""
    match = _LINE.fullmatch(line)
    mark, rest = (match["mark"] or "", match["rest"]) if match else ("", line)
    prefix, style = _LINES.get(mark, ("", ""))
    text = Text(prefix, style=style)
    for piece, styles in _pieces(rest):
        text.append(piece, " ".join(styles))
    return text


def named(text: str, world: World) -> str:
    """Put names for what Discord's clients show by name: channels, roles and people."""

    def name(match: re.Match[str]) -> str:
        mark, id_ = match.groups()
        known: Mapping[str, object] = world.channels if mark == "#" else world.users
        if mark == "@&":
            known = {
                key: role for guild in world.guilds.values() for key, role in guild.roles.items()
            }
        found = known.get(id_)
        shown = getattr(found, "display", getattr(found, "name", ""))
        return f"{mark[0]}{shown}" if found is not None else match[0]

    return _TIME.sub(_instant, _MENTION.sub(name, text))


def _instant(match: re.Match[str]) -> str:
    return f"{dt.datetime.fromtimestamp(int(match[1]), dt.UTC):%d %B %Y, %H:%M} UTC"


def show(console: Console, outcome: Outcome, world: World) -> None:
    """Print an answer as a card with its buttons and menus below."""
    text = named(outcome.text, world) if outcome.modal is None else form(outcome.modal)
    parts = [styled(line) for line in text.split("\n")]
    if outcome.buttons:
        parts.append(Text("  ".join(f"[{label}]" for label in outcome.buttons), "cyan"))
    if outcome.options:
        parts.append(Text(" | ".join(outcome.options), "cyan dim"))
    title = "only you see this" if outcome.ephemeral else None
    title = title if outcome.modal is None else "a form opens"
    console.print(Panel(Group(*parts), title=title, width=min(console.width, 100)))


def form(modal: Mapping[str, Any]) -> str:
    """Give what a form asks for: its title, and each field with its hint and what stands in it."""
    lines = [f"## {modal['title']}"]
    for part in modal["components"]:
        field = part.get("component", {})
        needed = "" if field.get("required", True) else " (optional)"
        lines.append(f"**{part.get('label', part.get('content', ''))}**{needed}")
        lines += [f"-# {part['description']}"] if part.get("description") else []
        chosen = [each["label"] for each in field.get("options", ()) if each.get("default")]
        if value := field.get("value") or ", ".join(chosen):
            lines.append(f"> {value}")
    return "\n".join(lines)


def _pieces(text: str) -> Iterator[tuple[str, list[str]]]:
    """Give runs of inline Markdown, each with the styles that hold for it."""
    styles: list[str] = []
    (inline,) = _INLINE.parseInline(text) or [Token("inline", "", 0)]
    for token in inline.children or ():
        name = token.type.removesuffix("_open").removesuffix("_close")
        if token.type.endswith("_open"):
            styles.append(_STYLES.get(name, ""))
        elif token.type.endswith("_close"):
            styles.pop()
        else:
            yield token.content, [*styles, _STYLES.get(name, "")]
