"""The panel in a bot that does not have it yet."""

from contextlib import asynccontextmanager

from bot.cogs.about import About
from bot.cogs.content.changing import Changing
from bot.cogs.editing_drafts import EditingDrafts
from bot.cogs.editing_panel import EditingPanel
from bot.cogs.editing_picker import EditingPicker
from tests.services.editing.newsrooms import newsroom_of

__all__ = ["editing", "newsroom_of"]


@asynccontextmanager
async def editing(opened, database, clock):
    """Give the bot with the panel, on a newsroom of its own if it has none."""
    async with opened as bot:
        if not any(isinstance(each, EditingPanel) for each in bot._cogs):
            about = next(each for each in bot._cogs if isinstance(each, About))
            newsroom, replies = newsroom_of(about._answering, database, clock), about._replies
            await newsroom.revising.load()
            kinds = (Changing, EditingPanel, EditingPicker, EditingDrafts)
            bot._cogs = [*bot._cogs, *(kind(newsroom, replies) for kind in kinds)]
        yield bot
