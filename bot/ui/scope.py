"""Whose content answers an interaction."""

import discord
from discord.ext import commands

from bot.services.answers import Answering, Answers

Interaction = discord.Interaction[commands.AutoShardedBot]


def server_of(interaction: Interaction) -> int | None:
    """Give the server that the bot is a member of and that is asked from.

    None in a direct message, and where somebody brought the bot along for themselves: what the
    editors of a server changed is for that server, and shown by the bot that they invited.
    """
    return interaction.guild_id if interaction.is_guild_integration() else None


def takes_reports(interaction: Interaction) -> bool:
    """Whether there are editors where somebody asks, who take reports of mistakes."""
    return server_of(interaction) is not None


def answers(answering: Answering, interaction: Interaction) -> Answers:
    """Give what answers who asks, where they ask."""
    return answering.of(server_of(interaction))
