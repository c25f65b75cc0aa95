"""/timeline and its pages."""

from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.domain.entries import EntryType
from bot.domain.errors import MemberError
from bot.services.answers import Answering
from bot.services.timeline import Span
from bot.ui import choices, texts
from bot.ui.lists import timeline_card
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler
from bot.ui.scope import answers

_SUBJECTS: tuple[EntryType, ...] = ("topic", "person")


class Timeline(commands.Cog):
    """Shows events in the order in which they happened."""

    def __init__(self, answering: Answering, replies: Replies) -> None:
        self._answering = answering
        self._replies = replies
        self.routes: dict[str, Handler] = {"line": self._turn, "events": self._show}

    @app_commands.command(description="Events in the order in which they happened")
    @app_commands.describe(
        about="Only the events of this topic or person",
        first="From when on, such as 1941, June 1941 or 22 June 1941",
        last="Until when, likewise",
    )
    @app_commands.rename(first="from", last="to")
    async def timeline(
        self,
        interaction: Interaction,
        about: Range[str, 1, 100] = "",
        first: Range[str, 1, 40] = "",
        last: Range[str, 1, 40] = "",
    ) -> None:
        """Answer with the first page of a timeline."""
        here = answers(self._answering, interaction)
        entry = here.lookup.find(about, _SUBJECTS, only=True).entry if about else None
        line = here.timeline.line(here.timeline.read(entry, first, last))
        await self._replies.send(interaction, timeline_card(line))

    @timeline.autocomplete("about")
    async def _subjects(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        found = answers(self._answering, interaction).lookup.complete(current, _SUBJECTS)
        return choices.of_entries(found)

    @timeline.autocomplete("first")
    @timeline.autocomplete("last")
    async def _years(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        return choices.of_words(answers(self._answering, interaction).timeline.complete(current))

    async def _show(self, interaction: Interaction, argument: str) -> None:
        page, span = _state(argument)
        timeline = answers(self._answering, interaction).timeline
        view = timeline_card(timeline.line(span), page)
        await self._replies.send(interaction, view, ephemeral=True)

    async def _turn(self, interaction: Interaction, argument: str) -> None:
        page, span = _state(argument)
        timeline = answers(self._answering, interaction).timeline
        await self._replies.turn(interaction, timeline_card(timeline.line(span), page))


def _state(argument: str) -> tuple[int, Span]:
    """Give the page and span in a button's argument, such as `0:topic:winter-war:708000:`."""
    try:
        page, type_, id_, first, last = argument.split(":")
        return int(page), Span(
            about=f"{type_}:{id_}" if id_ else "",
            first=int(first) if first else None,
            last=int(last) if last else None,
        )
    except ValueError:
        raise MemberError(texts.STALE_BUTTON) from None
