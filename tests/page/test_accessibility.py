"""Whether the playground's page shuts anybody out: in both themes, in all its parts, on a phone."""

import pytest
from playwright.async_api import expect

from .accessibility import violations
from .browsing import latest, message_box, open_channel, open_page, send, switch_person

TOPIC = "From Munich to the failed Moscow talks, 1938-1939"


async def _as_it_opens(page):
    await expect(latest(page)).to_be_visible()


async def _a_card(page):
    await open_channel(page, "general")
    await send(page, "topic", name=TOPIC)
    await expect(latest(page)).to_contain_text("Disputed")


async def _a_form(page):
    await latest(page).get_by_role("button", name="Report a mistake").click()
    await page.get_by_role("dialog").wait_for()


async def _the_commands(page):
    await page.keyboard.press("Escape")
    await page.get_by_role("dialog").wait_for(state="hidden")
    await message_box(page).fill("/")
    await page.get_by_role("option", name="/today").wait_for()


async def _a_draft(page):
    await switch_person(page, "editor")
    await open_channel(page, "history")
    await send(page, "content edit", entry="event:soviet-japanese-neutrality-pact")
    await expect(latest(page)).to_contain_text("Publish")


async def _a_forum(page):
    await open_channel(page, "history-forum")


VIEWS = (_as_it_opens, _a_card, _a_form, _the_commands, _a_draft, _a_forum)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
async def test_nobody_is_shut_out(page, site, theme, width):
    await page.emulate_media(color_scheme=theme)
    await page.set_viewport_size({"width": width, "height": 800})
    await open_page(page, site)
    found = set()
    for view in VIEWS:
        await view(page)
        found |= {f"{view.__name__}: {each}" for each in await violations(page)}
    assert found == set()


@pytest.mark.parametrize("view", [_as_it_opens, _a_card])
async def test_a_narrow_window_needs_no_scrolling_sideways(page, site, view):
    await page.set_viewport_size({"width": 360, "height": 640})
    await open_page(page, site)
    await view(page)
    parts = page.locator("html, .app, .chat, .messages, .composer")
    too_wide = "all => all.filter(one => one.scrollWidth > innerWidth).map(one => one.className)"
    assert await parts.count() == 5
    assert await parts.evaluate_all(too_wide) == []
