"""What the commands of /content share: their group, their services, and the record that is meant."""

from discord import app_commands, ui
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.domain.errors import MemberError
from bot.services.editing.newsroom import Newsroom
from bot.ui import choices
from bot.ui.editorship import edited
from bot.ui.replies import Interaction, Replies
from bot.ui.scope import answers

Short = Range[str, 1, 100]

# Without default permissions: Discord would hide the commands from editors who manage nothing.
GROUP = app_commands.Group(
    name="content",
    description="Keep what this server's content says right",
    allowed_contexts=app_commands.AppCommandContext(
        guild=True, dm_channel=False, private_channel=False
    ),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
)


class ContentCommands(commands.Cog):
    """Has what each command needs, asks who may edit, and finds the entry that a command is about."""

    group = GROUP

    def __init__(self, newsroom: Newsroom, replies: Replies) -> None:
        self._newsroom = newsroom
        self._replies = replies

    async def offer_entries(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        """Offer the entries that a half-typed name may become, to editors."""
        try:
            await self._server(interaction)
        except MemberError:
            return []
        here = answers(self._newsroom.answering, interaction)
        return choices.of_entries(here.lookup.complete(current))

    async def _server(self, interaction: Interaction) -> int:
        """Give the server whose content who asks may edit; raises MemberError."""
        return await edited(interaction, self._newsroom.editors)

    async def _send(self, interaction: Interaction, view: ui.LayoutView) -> None:
        await self._replies.send(interaction, view, ephemeral=True)
