"""/help and /about."""

from discord import app_commands
from discord.ext import commands

from bot.services.about import facts
from bot.services.answers import Answering
from bot.services.editing.editors import Editors
from bot.ui import info
from bot.ui.editorship import is_editor
from bot.ui.moderation import is_moderator
from bot.ui.replies import Interaction, Replies
from bot.ui.scope import answers


class About(commands.Cog):
    """Tells what Fasti is and does; only who asks sees the answer."""

    def __init__(
        self, answering: Answering, editors: Editors, version: str, replies: Replies
    ) -> None:
        self._answering = answering
        self._editors = editors
        self._version = version
        self._replies = replies

    @app_commands.command(description="What I can do, and how to ask")
    async def help(self, interaction: Interaction) -> None:
        """Answer with all commands."""
        tree = interaction.client.tree
        known = [each for each in tree.walk_commands() if isinstance(each, app_commands.Command)]
        view = info.help_card(
            known,
            moderating=is_moderator(interaction),
            editing=await is_editor(interaction, self._editors),
        )
        await self._replies.send(interaction, view, ephemeral=True)

    @app_commands.command(description="What I am made of, and where my facts come from")
    async def about(self, interaction: Interaction) -> None:
        """Answer with the pack and its size."""
        found = facts(answers(self._answering, interaction).catalogue, self._version)
        await self._replies.send(interaction, info.about_card(found), ephemeral=True)
