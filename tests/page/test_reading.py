"""Reading on the playground's page: what was hidden, where links lead, and what is further up."""

import pytest
from playwright.async_api import expect

from tests.playground.raw import button, row

from .browsing import latest, message_box
from .plain_bot import asked_by


@pytest.fixture
def site(playground):
    """Let the page show a playground whose bot says anything."""
    return playground


def hidden(content):
    text = {"type": 10, "content": content}
    return {"type": 17, "spoiler": True, "components": [text, row(button("Another"))]}


async def test_what_was_opened_is_hidden_again_when_it_says_something_else(page, said, bot):
    cover = said.get_by_role("button", name="Spoiler, hidden")
    sent = await bot.compose(hidden("the butler"))
    await cover.click()
    await said.get_by_role("button", name="Another").focus()
    for words in ("the cook", "the butler"):
        edited = {"components": [hidden(words)]}
        await bot.call("PATCH", f"{bot.path()}/{sent['id']}", edited)
        await expect(said.locator("[inert]").get_by_text(words)).to_have_count(1)
        await expect(cover).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(cover).to_have_count(0)
        await said.get_by_role("button", name="Another").focus()
    sent = await bot.send({"content": "It was ||the maid||"})
    await said.get_by_role("button", name="Spoiler, hidden").click()
    await expect(said.locator(".spoiler.shown")).to_have_text("the maid")
    await bot.call("PATCH", f"{bot.path()}/{sent['id']}", {"content": "It was ||the guest||"})
    await expect(said.locator("[inert]").get_by_text("the guest")).to_have_count(1)


async def test_a_link_to_a_message_goes_there(page, said, bot):
    history = next(one for one in bot.playground.world.channels.values() if one.name == "history")
    at = f"https://discord.com/channels/{history.guild_id}/{history.id}"
    first = await bot.call("POST", bot.path("history"), {"content": "The first"})
    for number in range(30):
        await bot.call("POST", bot.path("history"), {"content": f"Message {number}\n\nand more"})
    far = "https://discord.com/channels/1/2"
    await bot.send({"content": f"Here: {at}/{first['id']}\nor [there]({at}) or {far}"})
    await expect(said.get_by_role("link", name=far)).to_have_attribute("target", "_blank")
    await expect(said.get_by_role("button", name="there", exact=True)).to_be_visible()
    await said.get_by_role("button", name="#history › a message").press("Enter")
    await expect(page.get_by_role("heading", level=1, name="history")).to_be_visible()
    found = page.get_by_role("article").first
    await expect(found).to_be_focused()
    await expect(found).to_be_in_viewport()
    await expect(found).to_contain_text("The first")
    await expect(found).to_have_attribute("data-found", "true")
    await expect(latest(page)).not_to_be_in_viewport()


async def test_a_link_to_a_message_that_is_gone_says_so(page, said, bot):
    history = next(one for one in bot.playground.world.channels.values() if one.name == "history")
    link = f"https://discord.com/channels/{history.guild_id}/{history.id}/5"
    await bot.send({"content": link})
    await said.get_by_role("button", name="#history › a message").click()
    await expect(page.get_by_role("alert")).to_contain_text("is not here any more")


async def test_what_was_said_earlier_is_read_when_it_is_wanted(page, said, bot):
    for number in range(120):
        await bot.call("POST", bot.path(), {"content": f"Message {number}."})
    messages = said.get_by_role("article")
    await expect(messages).to_have_count(100)
    await expect(said.get_by_text("Message 119.")).to_be_in_viewport()
    await said.get_by_text("Message 60.").scroll_into_view_if_needed()
    read = said.get_by_text("Message 61.")
    before = await read.bounding_box()
    for number in range(3):
        await bot.call("POST", bot.path(), {"content": f"News {number}"})
    await expect(said.get_by_text("News 2")).to_be_attached()
    assert await read.bounding_box() == before
    await expect(said.get_by_text("Message 20.")).to_be_attached()
    await said.get_by_role("button", name="Earlier messages").press("Enter")
    await expect(messages).to_have_count(123)
    await expect(said.get_by_role("button", name="Earlier messages")).to_have_count(0)
    await expect(said.get_by_text("Message 21.")).to_be_in_viewport()
    await message_box(page).fill("At the end")
    await message_box(page).press("Enter")
    await expect(latest(page)).to_contain_text("At the end")
    await expect(latest(page)).to_be_in_viewport()


async def test_an_answer_that_never_came_stays_where_it_was_waited_for(page, said, bot):
    await bot.send({"content": "Before"})
    await expect(said.get_by_text("Before")).to_be_visible()
    await asked_by(page, bot)
    notice = said.get_by_role("alert")
    await expect(notice).to_contain_text("Member used /ask")
    await expect(notice).to_contain_text("did not respond")
    await bot.send({"content": "After"})
    await expect(said.get_by_text("After")).to_be_visible()
    tops = [
        (await one.bounding_box())["y"]
        for one in (said.get_by_text("Before"), notice, said.get_by_text("After"))
    ]
    assert tops == sorted(tops)
