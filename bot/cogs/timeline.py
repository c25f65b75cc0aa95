"""/timeline and its pages."""

from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.domain.entries import EntryType
from bot.domain.errors import MemberError
from bot.services.lookup import Lookup
from bot.services.timeline import Span, Timeline as TimelineService
from bot.ui import choices, texts
from bot.ui.lists import timeline_card
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler

_SUBJECTS: tuple[EntryType, ...] = ("topic", "person")


class Timeline(commands.Cog):
    """Shows events in the order in which they happened."""

    def __init__(self, timeline: TimelineService, lookup: Lookup, replies: Replies) -> None:
        self._timeline = timeline
        self._lookup = lookup
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
        entry = self._lookup.find(about, _SUBJECTS, only=True).entry if about else None
        line = self._timeline.line(self._timeline.read(entry, first, last))
        await self._replies.send(interaction, timeline_card(line))

    @timeline.autocomplete("about")
    async def _subjects(self, _: Interaction, current: str) -> list[Choice[str]]:
        return choices.of_entries(self._lookup.complete(current, _SUBJECTS))

    @timeline.autocomplete("first")
    @timeline.autocomplete("last")
    async def _years(self, _: Interaction, current: str) -> list[Choice[str]]:
        return choices.of_words(self._timeline.complete(current))

    async def _show(self, interaction: Interaction, argument: str) -> None:
        page, span = _state(argument)
        view = timeline_card(self._timeline.line(span), page)
        await self._replies.send(interaction, view, ephemeral=True)

    async def _turn(self, interaction: Interaction, argument: str) -> None:
        page, span = _state(argument)
        await self._replies.turn(interaction, timeline_card(self._timeline.line(span), page))


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
