"""Takes the README's pictures of the playground's page: `make screenshots`."""

import asyncio
import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page, expect

from bot import log
from bot.catalogue.catalogue import Catalogue
from bot.playground import Playground
from bot.settings import ROOT
from bot.storage.database import Database
from bot.storage.migrate import migrate

from . import chromium
from .browsing import latest, open_channel, open_page, send, switch_person
from .site import running

FOLDER = ROOT / "docs" / "pictures"
_AROUND = 176  # pixels of the window above and below the messages
_TALLEST = 1400


@dataclass(frozen=True)
class Picture:
    """What a picture shows: the way there, what the message says, in which window."""

    arrange: Callable[[Page], Awaitable[None]]
    says: str
    width: int = 960
    dark: bool = True


async def _day(page: Page) -> None:
    await open_channel(page, "general")
    await send(page, "today", date="22 June")


async def _topic(page: Page) -> None:
    await open_channel(page, "history")
    await send(page, "topic", name="From Munich to the failed Moscow talks, 1938-1939")


async def _daily_post(page: Page) -> None:
    await open_channel(page, "on-this-day")


async def _editor(page: Page) -> None:
    await switch_person(page, "editor")
    await open_channel(page, "history")
    await send(page, "content edit", entry="event:soviet-japanese-neutrality-pact")


PICTURES = {
    "day": Picture(_day, "22 June"),
    "topic": Picture(_topic, "From Munich"),
    "daily-post": Picture(_daily_post, "22 June", width=1280),
    "editor": Picture(_editor, "Publish", width=1280, dark=False),
}


def main() -> None:
    """Take every picture afresh; ends with a sentence where there is no Chromium."""
    path = chromium.found()
    if path is None:
        raise SystemExit(chromium.MISSING)
    log.set_up("ERROR")
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(_take_all(path))


async def _take_all(path: str) -> None:
    catalogue = Catalogue.load(ROOT / "content")
    async with chromium.launched(path) as browser:
        for name, picture in PICTURES.items():
            file = FOLDER / f"{name}.png"
            async with Database.open("sqlite+aiosqlite://") as database:
                await migrate(database)
                async with running(catalogue, database) as site:
                    await _take(browser, site, picture, file)
            print(f"{file.relative_to(ROOT)} {file.stat().st_size / 1000:.0f} kB")


async def _take(browser: Browser, site: Playground, picture: Picture, file: Path) -> None:
    async with chromium.windowed(browser, width=picture.width, dark=picture.dark) as window:
        page = await window.new_page()
        await open_page(page, site)
        await picture.arrange(page)
        await expect(latest(page)).to_contain_text(picture.says)
        await _fit(page, picture.width)
        await page.mouse.move(0, 0)  # nothing is lit up by it
        taken = await page.screenshot(animations="disabled", caret="hide")
    # 256 colours are as good as all of them here, and a third of the bytes.
    with Image.open(io.BytesIO(taken)) as full:
        small = full.convert("RGB").quantize(method=Image.Quantize.MAXCOVERAGE)
    small.save(file, optimize=True)


async def _fit(page: Page, width: int) -> None:
    """Make the window as tall as the message, so that all of it can be seen."""
    box = await latest(page).bounding_box()
    tall = _TALLEST if box is None else min(_TALLEST, int(box["height"]) + _AROUND)
    await page.set_viewport_size({"width": width, "height": tall})
    await latest(page).scroll_into_view_if_needed()


if __name__ == "__main__":
    main()
