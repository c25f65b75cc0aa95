"""What the commands of /daily share: their group, their services, and the daily post that is meant."""

import functools
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import discord
from discord import app_commands, ui
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.domain.errors import MemberError
from bot.domain.feeds import Feed
from bot.services.daily.asked import AskedPosts
from bot.services.daily.feeds import DailyPosts
from bot.services.daily.foresight import Foresight
from bot.services.daily.wishes import Planner
from bot.ui import daily
from bot.ui.daily_maker import DailyCards
from bot.ui.moderation import is_moderator, moderated
from bot.ui.replies import Interaction, Replies

Short = Range[str, 1, 100]
_Cog = TypeVar("_Cog", bound="DailyCommands")
_Offer = Callable[[_Cog, Interaction, str], Coroutine[Any, Any, list[Choice[str]]]]

GROUP = app_commands.Group(
    name="daily",
    description="The daily posts of this server",
    allowed_contexts=app_commands.AppCommandContext(
        guild=True, dm_channel=False, private_channel=False
    ),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    default_permissions=discord.Permissions(manage_guild=True),
)


def quiet(offer: _Offer[_Cog]) -> _Offer[_Cog]:
    """Offer nothing where a command would answer with an error: nobody sees one while typing."""

    @functools.wraps(offer)
    async def offering(self: _Cog, interaction: Interaction, current: str) -> list[Choice[str]]:
        try:
            return await offer(self, interaction, current)
        except MemberError:
            return []

    return offering


class DailyCommands(commands.Cog):
    """Has what each command needs, and finds the daily post that one is about."""

    group = GROUP

    def __init__(
        self,
        *,
        posts: DailyPosts,
        asked: AskedPosts,
        foresight: Foresight,
        planners: Callable[[int], Planner],
        cards: DailyCards,
        replies: Replies,
    ) -> None:
        self._posts = posts
        self._asked = asked
        self._foresight = foresight
        self._planners = planners
        self._cards = cards
        self._replies = replies

    @quiet
    async def offer_feeds(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        """Offer the daily posts of the server, to who may manage it."""
        if not is_moderator(interaction):
            return []
        found = await self._posts.of_guild(moderated(interaction))
        return daily.feed_choices(found, interaction.guild, current)

    async def _feed(self, interaction: Interaction, named: str) -> Feed:
        """Give the daily post that is meant, to who may manage the server."""
        guild = moderated(interaction)
        known = await self._posts.of_guild(guild)
        return await self._posts.named(guild, daily.number_of(known, interaction.guild, named))

    async def _send(self, interaction: Interaction, view: ui.LayoutView) -> None:
        await self._replies.send(interaction, view, ephemeral=True)
