"""The buttons and menus of histories, and those that take changes back, pressed before or after a restart."""

from discord import ui
from discord.ext import commands

from bot.domain.errors import MemberError
from bot.domain.revisions import Revision
from bot.services.editing.newsroom import Newsroom
from bot.services.editing.refusals import ALREADY, is_taken_back
from bot.ui import audit, history, looking, reviewing
from bot.ui.editorship import edited
from bot.ui.histories import Histories
from bot.ui.history import Version
from bot.ui.replies import Interaction, Replies
from bot.ui.revision_words import record_in
from bot.ui.router import Handler, chosen_of_menu, number
from bot.ui.texts import STALE_BUTTON

_PAIR = 2


class RevisionButtons(commands.Cog):
    """Asks at each press who presses; a record is looked up in the server where that is."""

    def __init__(self, newsroom: Newsroom, replies: Replies) -> None:
        self._newsroom = newsroom
        self._revising = newsroom.revising
        self._replies = replies
        self._histories = Histories(newsroom)
        self.routes: dict[str, Handler] = {
            history.HISTORY: self._history,
            history.PAGE: self._page,
            history.OPEN: self._open,
            history.COMPARE: self._compare,
            history.ROLL_BACK: self._roll_back,
            history.KEEP: self._keep,
            looking.UNDO_LAST: self._undo_last,
            audit.REVERT: self._revert,
            audit.REVERT_IMPORT: self._revert_import,
        }

    async def _history(self, interaction: Interaction, argument: str) -> None:
        """Answer `event:operation-uranus:0` with a page of a history."""
        guild = await self._server(interaction)
        record, before = _taken_apart(argument)
        view = await self._histories.page(guild, record, before)
        await self._replies.send(interaction, view, ephemeral=True)

    async def _page(self, interaction: Interaction, argument: str) -> None:
        guild = await self._server(interaction)
        record, before = _taken_apart(argument)
        await self._replies.turn(interaction, await self._histories.page(guild, record, before))

    async def _open(self, interaction: Interaction, argument: str) -> None:
        """Open the revision that is chosen, or compare the two that are."""
        guild = await self._server(interaction)
        record = record_in(argument)
        values, _ = chosen_of_menu(interaction)
        numbers = [found for each in values if (found := number(each)) is not None]
        if not numbers:
            raise MemberError(STALE_BUTTON)
        if len(numbers) < _PAIR:
            view = await self._histories.revision(guild, record, numbers[0])
        else:
            view = await self._histories.comparison(guild, record, numbers[0], numbers[1])
        await self._replies.turn(interaction, view)

    async def _compare(self, interaction: Interaction, argument: str) -> None:
        """Compare `event:operation-uranus:1:3`."""
        guild = await self._server(interaction)
        rest, second = _numbered(argument)
        record, first = _taken_apart(rest)
        view = await self._histories.comparison(guild, record, first, second)
        await self._replies.turn(interaction, view)

    async def _roll_back(self, interaction: Interaction, argument: str) -> None:
        guild = await self._server(interaction)
        record, target = _taken_apart(argument)
        await self._replies.turn(
            interaction, await self._rolled_back(interaction, guild, record, target)
        )

    async def _keep(self, interaction: Interaction, argument: str) -> None:
        """Let what the server shows stand, now that the pack says something else."""
        guild = await self._server(interaction)
        record, latest = _taken_apart(argument)
        await self._newsroom.drifting.keep(guild, record, latest, interaction.user.id)
        await self._replies.turn(interaction, await self._histories.page(guild, record))

    async def _revert(self, interaction: Interaction, argument: str) -> None:
        """Take back `event:operation-uranus:3`; if there is a number 4, ask about that first."""
        guild = await self._server(interaction)
        record, taken_back = _taken_apart(argument)
        if not taken_back:
            raise MemberError(STALE_BUTTON)
        present = await self._histories.present(guild, record)
        if present.number == taken_back:
            made = await self._revising.take_back(guild, record, taken_back, interaction.user.id)
            view = await self._told(guild, made, present, taken_back - 1)
        else:
            await self._revising.revision(guild, record, taken_back)
            target = await self._histories.version(guild, record, taken_back - 1)
            if is_taken_back(present.revision, taken_back, target.revision):
                raise MemberError(ALREADY)
            view = history.changed_since(record, taken_back, present, target)
        await self._replies.send(interaction, view, ephemeral=True)

    async def _undo_last(self, interaction: Interaction, argument: str) -> None:
        """Take back the change of that id, or its import; it may be long."""
        guild = await self._server(interaction)
        id_ = number(argument)
        if id_ is None:
            raise MemberError(STALE_BUTTON)
        await interaction.response.defer(ephemeral=True, thinking=True)
        view = await self._histories.undone(guild, interaction.user.id, id_)
        await self._replies.send(interaction, view, ephemeral=True)

    async def _revert_import(self, interaction: Interaction, argument: str) -> None:
        guild = await self._server(interaction)
        id_ = number(argument)
        if id_ is None:
            raise MemberError(STALE_BUTTON)
        await interaction.response.defer(ephemeral=True, thinking=True)
        taken = await self._revising.take_back_import(guild, id_, interaction.user.id)
        view = self._histories.import_taken_back(taken)
        await self._replies.send(interaction, view, ephemeral=True)

    async def _rolled_back(
        self, interaction: Interaction, guild: int, record: str, target: int
    ) -> ui.LayoutView:
        before = await self._histories.present(guild, record)
        revision = await self._revising.roll_back(guild, record, target, interaction.user.id)
        return await self._told(guild, revision, before, target)

    async def _told(
        self, guild: int, revision: Revision, before: Version, target: int
    ) -> ui.LayoutView:
        """Say that a revision made a record what it was as number `target`."""
        after = self._revising.body(revision, revision.record)
        version = await self._histories.version(guild, revision.record, target)
        suggestion = await self._newsroom.suggesting.approved_with(before.revision)
        below = reviewing.still_approved(suggestion)
        return history.rolled_back(revision, version, before.body, after, below)

    async def _server(self, interaction: Interaction) -> int:
        return await edited(interaction, self._newsroom.editors)


def _taken_apart(argument: str) -> tuple[str, int]:
    """Give the record and the number of `event:operation-uranus:3`; raises MemberError."""
    record, found = _numbered(argument)
    return record_in(record), found


def _numbered(argument: str) -> tuple[str, int]:
    rest, _, last = argument.rpartition(":")
    found = number(last)
    if found is None:
        raise MemberError(STALE_BUTTON)
    return rest, found
