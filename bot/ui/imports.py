"""Takes in a file that an editor sent: downloads it, and shows what it would change."""

import asyncio
from collections.abc import Awaitable

from bot.services.editing.importing import LARGEST
from bot.services.editing.newsroom import Newsroom

from . import importing
from .downloads import Sent, downloaded
from .replies import Interaction


class Imports:
    """Answers wherever a file may come from: an option of a command, or a form."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._importing = newsroom.importing

    async def take_in(self, interaction: Interaction, guild: int, sent: Sent) -> None:
        """Say what a file would change, with a button that applies it; may raise MemberError."""
        await interaction.response.defer(ephemeral=True, thinking=True)

        def download() -> Awaitable[bytes]:
            return downloaded(sent, LARGEST, interaction.client)

        plan = await self._importing.plan(guild, interaction.user.id, sent.name, download)
        written = await asyncio.to_thread(importing.told, plan)
        view, files = importing.summary(plan, written)
        await interaction.followup.send(view=view, files=files, ephemeral=True)
