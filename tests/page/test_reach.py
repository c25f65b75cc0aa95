"""The page is in reach of everybody: of thumbs and keys, in little room, without jumps or motion."""

import aiohttp
import pytest
from playwright.async_api import expect

from tests.playground.raw import Rest

from .accessibility import violations
from .browsing import latest, message_box, open_channel, open_page, send

TOPIC = "From Munich to the failed Moscow talks, 1938-1939"
SMALLEST = 24  # pixels that a finger needs: WCAG 2.2, 2.5.8
SIDE_BY_SIDE = 1100  # pixels: from there on, the switches stand beside the window
STILL = 0.02  # of the window, at most, moves while the page opens; a person sees a jump from 0.1


async def _an_open_menu(page):
    await open_channel(page, "general")
    await send(page, "today", date="22 June")
    await expect(latest(page)).to_contain_text("22 June")
    await latest(page).get_by_role("combobox").first.click()
    await expect(latest(page).get_by_role("listbox").first).to_be_visible()


async def _a_thread(page):
    await page.get_by_role("button", name="Side talk 0 messages").click()
    await page.get_by_role("heading", level=1, name="Side talk").wait_for()


async def _suggestions(page):
    await page.keyboard.press("Escape")
    await message_box(page).fill("/event ")
    await page.locator("[data-field=name]").fill("stal")
    await page.get_by_role("group").get_by_role("option").first.wait_for()


async def _the_bots_calls(page):
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    switches = page.get_by_role("main").get_by_role("button", name="Switches")
    if await switches.is_visible():
        await switches.click()
    await page.get_by_text("REST calls of the bot").click()
    calls = page.get_by_role("complementary").get_by_role("listitem")
    await calls.first.locator("summary").click()
    await calls.first.locator("pre").wait_for()


VIEWS = (_a_thread, _an_open_menu, _suggestions, _the_bots_calls)


@pytest.mark.parametrize(("theme", "width"), [("light", 360), ("dark", 1280)])
async def test_nobody_is_shut_out_of_what_is_opened(page, site, theme, width):
    await page.emulate_media(color_scheme=theme)
    await page.set_viewport_size({"width": width, "height": 800})
    await open_page(page, site)
    await expect(latest(page)).to_be_visible()
    await begin_thread(site)
    found = set()
    for view in VIEWS:
        await view(page)
        found |= {f"{view.__name__}: {each}" for each in await violations(page)}
    assert found == set()


async def begin_thread(site):
    """Begin a thread on the day's post."""
    channel = next(one.id for one in site.world.channels.values() if one.name == "on-this-day")
    post = next(iter(site.world.messages_in(channel)))
    async with aiohttp.ClientSession() as session:
        path = f"/channels/{channel}/messages/{post}/threads"
        status, _ = await Rest(site, session).call("POST", path, {"name": "Side talk"})
    assert status == 201


@pytest.mark.parametrize("drawer", [("Channels", "navigation"), ("Switches", "complementary")])
async def test_what_lies_over_the_chat_of_a_phone_comes_and_goes(page, site, drawer):
    name, role = drawer
    await page.set_viewport_size({"width": 360, "height": 640})
    await open_page(page, site)
    part = page.get_by_role(role, name=name)
    await expect(part).to_be_hidden()
    await page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
    await expect(part).to_be_visible()
    assert await violations(page) == []
    assert await beyond_the_edge(page) == []
    await page.keyboard.press("Escape")
    await expect(part).to_be_hidden()


async def beyond_the_edge(page):
    """Give what reaches out of the window to the right."""
    return await page.locator("body *").evaluate_all(
        "all => all.filter(one => one.checkVisibility({ visibilityProperty: true })"
        " && one.getBoundingClientRect().right > innerWidth + 1)"
        ".map(one => one.outerHTML.slice(0, 120))"
    )


async def test_a_phone_can_be_tried_in_a_wide_window(page, site):
    await open_page(page, site)
    await page.get_by_label("Phone width").check()
    box = await page.get_by_role("main").bounding_box()
    assert box["width"] <= 390
    await expect(page.get_by_role("navigation", name="Channels")).to_be_hidden()
    await open_channel(page, "general")
    await send(page, "today", date="22 June")
    await expect(latest(page)).to_contain_text("22 June")
    assert await violations(page) == []
    await page.reload()
    await expect(page.get_by_label("Phone width")).to_be_checked()


async def test_twice_as_large_everything_can_still_be_used(page, site):
    await page.set_viewport_size({"width": 640, "height": 400})  # 1280x800 at 200 %
    await open_page(page, site)
    await open_channel(page, "general")
    await send(page, "topic", name=TOPIC)
    await expect(latest(page)).to_contain_text("Munich")
    await latest(page).get_by_role("button", name="Report a mistake").click()
    dialog = page.get_by_role("dialog")
    for name in ("Cancel", "Submit"):
        await expect(dialog.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    await dialog.get_by_role("button", name="Cancel").click()
    await message_box(page).fill("/")
    await expect(page.get_by_role("listbox", name="Commands")).to_be_in_viewport(ratio=1)
    assert await beyond_the_edge(page) == []


@pytest.mark.parametrize("width", [360, 1280])
async def test_a_finger_hits_what_it_means(page, site, width):
    await page.set_viewport_size({"width": width, "height": 800})
    await open_page(page, site)
    await open_channel(page, "general")
    await send(page, "topic", name=TOPIC)
    await expect(latest(page)).to_contain_text("Munich")
    if width < SIDE_BY_SIDE:
        await page.get_by_role("main").get_by_role("button", name="Switches").click()
    parts = "button:not(.mention, .link, .only *), input:not([type=radio], [type=checkbox]), "
    parts += "select, textarea, summary, label.choice"
    small = await page.locator(parts).evaluate_all(
        """(all, least) => all.filter((one) => {
          const { width, height } = one.getBoundingClientRect();
          return one.checkVisibility({ visibilityProperty: true }) && Math.min(width, height) < least;
        }).map((one) => one.outerHTML.slice(0, 120))""",
        SMALLEST,
    )
    assert small == []


async def test_nothing_jumps_while_the_page_opens(page, site):
    await open_page(page, site)
    await expect(latest(page)).to_be_visible()
    moved = await page.evaluate(
        """() => new Promise((resolve) => new PerformanceObserver((list) => {
          resolve(list.getEntries().reduce((sum, { value }) => sum + value, 0));
        }).observe({ type: "layout-shift", buffered: true }) || setTimeout(() => resolve(0), 500))"""
    )
    assert moved < STILL


async def test_who_reads_further_up_is_left_where_they_are(page, playground_chat):
    say, log = playground_chat
    for number in range(60):
        await say(f"Message {number}")
    await expect(log.get_by_text("Message 59")).to_be_in_viewport()  # the end is followed
    await log.get_by_text("Message 20").scroll_into_view_if_needed()
    read = log.get_by_text("Message 21")
    before = await read.bounding_box()
    await say("Message 60")
    await expect(log.get_by_text("Message 60")).to_be_attached()
    assert await read.bounding_box() == before
    await expect(log.get_by_text("Message 60")).not_to_be_in_viewport()


@pytest.fixture
async def playground_chat(page, site):
    """Give a function by which the bot says something, and the messages of #general."""
    general = next(one.id for one in site.world.channels.values() if one.name == "general")
    await open_page(page, site)
    await open_channel(page, "general")
    async with aiohttp.ClientSession() as session:

        async def say(text):
            path = f"/channels/{general}/messages"
            status, _ = await Rest(site, session).call("POST", path, {"content": text})
            assert status == 200

        yield say, page.get_by_role("log", name="Messages")


@pytest.mark.parametrize(("wish", "seconds"), [("no-preference", "0.1s"), ("reduce", "0s")])
async def test_nothing_moves_for_those_who_want_no_motion(page, site, wish, seconds):
    await page.emulate_media(reduced_motion=wish)
    await open_page(page, site)
    server = page.get_by_role("navigation", name="Servers").get_by_role("button").first
    await expect(server).to_have_css("transition-duration", seconds)


async def test_a_word_without_end_is_broken(page, playground_chat):
    say, log = playground_chat
    await page.set_viewport_size({"width": 360, "height": 640})
    await say("W" * 2000)
    word = log.get_by_text("WWW")
    await expect(word).to_be_visible()
    assert await word.evaluate("one => one.scrollWidth - one.clientWidth") == 0
