"""The menu and the button of /content drafts, and the button that takes back what was published."""

from discord.ext import commands

from bot.domain.errors import MemberError
from bot.services.editing.newsroom import Newsroom
from bot.ui import (
    editing_forms as forms,
    editing_panel as panel,
    editing_texts as texts,
    history,
    reviewing,
)
from bot.ui.controls import custom_id
from bot.ui.editing_maker import Panels
from bot.ui.editorship import edited
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler, chosen, filled_all, is_form, number
from bot.ui.texts import STALE_BUTTON


class EditingDrafts(commands.Cog):
    """Asks at each press who presses, and shows everybody their own drafts alone."""

    def __init__(self, newsroom: Newsroom, replies: Replies) -> None:
        self._newsroom = newsroom
        self._drafting = newsroom.drafting
        self._replies = replies
        self._panels = Panels(newsroom)
        self.routes: dict[str, Handler] = {
            panel.LIST: self._press,
            history.UNDO: self._take_back,
        }

    async def _press(self, interaction: Interaction, action: str) -> None:
        """Open a draft, or ask which are to be discarded, and do so."""
        guild = await edited(interaction, self._newsroom.editors)
        match action:
            case panel.OPEN:
                id_ = number(chosen(interaction)) or 0
                draft = await self._drafting.open(guild, interaction.user.id, id_)
                await self._replies.turn(interaction, await self._panels.opened(draft))
            case panel.DISCARD if is_form(interaction):
                await self._discard(interaction, guild)
            case panel.DISCARD:
                await self._ask_which(interaction, guild)
            case _:
                raise MemberError(STALE_BUTTON)

    async def _ask_which(self, interaction: Interaction, guild: int) -> None:
        found = await self._drafting.of_author(guild, interaction.user.id)
        if not found:
            raise MemberError(texts.DRAFTS_NONE)
        route = custom_id(panel.LIST, panel.DISCARD)
        form = forms.drafts_form(route, [panel.option(draft) for draft in found])
        await interaction.response.send_modal(form)

    async def _discard(self, interaction: Interaction, guild: int) -> None:
        wanted = set(filled_all(interaction).get(forms.DRAFTS, ()))
        author = interaction.user.id
        for draft in await self._drafting.of_author(guild, author):
            if str(draft.id) in wanted:
                await self._drafting.discard(draft)
        await self._replies.turn(interaction, await self._panels.drafts(guild, author))

    async def _take_back(self, interaction: Interaction, argument: str) -> None:
        """Take back `3:event:operation-uranus`: number 3 of it, if that is the latest still."""
        guild = await edited(interaction, self._newsroom.editors)
        typed, _, record = argument.partition(":")
        published = number(typed)
        if not published:
            raise MemberError(STALE_BUTTON)
        revision = await self._drafting.take_back(guild, interaction.user.id, record, published)
        body, _ = await self._newsroom.revising.present(guild, record)
        undone = await self._newsroom.revising.revision(guild, record, published)
        suggestion = await self._newsroom.suggesting.approved_with(undone)
        below = reviewing.still_approved(suggestion)
        view = panel.taken_back(revision, is_shown=body is not None, below=below)
        await self._replies.turn(interaction, view)
