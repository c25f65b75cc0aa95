"""One entry as a card: an event, a person, or a page of a topic."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from discord import ui

from bot.domain.calendar import latest, years_ago
from bot.domain.dates import Historical, Point
from bot.domain.entries import Citation, Entry, Event, Person, Place, Sensitive, Source, Topic
from bot.domain.words import join
from bot.services.details import Details

from . import texts, theme
from .controls import button, link, menu, to_day
from .dates import day_line, day_name, describe, life, with_old_style, years_ago_phrase
from .layout import box, listing, note, rows, sealed
from .markup import plain
from .pages import paged

_Buttons = list[ui.Button[ui.LayoutView]]
_Told = tuple[list[str], _Buttons, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a card needs besides its entry: the present day, and where mistakes are reported."""

    today: dt.date
    report_url: str = ""


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
    buttons = [*buttons, *extra]
    if setting.report_url:
        buttons.append(link(texts.REPORT, setting.report_url))
    if asked:
        parts = [texts.NEAREST_NAME.format(asked=plain(asked, 100)), *parts]
    warning = [note(_warning(entry))] if entry.sensitive else []
    placeholder = texts.OPEN_OTHERS if others else texts.OPEN_RELATED
    return sealed(
        [
            *warning,
            box(parts, colour, hidden=bool(entry.sensitive)),
            *rows(menu([*others, *found.related], placeholder), buttons),
        ]
    )


def _told(entry: Entry, found: Details, setting: Setting, page: int) -> _Told:
    match entry:
        case Event():
            return _event(entry, found, setting.today), _day(entry, setting), theme.EVENT
        case Person():
            return _person(entry, found), _timeline(entry), theme.PERSON
        case Topic():
            return *_topic(entry, found, page), theme.TOPIC


def kinds(sensitive: Sequence[Sensitive]) -> str:
    """Give the kinds of distressing content in words, each once."""
    return join([texts.SENSITIVE[kind] for kind in dict.fromkeys(sensitive)])


def _warning(entry: Entry) -> str:
    return texts.WARNING.format(name=plain(entry.name, 110), kinds=kinds(entry.sensitive))


# The limits below add up to less than the 4,000 characters of a message, warning and note included.
def _event(event: Event, found: Details, today: dt.date) -> list[str]:
    return [
        f"## {plain(event.title, 210)}\n{_event_date(event, today)}",
        plain(event.text, 1050),
        _dispute(event.dispute, 900),
        _about(people=found.people, places=found.places, citations=found.citations),
    ]


def _event_date(event: Event, today: dt.date) -> str:
    start = event.date.start
    if isinstance(start, Point) and start.is_day and not event.date.is_interval:
        when = day_line(start)
        if event.old_style is not None:
            when = with_old_style(when, event.old_style)
        words = [when, years_ago_phrase(years_ago(start.year, today))]
    else:
        words = [describe(event.date)]
    return "-# " + " · ".join([texts.KINDS[event.kind].capitalize(), *words])


def _person(person: Person, found: Details) -> list[str]:
    native = [plain(person.native_name, 150)] if person.native_name else []
    dates = life(person.born, person.died, person.born_old_style, person.died_old_style)
    roles = [
        plain(role.title, 130) + (f" ({describe(role.years)})" if role.years else "")
        for role in person.roles
    ]
    return [
        "\n-# ".join([f"## {plain(person.name, 210)}", *native, *([dates] if dates else [])]),
        plain(person.text, 1550),
        _dispute(person.dispute, 830),
        texts.ROLES.format(roles=listing(roles, 320)) if roles else "",
        _sources(found.citations, 300),
    ]


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
    facts = _about(people=found.people, places=found.places, citations=found.citations, limit=1100)
    parts = [head, plain(topic.summary, 900), _dispute(topic.dispute, 900), facts, count]
    return parts, buttons


def _dispute(text: str, limit: int) -> str:
    return texts.DISPUTED.format(text=plain(text, limit)) if text else ""


def _about(
    *,
    people: Sequence[Person],
    places: Sequence[Place],
    citations: Sequence[tuple[Source, Citation]],
    limit: int = 950,
) -> str:
    third = limit // 3
    lines = [
        texts.PEOPLE.format(names=listing([plain(p.name, 110) for p in people], third)),
        texts.PLACES.format(names=listing([_place(place) for place in places], third)),
        _sources(citations, third),
    ]
    return "\n".join(
        line for line, shown in zip(lines, (people, places, citations), strict=True) if shown
    )


def _place(place: Place) -> str:
    name = plain(place.name, 110)
    if not place.today or place.today.split(",")[0] == place.name:
        return name
    return texts.PLACE_TODAY.format(name=name, today=plain(place.today, 110))


def _sources(citations: Sequence[tuple[Source, Citation]], limit: int) -> str:
    works = [_work(source, citation) for source, citation in citations]
    return texts.SOURCES.format(works=listing(works, limit))


def _work(source: Source, citation: Citation) -> str:
    form = {
        (True, True): texts.WORK,
        (True, False): texts.WORK_NO_YEAR,
        (False, True): texts.WORK_NO_AUTHOR,
        (False, False): texts.WORK_BARE,
    }[bool(source.author), bool(source.year)]
    work = form.format(
        author=plain(source.author, 80), title=plain(source.title, 140), year=plain(source.year, 20)
    )
    return texts.WORK_AT.format(work=work, at=plain(citation.at, 80)) if citation.at else work


def _day(event: Event, setting: Setting) -> _Buttons:
    """Give a button for each day of the calendar that the event stands on."""
    return [
        to_day(
            texts.THAT_DAY.format(day=day_name(month, day)),
            latest(setting.today.year, month, day),
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
    return [button(texts.TIMELINE, "line", 0, entry.key, "", "")]
