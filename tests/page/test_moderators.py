"""What a moderator does on the playground's page: daily posts, other dates, and what goes wrong."""

from playwright.async_api import expect

from .browsing import latest, message_box, open_channel, open_page, send, switch_person

JUNE_22 = "Germany invades the Soviet Union"
JUNE_23 = "The tank battle of Dubno"


def posts(page):
    """Give what stands in a channel for everybody to see."""
    return page.get_by_role("log", name="Messages").locator("article[data-ephemeral='false']")


async def as_moderator(page, site):
    await open_page(page, site)
    await switch_person(page, "moderator")


async def post_now(page, feed, **setup):
    """Set a daily post up, and let that of today go out."""
    await send(page, "daily setup", time="09:30", zone="London", **setup)
    await expect(latest(page)).to_contain_text(f"Daily post #{feed} is set up")
    await send(page, "daily edit", feed=f"#{feed}", thread="True", publish="True")
    await expect(latest(page)).to_contain_text(f"Daily post #{feed}")
    await send(page, "daily post-now", feed=f"#{feed}")
    await expect(latest(page)).to_contain_text("goes out to")


async def pretend(page, date):
    await page.get_by_label("Pretend it is").fill(date)
    await page.get_by_role("button", name="Pretend", exact=True).click()


async def test_a_daily_post_is_set_up_by_keyboard_and_comes(page, site):
    await as_moderator(page, site)
    await open_channel(page, "history")
    await message_box(page).focus()
    await page.keyboard.type("/daily setup hist")
    await expect(page.get_by_role("option", name="#history", selected=True)).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("combobox", name="time")).to_be_focused()
    await page.keyboard.type("9:00")
    await page.keyboard.press("Tab")
    await page.keyboard.type("univ")
    zone = page.get_by_role("option", name="Universal time", selected=True)
    await expect(zone).to_be_visible()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(latest(page)).to_contain_text("Daily post #2 is set up")
    await expect(latest(page)).to_contain_text("Next post: Tuesday, 23 June 2026, 09:00")
    await expect(latest(page)).to_contain_text("Only you can see this")
    await expect(posts(page)).to_have_count(0)
    await pretend(page, "2026-06-23")
    await expect(posts(page)).to_have_count(1)
    await expect(posts(page)).to_contain_text(JUNE_23)
    await switch_person(page, "member")
    await expect(page.get_by_role("article")).to_have_count(1)
    await expect(page.get_by_text("Daily post #2 is set up")).to_have_count(0)
    await page.reload()
    await open_channel(page, "history")
    await expect(posts(page)).to_have_count(1)


async def test_a_post_in_an_announcement_channel_is_published_and_has_a_thread(page, site):
    await as_moderator(page, site)
    await open_channel(page, "general")
    await post_now(page, 2, channel="#announcements")
    await open_channel(page, "announcements")
    await expect(posts(page)).to_have_count(1)
    await expect(posts(page)).to_contain_text("Published")
    await latest(page).get_by_role("button", name=f"22 June: {JUNE_22}").press("Enter")
    thread = page.get_by_role("heading", level=1, name=f"22 June: {JUNE_22}")
    await expect(thread).to_be_visible()
    await expect(page.get_by_text("Thread in #announcements")).to_be_visible()
    await expect(message_box(page)).to_be_focused()
    await page.keyboard.type("Thank you")
    await page.keyboard.press("Enter")
    await expect(latest(page)).to_contain_text("Thank you")
    await open_channel(page, "announcements")
    await expect(latest(page)).to_contain_text("1 message ›")


async def test_a_post_in_a_forum_has_its_tag_and_opens_as_a_thread(page, site):
    await as_moderator(page, site)
    await open_channel(page, "general")
    await send(page, "daily setup", channel="history-forum", time="9:30", zone="UTC", tags="Event")
    await expect(latest(page)).to_contain_text("tagged Event")
    await send(page, "daily post-now", feed="#2")
    await expect(latest(page)).to_contain_text("goes out to #history-forum")
    await open_channel(page, "history-forum")
    post = page.get_by_role("region", name="Posts").get_by_role("button")
    await expect(post).to_have_count(1)
    await expect(post).to_contain_text("Event")
    await expect(post).to_contain_text("Fasti: ")
    await expect(post).to_contain_text("Monday, 22 June")
    await expect(post).to_contain_text("0 messages • ")
    await post.press("Enter")
    await expect(page.get_by_text("Thread in #history-forum")).to_be_visible()
    await expect(posts(page)).to_have_count(1)
    await expect(posts(page)).to_contain_text(JUNE_22)
    await expect(message_box(page)).to_be_focused()


async def test_another_date_is_pretended_and_left_again(page, site, watch):
    watch.expect("400 (Bad Request)")
    await open_page(page, site)
    await expect(posts(page)).to_have_count(1)
    await pretend(page, "2027-06-22")
    banner = page.get_by_role("main").get_by_role("status")
    await expect(banner).to_contain_text("For Fasti it is June 22, 2027 at 9:00 AM (UTC).")
    await expect(banner).to_contain_text("1 daily post came.")
    await expect(posts(page)).to_have_count(2)
    await expect(latest(page)).to_contain_text("Tuesday, 22 June")
    await open_channel(page, "general")
    await send(page, "today")
    await expect(latest(page).get_by_role("heading", name="22 June")).to_be_visible()
    await banner.get_by_role("button", name="Back to today").click()
    await expect(banner).to_have_text("")
    await expect(message_box(page)).to_be_focused()
    await pretend(page, "2300-01-01")
    await expect(page.get_by_role("alert")).to_contain_text("to December 31, 2199")


async def test_a_cut_gateway_is_told_and_recovers(page, site):
    await open_page(page, site)
    await open_channel(page, "general")
    await page.get_by_role("button", name="Cut the gateway").press("Enter")
    trouble = page.get_by_role("group", name="What goes wrong")
    await expect(trouble).to_contain_text("Fasti lost the gateway, and is back by itself")
    await send(page, "person", name="Zhukov")
    await expect(latest(page).get_by_role("heading", name="Georgy Zhukov")).to_be_visible()


async def test_a_bot_that_is_not_there_is_told(page, playground):
    await open_page(page, playground)
    await expect(page.get_by_text("Fasti is not connected to the gateway.")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Pretend it is")).to_have_count(0)


async def test_faults_are_set_shown_met_and_cleared(page, site):
    await open_page(page, site)
    await open_channel(page, "general")
    trouble = page.get_by_role("group", name="What goes wrong")
    await expect(trouble).to_contain_text("Nothing is set to go wrong.")
    await page.get_by_text("REST calls of the bot").click()
    for status in ("500", "429"):
        await trouble.get_by_role("button", name=f"{status}:").press("Enter")
        await expect(trouble).to_contain_text(f"Status {status} for the next 5 requests.")
        await send(page, "person", name="Zhukov")
        met = page.locator(".calls .status").filter(has_text=status)
        await expect(met.first).to_have_attribute("data-good", "false")
        await trouble.get_by_role("button", name="Let all go well").press("Enter")
        await expect(trouble).to_contain_text("Nothing is set to go wrong.")
        await expect(trouble).to_be_focused()
    await send(page, "person", name="Molotov")
    await expect(page.get_by_role("heading", name="Vyacheslav Molotov")).to_be_visible()


async def test_a_playground_that_ended_is_told(page, site, watch):
    watch.expect("ERR_", "failed: ")
    await open_page(page, site)
    await site.stop()
    banner = page.get_by_role("main").get_by_role("status")
    await expect(banner).to_contain_text("start it again and open its new address")
    await message_box(page).fill("Hello")
    await message_box(page).press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("The playground does not answer.")
