"""Other dates for the real bot in the playground, which posts on each of them what is due."""

import asyncio
import datetime as dt
import re

import pytest

from bot.cli.staging import stage
from bot.playground import Fault, reading
from tests.cli.conftest import CHANNEL, titles

BEFORE = "Everything of that day was posted before."
ONE, TWO = "1 daily post came.", "2 daily posts came."


def heading(on):
    return f"## {on:%A}, {on.day} {on:%B}"


async def set_up(served, plan, where="history"):
    answer = await served.type(f"/daily setup channel:#{where} {plan}", who="moderator")
    assert "is set up" in answer.text, answer.text


async def test_each_pretended_date_has_its_post_once_whatever_their_order(served, pretended):
    await stage(served, "UTC")
    seen = await titles(served, 1)
    for day, is_new in (
        ("2026-11-19", True),  # further than a plan may lie ahead
        ("2026-11-07", True),  # which the clock jumped over
        ("2026-11-19", False),
        ("2026-11-19", False),
        ("2028-02-29", True),
        ("1970-07-17", True),
        ("2026-11-07", False),
        ("2030-08-23", True),
    ):
        on = dt.date.fromisoformat(day)
        await pretended.pretend(on)
        found = pretended.pretended
        assert (found.on, found.posts, found.told) == (on, is_new, ONE if is_new else BEFORE)
        seen += [heading(on)] if is_new else []
        assert await titles(served, len(seen)) == seen


@pytest.mark.parametrize(
    "day",
    ["2025-07-17", "2026-08-23", "2027-11-19"],  # by summer and winter time, past and to come
)
async def test_what_is_due_at_any_time_in_any_zone_comes_in_its_order(served, pretended, day):
    on = dt.date.fromisoformat(day)
    await stage(served, "UTC")
    await set_up(served, "time:20:00 zone:Berlin")
    await set_up(served, "time:9:00 zone:Berlin")
    await set_up(served, "time:0:05 zone:Auckland")
    await set_up(served, "time:23:00 zone:Honolulu")
    await pretended.pretend(on)
    assert pretended.pretended.told == "5 daily posts came."
    posts = [*served.read("history"), *served.read(CHANNEL)[1:]]
    assert not any("late" in reading.text(post).splitlines()[-1] for post in posts)
    by_time = sorted(posts, key=lambda post: int(post["id"]))
    wanted = [4, 3, 1, 2, 5]  # Auckland, 9:00 in Berlin, the stage's, 20:00 in Berlin, Honolulu
    assert [_feed(post) for post in by_time] == wanted
    assert pretended.pretended.now.date() == on  # though in Honolulu it was over later than there


def _feed(post):
    """Read which daily post it is in the ids of its menu."""
    ids = str(post["components"])
    found = re.search(r"(\d)-20\d{6}", ids)
    assert found
    return int(found[1])


async def test_the_clock_ends_just_after_the_last_post_or_at_nine(served, pretended):
    await stage(served, "UTC")
    for plan, now in (("time:7:00 zone:UTC", "09:00"), ("time:20:00 zone:UTC", "20:00")):
        await set_up(served, plan)
        for day in ("2026-11-19", "2025-11-19", "2026-11-19"):
            await pretended.pretend(dt.date.fromisoformat(day))
            assert f"{pretended.pretended.now:%Y-%m-%d %H:%M}" == f"{day} {now}"


async def test_a_day_on_which_nothing_is_due_or_told_is_named_so(served, pretended):
    await pretended.pretend(dt.date(2026, 6, 22))
    assert pretended.pretended.told == "No daily post is due on that day."
    await set_up(served, "time:9:00 zone:UTC")
    await served.type("/daily edit weekdays:Tuesday", who="moderator")
    await pretended.pretend(dt.date(2026, 6, 22))  # a Monday
    assert pretended.pretended.told == "No daily post is due on that day."
    await pretended.pretend(dt.date(2026, 6, 23))
    assert pretended.pretended.told == "No daily post tells anything on that day."
    assert served.posted("history") == []


async def test_a_post_that_discord_does_not_take_is_named(served, pretended, monkeypatch):
    monkeypatch.setattr("bot.cli.pretending._PATIENCE", 1.0)
    await stage(served, "UTC")
    served.faults.add(Fault(what="status", status=503, path="/channels/*", times=50))
    await pretended.pretend(dt.date(2026, 8, 23))
    found = pretended.pretended
    assert (found.posts, found.told) == (
        0,
        "1 daily post could not be sent yet: /daily log says why.",
    )
    served.faults.rules.clear()


async def test_the_clock_is_set_right_again(pretended, bots_clock):
    now = dt.datetime.now(dt.UTC)
    await pretended.pretend(dt.date(2199, 12, 31))
    shown = bots_clock.now()
    assert shown - dt.datetime(2199, 12, 31, 9, tzinfo=dt.UTC) < dt.timedelta(minutes=5)
    await pretended.pretend(None)
    assert pretended.pretended is None
    assert now <= bots_clock.now() < now + dt.timedelta(minutes=5)


async def test_of_two_dates_at_once_the_later_asked_for_stays(served, pretended, bots_clock):
    """Going through a date takes a while, in which somebody else may choose."""
    await stage(served, "UTC")
    await asyncio.gather(
        pretended.pretend(dt.date(2020, 1, 1)), pretended.pretend(dt.date(2026, 7, 1))
    )
    assert pretended.pretended.on == dt.date(2026, 7, 1)
    assert bots_clock.now().date() == dt.date(2026, 7, 1)
