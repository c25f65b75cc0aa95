"""What is suggested for an option while it is typed, and what is said when nothing is."""

import asyncio

import pytest
from playwright.async_api import expect

from .browsing import latest, message_box, open_channel, open_page

SUGGESTIONS = "**/playground/suggest"


def offered(page):
    return page.get_by_role("listbox").get_by_role("option")


def active(page):
    return page.get_by_role("listbox").get_by_role("option", selected=True)


@pytest.fixture
async def name(page, site):
    """Give the field for the name in /person, with the suggestions for what is empty below it."""
    await open_page(page, site)
    await open_channel(page, "general")
    await message_box(page).fill("/person ")
    name = page.get_by_role("combobox", name="name", exact=True)
    await expect(active(page)).to_have_count(1)
    return name


@pytest.fixture
async def held(page, name):
    """Let no suggestions come any more until the event is set."""
    let = asyncio.Event()

    async def wait(route):
        await let.wait()
        await route.continue_()

    await page.route(SUGGESTIONS, wait)
    yield let
    let.set()
    await page.unroute_all(behavior="wait")


async def test_enter_sends_what_is_typed_faster_than_suggestions_come(page, name, held):
    await page.keyboard.type("Zhukov", delay=80)
    await expect(offered(page).first).to_be_visible()
    await expect(active(page)).to_have_count(0)
    await expect(name).not_to_have_attribute("aria-activedescendant", "option-name-0")
    await page.keyboard.press("Enter")
    await expect(latest(page)).to_contain_text("Georgy Zhukov")
    await expect(latest(page)).to_contain_text("Member used /person")


async def test_tab_leaves_what_is_typed_faster_than_suggestions_come(page, name, held):
    await page.keyboard.press("ArrowDown")
    await page.keyboard.type("Zhukov", delay=80)
    await page.keyboard.press("ArrowDown")  # nothing of an earlier list is gone to
    await expect(active(page)).to_have_count(0)
    await page.keyboard.press("Tab")
    await expect(name).not_to_be_focused()
    await expect(name).to_have_value("Zhukov")
    await name.focus()
    held.set()
    await expect(active(page)).to_contain_text("Zhukov")
    await page.keyboard.press("Tab")
    await expect(name).to_have_value("Georgy Zhukov (1896–1974)")


async def test_it_is_said_that_nothing_fits(page, name):
    said = page.get_by_role("group", name="The command /person").get_by_role("status")
    await expect(said).to_have_text("")
    await page.keyboard.type("xyzzy")
    await expect(said).to_have_text("Nothing fits; Enter sends it as typed")
    await page.keyboard.press("Control+A")
    await page.keyboard.type("Zhukov")
    await expect(active(page)).to_contain_text("Zhukov")
    await expect(said).to_have_text("")


async def test_it_is_said_that_suggestions_did_not_come(page, name, watch):
    watch.expect("net::ERR_FAILED", "Failed to load resource")
    said = page.get_by_role("group", name="The command /person").get_by_role("status")
    await page.route(SUGGESTIONS, lambda route: route.abort())
    await page.keyboard.type("Zhukov")
    await expect(said).to_have_text("Suggestions did not come; Enter sends it as typed")
    await expect(offered(page)).to_have_count(0)
    await page.unroute(SUGGESTIONS)
    await page.keyboard.press("Backspace")
    await expect(active(page)).to_contain_text("Zhukov")
    await expect(said).to_have_text("")
