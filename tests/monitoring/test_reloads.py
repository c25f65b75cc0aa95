"""Packs that change on disk while Fasti runs are counted, and those that are refused warned of."""

import asyncio
import json
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


async def test_a_pack_that_would_keep_fasti_from_starting_is_warned_of(bot, pack, ask_port):
    sound = (pack / "pack.yaml").read_text()
    (pack / "pack.yaml").write_text("nonsense")
    [warning] = await _warned(ask_port, 1)
    assert warning.startswith("The pack on disk cannot be shown (pack.yaml:1: ")
    assert warning.endswith("): mend it before Fasti is started again.")
    assert ".)" not in warning
    assert "fasti_warnings 1.0" in (await ask_port("/metrics"))[1].splitlines()
    (pack / "pack.yaml").write_text(sound)
    await _warned(ask_port, 0)


async def _warned(ask_port, count):
    """Wait until it is ready with so many warnings, and give them."""
    async with asyncio.timeout(20):
        while True:
            status, text = await ask_port("/health")
            assert status == 200
            if len(warnings := json.loads(text).get("warnings", [])) == count:
                return warnings
            await asyncio.sleep(0.05)
