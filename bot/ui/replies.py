"""The one way in which Fasti answers an interaction, errors included."""

import random

import aiohttp
import discord
import structlog
from discord import app_commands, ui

from bot.domain.errors import FastiError, NotFoundError
from bot.services.answers import Answering
from bot.services.daily.feeds import CannotPostError

from . import texts, theme
from .controls import menu
from .layout import box, note, rows, sealed
from .markup import plain
from .scope import Interaction, answers
from .troubles import sentence

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)
_LOST = {
    10062: "an answer came too late",  # unknown: most often it is more than three seconds old
    40060: "a command or button is answered already: is Fasti running twice?",
}
_REFUSALS = (
    FastiError,
    app_commands.CommandNotFound,
    app_commands.CommandSignatureMismatch,
)
OUTCOME, REFUSED, FAILED = "outcome", "refused", "failed"
"""What an interaction's `extras` say where an error was answered, and the two values of it."""

__all__ = ["FAILED", "OUTCOME", "REFUSED", "Interaction", "Replies"]


class Replies:
    """Sends cards and sentences; `rng` draws the codes of unexpected errors."""

    def __init__(self, answering: Answering, rng: random.Random) -> None:
        self._answering = answering
        self._rng = rng

    async def send(
        self, interaction: Interaction, view: ui.LayoutView, *, ephemeral: bool = False
    ) -> None:
        """Answer with a new message."""
        if interaction.response.is_done():
            await interaction.followup.send(view=view, ephemeral=ephemeral)
        else:
            await interaction.response.send_message(view=view, ephemeral=ephemeral)

    async def turn(self, interaction: Interaction, view: ui.LayoutView) -> None:
        """Answer a button by changing its message for who asked for it, anew for anybody else."""
        if _is_theirs(interaction) and interaction.response.is_done():
            await interaction.edit_original_response(view=view)
        elif _is_theirs(interaction):
            await interaction.response.edit_message(view=view)
        else:
            await self.send(interaction, view, ephemeral=True)

    async def error(self, interaction: Interaction, error: Exception) -> None:
        """Answer an error: expected ones with their sentence, others with a code that is logged."""
        interaction.extras[OUTCOME] = FAILED
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if isinstance(cause, discord.HTTPException) and cause.code in _LOST:
            _log.warning(_LOST[cause.code], reason=str(cause))
            return
        try:
            await self.send(interaction, self._error_view(interaction, cause), ephemeral=True)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as failure:
            _log.warning("an error could not be answered", reason=str(failure))

    def _error_view(self, interaction: Interaction, cause: Exception) -> ui.LayoutView:
        if isinstance(cause, _REFUSALS):
            interaction.extras[OUTCOME] = REFUSED
        match cause:
            case NotFoundError():
                lookup = answers(self._answering, interaction).lookup
                entries = lookup.entries(cause.suggestions)
                select = menu(entries, texts.OPEN_SUGGESTION)
                return sealed([box([plain(str(cause), 1900)], theme.LIST), *rows(select, [])])
            case CannotPostError(trouble=trouble, plan=plan):
                return sealed([note(sentence(trouble, plan))])
            case FastiError():
                return sealed([note(plain(str(cause), 1900))])
            case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
                return sealed([note(texts.STALE_COMMAND)])
            case _:
                code = f"{self._rng.getrandbits(24):06x}"
                _log.error("unexpected error", code=code, exc_info=cause)
                return sealed([note(texts.UNEXPECTED.format(code=code))])


def _is_theirs(interaction: Interaction) -> bool:
    """Whether the message of this button answers a command of the same member."""
    message = interaction.message
    asked = message.interaction_metadata if message else None
    return asked is not None and asked.user.id == interaction.user.id
