"""Posts into Discord for whoever has something to post: the port `Poster`, with discord.py."""

from .poster import DiscordPoster

__all__ = ["DiscordPoster"]
