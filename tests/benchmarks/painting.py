"""Time to the first paint of the playground's page, beside a bare static page in the same run."""

import asyncio
import contextlib
import statistics
from collections.abc import AsyncIterator

from aiohttp import web
from playwright.async_api import Browser

from bot import log
from bot.catalogue.catalogue import Catalogue
from bot.settings import ROOT
from bot.storage.database import Database
from bot.storage.migrate import migrate
from tests.page import chromium
from tests.page.site import running
from tests.page.watching import Watch

LOADS = 10
SLOW = 1000  # milliseconds
HEAVY = 500_000  # bytes
_BARE = "<!doctype html><html lang='en'><title>Bare</title><h1>A bare page</h1>"
# An entry that was there before anybody asked is given, too.
_PAINTED = """() => new Promise((resolve) => new PerformanceObserver((list) => {
    for (const entry of list.getEntriesByName("first-contentful-paint")) resolve(entry.startTime)
}).observe({ type: "paint", buffered: true }))"""


def main() -> None:
    """Load both pages in turn, with an empty cache each time, and print what was measured."""
    log.set_up("ERROR")
    path = chromium.found()
    if path is None:
        print(f"  {chromium.MISSING}")
    else:
        asyncio.run(_main(path))


async def _main(path: str) -> None:
    ours: list[float] = []
    bare: list[float] = []
    async with _site() as page_url, _bare_site() as bare_url, chromium.launched(path) as browser:
        await _painted(browser, bare_url)  # warm up
        for _ in range(LOADS):
            ours.append(await _painted(browser, page_url))
            bare.append(await _painted(browser, bare_url))
        weight = await _weight(browser, page_url)
    total = sum(weight.values())
    print(f"first contentful paint, {LOADS} loads of each with an empty cache:")
    print(f"  the page   {_told(ours)}; {_verdict(max(ours), SLOW)} {SLOW} ms")
    print(f"  a bare one {_told(bare)}")
    print(f"  weight {total / 1000:.0f} kB in {len(weight)} files; ", end="")
    print(f"{_verdict(total, HEAVY)} {HEAVY / 1000:.0f} kB")


async def _painted(browser: Browser, url: str) -> float:
    """Give the milliseconds until a page was painted first."""
    async with chromium.windowed(browser) as window:
        page = await window.new_page()
        await page.goto(url)
        return float(await page.evaluate(_PAINTED))


async def _weight(browser: Browser, url: str) -> dict[str, int]:
    """Give the bytes of each file of a page."""
    async with chromium.windowed(browser) as window:
        watch = Watch(window)
        await (await window.new_page()).goto(url)
        return await watch.weight()


def _told(times: list[float]) -> str:
    return f"p50 {statistics.median(times):.0f} ms, longest {max(times):.0f} ms"


def _verdict(measured: float, limit: float) -> str:
    return "within" if measured < limit else "OVER"


@contextlib.asynccontextmanager
async def _site() -> AsyncIterator[str]:
    catalogue = Catalogue.load(ROOT / "content")
    async with Database.open("sqlite+aiosqlite://") as database:
        await migrate(database)
        async with running(catalogue, database) as served:
            yield served.page_url


@contextlib.asynccontextmanager
async def _bare_site() -> AsyncIterator[str]:
    async def bare(_: web.Request) -> web.Response:
        return web.Response(text=_BARE, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", bare)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


if __name__ == "__main__":
    main()
