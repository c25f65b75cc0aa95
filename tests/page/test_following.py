"""Open pages follow what happens: by their key alone, while they are seen, and each other's switches."""

import asyncio

from playwright.async_api import expect

from bot.playground import Playground

from .accessibility import violations
from .browsing import latest, message_box, open_channel, open_page

HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def followers(site):
    """How many streams the playground tells of what happens."""
    return site._live.followers


async def nobody_follows(site):
    async with asyncio.timeout(10):
        while followers(site):
            site.say("That finds the page gone")  # what is on its way before that finds it there
            await asyncio.sleep(0.05)


async def test_without_its_key_the_page_shows_nothing_and_says_what_to_open(page, site, watch):
    await page.goto(site.url)
    alert = page.get_by_role("alert")
    await expect(alert).to_contain_text("open the whole address that was printed at the start")
    await expect(page.locator("html")).to_have_attribute("data-ready", "true")
    heading = page.get_by_role("heading", level=1, name="The playground is not open here")
    await expect(heading).to_be_visible()
    await expect(page.get_by_role("main").locator("code")).to_have_text("ready http://…#key=…")
    width = page.viewport_size["width"]
    for part in (heading, alert):
        box = await part.bounding_box()
        assert abs(2 * box["x"] + box["width"] - width) <= 1  # in the middle
    assert await violations(page) == []
    assert not [url for url in watch.requested if "/playground/" in url]
    assert followers(site) == 0


async def test_a_wrong_key_is_told_at_once(page, site, watch):
    watch.expect("403 (Forbidden)")
    await page.goto(f"{site.url}/#key=of-another-start")
    await expect(page.get_by_role("alert")).to_contain_text("each start has a key of its own")
    await expect(message_box(page)).to_have_count(0)
    await page.goto(site.page_url)
    await expect(message_box(page)).to_be_visible()


async def test_an_open_page_says_that_the_playground_was_started_anew(page, watch):
    watch.expect("ERR_", "failed: ", "403 (Forbidden)")
    async with Playground() as first:
        await open_page(page, first)
    banner = page.get_by_role("main").get_by_role("status")
    await expect(banner).to_contain_text("The page has lost the playground")
    async with Playground(port=first._port, key="another"):
        await expect(banner).to_contain_text("each start has a key of its own")


async def test_an_open_page_comes_back_to_the_playground_that_it_lost(page, watch):
    watch.expect("ERR_", "failed: ")
    async with Playground(key="mine") as first:
        await open_page(page, first)
    banner = page.get_by_role("main").get_by_role("status")
    await expect(banner).to_contain_text("The page has lost the playground")
    async with Playground(port=first._port, key="mine") as again:
        await expect(banner).not_to_contain_text("The page has lost the playground")
        await open_channel(page, "general")
        again.say("Welcome back")
        await expect(latest(page)).to_contain_text("Welcome back")
        await page.close()


async def test_a_hidden_page_holds_no_connection_and_shows_all_of_it_when_seen_again(page, site):
    await open_page(page, site)
    await open_channel(page, "general")
    site.say("Seen at once")
    await expect(latest(page)).to_contain_text("Seen at once")
    assert followers(site) == 1
    await page.evaluate(HIDE, arg=True)
    await nobody_follows(site)
    site.say("Meanwhile")
    await page.evaluate(HIDE, arg=False)
    await expect(latest(page)).to_contain_text("Meanwhile")
    await expect(page.get_by_role("main").get_by_role("status")).to_have_text("")


async def test_many_pages_are_open_at_once_while_one_is_seen(page, site, context):
    """A browser opens six connections to a server for all pages together."""
    for _ in range(7):
        hidden = await context.new_page()
        await open_page(hidden, site)
        await hidden.evaluate(HIDE, arg=True)
    await open_page(page, site)
    await open_channel(page, "general")
    site.say("Hello, all")
    await expect(latest(page)).to_contain_text("Hello, all")


async def test_a_page_follows_the_switches_of_another(page, site, context):
    await open_page(page, site)
    other = await context.new_page()
    await open_page(other, site)
    trouble = page.get_by_role("group", name="What goes wrong")
    await other.get_by_role("button", name="500:").click()
    await expect(trouble).to_contain_text("Status 500 for the next 5 requests.")
    await other.get_by_role("button", name="Let all go well").click()
    await expect(trouble).to_contain_text("Nothing is set to go wrong.")
    account = page.get_by_role("checkbox", name="has the app on their own account")
    await other.get_by_role("checkbox", name="has the app on their own account").uncheck()
    await expect(account).not_to_be_checked()
    await other.get_by_label("Pretend it is").fill("2027-06-22")
    await other.get_by_role("button", name="Pretend", exact=True).click()
    banner = page.get_by_role("main").get_by_role("status")
    await expect(banner).to_contain_text("For Fasti it is June 22, 2027")
    await expect(page.get_by_label("Pretend it is")).to_have_value("2027-06-22")
    await page.get_by_role("button", name="Back to today").first.click()
    await expect(other.get_by_role("main").get_by_role("status")).to_have_text("")
    await expect(other.get_by_label("Pretend it is")).to_have_value("2026-06-22")
