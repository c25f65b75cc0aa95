"""/today, and the buttons that lead to other days."""

import datetime as dt

from discord import app_commands, ui
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.domain.entries import Topic
from bot.domain.errors import MemberError
from bot.services.lookup import Lookup
from bot.services.today import Today
from bot.ui import choices, texts
from bot.ui.day import day_card
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler


class OnThisDay(commands.Cog):
    """Shows what happened on a day of the year."""

    def __init__(self, today: Today, lookup: Lookup, replies: Replies) -> None:
        self._today = today
        self._lookup = lookup
        self._replies = replies
        self.routes: dict[str, Handler] = {"day": self._turn, "date": self._show}

    @app_commands.command(description="What happened on this day, or on another")
    @app_commands.describe(
        date="A day, such as 22 June, 06-22, 22.06. or tomorrow; today if left out",
        topic="Only what belongs to this topic",
    )
    async def today(
        self,
        interaction: Interaction,
        date: Range[str, 1, 40] = "",
        topic: Range[str, 1, 100] = "",
    ) -> None:
        """Answer with the card of a day."""
        day = self._today.day(self._today.read(date), self._lookup.topic(topic) if topic else None)
        await self._replies.send(interaction, day_card(day))

    @today.autocomplete("date")
    async def _dates(self, _: Interaction, current: str) -> list[Choice[str]]:
        return choices.of_days(self._today.complete(current))

    @today.autocomplete("topic")
    async def _topics(self, _: Interaction, current: str) -> list[Choice[str]]:
        return choices.of_entries(self._lookup.complete(current, ("topic",)))

    async def _show(self, interaction: Interaction, argument: str) -> None:
        await self._replies.send(interaction, self._card(argument), ephemeral=True)

    async def _turn(self, interaction: Interaction, argument: str) -> None:
        await self._replies.turn(interaction, self._card(argument))

    def _card(self, argument: str) -> ui.LayoutView:
        date, page, topic = _state(argument)
        found = self._lookup.open(f"topic:{topic}") if topic else None
        return day_card(self._today.day(date, found if isinstance(found, Topic) else None), page)


def _state(argument: str) -> tuple[dt.date, int, str]:
    """Give the day, page and topic in a button's argument, such as `2026-06-22:0:winter-war`."""
    try:
        date, page, topic = argument.split(":")
        return dt.date.fromisoformat(date), int(page), topic
    except ValueError:
        raise MemberError(texts.STALE_BUTTON) from None
