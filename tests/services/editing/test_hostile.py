"""Hostile texts and files crash nothing, and leave nothing behind in part.

These are some of the ten thousand of `python -m tests.hostile`, which measures stalls, too.
"""

import time

import pytest
import structlog
from discord import SelectOption, ui

from bot.catalogue.catalogue import Catalogue
from bot.services.editing.importing import Importing
from bot.services.editing.suggesting import Suggesting
from bot.settings import ROOT
from bot.ui.layout import note, sealed
from tests.hostile import __main__ as hostile, siege as module
from tests.hostile.harmless import check
from tests.hostile.siege import WORST, Report, Siege

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
    assert report.measured == len(ATTACKS)
    assert report.shown > 4 * len(ATTACKS)
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


def _content(text):
    return sealed([note(text)])


@pytest.mark.parametrize(
    "shown",
    [
        _content("Ask @everyone"),
        _content("Ask <@&7>"),
        _content("Ask <@80351110224678912>"),
        _content("[Discord](https://evil.example)"),
        _content("turned \u202eround"),
        _content("||hidden||"),
        _content("```diff\n+ a\n```\nb```"),
        _content("# Large"),
        _content("x" * 4_001),
        sealed([ui.ActionRow(ui.Button(label="a\x1b[31m", custom_id="f:a"))]),
        sealed(
            [ui.ActionRow(ui.Select(options=[SelectOption(label="a", description="\u200eb\x00")]))]
        ),
        ui.Modal(title="\u2066a", custom_id="f:a"),
    ],
)
def test_what_is_shown_and_does_harm_would_be_seen(shown):
    with pytest.raises(AssertionError):
        check(shown)


def test_what_is_shown_and_does_no_harm_is_let_through():
    check(
        _content("\\@\u200beveryone <@11> <t:1782118800:R>\n```diff\n+ @everyone ||\n```\n## Title")
    )


@pytest.mark.parametrize(("stalls", "status"), [([], 0), (["60 ms: upload of seed 0"], 1)])
async def test_a_stall_fails_the_siege_and_the_limit_is_told(monkeypatch, capsys, stalls, status):
    async def lay(self, seeds):
        return Report(idle=4.0, longest=60.0, stalls=stalls)

    monkeypatch.setattr(Siege, "lay", lay)
    monkeypatch.setattr(structlog, "configure", lambda **_: None)
    assert await hostile.main(1) == status
    printed = capsys.readouterr().out
    assert "limit 54 ms: 50 ms beside the 4 ms of an idle loop" in printed
    assert "longest stall 60 ms, the least of up to 4 tries" in printed
    assert printed.endswith(f"{(stalls or ['none above the limit'])[0]}\n")


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
