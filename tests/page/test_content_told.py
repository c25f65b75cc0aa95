"""An author edits the files of the content while the playground's page is open."""

import shutil

import pytest
from playwright.async_api import expect

from bot.settings import ROOT

from .browsing import open_page
from .site import running

JUNE = "calendar/06-june.yaml"


@pytest.fixture
def pack(tmp_path):
    return shutil.copytree(ROOT / "content", tmp_path / "content")


@pytest.fixture
async def site(catalogue, database, library_as_it_was, pack):
    """Serve a playground whose content is a copy that a test may edit."""
    async with running(catalogue, database, pack=pack) as served:
        yield served


async def test_what_keeps_a_change_from_being_shown_is_told_until_it_is_mended(page, site, pack):
    file = pack / JUNE
    sound = file.read_text(encoding="utf-8")
    await open_page(page, site)
    told = page.get_by_role("region", name="Content")
    await expect(told).to_contain_text("entries, version ")
    await expect(told).to_contain_text("loaded ")
    file.write_text(sound.replace("\n  date: ", "\n  date: 31 Juno ", 2), encoding="utf-8")
    banner = page.get_by_role("main").get_by_role("status")
    await expect(banner).to_contain_text("The changed content cannot be shown")
    await expect(banner).to_contain_text(f"{JUNE}:")
    await expect(banner).to_contain_text("(and 1 more, listed with the switches)")
    await expect(told.get_by_role("listitem")).to_have_count(2)
    file.write_text(sound, encoding="utf-8")
    await expect(banner).to_have_text("")
    await expect(told.get_by_role("listitem")).to_have_count(0)
