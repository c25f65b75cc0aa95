"""/event, /person, /topic, and the menus that open an entry."""

from collections.abc import Sequence

from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.domain.entries import EntryType
from bot.domain.errors import MemberError
from bot.services.lookup import Lookup
from bot.ui import choices, texts
from bot.ui.cardmaker import CardMaker
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler, chosen

_EVENTS: tuple[EntryType, ...] = ("event", "topic")
_PEOPLE: tuple[EntryType, ...] = ("person",)
_TOPICS: tuple[EntryType, ...] = ("topic", "event")


class Entries(commands.Cog):
    """Shows single entries."""

    def __init__(self, lookup: Lookup, cards: CardMaker, replies: Replies) -> None:
        self._lookup = lookup
        self._cards = cards
        self._replies = replies
        self.routes: dict[str, Handler] = {"open": self._open, "topic": self._turn}

    @app_commands.command(description="What happened, when, and how we know")
    @app_commands.describe(name="The event, in any spelling; a topic answers too")
    async def event(self, interaction: Interaction, name: Range[str, 1, 100]) -> None:
        """Answer with the card of an event."""
        await self._show(interaction, name, _EVENTS)

    @app_commands.command(description="Who somebody was, with dates and roles")
    @app_commands.describe(name="The person, in any spelling: Zhukov, Schukow, Жуков")
    async def person(self, interaction: Interaction, name: Range[str, 1, 100]) -> None:
        """Answer with the card of a person."""
        await self._show(interaction, name, _PEOPLE)

    @app_commands.command(description="A subject told in a few pages")
    @app_commands.describe(name="The topic, in any spelling; an event answers too")
    async def topic(self, interaction: Interaction, name: Range[str, 1, 100]) -> None:
        """Answer with the first page of a topic."""
        await self._show(interaction, name, _TOPICS)

    @event.autocomplete("name")
    async def _events(self, _: Interaction, current: str) -> list[Choice[str]]:
        return choices.of_entries(self._lookup.complete(current, _EVENTS))

    @person.autocomplete("name")
    async def _people(self, _: Interaction, current: str) -> list[Choice[str]]:
        return choices.of_entries(self._lookup.complete(current, _PEOPLE))

    @topic.autocomplete("name")
    async def _topics(self, _: Interaction, current: str) -> list[Choice[str]]:
        return choices.of_entries(self._lookup.complete(current, _TOPICS))

    async def _show(self, interaction: Interaction, name: str, types: Sequence[EntryType]) -> None:
        found = self._lookup.find(name, types)
        view = self._cards.card(found.entry, others=found.others, asked=found.asked)
        await self._replies.send(interaction, view)

    async def _open(self, interaction: Interaction, _: str) -> None:
        view = self._cards.card(self._lookup.open(chosen(interaction)))
        await self._replies.send(interaction, view, ephemeral=True)

    async def _turn(self, interaction: Interaction, argument: str) -> None:
        id_, _, page = argument.partition(":")
        if not page.isdecimal():
            raise MemberError(texts.STALE_BUTTON)
        view = self._cards.card(self._lookup.open(f"topic:{id_}"), page=int(page))
        await self._replies.turn(interaction, view)
