"""What happened on a day, as a card with the days before and after."""

import datetime as dt
from collections.abc import Sequence

from discord import ui

from bot.domain.calendar import Mark
from bot.domain.entries import Event, Person
from bot.domain.words import truncate
from bot.services.today import Day, DayItem

from . import texts, theme
from .cards import kinds
from .controls import menu, to_day
from .dates import day_name, describe_year, years_ago_phrase
from .layout import Part, box, note, rows, sealed
from .markup import plain
from .pages import filled

_FORMS = {
    Mark.ON: texts.DAY_EVENT,
    Mark.BEGINS: texts.DAY_BEGINS,
    Mark.ENDS: texts.DAY_ENDS,
    Mark.BORN: texts.DAY_BORN,
    Mark.DIED: texts.DAY_DIED,
}
_DAY = dt.timedelta(days=1)
_PAGE_TEXT = 3200
_PAGE_ITEMS = 8


def day_card(day: Day, page: int = 0) -> ui.LayoutView:
    """Give the card of a day; `page` counts from 0. Distressing entries stand in a box of their own."""
    lines = {id(item): _line(item) for item in day.items}
    pages = _pages(day.items, lines)
    page = max(0, min(page, len(pages) - 1))
    shown = pages[page] if pages else []
    open_ = [lines[id(item)] for item in shown if not item.entry.sensitive]
    hidden = [item for item in shown if item.entry.sensitive]
    head = [_title(day)]
    if len(pages) > 1:
        head.append(texts.PAGE.format(page=page + 1, pages=len(pages)))
    if not day.items:
        head.append(_empty(day))
    parts: list[Part] = [box(["\n".join(head), *open_], theme.DAY)]
    if hidden:
        found = [kind for item in hidden for kind in item.entry.sensitive]
        parts.append(note(texts.WARNING_DAY.format(kinds=kinds(found))))
        parts.append(box([lines[id(item)] for item in hidden], theme.DAY, hidden=True))
    select = menu([item.entry for item in shown], texts.OPEN)
    return sealed([*parts, *rows(select, _buttons(day, page, len(pages)))])


def _pages(items: Sequence[DayItem], lines: dict[int, str]) -> list[list[DayItem]]:
    """Items in pages, those without a warning before the others."""
    ordered = sorted(items, key=lambda item: bool(item.entry.sensitive))
    blocks = filled([lines[id(item)] for item in ordered], _PAGE_TEXT, _PAGE_ITEMS)
    rest = iter(ordered)
    return [[next(rest) for _ in block] for block in blocks]


def _title(day: Day) -> str:
    name = day_name(day.date.month, day.date.day)
    if day.topic is None:
        return texts.DAY_TITLE.format(day=name)
    return texts.DAY_TOPIC_TITLE.format(day=name, topic=plain(day.topic.title, 210))


def _empty(day: Day) -> str:
    if not day.nearest:
        return texts.DAY_NOTHING_NEAR
    if day.topic is None:
        return texts.DAY_EMPTY
    return texts.DAY_EMPTY_TOPIC.format(topic=plain(day.topic.title, 210))


def _line(item: DayItem) -> str:
    return _FORMS[item.mark].format(
        year=describe_year(item.year),
        ago=years_ago_phrase(item.years_ago),
        title=plain(item.entry.name, 210),
        text=_gist(item.entry),
    )


def _gist(entry: Event | Person) -> str:
    if isinstance(entry, Person) and entry.roles:
        return plain(truncate(", ".join(role.title for role in entry.roles[:2]), 200), 320)
    return plain(truncate(entry.text, 300), 380)


def _buttons(day: Day, page: int, pages: int) -> list[ui.Button[ui.LayoutView]]:
    topic = day.topic.id if day.topic else ""
    before, after = day.date - _DAY, day.date + _DAY
    if not day.items and day.nearest:
        before, after = min(before, *day.nearest), max(after, *day.nearest)
    found = [_to(texts.PREVIOUS, before, topic)]
    if page > 0:
        found.append(_turn(texts.PREVIOUS_PAGE, day, page - 1, topic))
    if page < pages - 1:
        found.append(_turn(texts.NEXT_PAGE, day, page + 1, topic))
    return [*found, _to(texts.NEXT, after, topic)]


def _to(text: str, date: dt.date, topic: str) -> ui.Button[ui.LayoutView]:
    return to_day(text.format(label=day_name(date.month, date.day)), date, topic=topic)


def _turn(text: str, day: Day, page: int, topic: str) -> ui.Button[ui.LayoutView]:
    return to_day(text.format(page=page + 1), day.date, page=page, topic=topic)
