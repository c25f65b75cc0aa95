"""Feeds and deliveries to keep."""

import datetime as dt
import zoneinfo

from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.calendar import LeapDay
from bot.domain.deliveries import Delivery, Reason, Stage, Step
from bot.domain.entries import Kind, Sensitive
from bot.domain.feeds import MOST_GRACE, Feed, Filters, OnEmpty, Plan, Style, Target
from bot.storage.feeds import Feeds

NOW = dt.datetime(2026, 6, 22, 7, tzinfo=dt.UTC)
TODAY = NOW.date()
SECOND, MINUTE, DAY = dt.timedelta(seconds=1), dt.timedelta(minutes=1), dt.timedelta(days=1)
GUILD, AUTHOR = 7, 8
PLAN = Plan(channel=9, target=Target.TEXT, at=dt.time(9), zone="Europe/Berlin")


async def add_feed(
    connection: AsyncConnection,
    *,
    guild: int = GUILD,
    plan: Plan = PLAN,
    next_at: dt.datetime = NOW,
) -> Feed:
    return await Feeds(connection).add(guild, plan, AUTHOR, NOW, next_at, next_at.date())


ids = st.integers(1, 2**63 - 1)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
instants = st.datetimes(
    dt.datetime(1970, 1, 2),  # noqa: DTZ001 - the zone is drawn below
    dt.datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([dt.UTC, zoneinfo.ZoneInfo("Asia/Kathmandu")]),
).filter(lambda at: at.utcoffset() == at.replace(fold=1 - at.fold).utcoffset())
"""In UTC and elsewhere; a time that a shift of clocks skips or repeats equals none in another zone."""


def several(items: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(items, max_size=4).map(tuple)


plans = st.builds(
    Plan,
    channel=ids,
    target=st.sampled_from(Target),
    at=st.times().map(lambda time: time.replace(second=0, microsecond=0, fold=0)),
    zone=st.sampled_from(sorted(zoneinfo.available_timezones())),
    weekdays=st.frozensets(st.integers(0, 6)),
    filters=st.builds(
        Filters,
        topics=several(words),
        kinds=several(st.sampled_from(Kind)),
        importance=st.integers(1, 3),
        without=several(st.sampled_from(Sensitive)),
    ),
    style=st.sampled_from(Style),
    role=st.none() | ids,
    silent=st.booleans(),
    publish=st.booleans(),
    pin=st.booleans(),
    thread=st.booleans(),
    tags=several(ids),
    leap_day=st.sampled_from(LeapDay),
    grace=st.integers(0, MOST_GRACE // MINUTE).map(lambda minutes: minutes * MINUTE),
    on_empty=st.sampled_from(OnEmpty),
)


def deliveries(feed: int, on: dt.date, owner: str) -> st.SearchStrategy[Delivery]:
    """Make deliveries with anything in them, held by this owner, or by nobody if it is empty."""
    return st.builds(
        Delivery,
        feed=st.just(feed),
        on=st.just(on),
        due_at=st.just(NOW),
        stage=st.sampled_from(Stage),
        attempts=st.integers(0, 1000),
        try_at=st.none() | instants,
        doubtful_since=st.none() | instants,
        tried_at=st.none() | instants,
        lease_until=instants if owner else st.none(),
        owner=st.just(owner),
        channel=st.none() | ids,
        message=st.none() | ids,
        thread=st.none() | ids,
        steps=several(st.sampled_from(Step)),
        entries=several(words),
        late=st.booleans(),
        reason=st.none() | st.sampled_from(Reason),
        note=words,
        finished_at=st.none() | instants,
    )
