"""Another date on the playground's page: which can be chosen, and what is said of it."""

import re

from playwright.async_api import expect

from .browsing import latest, open_channel, open_page, send, switch_person


async def test_a_moderators_own_daily_posts_come_on_a_pretended_date(page, site):
    await open_page(page, site)
    await switch_person(page, "Moderator")
    await open_channel(page, "general")
    for time, zone in (("9:00", "Berlin"), ("20:00", "London")):
        await send(page, "daily setup", channel="history", time=time, zone=zone)
        await expect(latest(page)).to_contain_text("is set up")
    field = page.get_by_label("Pretend it is")
    await field.fill("2026-06-22")
    await page.get_by_role("button", name="Pretend", exact=True).click()
    form = page.locator("form.day")
    await expect(form).to_contain_text("2 daily posts came.")
    await expect(form).to_contain_text("For Fasti it is June 22, 2026 at 7:00 PM (UTC).")
    await open_channel(page, "history")
    articles = page.get_by_role("log", name="Messages").get_by_role("article")
    await expect(articles).to_have_count(2)
    await expect(articles.first).to_contain_text("Monday, 22 June")
    await page.get_by_role("button", name="Pretend", exact=True).click()
    await expect(form).to_contain_text("Everything of that day was posted before.")
    await expect(articles).to_have_count(2)


async def test_a_date_that_cannot_be_is_refused_beside_its_field(page, site):
    await open_page(page, site)
    field = page.get_by_label("Pretend it is")
    assert [await field.get_attribute(each) for each in ("min", "max")] == [
        "1970-01-02",
        "2199-12-31",
    ]
    problem = page.locator("form.day").get_by_role("alert")
    for date, sentence in (
        ("", "Fill in a whole date, from January 2, 1970 to December 31, 2199."),
        ("1941-06-22", "Choose a date from January 2, 1970 to December 31, 2199."),
    ):
        await field.fill(date)
        await expect(problem).to_be_hidden()
        await page.get_by_role("button", name="Pretend", exact=True).press("Enter")
        await expect(problem).to_have_text(sentence)
        await expect(field).to_be_focused()
        await expect(field).to_have_attribute("aria-invalid", "true")
    await expect(page.get_by_role("button", name="Back to today")).to_have_count(0)


async def test_the_button_is_busy_while_fasti_goes_through_the_day(page, site):
    await open_page(page, site)
    await page.get_by_label("Pretend it is").fill("2020-03-01")
    button = page.locator("form.day").get_by_role("button").first
    await page.evaluate(
        """() => {
            const form = document.querySelector("form.day");
            const seen = () => form.dataset.seen = `${form.dataset.seen ?? ""} ${form.innerText}`;
            new MutationObserver(seen).observe(form, { subtree: true, childList: true, characterData: true });
        }"""
    )
    await button.click()
    await expect(button).to_have_text("Pretend")
    await expect(page.locator("form.day")).to_have_attribute(
        "data-seen", re.compile("Pretending ….*Fasti goes through that day", re.DOTALL)
    )
    await expect(button).to_have_attribute("aria-disabled", "false")


async def test_the_field_follows_what_another_page_pretends(page, site, context):
    await open_page(page, site)
    other = await context.new_page()
    await open_page(other, site)
    await page.get_by_label("Pretend it is").fill("2027-03-01")
    await page.get_by_role("button", name="Pretend", exact=True).click()
    await expect(other.get_by_label("Pretend it is")).to_have_value("2027-03-01")
    await other.get_by_role("button", name="Back to today").first.click()
    for each in (page, other):
        await expect(each.get_by_label("Pretend it is")).to_have_value("2026-06-22")
