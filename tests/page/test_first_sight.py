"""What a person sees first in a channel, and what says that something new came there or elsewhere."""

import pytest
from playwright.async_api import expect

from .browsing import open_channel, open_page, switch_person


@pytest.fixture
def site(playground):
    """Let the page show a playground whose bot says anything."""
    return playground


def lines(count):
    return {"type": 10, "content": "\n".join(f"Line {number}" for number in range(1, count + 1))}


async def test_a_message_taller_than_the_window_is_seen_from_its_beginning(page, site, bot):
    await bot.post("before")
    await bot.compose(lines(33))  # a little taller than there is room for
    await open_page(page, site)
    await open_channel(page, "general")
    articles = page.get_by_role("log", name="Messages").get_by_role("article")
    beginning = articles.filter(has_text="Line 33").locator(".text")
    top = (await articles.filter(has_text="before").bounding_box())["y"]
    assert top < 100  # the message before it is just above
    await bot.post("and another one")
    await expect(page.get_by_text("and another one")).to_be_attached()
    await expect(page.get_by_role("button", name="New messages")).to_be_visible()
    assert (await articles.filter(has_text="before").bounding_box())["y"] == top
    assert (await beginning.bounding_box())["y"] >= 48


async def test_a_channel_that_holds_something_new_says_so(page, site, bot):
    await open_page(page, site)
    await open_channel(page, "history")
    general = page.get_by_role("navigation", name="Channels").get_by_role("button", name="general")
    await expect(general).to_have_accessible_name("general")
    await bot.post("to be read")
    await expect(general).to_have_accessible_name("general , new messages")
    await open_channel(page, "general")
    await expect(general).to_have_accessible_name("general")
    await open_channel(page, "history")
    await expect(general).to_have_accessible_name("general")


async def test_who_reads_further_up_is_told_of_new_messages_and_led_there(page, site, bot):
    await bot.compose(lines(80))
    await bot.post("the end for now")
    await open_page(page, site)
    await open_channel(page, "general")
    await expect(page.get_by_text("the end for now")).to_be_in_viewport()
    told = page.get_by_role("button", name="New messages")
    await expect(told).to_have_count(0)
    log = page.get_by_role("log", name="Messages")
    await log.evaluate("log => { log.scrollTop = 200 }")
    await bot.post("something new")
    await expect(told).to_be_visible()
    await expect(page.get_by_text("something new")).not_to_be_in_viewport()
    await told.press("Enter")
    await expect(page.get_by_text("something new")).to_be_in_viewport()
    await expect(told).to_have_count(0)
    await expect(page.get_by_role("combobox", name="Message general")).to_be_focused()


async def test_a_channel_goes_by_its_new_name_in_messages_that_are_shown_already(page, site, bot):
    await open_page(page, site)
    await open_channel(page, "general")
    history = next(one for one in site.world.channels.values() if one.name == "history")
    await bot.post(f"Read <#{history.id}>")
    await expect(page.get_by_role("log")).to_contain_text("Read #history")
    history.name = "archives"
    await bot.post("what makes the page look again")
    await expect(page.get_by_role("log")).to_contain_text("Read #archives")


async def test_another_channel_or_person_has_a_log_of_its_own(page, site, bot):
    """What stood there before is no news: a screen reader tells what is added to a log it knows."""
    await bot.post("to be read")
    await open_page(page, site)
    log = page.locator("[role=log]")
    for go, name in ((open_channel, "general"), (switch_person, "editor")):
        before = await log.element_handle()
        await go(page, name)
        await expect(log.get_by_text("to be read")).to_be_in_viewport()
        assert not await before.evaluate("log => log.isConnected")
    before = await log.element_handle()
    await bot.post("and another one")
    await expect(log.get_by_text("and another one")).to_be_in_viewport()
    assert await before.evaluate("log => log.isConnected")
