"""What conversations about suggestions share: what members send, and what editors are shown."""

import asyncio

from bot.ui import suggesting_texts as texts

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
