"""Sees what the bot shows of hostile texts: its panels, forms, reviews, histories and notices."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from random import Random
from types import SimpleNamespace
from typing import cast

import discord
from discord import ui

from bot.domain.errors import MemberError
from bot.domain.revisions import Draft, Revision, Suggestion, type_of
from bot.services.editing.newsroom import Newsroom
from bot.services.editing.parts import parts
from bot.services.editing.sections import LAYOUTS
from bot.ui import audit, editing_forms, editing_panel, reviewing, suggesting
from bot.ui.editing_maker import Panels
from bot.ui.editing_picker import Spot, query_of
from bot.ui.editing_shown import seen
from bot.ui.handing_back import handing_back
from bot.ui.histories import Histories
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Router, filled_all

from .harmless import check

_ROUTE = "f:siege"


class Onlooker:
    """Keeps all that it was shown since the last look, so that looking closely stalls nothing."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._panels = Panels(newsroom)
        self._histories = Histories(newsroom)
        self._queue = reviewing.Queue(newsroom)
        self._replies = Replies(newsroom.answering, Random(1))
        self._shown: list[ui.LayoutView | ui.Modal] = []

    def look(self) -> int:
        """Check all that was shown, and tell how much that was; raises AssertionError."""
        shown, self._shown = self._shown, []
        for each in shown:
            check(each)
        return len(shown)

    async def saw(self, view: ui.LayoutView | ui.Modal) -> None:
        """Keep what was shown; what comes next is asked for by another press, so others go first."""
        self._shown.append(view)
        await asyncio.sleep(0)

    async def draft(self, draft: Draft, query: str) -> None:
        """Open a draft, its forms, its pickers, what asks before it is discarded, and the list."""
        await self.saw(await self._panels.opened(draft))
        await self.saw(editing_panel.ask_discard(draft))
        await self.saw(await self._panels.drafts(draft.guild, draft.author))
        type_ = type_of(draft.record)
        for section in LAYOUTS[type_].sections:
            await self.saw(editing_forms.section_form(_ROUTE, type_, section, draft.body))
        for part in parts(draft.body)[:2] if type_ == "topic" else ():
            await self.saw(editing_forms.part_form(_ROUTE, part, editing_forms.halves_of(part)))
        for field in LAYOUTS[type_].picks:
            await self.saw(self._panels.picker(draft, Spot(field=field, query=query_of(query))))
        if "sources" in LAYOUTS[type_].picks:
            await self.saw(editing_forms.locator_form(_ROUTE, self._panels.cited(draft, 0)))

    async def published(self, revision: Revision) -> None:
        """Show what was published of a draft, and what the histories and the audit tell of it."""
        await self.saw(self._panels.published(revision))
        await self.changed([revision])

    async def changed(self, revisions: Sequence[Revision]) -> None:
        """Show the first of some changes in their histories, and all in the audit channel."""
        for each in revisions[:2]:
            await self.saw(await self._histories.page(each.guild, each.record))
            await self.saw(await self._histories.revision(each.guild, each.record, each.number))
            await self.saw(
                await self._histories.comparison(each.guild, each.record, 0, each.number)
            )
        body = self._newsroom.revising.body
        bodies = [(None, body(each, each.record)) for each in revisions[: audit.FIRST]]
        await self.saw(audit.notice([audit.Told(changes=revisions, bodies=bodies)]))
        alone = [
            audit.Told(changes=[each], bodies=[said])
            for each, said in zip(revisions, bodies, strict=False)
        ]
        await self.saw(audit.notice(alone[: audit.MOST_TOGETHER]))
        await self.saw(audit.summary([revisions]))

    async def late(self, draft: Draft, theirs: Revision) -> None:
        """Show both versions to an editor whose draft came too late."""
        draft = replace(draft, record=theirs.record, is_new=False, base=theirs.number - 1)
        found = await self._newsroom.drafting.conflict(draft)
        assert found is not None
        await self.saw(self._panels.stale(draft, found))
        await self.saw(await self._panels.opened(draft))

    async def review(self, suggestion: Suggestion) -> None:
        """Show a suggestion to an editor, alone and among others like it."""
        await self.saw(await self._queue.after(suggestion.guild, 0, may_block=True))
        await self.saw(reviewing.reject_form(suggestion))
        await self.saw(reviewing.alike_form(suggestion, [suggestion]))

    async def outcome(self, suggestion: Suggestion) -> None:
        """Tell the member what became of what they suggested."""
        told = suggesting.outcome(
            suggestion.state,
            name=seen(self._newsroom.suggesting.name_of(suggestion), 100),
            server="",
            is_new=True,
            wrong=seen(suggestion.wrong, 150),
            reason=seen(suggestion.reason, 400),
        )
        await self.saw(suggesting.thanks([told]))

    async def refused(
        self, error: MemberError, form: Mapping[str, str], labels: Mapping[str, str] | None = None
    ) -> None:
        """Hand back a form that cannot be taken, as the router leads it; then say so of none."""

        async def refusing(interaction: Interaction, _: str) -> None:
            async with handing_back(interaction, self._replies, labels or editing_forms.LABELS):
                raise error

        router = Router(self._replies)
        router.add({"siege": refusing})
        for given in (form, {}):
            await router.dispatch(sent(given, to=self._take))
        for odd in form.values():
            await router.dispatch(sent({}, to=self._take, custom_id=f"f:{odd}"))

    async def _take(self, *, view: ui.LayoutView, ephemeral: bool) -> None:
        assert ephemeral
        await self.saw(view)


async def _nowhere(**_: object) -> None:
    """Send nothing."""


def sent(
    form: Mapping[str, str],
    to: Callable[..., Awaitable[None]] = _nowhere,
    custom_id: str = _ROUTE,
) -> Interaction:
    """Give a form as Discord hands it to the bot; what is answered goes to `to`."""
    parts_ = [{"component": {"custom_id": name, "value": form[name]}} for name in form]
    return cast(
        "Interaction",
        SimpleNamespace(
            type=discord.InteractionType.modal_submit,
            data={"custom_id": custom_id, "components": parts_},
            response=SimpleNamespace(is_done=lambda: False, send_message=to),
            extras={},
        ),
    )


def typed(form: Mapping[str, str]) -> dict[str, list[str]]:
    """Read a form as the router does, which takes out what no database takes."""
    return filled_all(sent(form))
