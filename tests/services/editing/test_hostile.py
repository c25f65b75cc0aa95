"""Hostile texts and files crash nothing, and leave nothing behind in part.

These are some of the ten thousand of `python -m tests.hostile`, which measures stalls, too.
"""

import time

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.services.editing.importing import Importing
from bot.services.editing.suggesting import Suggesting
from bot.settings import ROOT
from tests.hostile import siege as module
from tests.hostile.siege import WORST, Siege

ATTACKS = range(0, 10_000, 21)  # of every kind, since they take turns


@pytest.fixture(scope="module")
def shipped():
    """Load the shipped pack, in which there is much to be held against."""
    pack = Catalogue.load(ROOT / "content")
    pack.search.wait()
    return pack


@pytest.fixture
def siege(database, clock, shipped):
    return Siege(database, clock, shipped)


async def test_nothing_gives_way(siege):
    report = await siege.lay(ATTACKS)
    assert report.ended.total() == len(ATTACKS)
    assert {ended for ended, count in report.ended.items() if count} >= {
        "upload refused",
        "upload taken",
        "draft refused",
        "draft taken",
        "suggest refused",
        "suggest taken",
        "record refused",
    }


async def test_a_stall_would_be_seen(siege, monkeypatch):
    take = Suggesting.take

    async def stalling(*arguments, **more):
        time.sleep(0.2)  # noqa: ASYNC251 - it is to keep the loop from all else
        return await take(*arguments, **more)

    monkeypatch.setattr(Suggesting, "take", stalling)
    monkeypatch.setattr(module, "_IDLE", 0.05)
    stalls = (await siege.lay([3])).stalls
    (stall,) = [each for each in stalls if "suggest of seed 3" in each]
    assert float(stall.partition(" ms")[0]) > WORST


async def test_a_crash_would_be_seen(siege, monkeypatch):
    async def crashing(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(Importing, "plan", crashing)
    monkeypatch.setattr(module, "_IDLE", 0.05)
    with pytest.raises(ZeroDivisionError) as crash:
        await siege.lay([0])
    assert crash.value.__notes__ == ["upload of seed 0"]


async def test_what_is_kept_in_part_would_be_seen(siege, monkeypatch):
    apply = Importing.apply

    async def applying(*arguments):
        saved = await apply(*arguments)
        assert isinstance(saved, list)
        return saved[1:]

    monkeypatch.setattr(Importing, "apply", applying)
    monkeypatch.setattr(module, "_IDLE", 0.05)
    with pytest.raises(AssertionError):
        await siege.lay(range(0, 200, 5))
