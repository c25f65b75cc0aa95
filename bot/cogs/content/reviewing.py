"""/content review: what members suggest, one at a time."""

from bot.ui.moderation import is_moderator
from bot.ui.replies import Interaction
from bot.ui.reviewing import Queue

from .shared import GROUP, ContentCommands


class Reviewing(ContentCommands):
    """Shows the oldest suggestion that waits."""

    @GROUP.command(description="Look through what members suggest and report")
    async def review(self, interaction: Interaction) -> None:
        """Show the oldest suggestion that waits for a decision."""
        guild = await self._server(interaction)
        view = await Queue(self._newsroom).after(guild, 0, may_block=is_moderator(interaction))
        await self._send(interaction, view)
