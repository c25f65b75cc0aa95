"""A bot that says whatever a test wants it to say, beside the real one's careful answers."""

import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager

import aiohttp
from playwright.async_api import Page

from bot.playground import Playground
from tests.playground.raw import Json, RawBot, command, texts

from .browsing import message_box


class PlainBot:
    """A connected bot without a library."""

    def __init__(self, playground: Playground, raw: RawBot) -> None:
        self.playground = playground
        self.raw = raw

    def path(self, channel: str = "general") -> str:
        """Give the path of a channel's messages."""
        named = (one for one in self.playground.world.channels.values() if one.name == channel)
        return f"/channels/{next(named).id}/messages"

    async def call(
        self, method: str, path: str, body: object = None, data: aiohttp.FormData | None = None
    ) -> Json:
        """Send a request that has to go well, and give what comes back."""
        status, answer = await self.raw.rest.call(method, path, body, data=data)
        assert status in {200, 201, 204}, answer
        return answer or {}

    async def post(self, *contents: str) -> Json:
        """Post a message of texts."""
        return await self.call("POST", self.path(), texts(*contents))

    async def compose(self, *components: Json, files: Mapping[str, bytes] | None = None) -> Json:
        """Post a message of components, with files that these may show."""
        return await self.send({"flags": 1 << 15, "components": components}, files)

    async def send(self, body: Json, files: Mapping[str, bytes] | None = None) -> Json:
        """Post a message of any kind."""
        if not files:
            return await self.call("POST", self.path(), body)
        form = aiohttp.FormData()
        form.add_field("payload_json", json.dumps(body), content_type="application/json")
        for number, (name, data) in enumerate(files.items()):
            form.add_field(f"files[{number}]", data, filename=name, content_type=_kind(name))
        return await self.call("POST", self.path(), data=form)

    async def asked(self) -> Json:
        """Wait for somebody to use a command, a button, a menu or a form."""
        return await self.raw.event("INTERACTION_CREATE")

    async def answer(self, interaction: Json, kind: int, data: Json | None = None) -> None:
        """Answer that."""
        status, told = await self.raw.answer(interaction, kind, data)
        assert status in {200, 204}, told


def _kind(name: str) -> str:
    return "image/png" if name.endswith(".png") else "text/plain"


@asynccontextmanager
async def plain_bot(playground: Playground) -> AsyncGenerator[PlainBot, None]:
    """Connect one for as long as it is needed."""
    async with aiohttp.ClientSession() as session:
        raw = RawBot(playground, session)
        await raw.identify()
        yield PlainBot(playground, raw)
        await raw.close()


async def asked_by(page: Page, bot: PlainBot) -> Json:
    """Register the command /ask, use it, and give what the bot hears of that."""
    await bot.raw.register(command("ask"))
    await message_box(page).fill("/ask")
    await page.get_by_role("option", name="/ask").click()
    await page.get_by_role("button", name="Send /ask").click()
    return await bot.asked()
