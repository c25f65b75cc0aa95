"""Channels and switches that lie over the chat: what they cover is out of reach until they are closed."""

import pytest
from playwright.async_api import expect

from .browsing import open_page

DRAWERS = pytest.mark.parametrize(
    ("name", "role"), [("Channels", "navigation"), ("Switches", "complementary")]
)


@pytest.fixture
def site(playground):
    """Let the page show a playground without a bot."""
    return playground


@pytest.fixture
async def phone(page, site):
    """Give a page that is open in the window of a phone."""
    await page.set_viewport_size({"width": 360, "height": 640})
    await open_page(page, site)
    return page


@DRAWERS
async def test_a_tap_beside_what_lies_over_the_chat_closes_it(phone, name, role):
    opener = phone.get_by_role("main").get_by_role("button", name=name)
    part = phone.get_by_role(role, name=name)
    await opener.click()
    await expect(part).to_be_visible()
    await phone.mouse.click(350 if role == "navigation" else 5, 300)
    await expect(part).to_be_hidden()
    await expect(opener).to_be_focused()
    await expect(phone.locator(".backdrop")).to_have_count(0)


@DRAWERS
async def test_tab_does_not_lead_to_what_is_covered(phone, name, role):
    await phone.get_by_role("main").get_by_role("button", name=name).click()
    await expect(phone.get_by_role(role, name=name)).to_be_visible()
    covered = phone.locator("main[inert], [inert] main")
    await expect(covered).to_have_count(1)
    for key in ("Tab", "Shift+Tab"):
        for _ in range(25):
            await phone.keyboard.press(key)
            assert await phone.locator(":is(main, .skip):focus, main :focus").count() == 0
    await phone.keyboard.press("Escape")
    await expect(covered).to_have_count(0)


async def test_escape_closes_it_wherever_the_focus_has_gone(phone):
    opener = phone.get_by_role("main").get_by_role("button", name="Switches")
    await opener.click()
    await phone.get_by_role("heading", name="Switches").click()  # where nothing takes the focus
    await phone.keyboard.press("Escape")
    await expect(phone.get_by_role("complementary")).to_be_hidden()
    await expect(opener).to_be_focused()


async def test_with_more_room_nothing_is_covered(phone):
    for name in ("Channels", "Switches"):
        await phone.get_by_role("main").get_by_role("button", name=name).click()
        await expect(phone.locator(".backdrop")).to_be_visible()
        await phone.set_viewport_size({"width": 1280, "height": 800})
        await expect(phone.locator(".backdrop")).to_have_count(0)
        await expect(phone.get_by_role("main")).to_be_visible()
        await phone.set_viewport_size({"width": 360, "height": 640})


async def test_nothing_is_covered_once_a_phone_is_a_wide_window_again(page, site):
    await open_page(page, site)
    await page.get_by_label("Phone width").check()
    await page.get_by_role("main").get_by_role("button", name="Channels").click()
    await expect(page.get_by_role("navigation", name="Channels")).to_be_visible()
    await page.get_by_label("Phone width").uncheck()
    await expect(page.get_by_role("main")).to_be_visible()
    await expect(page.locator(".backdrop")).to_have_count(0)
