"""/event, /person, /topic, and the menus that open an entry."""

from collections.abc import Sequence

from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.domain.entries import EntryType
from bot.domain.errors import MemberError
from bot.services.answers import Answering
from bot.ui import choices, texts
from bot.ui.cardmaker import CardMaker
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler, chosen
from bot.ui.scope import answers, takes_reports

_EVENTS: tuple[EntryType, ...] = ("event", "topic")
_PEOPLE: tuple[EntryType, ...] = ("person",)
_TOPICS: tuple[EntryType, ...] = ("topic", "event")


class Entries(commands.Cog):
    """Shows single entries."""

    def __init__(self, answering: Answering, cards: CardMaker, replies: Replies) -> None:
        self._answering = answering
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
    async def _events(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        return self._complete(interaction, current, _EVENTS)

    @person.autocomplete("name")
    async def _people(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        return self._complete(interaction, current, _PEOPLE)

    @topic.autocomplete("name")
    async def _topics(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        return self._complete(interaction, current, _TOPICS)

    def _complete(
        self, interaction: Interaction, typed: str, types: Sequence[EntryType]
    ) -> list[Choice[str]]:
        found = answers(self._answering, interaction).lookup.complete(typed, types)
        return choices.of_entries(found)

    async def _show(self, interaction: Interaction, name: str, types: Sequence[EntryType]) -> None:
        here = answers(self._answering, interaction)
        found = here.lookup.find(name, types)
        view = self._cards.card(
            here,
            found.entry,
            others=found.others,
            asked=found.asked,
            takes_reports=takes_reports(interaction),
        )
        await self._replies.send(interaction, view)

    async def _open(self, interaction: Interaction, _: str) -> None:
        here = answers(self._answering, interaction)
        entry = here.lookup.open(chosen(interaction))
        view = self._cards.card(here, entry, takes_reports=takes_reports(interaction))
        await self._replies.send(interaction, view, ephemeral=True)

    async def _turn(self, interaction: Interaction, argument: str) -> None:
        id_, _, page = argument.partition(":")
        if not page.isdecimal():
            raise MemberError(texts.STALE_BUTTON)
        here = answers(self._answering, interaction)
        topic = here.lookup.open(f"topic:{id_}")
        reports = takes_reports(interaction)
        view = self._cards.card(here, topic, page=int(page), takes_reports=reports)
        await self._replies.turn(interaction, view)
