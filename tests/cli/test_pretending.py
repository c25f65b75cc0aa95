"""Other dates for the real bot in the playground, which posts on each of them."""

import asyncio
import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from bot.cli.pretending import PretendedDate
from bot.cli.staging import POSTS_AT, stage
from tests.cli.conftest import titles


@pytest.fixture
def pretended(bots_clock, monkeypatch):
    """Set the bot's clock to dates, without much waiting: this bot looks often."""
    monkeypatch.setattr("bot.cli.pretending._AHEAD", dt.timedelta(seconds=0.2))
    monkeypatch.setattr("bot.cli.pretending._LOOK", 1.0)
    return PretendedDate(bots_clock, POSTS_AT, ZoneInfo("UTC"))


async def test_each_pretended_date_has_its_post_once_whatever_their_order(served, pretended):
    await stage(served, "UTC")
    seen = await titles(served, 1)
    for day, is_new in (
        ("2026-11-19", True),  # further than a plan may lie ahead
        ("2026-11-07", True),  # which the clock jumped over
        ("2026-11-19", False),
        ("2028-02-29", True),
        ("1970-07-17", True),
        ("2026-11-07", False),
        ("2030-08-23", True),
    ):
        on = dt.date.fromisoformat(day)
        await pretended.pretend(on)
        assert pretended.pretended == on
        seen += [f"## {on:%A}, {on.day} {on:%B}"] if is_new else []
        assert await titles(served, len(seen)) == seen


async def test_the_clock_is_set_right_again(pretended, bots_clock):
    now = dt.datetime.now(dt.UTC)
    await pretended.pretend(dt.date(2199, 12, 31))
    shown = bots_clock.now()
    assert dt.timedelta(0) < dt.datetime(2199, 12, 31, 9, tzinfo=dt.UTC) - shown
    await pretended.pretend(None)
    assert pretended.pretended is None
    assert now <= bots_clock.now() < now + dt.timedelta(minutes=5)


async def test_of_two_dates_at_once_the_later_asked_for_stays(pretended, bots_clock):
    """Going back takes a while, in which somebody else may choose."""
    await asyncio.gather(
        pretended.pretend(dt.date(2020, 1, 1)), pretended.pretend(dt.date(2026, 7, 1))
    )
    assert pretended.pretended == dt.date(2026, 7, 1)
    assert bots_clock.now().date() == dt.date(2026, 7, 1)
