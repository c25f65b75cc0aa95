"""What a person does on the playground's page, by the names that a screen reader tells."""

import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from playwright.async_api import Locator, Page

from bot.playground import Playground


async def open_page(page: Page, site: Playground) -> None:
    """Go to the playground's page, and wait until it shows what there is."""
    await page.goto(site.page_url)
    # By a locator: a function that is polled is compiled in the page, which its policy forbids.
    await page.locator("html[data-ready='true']").wait_for()


async def open_channel(page: Page, name: str) -> None:
    """Open a channel or thread of the server that is open, named without its #."""
    async with _aside(page, "Channels", "navigation") as channels:
        called = re.compile(rf"^{re.escape(name)}(\s*,|$)")  # a kind may follow: ", forum"
        await channels.get_by_role("button", name=called).click()
    await page.get_by_role("heading", level=1, name=name).wait_for()


async def switch_person(page: Page, name: str) -> None:
    """Act as one of the people, such as the editor."""
    async with _aside(page, "Switches", "complementary") as switches:
        called = re.compile(rf"^{name}\b", re.IGNORECASE)
        await switches.get_by_role("radio", name=called).check()


async def send(page: Page, command: str, **options: str | Path) -> None:
    """Choose a command in the message box, fill in its options (a path uploads) and send it."""
    await message_box(page).fill(f"/{command} ")
    line = page.get_by_role("group", name=f"The command /{command}")
    await line.wait_for()
    for name, value in options.items():
        field = line.locator(f"[data-field='{name}']")
        if not await field.count():
            await line.locator("[data-field='more']").fill(f"{name}:")
        await (field.set_input_files(value) if isinstance(value, Path) else field.fill(value))
    await line.get_by_role("button", name=f"Send /{command}").click()


def message_box(page: Page) -> Locator:
    """Give the box below the messages, while no command is chosen in it."""
    return page.get_by_role("combobox", name=re.compile("^Message "))


def latest(page: Page) -> Locator:
    """Give the message that stands last in the open channel, whichever that is by then."""
    return page.get_by_role("log", name="Messages").get_by_role("article").last


@asynccontextmanager
async def _aside(
    page: Page, name: str, role: Literal["navigation", "complementary"]
) -> AsyncGenerator[Locator, None]:
    """Show a part that stands beside the chat where there is room, and over it elsewhere."""
    part = page.get_by_role(role, name=name)
    opener = page.get_by_role("main").get_by_role("button", name=name, exact=True)
    narrow = await opener.is_visible() and not await part.is_visible()
    if narrow:
        await opener.click()
        await part.wait_for()
    yield part
    if narrow and await part.is_visible():
        await page.keyboard.press("Escape")
        await part.wait_for(state="hidden")
