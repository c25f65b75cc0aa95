"""The page's address says who one is, where and in which language, and Back and Forward follow it."""

import re

from playwright.async_api import expect

from .browsing import open_channel, open_page, switch_person


async def test_the_address_says_where_one_is_and_a_reload_keeps_it(page, site):
    await open_page(page, site)
    await expect(page).to_have_url(f"{site.page_url}&where=on-this-day&as=member&locale=en-US")
    await expect(page).to_have_title("#on-this-day | Playground")
    await open_channel(page, "history")
    await switch_person(page, "editor")
    await page.get_by_label("Language of the client").select_option("de")
    address = f"{site.page_url}&where=history&as=editor&locale=de"
    await expect(page).to_have_url(address)
    await page.reload()
    await expect(page).to_have_title("#history | Playground")
    await expect(page.get_by_role("radio", name=re.compile("^Editor"))).to_be_checked()
    await expect(page.get_by_label("Language of the client")).to_have_value("de")
    await expect(page).to_have_url(address)


async def test_back_and_forward_go_through_the_channels(page, site):
    await open_page(page, site)
    await open_channel(page, "general")
    await page.get_by_role("button", name="Direct messages with Fasti").click()
    await expect(page).to_have_title("@Fasti | Direct messages")
    heading = page.get_by_role("heading", level=1)
    await page.go_back()
    await expect(heading).to_have_text("#general")
    await page.go_back()
    await expect(heading).to_have_text("#on-this-day")
    await page.go_forward()
    await expect(heading).to_have_text("#general")
    await expect(page).to_have_url(re.compile("&where=general&"))


async def test_a_link_leads_to_a_channel_of_another_server(page, site):
    await page.goto(f"{site.page_url}&where=lounge&as=moderator")
    await expect(page).to_have_title("#lounge | Elsewhere")
    await expect(page.get_by_role("radio", name=re.compile("^Moderator"))).to_be_checked()
    await page.goto(f"{site.page_url}&where=history")  # by hand, without a reload
    await expect(page).to_have_title("#history | Playground")
    await expect(page.get_by_role("radio", name=re.compile("^Moderator"))).to_be_checked()


async def test_an_address_that_names_nothing_leads_to_the_days_post(page, site):
    await page.goto(f"{site.page_url}&where=nowhere&as=nobody&locale=xx")
    await expect(page).to_have_url(f"{site.page_url}&where=on-this-day&as=member&locale=en-US")
    await expect(page.get_by_role("heading", level=1)).to_have_text("#on-this-day")
