"""What conversations about suggestions share: a bot that takes them, and what members send."""

import asyncio
import random
from contextlib import asynccontextmanager

from bot.bootstrap import wired
from bot.cogs.about import About
from bot.cogs.content.changing import Changing
from bot.cogs.content.reviewing import Reviewing
from bot.cogs.editing_drafts import EditingDrafts
from bot.cogs.editing_panel import EditingPanel
from bot.cogs.editing_picker import EditingPicker
from bot.cogs.review_buttons import ReviewButtons
from bot.cogs.suggesting import Suggestions
from bot.ui import suggesting_texts as texts
from bot.ui.outcomes import Outcomes
from tests.services.editing.newsrooms import newsroom_of

from .conftest import Connected

EVENT = {
    "date": "22 June 1941",
    "title": "Barbarossa begins",
    "text": "German forces invade the Soviet Union.",
    "kind": "War",
    "source": "Beevor, Stalingrad, chapter 1",
}
BARBAROSSA = "event:barbarossa-begins"
REPORT = {"wrong": "It held out longer.", "source": "Beevor, Stalingrad"}
MENDED = "The pocket held out until February."
FORBIDDEN = 50007
ROW = [texts.APPROVE, texts.EDIT, texts.REJECT, texts.SKIP, texts.BLOCK]
"""The buttons of a suggestion that could be published as it is."""


class Content(Changing, Reviewing):
    """The commands of /content that these conversations need."""


@asynccontextmanager
async def suggesting(opened, database, clock):
    """Give a bot that takes suggestions, on a newsroom of its own if it has none."""
    async with opened as bot:
        if not any(isinstance(each, Suggestions) for each in bot._cogs):
            about = next(each for each in bot._cogs if isinstance(each, About))
            newsroom, replies = newsroom_of(about._answering, database, clock), about._replies
            await newsroom.revising.load()
            kinds = (Content, EditingPicker, EditingDrafts, ReviewButtons, Suggestions)
            tell = Outcomes(newsroom.suggesting).tell
            bot._cogs = [
                *bot._cogs,
                EditingPanel(newsroom, replies, tell),
                *(kind(newsroom, replies) for kind in kinds),
            ]
        yield bot


def connecting_to(chosen, playground, catalogue, database, clock):
    """Give a function that gives a context in which such a bot is connected."""

    def connecting(*, catalogue=catalogue, served=playground, settings=chosen):
        opened = wired(settings, catalogue, database, clock, random.Random(1))
        return Connected(suggesting(opened, database, clock), served)

    return connecting


def newsroom_in(bot):
    return bot.get_cog("Suggestions")._newsroom


async def suggested(playground, fields=None, *, who="member", named=False, what="event"):
    """Suggest something, and give the answer."""
    form = await playground.type(f"/suggest what:{what} named:{named}", who=who)
    return await playground.submit(form, EVENT | (fields or {}), who=who)


async def reported(playground, fields=None, *, who="member", name="The pocket"):
    """Report a mistake in an event, and give the answer."""
    card = await playground.type(f"/event name:{name}", who=who)
    form = await playground.press(card, "Report a mistake", who=who)
    return await playground.submit(form, REPORT | (fields or {}), who=who)


def users(playground):
    return {each.username: int(each.id) for each in playground.world.users.values()}


async def until(holds):
    """Wait until something holds that comes about after an answer."""
    async with asyncio.timeout(10):
        while not await holds():  # noqa: ASYNC110 - nobody tells when
            await asyncio.sleep(0.02)
