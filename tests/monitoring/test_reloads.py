"""Packs that change on disk while Fasti runs are counted."""

import asyncio
import shutil

import pytest

from bot.settings import ROOT, Settings


@pytest.fixture
def pack(tmp_path):
    """Give a pack of our own to change."""
    return shutil.copytree(ROOT / "content", tmp_path / "pack")


@pytest.fixture
def chosen(playground, library_as_it_was, pack):
    return Settings(_env_file=None, discord_api_url=playground.api_url, content_path=pack)


async def test_packs_that_are_shown_and_refused_are_counted(bot, pack, ask_port):
    text = (pack / "pack.yaml").read_text()
    for written, shown, refused in ((text + "\n", 1, 0), ("nonsense", 1, 1), (text, 2, 1)):
        (pack / "pack.yaml").write_text(written)
        wanted = {
            f'fasti_catalogue_reloads_total{{outcome="shown"}} {shown}.0',
            f'fasti_catalogue_reloads_total{{outcome="refused"}} {refused}.0',
        }
        async with asyncio.timeout(20):
            while not wanted <= set((await ask_port("/metrics"))[1].splitlines()):  # noqa: ASYNC110 - it happens elsewhere
                await asyncio.sleep(0.05)
