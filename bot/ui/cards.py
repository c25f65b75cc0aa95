"""One entry as a card: an event, a person, or a page of a topic."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from discord import ui

from bot.domain.calendar import latest, years_ago
from bot.domain.dates import Historical, Point
from bot.domain.entries import Entry, Event, Person, Sensitive, Topic
from bot.domain.words import join
from bot.services.details import Details

from . import texts, theme
from .controls import button, link, menu, to_day
from .dates import day_line, day_name, describe, life, with_old_style, years_ago_phrase
from .facts import facts
from .layout import box, note, rows, sealed
from .markup import plain
from .pages import paged

REPORT = "report"
"""Route of the button that opens the form for a mistake: `report:<type>:<id>`."""

_Buttons = list[ui.Button[ui.LayoutView]]
_Told = tuple[list[str], _Buttons, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a card needs besides its entry: the present day, and where mistakes are reported.

    They go to the editors of a server if these take reports, and else to the host's address.
    """

    today: dt.date
    report_url: str = ""
    takes_reports: bool = False


def card(
    found: Details,
    setting: Setting,
    *,
    page: int = 0,
    others: Sequence[Entry] = (),
    asked: str = "",
    extra: Sequence[ui.Button[ui.LayoutView]] = (),
) -> ui.LayoutView:
    """Give the card of any entry; `page` counts from 0 and matters to topics alone.

    `others` share the asked name; `asked` is what a member typed where it was only like a name.
    """
    entry = found.entry
    parts, buttons, colour = _told(entry, found, setting, page)
    buttons = [*buttons, *extra, *_report(entry, setting)]
    aside = [texts.NEAREST_NAME.format(asked=plain(asked, 100))] if asked else []
    aside += [_warning(entry)] if entry.sensitive else []
    placeholder = texts.OPEN_OTHERS if others else texts.OPEN_RELATED
    return sealed(
        [
            *map(note, aside),
            box(parts, colour, hidden=bool(entry.sensitive)),
            *rows(menu([*others, *found.related], placeholder), buttons),
        ]
    )


def _told(entry: Entry, found: Details, setting: Setting, page: int) -> _Told:
    match entry:
        case Event():
            return _full(entry, found, setting), _day(entry, setting), theme.EVENT
        case Person():
            return _full(entry, found, setting), _timeline(entry), theme.PERSON
        case Topic():
            return *_topic(entry, found, page), theme.TOPIC


def _report(entry: Entry, setting: Setting) -> _Buttons:
    if setting.takes_reports:
        return [button(texts.REPORT, REPORT, entry.key)]
    return [link(texts.REPORT, setting.report_url)] if setting.report_url else []


def kinds(sensitive: Sequence[Sensitive]) -> str:
    """Give the kinds of distressing content in words, each once."""
    return join([texts.SENSITIVE[kind] for kind in dict.fromkeys(sensitive)])


def _warning(entry: Entry) -> str:
    return texts.WARNING.format(name=plain(entry.name, 110), kinds=kinds(entry.sensitive))


def _with_facts(parts: list[str], found: Details) -> list[str]:
    """Add people, places and sources in what room the texts leave."""
    room = theme.MESSAGE_TEXT - _ASIDE - sum(len(part) for part in parts)
    return [*parts, facts(found, min(room, _FACTS))]


# The texts' limits leave at least 500 characters to the facts, which never grow to a wall of text.
_ASIDE = 520  # the warning, the note on a name, the number of a page
_FACTS = 1300


def _full(entry: Event | Person, found: Details, setting: Setting) -> list[str]:
    return _with_facts(telling(entry, setting.today), found)


def telling(entry: Event | Person, today: dt.date) -> list[str]:
    """Give the texts of a card but its small lines: name and date, the text, the dispute."""
    return _event(entry, today) if isinstance(entry, Event) else _person(entry)


def _event(event: Event, today: dt.date) -> list[str]:
    return [
        f"## {plain(event.title, 210)}\n{_event_date(event, today)}",
        plain(event.text, 1050),
        _dispute(event.dispute, 900),
    ]


def _event_date(event: Event, today: dt.date) -> str:
    start = event.date.start
    if isinstance(start, Point) and start.is_day and not event.date.is_interval:
        when = day_line(start)
        if event.old_style is not None:
            when = with_old_style(when, event.old_style)
        words = [when, years_ago_phrase(years_ago(start.year, today))]
    else:
        when = describe(event.date)
        words = [with_old_style(when, event.old_style) if event.old_style else when]
    return "-# " + " · ".join([texts.KINDS[event.kind].capitalize(), *words])


def _person(person: Person) -> list[str]:
    native = [plain(person.native_name, 150)] if person.native_name else []
    dates = life(person.born, person.died, person.born_old_style, person.died_old_style)
    head = [f"## {plain(person.name, 210)}", *native, *([dates] if dates else [])]
    return ["\n-# ".join(head), plain(person.text, 1550), _dispute(person.dispute, 830)]


def _topic(topic: Topic, found: Details, page: int) -> tuple[list[str], _Buttons]:
    told = paged(topic.sections)
    pages = len(told) + 1
    page = max(0, min(page, pages - 1))
    head = f"## {plain(topic.title, 210)}\n-# {describe(topic.period)}"
    count = texts.PAGE.format(page=page + 1, pages=pages)
    buttons = [
        *(
            [button(texts.PREVIOUS_PAGE.format(page=page), "topic", topic.id, page - 1)]
            if page
            else []
        ),
        *(
            [button(texts.NEXT_PAGE.format(page=page + 2), "topic", topic.id, page + 1)]
            if page < pages - 1
            else []
        ),
        *_timeline(topic),
    ]
    if page:
        return [f"{head}\n{count}", told[page - 1]], buttons
    parts = [head, plain(topic.summary, 900), _dispute(topic.dispute, 900)]
    return [*_with_facts(parts, found), count], buttons


def _dispute(text: str, limit: int) -> str:
    return texts.DISPUTED.format(text=plain(text, limit)) if text else ""


def _day(event: Event, setting: Setting) -> _Buttons:
    """Give a button for each day of the calendar that the event stands on."""
    return [
        to_day(
            texts.THAT_DAY.format(day=day_name(month, day)),
            latest(setting.today.year, month, day),
            route="date",
        )
        for month, day in dict.fromkeys(_days(event.date))
    ]


def _days(date: Historical) -> list[tuple[int, int]]:
    return [
        (point.month, point.day)
        for point in (date.start, date.end)
        if isinstance(point, Point) and point.month is not None and point.day is not None
    ]


def _timeline(entry: Person | Topic) -> _Buttons:
    return [button(texts.TIMELINE, "events", 0, entry.key, "", "")]
