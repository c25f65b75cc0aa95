"""Files that a person hands over on the page: how large they may be, and what is seen of one that waits."""

import pytest
from playwright.async_api import expect

from .browsing import latest, message_box, open_channel, open_page, send, switch_person

MIB = 1024 * 1024


@pytest.fixture
async def big(tmp_path):
    """Give a file that is larger than Discord takes."""
    file = tmp_path / "big.zip"
    with file.open("wb") as opened:
        opened.truncate(11 * MIB)
    return file


@pytest.fixture
async def small(tmp_path):
    """Give a file that Discord takes."""
    file = tmp_path / "events.yaml"
    file.write_text("- title: The page takes files\n", "utf-8")
    return file


@pytest.fixture
async def line(page, site):
    """Give the line of /content import, as an editor has it."""
    await open_page(page, site)
    await open_channel(page, "general")
    await switch_person(page, "editor")
    return page.get_by_role("group", name="The command /content import")


async def test_a_file_of_a_command_that_is_too_large_is_not_read(page, line, big, small):
    await message_box(page).fill("/content import ")
    await page.keyboard.type("file:")
    field = line.get_by_label("file", exact=True)
    await field.set_input_files(small)
    await field.set_input_files(big)
    await expect(line.get_by_role("alert")).to_have_text(
        "big.zip has 11 MiB; Discord takes 10 at most"
    )
    await line.get_by_role("button", name="Send /content import").click()
    # The small one, which stands there no more, has not gone instead.
    await expect(page.get_by_role("dialog", name="Import content")).to_be_visible()


async def test_a_file_of_a_command_that_could_not_be_sent_is_named(page, line, small, watch):
    watch.expect("net::ERR_FAILED", "Failed to load resource")
    pattern = "**/playground/command"
    await page.route(pattern, lambda route: route.abort())
    await send(page, "content import", file=small)
    await expect(page.get_by_role("alert")).to_contain_text("does not answer")
    field = line.get_by_label("file", exact=True)
    await expect(field).to_have_accessible_description("events.yaml")
    away = line.get_by_role("button", name="Take events.yaml away")
    await away.click()
    await expect(away).to_have_count(0)
    await expect(field).to_be_focused()
    await field.set_input_files(small)
    await line.get_by_role("button", name="Send /content import").click()
    await expect(line.get_by_text("events.yaml")).to_be_visible()
    await page.unroute(pattern)
    await field.press("Enter")
    await expect(latest(page)).to_contain_text("Import of events.yaml")


async def test_a_file_that_was_taken_away_is_not_sent(page, line, small, watch):
    watch.expect("net::ERR_FAILED", "Failed to load resource")
    pattern = "**/playground/command"
    await page.route(pattern, lambda route: route.abort())
    await send(page, "content import", file=small)
    await line.get_by_role("button", name="Take events.yaml away").click()
    await page.unroute(pattern)
    await line.get_by_role("button", name="Send /content import").click()
    await expect(page.get_by_role("dialog", name="Import content")).to_be_visible()
