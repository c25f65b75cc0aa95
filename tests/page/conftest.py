"""A fresh browser for each test, watched, and a playground with the real bot and its pack."""

import pytest
from playwright.async_api import expect

from bot.catalogue.catalogue import Catalogue
from bot.settings import ROOT

from . import chromium as browsers
from .browsing import open_channel, open_page
from .plain_bot import plain_bot
from .site import running
from .watching import Watch


@pytest.fixture(scope="session")
def catalogue():
    """Load the shipped pack once: what people see on the page is what it says."""
    return Catalogue.load(ROOT / "content")


@pytest.fixture(scope="session")
def chromium():
    path = browsers.needed()
    expect.set_options(timeout=browsers.PATIENCE)
    return path


@pytest.fixture
async def browser(chromium):
    async with browsers.launched(chromium) as launched:
        yield launched


@pytest.fixture
async def context(browser):
    async with browsers.windowed(browser) as window:
        yield window


@pytest.fixture
def watch(context):
    """Note what goes wrong; a test says with `watch.expect(text)` what it wants to go wrong."""
    return Watch(context)


@pytest.fixture
async def site(catalogue, database, library_as_it_was):
    """Serve a playground with the bot in it, of which Discord would refuse no request."""
    async with running(catalogue, database) as served:
        yield served
    assert list(served.journal.violations) == []
    assert served.journal.mistakes == []


@pytest.fixture
async def page(site, context, watch):
    """Give an empty page on which nothing may go wrong until the test is over.

    The site comes first, so that it ends last: an open page complains when its server goes.
    """
    yield await context.new_page()
    assert watch.unexpected == []


@pytest.fixture
async def bot(site):
    """Connect a bot that says what a test wants, to a `site` without the real one."""
    async with plain_bot(site) as connected:
        yield connected


@pytest.fixture
async def said(page, site):
    """Give the messages of the channel that is open."""
    await open_page(page, site)
    await open_channel(page, "general")
    return page.get_by_role("log", name="Messages")
