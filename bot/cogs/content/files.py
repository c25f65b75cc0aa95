"""The commands for content in files: import and export."""

import discord
from discord import app_commands

from bot.domain.errors import MemberError
from bot.ui import importing, importing_texts as texts
from bot.ui.downloads import Sent
from bot.ui.imports import Imports
from bot.ui.replies import Interaction

from .shared import GROUP, ContentCommands


class Files(ContentCommands):
    """Takes content in from files, and hands it out in files."""

    @GROUP.command(name="import", description="Take in content from a file, such as an export")
    @app_commands.describe(file="A .yaml list, a topic's .md file or a .zip; left out, a form asks")
    async def import_(
        self, interaction: Interaction, file: discord.Attachment | None = None
    ) -> None:
        """Say what a file would change, or ask for one."""
        guild = await self._server(interaction)
        if file is None:
            await interaction.response.send_modal(importing.form())
        else:
            await Imports(self._newsroom).take_in(interaction, guild, Sent.of(file))

    @GROUP.command(description="All that this server's editors have changed, as a file")
    async def export(self, interaction: Interaction) -> None:
        """Hand over the server's own content as a zip."""
        guild = await self._server(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        export = await self._newsroom.exporting.zipped(guild)
        if export is None:
            raise MemberError(texts.EXPORT_NOTHING)
        if len(export.data) > interaction.filesize_limit:
            raise MemberError(texts.EXPORT_TOO_LARGE.format(guild=guild))
        view, file = importing.exported(export.overlay, export.data)
        await interaction.followup.send(view=view, file=file, ephemeral=True)
