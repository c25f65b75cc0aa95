"""What a draft or a record says, shown without its buttons and menus: as its card, or field by field."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from discord import ui

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.texts import INVISIBLE
from bot.domain.entries import Entry
from bot.domain.revisions import Body, RecordType
from bot.domain.words import ELLIPSIS, truncate
from bot.services.details import details
from bot.services.editing.parts import parts
from bot.services.editing.records import called, records_of
from bot.services.editing.sections import LAYOUTS, Layout, chosen_in, typed

from . import cards, editing_texts as texts, theme
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
            value = typed(body, field)
            if told := "; ".join(value) if isinstance(value, list) else value:
                yield _line(texts.of_type(texts.FIELDS, type_, field.name), told)
    for field_name, of in layout.picks.items():
        if ids := chosen_in(body, field_name):
            known = records_of(of, catalogue.contents)
            names = [called(known[id_]) if id_ in known else id_ for id_ in ids]
            yield _line(texts.FIELDS[field_name], "; ".join(names))
    for part in parts(body) if type_ == "topic" else ():
        length = texts.PART_LENGTH.format(count=f"{len(part.text):,}")
        yield _line(part.heading or texts.PART_NAMELESS, length)


def _line(label: str, told: str) -> str:
    flat = "; ".join(line for line in told.splitlines() if line)
    return f"**{seen(label, 110)}:** {seen(flat, _LONGEST_FIELD)}"
