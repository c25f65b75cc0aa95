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
from .facts import work
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
_LIVES = (Mark.BORN, Mark.DIED)
_DAY = dt.timedelta(days=1)
_PAGE_TEXT = 2700
_PAGE_ITEMS = 6


def day_card(day: Day, page: int = 0) -> ui.LayoutView:
    """Give the card of a day; `page` counts from 0. Distressing entries stand in a box of their own."""
    pages = _pages(day.items)
    page = max(0, min(page, len(pages) - 1))
    shown = pages[page] if pages else []
    head = [_title(day)]
    if len(pages) > 1:
        head.append(texts.PAGE.format(page=page + 1, pages=len(pages)))
    if not day.items:
        head += _empty(day)
    select = menu([item.entry for item in shown] or _near(day), texts.OPEN)
    return sealed([*boxes("\n".join(head), shown), *rows(select, _buttons(day, page, len(pages)))])


def boxes(head: str, shown: Sequence[DayItem]) -> list[Part]:
    """Events that are open, those that are hidden, then births and deaths, which tell no more."""
    events = [item for item in shown if item.mark not in _LIVES]
    open_ = [line(item) for item in events if not item.entry.sensitive]
    hidden = [item for item in events if item.entry.sensitive]
    lives = [line(item) for item in shown if item.mark in _LIVES]
    parts: list[Part] = [box([head, *open_], theme.DAY)]
    if hidden:
        found = [kind for item in hidden for kind in item.entry.sensitive]
        parts.append(note(texts.WARNING_DAY.format(kinds=kinds(found))))
        parts.append(box([line(item) for item in hidden], theme.DAY, hidden=True))
    return [*parts, box(lives, theme.DAY)] if lives else parts


def _place(item: DayItem) -> int:
    if item.mark in _LIVES:
        return 2
    return 1 if item.entry.sensitive else 0


def _pages(items: Sequence[DayItem]) -> list[list[DayItem]]:
    """Items in pages, in the order in which a page shows them."""
    ordered = sorted(items, key=_place)
    blocks = filled([line(item) for item in ordered], _PAGE_TEXT, _PAGE_ITEMS)
    rest = iter(ordered)
    return [[next(rest) for _ in block] for block in blocks]


def _title(day: Day) -> str:
    name = day_name(day.date.month, day.date.day)
    if day.topic is None:
        return texts.DAY_TITLE.format(day=name)
    return texts.DAY_TOPIC_TITLE.format(day=name, topic=plain(day.topic.title, 210))


def _empty(day: Day) -> list[str]:
    if not day.nearest:
        return [texts.DAY_NOTHING_NEAR]
    told = texts.DAY_EMPTY
    if day.topic is not None:
        told = texts.DAY_EMPTY_TOPIC.format(topic=plain(day.topic.title, 210))
    return [told, *(_nearby(date, item) for date, item in day.nearest)]


def _nearby(date: dt.date, item: DayItem) -> str:
    return texts.DAY_NEAR.format(
        day=day_name(date.month, date.day),
        title=plain(item.entry.name, 210),
        year=describe_year(item.year),
    )


def _near(day: Day) -> list[Event | Person]:
    return [item.entry for _, item in day.nearest]


def line(item: DayItem) -> str:
    """Tell of one entry in three lines: its name, when it was, what it was, and by whom we know."""
    return _FORMS[item.mark].format(
        year=describe_year(item.year),
        ago=years_ago_phrase(item.years_ago),
        title=plain(item.entry.name, 210),
        mark=texts.DAY_DISPUTED if item.entry.dispute else "",
        text=_gist(item.entry),
        source=work(item.source),
    )


def _gist(entry: Event | Person) -> str:
    if isinstance(entry, Person) and entry.roles:
        return plain(truncate(", ".join(role.title for role in entry.roles[:2]), 200), 320)
    return plain(truncate(entry.text, 300), 380)


def _buttons(day: Day, page: int, pages: int) -> list[ui.Button[ui.LayoutView]]:
    topic = day.topic.id if day.topic else ""
    before, after = day.date - _DAY, day.date + _DAY
    if not day.items and day.nearest:
        near = [date for date, _ in day.nearest]
        before, after = min(before, *near), max(after, *near)
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
