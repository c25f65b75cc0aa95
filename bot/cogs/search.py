"""/search and /random."""

from typing import Literal

from discord import app_commands, ui
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.domain.entries import EntryType
from bot.domain.errors import MemberError
from bot.services.answers import Answering, Answers
from bot.ui import choices, texts
from bot.ui.cardmaker import CardMaker
from bot.ui.controls import button
from bot.ui.lists import search_card
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler
from bot.ui.scope import answers, takes_reports

_TYPES: dict[str, tuple[EntryType, ...]] = {
    "event": ("event",),
    "person": ("person",),
    "topic": ("topic",),
    "anything": ("event", "person", "topic"),
}
What = Literal["event", "person", "topic", "anything"]


class Search(commands.Cog):
    """Finds entries of all types, or draws one."""

    def __init__(self, answering: Answering, cards: CardMaker, replies: Replies) -> None:
        self._answering = answering
        self._cards = cards
        self._replies = replies
        self.routes: dict[str, Handler] = {"find": self._turn, "random": self._again}

    @app_commands.command(description="Find events, people and topics by any words")
    @app_commands.describe(query="A name, a place, or words from the text")
    async def search(self, interaction: Interaction, query: Range[str, 1, 80]) -> None:
        """Answer with a list, or with the entry itself where one was chosen."""
        here = answers(self._answering, interaction)
        chosen = here.lookup.entries([query])
        reports = takes_reports(interaction)
        view = (
            self._cards.card(here, *chosen, takes_reports=reports)
            if chosen
            else _results(here, query, 0)
        )
        await self._replies.send(interaction, view)

    @search.autocomplete("query")
    async def _names(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        found = answers(self._answering, interaction).lookup.complete(current)
        return choices.of_entries(found)

    @app_commands.command(description="Something you did not look for")
    @app_commands.describe(what="Only an event, a person or a topic")
    async def random(self, interaction: Interaction, what: What = "event") -> None:
        """Answer with an entry drawn by chance."""
        await self._replies.send(interaction, self._drawn(interaction, what))

    def _drawn(self, interaction: Interaction, what: str) -> ui.LayoutView:
        here = answers(self._answering, interaction)
        again = button(texts.ANOTHER, "random", what)
        drawn, reports = here.chance.draw(_TYPES[what]), takes_reports(interaction)
        return self._cards.card(here, drawn, extra=[again], takes_reports=reports)

    async def _turn(self, interaction: Interaction, argument: str) -> None:
        page, _, query = argument.partition(":")
        if not page.isdecimal():
            raise MemberError(texts.STALE_BUTTON)
        here = answers(self._answering, interaction)
        await self._replies.turn(interaction, _results(here, query, int(page)))

    async def _again(self, interaction: Interaction, what: str) -> None:
        if what not in _TYPES:
            raise MemberError(texts.STALE_BUTTON)
        await self._replies.turn(interaction, self._drawn(interaction, what))


def _results(here: Answers, query: str, page: int) -> ui.LayoutView:
    hits = here.lookup.search(query)
    return search_card(query, here.lookup.entries([hit.key for hit in hits]), page)
