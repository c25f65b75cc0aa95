"""What is open, active or ticked is seen by more than a ground: in both themes, and in the system's colours."""

import re

import pytest
from playwright.async_api import expect

from tests.playground.raw import command

from .browsing import message_box, open_channel, open_page

OPTIONS = [{"label": each, "value": each} for each in ("One", "Two")]
SEVERAL = {"type": 3, "custom_id": "several", "max_values": 2, "options": OPTIONS}


@pytest.fixture
def site(playground):
    """Let the page show a playground whose bot says anything."""
    return playground


@pytest.fixture
async def forced(page, site):
    """Give a page that is open at #general, in the few colours of the system."""
    await page.emulate_media(forced_colors="active")
    await open_page(page, site)
    await open_channel(page, "general")
    await page.mouse.move(700, 300)  # on nothing
    return page


async def test_what_is_open_is_seen_in_the_systems_colours(forced):
    channel = forced.get_by_role("button", name="general")
    server = forced.get_by_role("button", name="Playground")
    is_open = [await each.screenshot() for each in (channel, server)]
    await forced.keyboard.press("Alt+ArrowDown")
    await forced.get_by_role("heading", level=1, name="on-this-day").wait_for()
    assert await channel.screenshot() != is_open[0]
    assert await server.screenshot() == is_open[1]
    await forced.get_by_role("button", name="Direct messages").press("Enter")
    await forced.get_by_role("heading", level=1, name="Fasti").wait_for()
    assert await server.screenshot() != is_open[1]


async def test_what_is_new_is_seen_in_the_systems_colours(forced, site):
    inbox = forced.get_by_role("button", name="Direct messages")
    before = await inbox.screenshot()
    site.say("A report was answered", where="dm")
    await expect(inbox).to_have_accessible_name(re.compile("new messages$"))
    assert await inbox.screenshot() != before


async def test_the_active_choice_and_the_ticked_ones_are_seen_in_the_systems_colours(forced, bot):
    await bot.compose({"type": 1, "components": [SEVERAL]})
    await forced.get_by_role("log").get_by_role("combobox").press("Enter")
    one, two = (
        forced.get_by_role("log").get_by_role("option", name=each) for each in ("One", "Two")
    )
    await expect(one).to_have_attribute("data-active", "true")
    active, passive = await one.screenshot(), await two.screenshot()
    await forced.keyboard.press("ArrowDown")
    await expect(two).to_have_attribute("data-active", "true")
    assert await one.screenshot() != active
    assert await two.screenshot() != passive
    tick = two.locator(".tick")
    empty = await tick.screenshot()
    await forced.keyboard.press("Enter")
    await expect(two).to_have_attribute("aria-selected", "true")
    assert await tick.screenshot() != empty


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_active_choice_has_a_bar_and_a_ticked_one_its_check_mark(page, site, bot, theme):
    await page.emulate_media(color_scheme=theme)
    await open_page(page, site)
    await open_channel(page, "general")
    await bot.compose({"type": 1, "components": [SEVERAL]})
    menu = page.get_by_role("log").get_by_role("combobox")
    await menu.press("Enter")
    one, two = (page.get_by_role("log").get_by_role("option", name=each) for each in ("One", "Two"))
    await expect(one).to_have_css("box-shadow", re.compile("inset"))
    await expect(two).to_have_css("box-shadow", "none")
    mark = "one => getComputedStyle(one.querySelector('.tick'), '::after').borderBottomWidth"
    await page.keyboard.press("Enter")
    await expect(one).to_have_attribute("aria-selected", "true")
    assert [await each.evaluate(mark) for each in (one, two)] == ["2px", "0px"]


async def test_the_active_suggestion_is_seen_in_the_systems_colours(forced, bot):
    await bot.raw.register(*(command(name) for name in ("ask", "answer")))
    await message_box(forced).fill("/a")
    first, second = (forced.get_by_role("option").nth(at) for at in range(2))
    await expect(first).to_have_attribute("aria-selected", "true")
    active, passive = await first.screenshot(), await second.screenshot()
    await forced.keyboard.press("ArrowDown")
    await expect(second).to_have_attribute("aria-selected", "true")
    assert await first.screenshot() != active
    assert await second.screenshot() != passive
