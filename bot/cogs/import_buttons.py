"""The form and the buttons of /content import."""

import asyncio

from discord.ext import commands

from bot.domain.errors import MemberError
from bot.services.editing.newsroom import Newsroom
from bot.services.editing.waiting_plans import ImportPlan
from bot.ui import importing, importing_texts as texts
from bot.ui.downloads import Sent
from bot.ui.editorship import edited
from bot.ui.imports import Imports
from bot.ui.layout import note, sealed
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler, is_form
from bot.ui.texts import STALE_BUTTON


class ImportButtons(commands.Cog):
    """Asks at each press who presses; an import is applied by the editor who uploaded it."""

    def __init__(self, newsroom: Newsroom, replies: Replies) -> None:
        self._newsroom = newsroom
        self._importing = newsroom.importing
        self._replies = replies
        self.routes: dict[str, Handler] = {importing.ROUTE: self._press}

    async def _press(self, interaction: Interaction, argument: str) -> None:
        """Lead `file`, `apply:<plan>` or `discard:<plan>` to what it asks for."""
        guild = await edited(interaction, self._newsroom.editors)
        action, _, id_ = argument.partition(":")
        match action:
            case importing.FILE if is_form(interaction):
                sent = Sent.of_form(interaction, importing.FILE)
                await Imports(self._newsroom).take_in(interaction, guild, sent)
            case importing.APPLY:
                await self._apply(interaction, guild, id_)
            case importing.DISCARD:
                self._importing.discard(guild, interaction.user.id, id_)
                await self._replies.turn(interaction, sealed([note(texts.DISCARDED)]))
            case _:
                raise MemberError(STALE_BUTTON)

    async def _apply(self, interaction: Interaction, guild: int, id_: str) -> None:
        await interaction.response.defer()  # thousands of records take more than three seconds
        done = await self._importing.apply(guild, interaction.user.id, id_)
        if isinstance(done, ImportPlan):  # not what was told before: ask again
            written = await asyncio.to_thread(importing.told, done)
            view, files = importing.summary(done, written)
        else:
            view, files = importing.applied(done), []
        await interaction.edit_original_response(view=view, attachments=files)
