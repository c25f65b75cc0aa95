"""The buttons, the menus and the forms of drafts, used before or after a restart."""

from collections.abc import Awaitable, Callable

from discord.ext import commands

from bot.domain.errors import MemberError
from bot.domain.revisions import (
    Body,
    DecidedError,
    Draft,
    RecordType,
    StaleError,
    Suggestion,
    type_of,
)
from bot.services.editing.drafting import FaultyError
from bot.services.editing.marks import marks
from bot.services.editing.newsroom import Newsroom
from bot.services.editing.parts import Part, marks_of as marks_of_part, part_at, parts, typed_over
from bot.services.editing.records import TYPES
from bot.services.editing.sections import LAYOUTS, MOST_INPUTS, filled_in, located, marks_of
from bot.ui import editing_forms as forms, editing_panel as panel, editing_texts as texts, reviewing
from bot.ui.controls import custom_id
from bot.ui.editing_maker import Panels
from bot.ui.editing_picker import Spot, chosen_of, locating
from bot.ui.editorship import edited
from bot.ui.handing_back import handing_back
from bot.ui.moderation import is_moderator
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler, chosen, filled, filled_all, is_form, number
from bot.ui.texts import STALE_BUTTON

_Action = Callable[[Interaction, Draft, str], Awaitable[None]]
Telling = Callable[[Interaction, Suggestion], Awaitable[None]]


async def nobody_told(_: Interaction, __: Suggestion) -> None:
    """Tell nobody what became of a suggestion."""


class EditingPanel(commands.Cog):
    """Asks at each press who presses, and whether the draft is theirs.

    `tell_outcome` tells a member that what they suggested was published.
    """

    def __init__(
        self, newsroom: Newsroom, replies: Replies, tell_outcome: Telling = nobody_told
    ) -> None:
        self._newsroom = newsroom
        self._drafting = newsroom.drafting
        self._replies = replies
        self._panels = Panels(newsroom)
        self._queue = reviewing.Queue(newsroom)
        self._tell_outcome = tell_outcome
        self.routes: dict[str, Handler] = {panel.ROUTE: self._press, panel.ADD: self._add}
        self._actions: dict[str, _Action] = {
            panel.OPEN: self._open,
            panel.SECTION: self._section,
            panel.PART: self._part,
            panel.LOCATE: self._locate,
            panel.CONTINUE: self._continue,
            panel.PUBLISH: self._publish,
            panel.COMPARE: self._compare,
            panel.MERGE: self._merge,
            panel.REBASE: self._rebase,
            panel.DETACH: self._detach,
            panel.DISCARD: self._ask_discard,
            panel.DISCARD_YES: self._discard,
        }

    async def _press(self, interaction: Interaction, argument: str) -> None:
        """Lead `section:12:words` to its action, with draft 12."""
        action, _, rest = argument.partition(":")
        id_, _, more = rest.partition(":")
        labels = dict(forms.LABELS)
        async with handing_back(interaction, self._replies, labels):
            guild = await edited(interaction, self._newsroom.editors)
            if action == panel.LOCATE:
                labels |= self._panels.sources(guild, filled(interaction))
            if action not in self._actions:
                raise MemberError(STALE_BUTTON)
            draft = await self._drafting.get(guild, interaction.user.id, number(id_) or 0)
            await self._actions[action](interaction, draft, more)

    async def _add(self, interaction: Interaction, type_name: str) -> None:
        """Begin a draft with what was typed into the form of its first section."""
        async with handing_back(interaction, self._replies):
            guild = await edited(interaction, self._newsroom.editors)
            type_: RecordType | None = next((each for each in TYPES if each == type_name), None)
            if type_ is None or not is_form(interaction):
                raise MemberError(STALE_BUTTON)
            body = filled_in({}, LAYOUTS[type_].sections[0], filled_all(interaction))
            draft = await self._drafting.add(guild, interaction.user.id, type_, body)
            await self._show(interaction, draft)

    async def _open(self, interaction: Interaction, draft: Draft, _: str) -> None:
        draft = await self._drafting.open(draft.guild, draft.author, draft.id)
        await self._show(interaction, draft)

    async def _section(self, interaction: Interaction, draft: Draft, place: str) -> None:
        """Show the form of a section, or take in `words:…`: what was typed over of those marks."""
        type_ = type_of(draft.record)
        name, _, before = place.partition(":")
        section = LAYOUTS[type_].section(name)
        if section is None:
            raise MemberError(STALE_BUTTON)
        if is_form(interaction):
            form = filled_all(interaction)
            await self._keep(
                interaction, draft, lambda body: filled_in(body, section, form, before)
            )
            return
        filling = marks_of(draft.body, section)
        route = custom_id(panel.ROUTE, panel.SECTION, draft.id, name, filling)
        await interaction.response.send_modal(forms.section_form(route, type_, section, draft.body))

    async def _part(self, interaction: Interaction, draft: Draft, place: str) -> None:
        """Show the form of a part of a topic, or take in `3:0:…`: what was typed for the fourth part."""
        if not is_form(interaction):
            await self._show_part(interaction, draft, number(chosen(interaction)))
            return
        at, joint, before = [*place.split(":", 2), "", ""][:3]
        typed = filled(interaction)

        def typing(part: Part) -> Part:
            return forms.typed_part(part, typed, number(joint) or 0)

        await self._keep(
            interaction, draft, lambda body: typed_over(body, number(at) or 0, typing, before)
        )

    async def _show_part(self, interaction: Interaction, draft: Draft, at: int | None) -> None:
        told = parts(draft.body)
        at = len(told) if at is None else min(at, len(told))
        part = told[at] if at < len(told) else Part("", "")
        halves = forms.halves_of(part)
        joint = 0 if halves is None else halves.joint
        route = custom_id(panel.ROUTE, panel.PART, draft.id, at, joint, marks_of_part(part))
        await interaction.response.send_modal(forms.part_form(route, part, halves))

    async def _locate(self, interaction: Interaction, draft: Draft, first: str) -> None:
        """Ask where in the sources it stands: in one form, or five sources a form."""
        first, _, before = first.partition(":")
        if is_form(interaction):
            where = filled(interaction)
            await self._keep(interaction, draft, lambda body: located(body, where, before))
            return
        count = len(chosen_of(draft, "sources"))
        if not count:
            raise MemberError(texts.LOCATE_NONE)
        start = number(first)
        if start is None and count > MOST_INPUTS:
            await self._replies.turn(interaction, locating(draft))
            return
        start = start if start is not None and start < count else 0
        cited = self._panels.cited(draft, start)
        filling = marks({id_: at for id_, _, at in cited})
        route = custom_id(panel.ROUTE, panel.LOCATE, draft.id, start, filling)
        await interaction.response.send_modal(forms.locator_form(route, cited))

    async def _continue(self, interaction: Interaction, draft: Draft, _: str) -> None:
        """Lead to where the first fault is mended."""
        type_ = type_of(draft.record)
        faults = [each for each in self._drafting.prove(draft).problems if not each.warning]
        if not faults:
            await self._show(interaction, draft)
            return
        place = panel.place_of(type_, faults[0])
        if place in LAYOUTS[type_].picks:
            await self._replies.turn(interaction, self._panels.picker(draft, Spot(field=place)))
        elif place == "sections":
            line = faults[0].path[-1]
            at = part_at(draft.body, line if isinstance(line, int) else 0)
            await self._show_part(interaction, draft, at)
        else:
            await self._section(interaction, draft, place)

    async def _publish(self, interaction: Interaction, draft: Draft, _: str) -> None:
        try:
            revision, suggestion = await self._newsroom.suggesting.publish(draft)
        except FaultyError:
            await self._show(interaction, draft, texts.NOT_PUBLISHED)
            return
        except DecidedError as error:
            await self._replies.turn(interaction, self._panels.decided(draft, error.present))
            return
        except StaleError:
            await self._show_conflict(interaction, draft, texts.TAKEN_MEANWHILE)
            return
        if suggestion is None:
            await self._replies.turn(interaction, self._panels.published(revision))
            return
        alike = await self._newsroom.suggesting.alike(suggestion)
        headline = reviewing.approved(revision, suggestion.id, alike)
        may_block = is_moderator(interaction)
        view = await self._queue.after(
            draft.guild, suggestion.id, headline=headline, may_block=may_block
        )
        await self._replies.turn(interaction, view)
        await self._tell_outcome(interaction, suggestion)

    async def _compare(self, interaction: Interaction, draft: Draft, _: str) -> None:
        await self._show_conflict(interaction, draft)

    async def _show_conflict(
        self, interaction: Interaction, draft: Draft, otherwise: str = ""
    ) -> None:
        """Show what was changed since a draft began; its panel, if nothing was."""
        conflict = await self._drafting.conflict(draft)
        if conflict is None:
            await self._show(interaction, draft, otherwise)
            return
        await self._replies.turn(interaction, self._panels.stale(draft, conflict))

    async def _merge(self, interaction: Interaction, draft: Draft, seen: str) -> None:
        """Bring both changes together, if the editor saw the latest; else show that first."""
        conflict = await self._drafting.conflict(draft)
        if conflict is None or conflict.latest.number != number(seen):
            await self._show_conflict(interaction, draft)
            return
        draft = await self._drafting.rebase(draft, conflict.latest.number, merging=True)
        await self._replies.turn(interaction, await self._panels.settled(draft, conflict))

    async def _rebase(self, interaction: Interaction, draft: Draft, seen: str) -> None:
        """Let mine replace theirs, if the editor saw the latest; else show that first."""
        try:
            draft = await self._drafting.rebase(draft, number(seen) or 0)
        except StaleError:
            await self._show_conflict(interaction, draft)
            return
        await self._show(interaction, draft, texts.REBASED)

    async def _detach(self, interaction: Interaction, draft: Draft, _: str) -> None:
        await self._publish(interaction, await self._drafting.detach(draft), "")

    async def _ask_discard(self, interaction: Interaction, draft: Draft, _: str) -> None:
        await self._replies.turn(interaction, panel.ask_discard(draft))

    async def _discard(self, interaction: Interaction, draft: Draft, _: str) -> None:
        await self._drafting.discard(draft)
        told = texts.DISCARDED.format(name=panel.named(draft))
        view = await self._panels.drafts(draft.guild, draft.author, told)
        await self._replies.turn(interaction, view)

    async def _keep(
        self, interaction: Interaction, draft: Draft, change: Callable[[Body], Body]
    ) -> None:
        await self._show(interaction, await self._drafting.change(draft, change))

    async def _show(self, interaction: Interaction, draft: Draft, headline: str = "") -> None:
        await self._replies.turn(interaction, await self._panels.opened(draft, headline))
