"""Puts parts together into one sealed message."""

from collections.abc import Iterable, Sequence

from discord import ui

from bot.domain.words import join

from . import texts

Part = ui.Item[ui.LayoutView]


def sealed(parts: Iterable[Part]) -> ui.LayoutView:
    """Seal a finished view: discord.py sends it and never stores it, so nothing can time out or leak."""
    view = ui.LayoutView(timeout=None)
    for part in parts:
        view.add_item(part)
    view.stop()
    return view


def box(texts_: Iterable[str], colour: int, *, hidden: bool = False) -> ui.Container[ui.LayoutView]:
    """Give a coloured card of texts; a hidden one opens with a click."""
    shown = (ui.TextDisplay[ui.LayoutView](text) for text in texts_ if text)
    return ui.Container(*shown, accent_colour=colour, spoiler=hidden)


def rows(
    menu: ui.Select[ui.LayoutView] | None, buttons: Sequence[ui.Button[ui.LayoutView]]
) -> list[Part]:
    """Give a menu above at most five buttons; either may be missing."""
    found: list[Part] = []
    if menu is not None and menu.options:
        found.append(ui.ActionRow(menu))
    if buttons:
        found.append(ui.ActionRow(*buttons))
    return found


def listing(names: Sequence[str], limit: int) -> str:
    """Names with commas between, as many as fit `limit` characters, then how many more there are."""
    semicolons = any("," in name for name in names)
    shown = list(names)
    while shown:
        left = len(names) - len(shown)
        more = [texts.MORE.format(count=left)] if left else []
        text = _in_a_row([*shown, *more]) if semicolons else join([*shown, *more])
        if len(text) <= limit:
            return text
        shown.pop()
    return ""


def _in_a_row(names: Sequence[str]) -> str:
    """Part names that have commas of their own with semicolons."""
    *others, last = names
    return texts.AND_LAST.format(others="; ".join(others), last=last) if others else last


def note(text: str) -> ui.TextDisplay[ui.LayoutView]:
    """Give a line outside any card."""
    return ui.TextDisplay(text)
