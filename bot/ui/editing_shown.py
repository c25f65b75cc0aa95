"""What a draft or a record says, shown without its buttons and menus: as its card, or field by field."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from discord import ui

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.texts import INVISIBLE
from bot.domain.dates import Historical, Point, parse, parse_julian
from bot.domain.entries import Entry
from bot.domain.errors import DateError
from bot.domain.revisions import Body, RecordType
from bot.domain.words import ELLIPSIS, truncate
from bot.services.details import details
from bot.services.editing.new_sources import as_source, new_sources
from bot.services.editing.parts import parts
from bot.services.editing.records import AnyRecord, called, records_of
from bot.services.editing.sections import LAYOUTS, Field, Input, Layout, chosen_in, typed

from . import cards, editing_texts as texts, theme
from .dates import describe
from .layout import Part, box, note
from .markup import plain

_UNSEEN = re.compile(f"[{INVISIBLE}]")
_LONGEST_FIELD = 700
_COLOURS = {"event": theme.EVENT, "person": theme.PERSON, "topic": theme.TOPIC}


def seen(text: str, limit: int) -> str:
    """Give what somebody typed as plain text, without what hides in it or turns it round."""
    return plain(_UNSEEN.sub(" ", text), limit)


def bare(text: str, limit: int) -> str:
    """Give what somebody typed for menus, in which Markdown means nothing."""
    return truncate(" ".join(_UNSEEN.sub(" ", text).split()), limit)


def as_card(entry: Entry, catalogue: Catalogue, today: dt.date, room: int) -> list[Part]:
    """Give the first page of an entry's card as members see it, in at most so many characters."""
    view = cards.card(details(catalogue, entry), cards.Setting(today=today))
    found: list[Part] = []
    for item in view.children:
        if isinstance(item, ui.Container):
            inside = fitted(list(_texts(item)), room)
            colour = item.accent_colour if isinstance(item.accent_colour, int) else theme.LIST
            found.append(box(inside, colour, hidden=item.spoiler))
        elif isinstance(item, ui.TextDisplay):
            room -= len(item.content)
            found.append(note(item.content))
    return found


def as_fields(type_: RecordType, body: Body, catalogue: Catalogue, room: int) -> list[Part]:
    """Give what a body says so far, field by field, in at most so many characters."""
    lines = list(_lines(type_, LAYOUTS[type_], body, catalogue)) or [texts.NOTHING_YET]
    shown = fitted(["\n".join(lines)], room)
    return [box(shown, _COLOURS.get(type_, theme.LIST))]


def fitted(told: Sequence[str], room: int) -> list[str]:
    """Give as much of texts, from the first one on, as so many characters hold."""
    found: list[str] = []
    for text in told:
        if len(text) > room:
            text = text[: room - len(ELLIPSIS)].rstrip("\\ \n") + ELLIPSIS  # noqa: PLW2901
            return [*found, text] if room > len(ELLIPSIS) else found
        found.append(text)
        room -= len(text)
    return found


def _texts(container: ui.Container[ui.LayoutView]) -> Iterator[str]:
    for child in container.walk_children():
        if isinstance(child, ui.TextDisplay):
            yield child.content


def _lines(type_: RecordType, layout: Layout, body: Body, catalogue: Catalogue) -> Iterator[str]:
    for section in layout.sections:
        for field in section.fields:
            if told := _told(body, field):
                yield _line(texts.of_type(texts.FIELDS, type_, field.name), told)
    for field_name, of in layout.picks.items():
        if ids := chosen_in(body, field_name):
            known = records_of(of, catalogue.contents)
            made = new_sources(body) if of == "source" else {}
            names = [_called(id_, known, made) for id_ in ids]
            yield _line(texts.FIELDS[field_name], "; ".join(names))
    for part in parts(body) if type_ == "topic" else ():
        length = texts.PART_LENGTH.format(count=f"{len(part.text):,}")
        yield _line(part.heading or texts.PART_NAMELESS, length)


def _told(body: Body, field: Field) -> str:
    """Give what stands in a field, with dates in the words of cards as far as they can be read."""
    value = typed(body, field)
    if isinstance(value, list):
        return "; ".join(value)
    match field.input:
        case Input.DATE:
            return dated(value)
        case Input.OLD_STYLE:
            return dated(value, parse_julian)
        case Input.ROLES:
            roles = (line.partition(" | ") for line in value.splitlines())
            return "\n".join(_role(title, dated(years)) for title, _, years in roles)
        case _:
            return value


def _role(title: str, years: str) -> str:
    return texts.ROLE.format(title=title, years=years) if years else title


def dated(typed_: str, read: Callable[[str], Historical | Point] = parse) -> str:
    """Put a date as files have it into words; what cannot be read stays as it is."""
    try:
        date = read(typed_)
    except DateError:
        return typed_
    return describe(Historical(start=date) if isinstance(date, Point) else date)


def _called(id_: str, known: Mapping[str, AnyRecord], made: Mapping[str, Body]) -> str:
    if id_ in known:
        return called(known[id_])
    return called(as_source(id_, made[id_])) if id_ in made else id_


def _line(label: str, told: str) -> str:
    flat = "; ".join(line for line in told.splitlines() if line)
    return f"**{seen(label, 110)}:** {seen(flat, _LONGEST_FIELD)}"
