"""What came while one looked elsewhere is marked: in channels, servers and direct messages."""

import pytest
from playwright.async_api import expect

from .browsing import open_channel, open_page, switch_person

NEWS = ", new messages"
INBOX = "Direct messages with Fasti"


@pytest.fixture
def site(playground):
    """Let the page show a playground in which nothing is said but by people."""
    return playground


@pytest.fixture
async def rail(page, site):
    """Give the servers, of a page that is open at #general."""
    await open_page(page, site)
    await open_channel(page, "general")
    return page.get_by_role("navigation", name="Servers")


async def dot(button):
    """Give the content of the dot on a button, none where there is no dot."""
    return await button.evaluate("one => getComputedStyle(one, '::after').content")


async def test_a_direct_message_is_marked_until_it_is_read(rail, site):
    inbox = rail.get_by_role("button", name=INBOX)
    await expect(inbox).to_have_accessible_name(INBOX)
    assert await dot(inbox) == "none"
    site.say("A report was answered", where="dm")
    await expect(inbox).to_have_accessible_name(INBOX + NEWS)
    assert await dot(inbox) == '""'
    await inbox.click()
    await expect(inbox).to_have_accessible_name(INBOX)
    await rail.get_by_role("button", name="Playground").click()
    await expect(inbox).to_have_attribute("aria-current", "false")
    await expect(inbox).to_have_accessible_name(INBOX)
    assert await dot(inbox) == "none"


async def test_a_direct_message_is_marked_for_the_one_who_got_it(page, rail, site):
    inbox = rail.get_by_role("button", name=INBOX)
    site.say("Published", who="editor", where="dm")
    site.say("Later than that")  # by then, the page knows of both
    await expect(page.get_by_role("log")).to_contain_text("Later than that")
    await expect(inbox).to_have_accessible_name(INBOX)
    await switch_person(page, "editor")
    await expect(inbox).to_have_accessible_name(INBOX + NEWS)
    await switch_person(page, "moderator")
    await expect(inbox).to_have_accessible_name(INBOX)
    await inbox.click()
    await expect(page.get_by_role("log")).to_contain_text("Nothing has been said here yet")
    await rail.get_by_role("button", name="Playground").click()
    await switch_person(page, "editor")
    await expect(inbox).to_have_accessible_name(INBOX + NEWS)


async def test_what_is_read_as_it_comes_is_not_marked(page, rail, site):
    inbox = rail.get_by_role("button", name=INBOX)
    await inbox.click()
    site.say("Seen at once", where="dm")
    await expect(page.get_by_role("log")).to_contain_text("Seen at once")
    await rail.get_by_role("button", name="Playground").click()
    await expect(inbox).to_have_attribute("aria-current", "false")
    await expect(inbox).to_have_accessible_name(INBOX)


async def test_another_server_is_marked_until_all_of_it_is_read(page, rail, site):
    home = rail.get_by_role("button", name="Playground")
    elsewhere = rail.get_by_role("button", name="Elsewhere")
    site.say("In the lounge", where="lounge")
    site.say("And here", where="history")
    await expect(elsewhere).to_have_accessible_name(
        f"Elsewhere, where the app is not installed{NEWS}"
    )
    assert await dot(elsewhere) == '""'
    await expect(home).to_have_accessible_name("Playground")  # it is open: its channels say so
    await elsewhere.click()
    await expect(elsewhere).to_have_accessible_name("Elsewhere, where the app is not installed")
    await expect(home).to_have_accessible_name(f"Playground{NEWS}")
    await home.click()
    await open_channel(page, "history")
    await elsewhere.click()
    await expect(home).to_have_accessible_name("Playground")


async def test_on_a_phone_the_button_to_the_channels_says_that_there_is_something_new(page, site):
    await page.set_viewport_size({"width": 360, "height": 640})
    await open_page(page, site)
    await open_channel(page, "general")
    channels = page.get_by_role("main").get_by_role("button", name="Channels")
    await expect(channels).to_have_accessible_description("")
    assert await dot(channels) == "none"
    site.say("A report was answered", where="dm")
    await expect(channels).to_have_accessible_description("New messages")
    assert await dot(channels) == '""'
    await channels.click()
    await page.get_by_role("button", name=INBOX).click()
    await page.keyboard.press("Escape")
    await expect(channels).to_have_accessible_description("")
