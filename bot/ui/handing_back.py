"""Hands back what was typed into a form that could not be taken, so that it need not be typed again."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager

from discord import ui

from bot.domain.errors import MemberError

from . import editing_texts as texts, theme
from .editing_shown import fitted, seen
from .layout import box, note, sealed
from .replies import Interaction, Replies
from .router import filled, is_form

_LONGEST_ERROR = 600


@asynccontextmanager
async def handing_back(interaction: Interaction, replies: Replies) -> AsyncGenerator[None]:
    """Answer a form that cannot be taken with the reason and what was typed into it."""
    try:
        yield
    except MemberError as error:
        typed = filled(interaction) if is_form(interaction) else {}
        if not any(typed.values()):
            raise
        await replies.send(interaction, _view(str(error), typed), ephemeral=True)


def _view(sentence: str, typed: Mapping[str, str]) -> ui.LayoutView:
    told = [seen(sentence, _LONGEST_ERROR), texts.HANDED_BACK]
    room = theme.MESSAGE_TEXT - sum(map(len, told))
    given = "\n".join(seen(text, theme.MESSAGE_TEXT) for text in typed.values() if text)
    return sealed([*map(note, told), box(fitted([given], room), theme.LIST)])
