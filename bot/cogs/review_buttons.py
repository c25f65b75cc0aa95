"""The buttons and the form of the queue of suggestions, pressed before or after a restart."""

import contextlib
from collections.abc import Awaitable, Callable, Sequence

from discord.ext import commands

from bot.domain.errors import MemberError
from bot.domain.revisions import DecidedError, StaleError, Suggestion, SuggestionState
from bot.services.editing.newsroom import Newsroom
from bot.services.editing.revising import FaultyError
from bot.ui import reviewing, suggesting_texts as texts
from bot.ui.editing_maker import Panels
from bot.ui.editorship import edited, member_of, refuse_unblockable
from bot.ui.handing_back import handing_back
from bot.ui.layout import Part, note
from bot.ui.moderation import is_moderator
from bot.ui.outcomes import Outcomes
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler, chosen, filled, filled_all, is_form, number
from bot.ui.texts import STALE_BUTTON

_Action = Callable[[Interaction, int, int, str], Awaitable[None]]


class ReviewButtons(commands.Cog):
    """Asks at each press who presses; what another editor has decided meanwhile is said."""

    def __init__(self, newsroom: Newsroom, replies: Replies) -> None:
        self._newsroom = newsroom
        self._suggesting = newsroom.suggesting
        self._replies = replies
        self._queue = reviewing.Queue(newsroom)
        self._panels = Panels(newsroom)
        self._outcomes = Outcomes(newsroom.suggesting)
        self.routes: dict[str, Handler] = {reviewing.ROUTE: self._press}
        self._actions: dict[str, _Action] = {
            reviewing.NEXT: self._next,
            reviewing.APPROVE: self._approve,
            reviewing.EDIT: self._edit,
            reviewing.REJECT: self._reject,
            reviewing.BLOCK: self._block,
            reviewing.OPEN: self._open,
            reviewing.ALIKE: self._reject_alike,
            reviewing.REOPEN: self._reopen,
        }

    async def _press(self, interaction: Interaction, argument: str) -> None:
        """Lead `approve:12:3` to its action, with suggestion 12."""
        action, _, rest = argument.partition(":")
        typed, _, more = rest.partition(":")
        labels = {reviewing.REASON: texts.REASON}
        async with handing_back(interaction, self._replies, labels):
            guild = await edited(interaction, self._newsroom.editors)
            id_ = number(typed)
            if action not in self._actions or id_ is None:
                raise MemberError(STALE_BUTTON)
            try:
                await self._actions[action](interaction, guild, id_, more)
            except DecidedError as error:
                told = reviewing.decided(error.present, interaction.user.id)
                await self._go_on(interaction, guild, id_, told)

    async def _next(self, interaction: Interaction, guild: int, id_: int, _: str) -> None:
        await self._go_on(interaction, guild, id_)

    async def _approve(self, interaction: Interaction, guild: int, id_: int, shown: str) -> None:
        """Publish a suggestion, if it would change what the editor saw."""
        seen = number(shown)
        if seen is None:
            raise MemberError(STALE_BUTTON)
        try:
            suggestion, revision = await self._suggesting.approve(
                guild, id_, interaction.user.id, seen=seen
            )
        except StaleError:
            await self._look_again(interaction, guild, id_, texts.CHANGED_MEANWHILE)
            return
        except FaultyError:
            await self._look_again(interaction, guild, id_, texts.FAULTY_MEANWHILE)
            return
        alike = await self._suggesting.alike(suggestion)
        await self._go_on(interaction, guild, id_, reviewing.approved(revision, id_, alike))
        await self._outcomes.tell(interaction, suggestion)

    async def _open(self, interaction: Interaction, guild: int, _: int, __: str) -> None:
        """Show the suggestion that is chosen among those like another."""
        other = await self._suggesting.get(guild, number(chosen(interaction)) or 0)
        if other.state is not SuggestionState.OPEN:
            told = reviewing.decided(other, interaction.user.id)
            await self._go_on(interaction, guild, other.id, told)
            return
        await self._show(interaction, other, [])

    async def _reject_alike(self, interaction: Interaction, guild: int, id_: int, _: str) -> None:
        """Ask which others are rejected now that one is published, or reject those chosen."""
        suggestion = await self._suggesting.get(guild, id_)
        alike = await self._suggesting.alike(suggestion)
        if not is_form(interaction):
            if not alike:
                await self._go_on(interaction, guild, id_)
                return
            await interaction.response.send_modal(reviewing.alike_form(suggestion, alike))
            return
        wanted = filled_all(interaction).get(reviewing.WHICH, [])
        reason = filled(interaction).get(reviewing.REASON, "")
        rejected: list[Suggestion] = []
        for other in (each for each in alike if str(each.id) in wanted):
            with contextlib.suppress(DecidedError):  # another editor came first
                rejected.append(
                    await self._suggesting.reject(guild, other.id, interaction.user.id, reason)
                )
        await self._go_on(interaction, guild, id_, reviewing.rejected_alike(len(rejected)))
        for each in rejected:
            await self._outcomes.tell(interaction, each)

    async def _edit(self, interaction: Interaction, guild: int, id_: int, _: str) -> None:
        draft = await self._suggesting.take_up(guild, id_, interaction.user.id)
        headline = texts.TAKEN_UP.format(id=id_)
        await self._replies.turn(interaction, await self._panels.opened(draft, headline))

    async def _reject(self, interaction: Interaction, guild: int, id_: int, _: str) -> None:
        """Ask for the reason, or reject a suggestion for what was typed."""
        if not is_form(interaction):
            suggestion = await self._suggesting.open(guild, id_)
            await interaction.response.send_modal(reviewing.reject_form(suggestion))
            return
        reason = filled(interaction).get(reviewing.REASON, "")
        suggestion = await self._suggesting.reject(guild, id_, interaction.user.id, reason)
        await self._go_on(interaction, guild, id_, [note(texts.REJECTED)])
        await self._outcomes.tell(interaction, suggestion)

    async def _block(self, interaction: Interaction, guild: int, id_: int, _: str) -> None:
        """Take nothing more from the member; what waits from them is still to be decided."""
        if not is_moderator(interaction):
            raise MemberError(texts.BLOCK_MODERATORS_ONLY)
        suggestion = await self._suggesting.get(guild, id_)
        if suggestion.author is None:
            raise MemberError(STALE_BUTTON)
        await interaction.response.defer()  # Discord is asked who that is
        author = await member_of(interaction, suggestion.author)
        await refuse_unblockable(interaction, self._newsroom.editors, author)
        is_new = await self._newsroom.editors.block(guild, suggestion.author)
        await self._show(interaction, suggestion, reviewing.blocked(suggestion, is_new=is_new))

    async def _reopen(self, interaction: Interaction, guild: int, id_: int, approved: str) -> None:
        """Let a suggestion wait again whose approval was taken back, and show it."""
        suggestion = await self._suggesting.reopen(guild, id_, number(approved) or 0)
        await self._show(interaction, suggestion, [note(texts.REOPENED.format(id=id_))])

    async def _look_again(
        self, interaction: Interaction, guild: int, id_: int, headline: str
    ) -> None:
        await self._show(interaction, await self._suggesting.open(guild, id_), [note(headline)])

    async def _show(
        self, interaction: Interaction, suggestion: Suggestion, headline: Sequence[Part]
    ) -> None:
        may_block = is_moderator(interaction)
        view = await self._queue.again(suggestion, headline=headline, may_block=may_block)
        await self._replies.turn(interaction, view)

    async def _go_on(
        self, interaction: Interaction, guild: int, id_: int, headline: Sequence[Part] = ()
    ) -> None:
        """Show the next suggestion."""
        may_block = is_moderator(interaction)
        view = await self._queue.after(guild, id_, headline=headline, may_block=may_block)
        await self._replies.turn(interaction, view)
