"""The forms in which a record is typed, section by section, each filled in as the draft is."""

from collections.abc import Iterable, Mapping, Sequence

import discord
from discord import ui

from bot.catalogue.lengths import longest
from bot.catalogue.texts import NAME_LENGTH, SHORT_LENGTH
from bot.domain.revisions import Body, RecordType
from bot.domain.words import truncate
from bot.services.editing.parts import Halves, Part, halved, whole
from bot.services.editing.sections import Field, Input, Section, typed

from . import editing_texts as texts, texts as general, theme

HEADING, FIRST, SECOND, WORDS, DRAFTS = "heading", "first", "second", "words", "drafts"
LABELS: Mapping[str, str] = {
    **texts.FIELDS,
    HEADING: texts.FORM_PART_HEADING,
    FIRST: texts.FORM_PART_TEXT,
    SECOND: texts.FORM_PART_MORE,
}
"""What the inputs are called that are made here, by their names."""
_LONGEST = 4000  # characters that an input holds
_LONGEST_QUERY = 100
_TITLE = 45
_LABEL = 45
_MULTILINE = frozenset({Input.PROSE, Input.LINES, Input.ROLES})
_MENUS = frozenset({"kind", "importance", "sensitive"})
_Parts = Iterable[ui.Item[ui.LayoutView]]


def section_form(
    custom_id: str, type_: RecordType, section: Section, body: Body, title: str = ""
) -> ui.Modal:
    """Give the form of a section; a field too long for an input is named, and left as it is."""
    title = title or texts.where(type_, section.name)
    return _form(custom_id, title, (_part(type_, field, body) for field in section.fields))


def part_form(custom_id: str, part: Part, halves: Halves | None) -> ui.Modal:
    """Give the form of a part of a topic; one too long for two inputs shows its heading alone."""
    hint = texts.FORM_PART_HEADING_HINT
    heading = _typing(HEADING, part.heading, NAME_LENGTH, required=False)
    parts: list[ui.Item[ui.LayoutView]] = [_label(texts.FORM_PART_HEADING, hint, heading)]
    if halves is None:
        parts.append(_too_long(texts.TEXT))
    else:
        for name, label, hint, text in (
            (FIRST, texts.FORM_PART_TEXT, texts.FORM_PART_TEXT_HINT, halves.first),
            (SECOND, texts.FORM_PART_MORE, texts.FORM_PART_MORE_HINT, halves.second),
        ):
            typing = _typing(name, text, _LONGEST, required=False, lines=True)
            parts.append(_label(label, hint, typing))
    return _form(custom_id, texts.FORM_PART, parts)


def halves_of(part: Part) -> Halves | None:
    """Part the text of a part for the two inputs of its form."""
    return halved(part.text, _LONGEST)


def typed_part(part: Part, given: Mapping[str, str], joint: int) -> Part:
    """Read what was typed into the form of a part; `joint` is that of its halves."""
    heading = " ".join(given.get(HEADING, "").split())
    if FIRST not in given:
        return Part(heading, part.text)
    return Part(heading, whole(Halves(given[FIRST], given.get(SECOND, ""), joint)))


def locator_form(custom_id: str, cited: Sequence[tuple[str, str, str]]) -> ui.Modal:
    """Give the form for where citations point: the id of each source, its name, and the place."""
    inputs = (
        _label(name, texts.LOCATE_HINT, _typing(id_, at, SHORT_LENGTH, required=False))
        for id_, name, at in cited
    )
    return _form(custom_id, texts.LOCATE_TITLE, inputs)


def find_form(custom_id: str, field: str, query: str) -> ui.Modal:
    """Give the form that narrows what a picker offers."""
    typing = ui.TextInput[ui.LayoutView](
        custom_id=WORDS, default=query or None, max_length=_LONGEST_QUERY, required=False
    )
    title = texts.FIND_TITLE.format(field=texts.FIELDS[field].lower())
    return _form(custom_id, title, [_label(texts.FIND_WORDS, texts.FIND_HINT, typing)])


def drafts_form(custom_id: str, options: Sequence[discord.SelectOption]) -> ui.Modal:
    """Give the form in which drafts are chosen that are to be discarded."""
    menu = ui.Select[ui.LayoutView](
        custom_id=DRAFTS, options=list(options), max_values=len(options), required=True
    )
    hint = texts.DRAFTS_WHICH_HINT
    return _form(custom_id, texts.DRAFTS_DISCARD, [_label(texts.DRAFTS_WHICH, hint, menu)])


def _form(custom_id: str, title: str, parts: _Parts) -> ui.Modal:
    modal = ui.Modal(title=truncate(title, _TITLE), custom_id=custom_id)
    for part in parts:
        modal.add_item(part)
    modal.stop()  # sealed, as all views are
    return modal


def _part(type_: RecordType, field: Field, body: Body) -> ui.Item[ui.LayoutView]:
    label = texts.of_type(texts.FIELDS, type_, field.name)
    hint = texts.of_type(texts.HINTS, type_, field.name)
    value = typed(body, field)
    if isinstance(value, list) or field.input is Input.CHOICE:
        return _label(label, hint, _menu(field, value))
    if len(value) > _LONGEST:
        return _too_long(label)
    lines, most = field.input in _MULTILINE, longest(type_, field.name)
    typing = _typing(field.name, value, most, required=field.required, lines=lines)
    return _label(label, hint, typing)


def _label(
    text: str, hint: str, inside: ui.TextInput[ui.LayoutView] | ui.Select[ui.LayoutView]
) -> ui.Label[ui.LayoutView]:
    return ui.Label(
        text=truncate(text, _LABEL),
        description=truncate(hint, theme.LABEL) or None,
        component=inside,
    )


def _typing(
    name: str, value: str, most: int, *, required: bool, lines: bool = False
) -> ui.TextInput[ui.LayoutView]:
    """Give an input for so many characters; one that holds more already can be shortened in it."""
    return ui.TextInput(
        custom_id=name,
        style=discord.TextStyle.paragraph if lines else discord.TextStyle.short,
        default=value or None,
        max_length=min(max(most, len(value)), _LONGEST),
        required=required,
    )


def _menu(field: Field, value: str | list[str]) -> ui.Select[ui.LayoutView]:
    chosen = value if isinstance(value, list) else [value]
    options = [
        discord.SelectOption(label=choice(field.name, each), value=each, default=each in chosen)
        for each in field.choices
    ]
    return ui.Select(
        custom_id=field.name,
        options=options,
        min_values=1 if field.required else 0,
        max_values=1 if field.input is Input.CHOICE else len(options),
        required=field.required,
    )


def said(field: str, given: Sequence[str]) -> str:
    """Give what was typed into a field, or what is called what was chosen there."""
    return ", ".join(choice(field, each) for each in given) if field in _MENUS else "".join(given)


def choice(field: str, value: str) -> str:
    """Give what a choice of a field is called."""
    known = {**general.KINDS, **general.SENSITIVE}
    if field == "importance":
        known = dict(texts.IMPORTANCE)
    name = known.get(value, value)
    return name[:1].upper() + name[1:]


def _too_long(label: str) -> ui.TextDisplay[ui.LayoutView]:
    return ui.TextDisplay(texts.FORM_TOO_LONG.format(field=label))
