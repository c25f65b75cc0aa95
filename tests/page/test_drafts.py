"""What a person has written is not lost: when it cannot be sent, and when one goes elsewhere meanwhile."""

import re

import pytest
from playwright.async_api import expect

from .browsing import message_box, open_channel, open_page, send, switch_person

BOTH_GONE = ["net::ERR_FAILED", "Failed to load resource"]


@pytest.fixture
async def unreachable(page, watch):
    """Let nothing that is sent reach the playground until the given function is called."""
    watch.expect(*BOTH_GONE)

    async def ended(route):
        await (route.abort() if route.request.method == "POST" else route.continue_())

    pattern = re.compile(r"/playground/(messages|command)$")
    await page.route(pattern, ended)
    return lambda: page.unroute(pattern)


async def test_what_could_not_be_said_is_in_the_box_again(page, site, unreachable):
    await open_page(page, site)
    await open_channel(page, "general")
    await message_box(page).fill("Has anybody read this?")
    await message_box(page).press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("does not answer")
    await expect(message_box(page)).to_have_value("Has anybody read this?")
    await unreachable()
    await message_box(page).press("Enter")
    await expect(page.get_by_role("article").last).to_contain_text("Has anybody read this?")
    await expect(message_box(page)).to_have_value("")


async def test_a_command_that_could_not_be_sent_stands_there_again(page, site, unreachable):
    await open_page(page, site)
    await send(page, "event", name="Stalingrad")
    await expect(page.get_by_role("alert")).to_contain_text("does not answer")
    line = page.get_by_role("group", name="The command /event")
    await expect(line.get_by_role("combobox", name="name")).to_have_value("Stalingrad")
    await unreachable()
    await line.get_by_role("button", name="Send /event").click()
    await expect(page.get_by_role("article").last).to_contain_text("used /event")
    await expect(line).to_have_count(0)


async def test_each_person_has_a_draft_in_each_place(page, site):
    await open_page(page, site)
    await open_channel(page, "general")
    await message_box(page).fill("for general")
    await open_channel(page, "history")
    await expect(message_box(page)).to_have_value("")
    await page.keyboard.type("/event ")
    await page.keyboard.type("Stal")
    await switch_person(page, "editor")
    await expect(message_box(page)).to_have_value("")
    await switch_person(page, "member")
    name = page.get_by_role("combobox", name="name", exact=True)
    await expect(name).to_have_value("Stal")
    await expect(page.get_by_role("radio", name=re.compile("^Member"))).to_be_focused()
    await open_channel(page, "general")
    await expect(message_box(page)).to_have_value("for general")


async def test_a_form_that_was_left_comes_back_with_what_was_written(page, site):
    await open_page(page, site)
    await open_channel(page, "general")
    await switch_person(page, "editor")
    await send(page, "content add person")
    form = page.get_by_role("dialog", name="Add a new person")
    first = form.get_by_role("textbox").first
    await first.fill("Somebody")
    await page.keyboard.press("Escape")
    await expect(form).to_have_count(0)
    await send(page, "content add person")
    await expect(first).to_have_value("Somebody")
    await expect(form.get_by_text("what you wrote before")).to_be_visible()
