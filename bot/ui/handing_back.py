"""Hands back what was typed into a form that could not be taken, so that it need not be typed again."""

from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import asynccontextmanager

from discord import ui

from bot.domain.errors import MemberError

from . import editing_forms as forms, editing_texts as texts, theme
from .editing_shown import fitted, seen
from .layout import box, note, sealed
from .replies import Interaction, Replies
from .router import filled_all, is_form

_LONGEST_ERROR = 600
_LONGEST_LABEL = 60


@asynccontextmanager
async def handing_back(
    interaction: Interaction, replies: Replies, labels: Mapping[str, str] = forms.LABELS
) -> AsyncGenerator[None]:
    """Answer a form that cannot be taken with the reason and what was typed into it.

    `labels` say what the inputs of the form are called; an input with an empty one is left out.
    """
    try:
        yield
    except MemberError as error:
        given = filled_all(interaction) if is_form(interaction) else {}
        told = [(labels.get(name, name), forms.said(name, given[name])) for name in given]
        typed = [(label, text) for label, text in told if label and text]
        if not typed:
            raise
        await replies.send(interaction, _view(str(error), typed), ephemeral=True)


def _view(sentence: str, typed: Iterable[tuple[str, str]]) -> ui.LayoutView:
    told = [seen(sentence, _LONGEST_ERROR), texts.HANDED_BACK]
    room = theme.MESSAGE_TEXT - sum(map(len, told))
    given = "\n".join(_line(label, text) for label, text in typed)
    return sealed([*map(note, told), box(fitted([given], room), theme.LIST)])


def _line(label: str, text: str) -> str:
    lines = [seen(line, theme.MESSAGE_TEXT) for line in text.splitlines()]
    form = texts.HANDED_BACK_LINES if lines[1:] else texts.HANDED_BACK_LINE
    return form.format(label=seen(label, _LONGEST_LABEL), text="\n".join(lines))
