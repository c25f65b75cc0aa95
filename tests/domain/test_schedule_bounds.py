"""A next post is never planned further ahead than what counts as the fault of a wrong clock."""

import datetime as dt
from itertools import product
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given, settings, strategies as st

from bot.domain.feeds import Feed, Plan, Target
from bot.domain.schedule import FARTHEST, after_trouble, first_from, next_at

DAY = dt.timedelta(days=1)
NOW = dt.datetime(2026, 11, 19, 9, tzinfo=dt.UTC)
APIA = ZoneInfo("Pacific/Apia")  # it had no 30 December 2011, a Friday
LATE, EARLY = dt.time(23, 59), dt.time(0)


def planned(after, at, zone, weekdays):
    """Plan a post whose first date is in the ledger already, because it was asked for."""
    first, _ = next_at(after, at, zone, weekdays)
    return next_at(first, at, zone, weekdays)[0]


def test_even_where_a_date_is_posted_and_the_next_does_not_exist_it_is_within_bounds():
    hours = (dt.datetime(2011, 12, 1, tzinfo=APIA) + n * DAY / 24 for n in range(24 * 31))
    farthest = max(
        planned(after, at, APIA, frozenset({4})) - after
        for after, at in product(hours, (EARLY, LATE))
    )
    assert 19 * DAY < farthest <= FARTHEST


@settings(max_examples=300, deadline=None)
@given(
    after=st.datetimes(dt.datetime(1970, 1, 2), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC)),  # noqa: DTZ001
    at=st.times(),
    zone=st.sampled_from(sorted(available_timezones())).map(ZoneInfo),
    weekday=st.integers(0, 6),
)
def test_no_zone_plans_further_ahead_than_can_be(after, at, zone, weekday):
    at = at.replace(second=0, microsecond=0, fold=0)
    assert planned(after, at, zone, frozenset({weekday})) - after <= FARTHEST


def test_a_date_that_is_scheduled_is_the_first_from_itself_on():
    berlin, mondays = ZoneInfo("Europe/Berlin"), frozenset({0})
    monday = dt.date(2026, 11, 23)
    due = (dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC), monday)
    for days in range(7):
        assert first_from(monday - days * DAY, dt.time(9), berlin, mondays) == due
    assert first_from(monday + DAY, dt.time(9), berlin, mondays)[1] == monday + 7 * DAY


def test_a_feed_that_broke_in_the_future_is_next_due_from_now_on():
    plan = Plan(channel=7, target=Target.TEXT, at=dt.time(9), zone="UTC")
    feed = Feed(
        id=1, guild=1, number=1, plan=plan, author=5, created_at=NOW, broken_at=NOW + 99 * DAY
    )
    assert after_trouble(feed, NOW)[0] == NOW + DAY
