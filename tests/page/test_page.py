"""The playground's page as it opens: what it shows and what it weighs."""

from .browsing import open_page

HEAVY = 500_000  # bytes


async def test_the_page_shows_the_server_and_its_channels(page, site):
    await open_page(page, site)
    text = await page.locator("body").inner_text()
    for name in ("Playground", "general", "on-this-day", "history-forum"):
        assert name in text


async def test_the_page_is_light(page, site, watch):
    await open_page(page, site)
    weight = await watch.weight()
    assert "/" in weight
    assert "/page/app/main.js" in weight
    assert sum(weight.values()) < HEAVY, weight
