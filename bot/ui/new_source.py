"""The form in which an editor types a source that is published together with what cites it."""

from collections.abc import Mapping

import discord
from discord import ui

from bot.catalogue import texts as limits
from bot.domain.entries import SourceKind
from bot.domain.revisions import Body
from bot.domain.words import truncate
from bot.services.editing.new_sources import authored, with_authored

from . import editing_texts as texts, theme

TITLE, AUTHORED, KIND, TRUST, URL = "title", "authored", "kind", "trust", "url"
"""Five fields, as many as a form holds: author and year are typed in one."""

_LABEL = 45


def source_form(custom_id: str, body: Body, title: str = texts.SOURCE_NEW) -> ui.Modal:
    """Give the form of a source, filled in with what is known of it."""
    modal = ui.Modal(title=truncate(title, _LABEL), custom_id=custom_id)
    kinds = ui.Select[ui.LayoutView](
        custom_id=KIND,
        options=[
            discord.SelectOption(
                label=kind.value.capitalize(), value=kind.value, default=body.get(KIND) == kind
            )
            for kind in SourceKind
        ],
    )
    for part in (
        _typing(TITLE, _text(body, TITLE), limits.LONG_LENGTH),
        _typing(AUTHORED, authored(body), limits.LONG_LENGTH, required=False),
        _label(KIND, kinds),
        _typing(TRUST, _text(body, TRUST), limits.TRUST_LENGTH, lines=True),
        _typing(URL, _text(body, URL), limits.URL_LENGTH, required=False),
    ):
        modal.add_item(part)
    modal.stop()  # sealed, as all views are
    return modal


def typed_source(body: Body, typed: Mapping[str, str]) -> Body:
    """Give a source with what was typed into its form; what the form does not ask for stays."""
    said = {name: value for name, value in body.items() if name not in {TITLE, KIND, TRUST, URL}}
    for name in (TITLE, KIND, TRUST, URL):
        if text := " ".join(typed.get(name, "").split()):
            said[name] = text
    return with_authored(said, typed.get(AUTHORED, ""))


def _typing(
    name: str, value: str, most: int, *, required: bool = True, lines: bool = False
) -> ui.Label[ui.LayoutView]:
    return _label(
        name,
        ui.TextInput(
            custom_id=name,
            style=discord.TextStyle.paragraph if lines else discord.TextStyle.short,
            default=value[:most] or None,
            max_length=most,
            required=required,
        ),
    )


def _label(
    name: str, inside: ui.TextInput[ui.LayoutView] | ui.Select[ui.LayoutView]
) -> ui.Label[ui.LayoutView]:
    text = texts.of_type(texts.FIELDS, "source", name)
    hint = texts.of_type(texts.HINTS, "source", name)
    return ui.Label(
        text=truncate(text, _LABEL), description=truncate(hint, theme.LABEL), component=inside
    )


def _text(body: Body, name: str) -> str:
    value = body.get(name, "")
    return value if isinstance(value, str) else ""
