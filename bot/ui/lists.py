"""Many entries: what a search found, and a timeline."""

from collections.abc import Callable, Sequence

from discord import ui

from bot.domain.entries import Entry
from bot.domain.words import plural
from bot.services.timeline import Line

from . import names, texts, theme
from .controls import button, menu
from .dates import describe
from .layout import box, rows, sealed
from .markup import plain

_PAGE = 12


def search_card(query: str, entries: Sequence[Entry], page: int = 0) -> ui.LayoutView:
    """Give what was found for a query of at most 80 characters; `page` counts from 0."""
    count = plural(len(entries), "entry", "entries")
    lines = [
        texts.SEARCH_LINE.format(name=plain(entry.name, 210), about=names.about(entry))
        for entry in entries
    ]
    head = texts.SEARCH_TITLE.format(query=plain(query, 160))
    return _list(
        f"{head}\n{texts.SEARCH_COUNT.format(count=count)}",
        lines,
        entries,
        page,
        lambda to: ("find", to, query),
    )


def timeline_card(line: Line, page: int = 0) -> ui.LayoutView:
    """Events in order; `page` counts from 0."""
    count = plural(len(line.events), "event")
    lines = [
        texts.TIMELINE_LINE.format(date=describe(event.date), title=plain(event.title, 210))
        for event in line.events
    ]
    head = texts.TIMELINE_TITLE
    if line.about is not None:
        head = texts.TIMELINE_TITLE_ABOUT.format(name=plain(line.about.name, 210))
    span = line.span
    rest = (span.about or ":", _number(span.first), _number(span.last))
    return _list(
        f"{head}\n{texts.SEARCH_COUNT.format(count=count)}",
        lines,
        line.events,
        page,
        lambda to: ("line", to, *rest),
    )


def _number(day: int | None) -> str:
    return "" if day is None else str(day)


def _list(
    head: str,
    lines: Sequence[str],
    entries: Sequence[Entry],
    page: int,
    route: Callable[[int], tuple[object, ...]],
) -> ui.LayoutView:
    pages = (len(lines) + _PAGE - 1) // _PAGE
    page = max(0, min(page, pages - 1))
    shown = slice(page * _PAGE, (page + 1) * _PAGE)
    buttons: list[ui.Button[ui.LayoutView]] = []
    if page > 0:
        buttons.append(_turn(texts.PREVIOUS_PAGE, page, route(page - 1)))
    if page < pages - 1:
        buttons.append(_turn(texts.NEXT_PAGE, page + 2, route(page + 1)))
    parts = [head, "\n".join(lines[shown])]
    if pages > 1:
        parts.append(texts.PAGE.format(page=page + 1, pages=pages))
    select = menu(entries[shown], texts.OPEN)
    return sealed([box(parts, theme.LIST), *rows(select, buttons)])


def _turn(text: str, number: int, route: tuple[object, ...]) -> ui.Button[ui.LayoutView]:
    name, *arguments = route
    return button(text.format(page=number), str(name), *arguments)
