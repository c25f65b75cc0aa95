"""The daily post: a digest of a day, or one entry of it at length."""

import datetime as dt
from collections.abc import Callable, Sequence

from discord import ui

from bot.domain.calendar import Mark
from bot.domain.days import WEEKDAYS
from bot.domain.entries import Entry, Event
from bot.domain.feeds import Style
from bot.domain.words import truncate
from bot.services.daily.picking import Origin, Selection
from bot.services.details import Details
from bot.services.today import DayItem

from . import texts, theme
from .cards import kinds, telling
from .controls import menu, to_day
from .dates import day_name, describe_year, years_ago_phrase
from .day import boxes, line
from .facts import facts
from .layout import Part, box, listing, note, rows, sealed
from .markup import plain
from .pages import filled

_TEXT, _ITEMS = 2700, 6  # of a digest: what is more is counted
_FACTS, _OTHERS = 1300, 300  # of a lead; the texts' limits leave the facts more than 500
_AGO = {
    Mark.BEGINS: texts.POST_BEGAN,
    Mark.ENDS: texts.POST_ENDED,
    Mark.BORN: texts.POST_BORN,
    Mark.DIED: texts.POST_DIED,
}


def post_view(
    told: Selection,
    on: dt.date,
    *,
    style: Style,
    details: Callable[[Entry], Details],
    marker: str,
    role: int | None = None,
    late: bool = False,
    test: bool = False,
) -> ui.LayoutView:
    """Give the post of a date; `told` has at least one entry, `details` looks up what one names.

    `marker` goes into the menu's `custom_id`. `role` is mentioned above all else.
    """
    above = [note(mention(role))] if role is not None else []
    if test:
        above.append(note(texts.POST_TEST))
    head = _head(told, on, late=late)
    if style is Style.DIGEST:
        parts, entries = _digest(told, head), _entries(told.items)
    else:
        found = details(told.items[0].entry)
        spent = sum(len(each.content) for each in above)
        parts = _lead(told, found, on, head, spent)
        entries = [*_entries(told.items), *found.related]
    return sealed([*above, *parts, *rows(menu(entries, texts.OPEN, marker), _buttons(told))])


def mention(role: int) -> str:
    """Write a role so that Discord pings it, as far as the message allows that."""
    return f"<@&{role}>"


def thread_name(told: Selection, on: dt.date) -> str:
    """Name the thread of a post, in at most 100 characters."""
    day = day_name(on.month, on.day)
    name = texts.POST_THREAD.format(day=day, name=told.items[0].entry.name)
    return truncate(name, theme.LABEL)


def _head(told: Selection, on: dt.date, *, late: bool) -> str:
    form = texts.POST_TITLE_LATE if late else texts.POST_TITLE
    title = form.format(weekday=WEEKDAYS[on.weekday()], day=day_name(on.month, on.day))
    if told.origin is Origin.TODAY:
        return title
    if told.origin is Origin.NEAREST:
        return f"{title}\n{texts.POST_NEAREST.format(day=_day(told))}"
    return f"{title}\n{texts.POST_ARCHIVE}"


def _digest(told: Selection, head: str) -> list[Part]:
    """Tell of the entries that rank first, as many as a post holds, and count the others."""
    count = len(filled(map(line, told.items), _TEXT, _ITEMS)[0])
    parts = boxes(head, told.items[:count])
    if more := len(told.items) - count + told.more:
        parts.append(note(texts.POST_MORE.format(count=more, day=_day(told))))
    return parts


def _lead(told: Selection, found: Details, on: dt.date, head: str, spent: int) -> list[Part]:
    """Tell of the first entry all that fits; `spent` characters stand above it."""
    first, *others = told.items
    entry = first.entry
    asides = [head]
    if told.origin is not Origin.ARCHIVE and (form := _AGO.get(first.mark)) is not None:
        asides[0] += "\n" + form.format(ago=years_ago_phrase(first.years_ago))
    if entry.sensitive:
        asides.append(texts.WARNING_DAY.format(kinds=kinds(entry.sensitive)))
    shown = telling(entry, on)
    room = theme.MESSAGE_TEXT - spent - sum(map(len, (*asides, *shown)))
    also = _also(others, _OTHERS)
    small = facts(found, min(_FACTS, room - len(also)))
    colour = theme.EVENT if isinstance(entry, Event) else theme.PERSON
    parts: list[Part] = [
        *map(note, asides),
        box([*shown, small], colour, hidden=bool(entry.sensitive)),
    ]
    return [*parts, note(also)] if also else parts


def _also(others: Sequence[DayItem], room: int) -> str:
    names = [
        texts.POST_OTHER.format(name=plain(each.entry.name, 110), year=describe_year(each.year))
        for each in others
    ]
    listed = listing(names, room - len(texts.POST_OTHERS))
    return texts.POST_OTHERS.format(names=listed) if listed else ""


def _buttons(told: Selection) -> list[ui.Button[ui.LayoutView]]:
    if told.origin is Origin.ARCHIVE:
        return []
    return [to_day(texts.THAT_DAY.format(day=_day(told)), told.on, route="date")]


def _day(told: Selection) -> str:
    return day_name(told.on.month, told.on.day)


def _entries(items: Sequence[DayItem]) -> list[Entry]:
    return [item.entry for item in items]
