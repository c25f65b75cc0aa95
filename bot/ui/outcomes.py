"""Tells members what became of their suggestions: in a direct message, or when they come again."""

from collections.abc import Sequence

import aiohttp
import discord
import structlog
from discord.ext import commands

from bot.domain.revisions import Suggestion, SuggestionState
from bot.services.editing.suggested import is_report
from bot.services.editing.suggesting import Suggesting

from .editing_shown import seen
from .layout import note, sealed
from .scope import Interaction
from .suggesting import outcome

MOST_TOLD = 5
"""How many outcomes fit one message."""

_LONGEST_NAME = 100
_LONGEST_WRONG = 150
_LONGEST_REASON = 400

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Outcomes:
    """Tells what became of suggestions, and notes it where it was heard."""

    def __init__(self, suggesting: Suggesting) -> None:
        self._suggesting = suggesting

    async def tell(self, interaction: Interaction, suggestion: Suggestion) -> None:
        """Write to the member whose suggestion an editor has just decided."""
        await tell_outcome(interaction.client, self._suggesting, suggestion)


async def tell_outcome(
    client: commands.AutoShardedBot, suggesting: Suggesting, suggestion: Suggestion
) -> None:
    """Write to a member what became of their suggestion; raises nothing.

    Who takes no direct messages stays untold, and hears it with their next suggestion.
    """
    if suggestion.author is None or suggestion.state is SuggestionState.OPEN:
        return
    try:
        [told] = described(client, suggesting, [suggestion])
        channel = await client.create_dm(discord.Object(suggestion.author))
        await channel.send(view=sealed([note(told)]))
        await suggesting.told([suggestion])
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        _log.info("an outcome was not told", suggestion=suggestion.id, reason=_reason(error))
    except Exception:  # noqa: BLE001 - the editor's decision stands, whoever cannot be told of it
        _log.exception("an outcome could not be told", suggestion=suggestion.id)


def described(
    client: commands.AutoShardedBot, suggesting: Suggesting, suggestions: Sequence[Suggestion]
) -> list[str]:
    """Say what became of suggestions, in which server, and never by whom it was decided."""
    return [_described(client, suggesting, each) for each in suggestions]


def _described(
    client: commands.AutoShardedBot, suggesting: Suggesting, suggestion: Suggestion
) -> str:
    guild = client.get_guild(suggestion.guild)
    return outcome(
        suggestion.state,
        name=seen(suggesting.name_of(suggestion), _LONGEST_NAME),
        server=seen(guild.name, _LONGEST_NAME) if guild is not None else "",
        is_new=not is_report(suggestion),
        wrong=seen(suggestion.wrong, _LONGEST_WRONG),
        reason=seen(suggestion.reason, _LONGEST_REASON),
    )


def _reason(error: Exception) -> str:
    return str(error.code) if isinstance(error, discord.HTTPException) else type(error).__name__
