"""/help, /about and /privacy."""

from discord import app_commands
from discord.ext import commands

from bot.services.about import Facts
from bot.ui import info
from bot.ui.moderation import is_moderator
from bot.ui.replies import Interaction, Replies


class About(commands.Cog):
    """Tells what Fasti is and does; only who asks sees the answer."""

    def __init__(self, facts: Facts, replies: Replies) -> None:
        self._facts = facts
        self._replies = replies

    @app_commands.command(description="What I can do, and how to ask")
    async def help(self, interaction: Interaction) -> None:
        """Answer with all commands."""
        tree = interaction.client.tree
        known = [each for each in tree.walk_commands() if isinstance(each, app_commands.Command)]
        view = info.help_card(known, moderating=is_moderator(interaction))
        await self._replies.send(interaction, view, ephemeral=True)

    @app_commands.command(description="What I am made of, and where my facts come from")
    async def about(self, interaction: Interaction) -> None:
        """Answer with the pack and its size."""
        await self._replies.send(interaction, info.about_card(self._facts), ephemeral=True)

    @app_commands.command(description="What I keep about you")
    async def privacy(self, interaction: Interaction) -> None:
        """Answer with what is stored and what is not."""
        await self._replies.send(interaction, info.privacy_card(), ephemeral=True)
