"""/search and /random."""

from typing import Literal

from discord import app_commands, ui
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.domain.entries import EntryType
from bot.domain.errors import MemberError
from bot.services.chance import Chance
from bot.services.lookup import Lookup
from bot.ui import choices, texts
from bot.ui.cardmaker import CardMaker
from bot.ui.controls import button
from bot.ui.lists import search_card
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler

_TYPES: dict[str, tuple[EntryType, ...]] = {
    "event": ("event",),
    "person": ("person",),
    "topic": ("topic",),
    "anything": ("event", "person", "topic"),
}
What = Literal["event", "person", "topic", "anything"]


class Search(commands.Cog):
    """Finds entries of all types, or draws one."""

    def __init__(self, lookup: Lookup, chance: Chance, cards: CardMaker, replies: Replies) -> None:
        self._lookup = lookup
        self._chance = chance
        self._cards = cards
        self._replies = replies
        self.routes: dict[str, Handler] = {"find": self._turn, "random": self._again}

    @app_commands.command(description="Find events, people and topics by any words")
    @app_commands.describe(query="A name, a place, or words from the text")
    async def search(self, interaction: Interaction, query: Range[str, 1, 80]) -> None:
        """Answer with a list, or with the entry itself where one was chosen."""
        chosen = bool(self._lookup.entries([query]))
        view = self._cards.card(self._lookup.open(query)) if chosen else self._results(query, 0)
        await self._replies.send(interaction, view)

    @search.autocomplete("query")
    async def _names(self, _: Interaction, current: str) -> list[Choice[str]]:
        return choices.of_entries(self._lookup.complete(current))

    @app_commands.command(description="Something you did not look for")
    @app_commands.describe(what="Only an event, a person or a topic")
    async def random(self, interaction: Interaction, what: What = "event") -> None:
        """Answer with an entry drawn by chance."""
        await self._replies.send(interaction, self._drawn(what))

    def _results(self, query: str, page: int) -> ui.LayoutView:
        hits = self._lookup.search(query)
        return search_card(query, self._lookup.entries([hit.key for hit in hits]), page)

    def _drawn(self, what: str) -> ui.LayoutView:
        again = button(texts.ANOTHER, "random", what)
        return self._cards.card(self._chance.draw(_TYPES[what]), extra=[again])

    async def _turn(self, interaction: Interaction, argument: str) -> None:
        page, _, query = argument.partition(":")
        if not page.isdecimal():
            raise MemberError(texts.STALE_BUTTON)
        await self._replies.turn(interaction, self._results(query, int(page)))

    async def _again(self, interaction: Interaction, what: str) -> None:
        if what not in _TYPES:
            raise MemberError(texts.STALE_BUTTON)
        await self._replies.turn(interaction, self._drawn(what))
