"""The forms in which members suggest something new or report a mistake, and the thanks."""

from collections.abc import Mapping, Sequence

import discord
from discord import ui

from bot.domain.entries import Entry, Kind, Topic
from bot.domain.revisions import RecordType, SuggestionState, type_of
from bot.domain.words import truncate
from bot.services.editing.suggested import FIELDS, TEXTS, longest

from . import suggesting_texts as texts, texts as general, theme
from .cards import REPORT
from .controls import custom_id
from .layout import note, sealed

SUGGEST = "suggest"
"""Route of the form for something new: `suggest:<type>:<1 if the member wishes to be named>`."""

WRONG, SOURCE, NAMED = "wrong", "source", "named"
_TITLE = 45
_LABEL = 45
_MULTILINE = frozenset({WRONG, *TEXTS.values()})
_OPTIONAL = frozenset({"born", "died"})
_Input = ui.TextInput[ui.LayoutView] | ui.Select[ui.LayoutView] | ui.Checkbox[ui.LayoutView]


def report_form(entry: Entry) -> ui.Modal:
    """Give the form in which a mistake in an entry is reported, its present text filled in."""
    field = TEXTS[type_of(entry.key)]
    present = entry.summary if isinstance(entry, Topic) else entry.text
    name = truncate(entry.name, theme.LABEL - len(texts.WRONG_HINT))
    typing = _typing(field, required=False, value=present)
    return _form(
        custom_id(REPORT, entry.key),
        texts.REPORT_TITLE,
        [
            _label(texts.WRONG, texts.WRONG_HINT.format(name=name), _typing(WRONG)),
            _label(texts.SOURCE, texts.SOURCE_HINT, _typing(SOURCE)),
            _label(texts.AS_IT_SHOULD_BE, texts.AS_IT_SHOULD_BE_HINT, typing),
            _label(texts.NAMED, texts.NAMED_HINT, ui.Checkbox(custom_id=NAMED)),
        ],
    )


def suggest_form(type_: RecordType, *, named: bool) -> ui.Modal:
    """Give the form in which something new is suggested; all five inputs of an event's are taken."""
    told = (
        _label(*_words(type_, field), _kinds() if field == "kind" else _field(field))
        for field in FIELDS[type_]
    )
    source = _label(texts.SOURCE, texts.SOURCE_HINT, _typing(SOURCE))
    route = custom_id(SUGGEST, type_, int(named))
    return _form(route, texts.SUGGEST_TITLES[type_], [*told, source])


def labels(type_name: str, *, is_report: bool = False) -> Mapping[str, str]:
    """Give what the inputs of a form are called, by their names; what is only ticked has no label."""
    common = {SOURCE: texts.SOURCE, WRONG: texts.WRONG, NAMED: ""}
    if is_report:
        return {**common, **dict.fromkeys(TEXTS.values(), texts.AS_IT_SHOULD_BE)}
    asked = {
        field: _words(type_, field)[0]
        for type_, fields in FIELDS.items()
        if type_ == type_name
        for field in fields
    }
    return {**common, **asked}


def is_named(typed: Mapping[str, str]) -> bool:
    """Tell whether who filled in the form of a report wishes to be named."""
    return typed.get(NAMED) == str(True)


def thanks(outcomes: Sequence[str]) -> ui.LayoutView:
    """Thank a member, and tell what came of what they suggested before."""
    told = [note("\n".join([texts.OUTCOMES, *outcomes]))] if outcomes else []
    return sealed([note(texts.THANKS), *told])


def outcome(
    state: SuggestionState, *, name: str, server: str, is_new: bool, wrong: str, reason: str
) -> str:
    """Say what became of a suggestion; the texts are plain already, the server's name if known."""
    if server:
        form = texts.OUTCOME_NEW if is_new else texts.OUTCOME_REPORT
    else:
        form = texts.OUTCOME_NEW_PLAIN if is_new else texts.OUTCOME_REPORT_PLAIN
    what = form.format(name=name, server=server)
    told = texts.OUTCOME[state].format(what=what, reason=reason)
    return "\n".join([told, texts.OUTCOME_WRONG.format(wrong=wrong)]) if wrong else told


def _form(route: str, title: str, parts: Sequence[ui.Label[ui.LayoutView]]) -> ui.Modal:
    modal = ui.Modal(title=truncate(title, _TITLE), custom_id=route)
    for part in parts:
        modal.add_item(part)
    modal.stop()  # sealed, as all views are
    return modal


def _words(type_: RecordType, field: str) -> tuple[str, str]:
    return texts.FIELDS.get(f"{type_}.{field}") or texts.FIELDS[field]


def _label(text: str, hint: str, inside: _Input) -> ui.Label[ui.LayoutView]:
    return ui.Label(
        text=truncate(text, _LABEL), description=truncate(hint, theme.LABEL), component=inside
    )


def _field(name: str) -> ui.TextInput[ui.LayoutView]:
    return _typing(name, required=name not in _OPTIONAL)


def _typing(name: str, *, required: bool = True, value: str = "") -> ui.TextInput[ui.LayoutView]:
    lines = name in _MULTILINE
    return ui.TextInput(
        custom_id=name,
        style=discord.TextStyle.paragraph if lines else discord.TextStyle.short,
        default=value or None,
        max_length=longest(name),
        required=required,
    )


def _kinds() -> ui.Select[ui.LayoutView]:
    options = [
        discord.SelectOption(label=general.KINDS[kind].capitalize(), value=kind) for kind in Kind
    ]
    return ui.Select(custom_id="kind", options=options)
