"""/today, and the buttons that lead to other days."""

import datetime as dt

from discord import app_commands, ui
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.domain.entries import Topic
from bot.domain.errors import MemberError
from bot.services.answers import Answering, Answers
from bot.ui import choices, texts
from bot.ui.day import day_card
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler
from bot.ui.scope import answers


class OnThisDay(commands.Cog):
    """Shows what happened on a day of the year."""

    def __init__(self, answering: Answering, replies: Replies) -> None:
        self._answering = answering
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
        here = answers(self._answering, interaction)
        named = here.lookup.topic(topic) if topic else None
        day = here.today.day(here.today.read(date), named)
        await self._replies.send(interaction, day_card(day))

    @today.autocomplete("date")
    async def _dates(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        return choices.of_days(answers(self._answering, interaction).today.complete(current))

    @today.autocomplete("topic")
    async def _topics(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        found = answers(self._answering, interaction).lookup.complete(current, ("topic",))
        return choices.of_entries(found)

    async def _show(self, interaction: Interaction, argument: str) -> None:
        view = _card(answers(self._answering, interaction), argument)
        await self._replies.send(interaction, view, ephemeral=True)

    async def _turn(self, interaction: Interaction, argument: str) -> None:
        view = _card(answers(self._answering, interaction), argument)
        await self._replies.turn(interaction, view)


def _card(here: Answers, argument: str) -> ui.LayoutView:
    date, page, topic = _state(argument)
    found = here.lookup.open(f"topic:{topic}") if topic else None
    return day_card(here.today.day(date, found if isinstance(found, Topic) else None), page)


def _state(argument: str) -> tuple[dt.date, int, str]:
    """Give the day, page and topic in a button's argument, such as `2026-06-22:0:winter-war`."""
    try:
        date, page, topic = argument.split(":")
        return dt.date.fromisoformat(date), int(page), topic
    except ValueError:
        raise MemberError(texts.STALE_BUTTON) from None
