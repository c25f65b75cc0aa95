"""The Chromium of the machine: where it is, and a fresh one for as long as somebody needs it."""

import os
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, BrowserContext, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "no Chromium: install it (on Debian: apt install chromium) to run the browser tests"
PATIENCE = 30_000  # milliseconds, on a machine that is busy with other tests
_FLAGS = (
    "--no-sandbox",  # it would not start as root otherwise
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",  # nothing of its own goes to the network
    "--disable-component-update",
    "--disable-sync",
)


def found() -> str | None:
    """Give the path of a Chromium, None where there is none."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def needed() -> str:
    """Give the path of a Chromium; without one, people skip what needs it, and CI fails."""
    path = found()
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(MISSING)
    return path or pytest.skip(MISSING)


@asynccontextmanager
async def launched(path: str) -> AsyncGenerator[Browser, None]:
    """Give a browser with an empty profile, which ends with the context."""
    async with (
        async_playwright() as driver,
        await driver.chromium.launch(executable_path=path, args=_FLAGS) as browser,
    ):
        yield browser


@asynccontextmanager
async def windowed(
    browser: Browser, *, width: int = 1280, height: int = 800, dark: bool = False
) -> AsyncGenerator[BrowserContext, None]:
    """Give a window that shares nothing with others: no cache, no storage; British, in UTC."""
    async with await browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        locale="en-GB",
        timezone_id="UTC",
    ) as context:
        context.set_default_timeout(PATIENCE)
        yield context
