"""What a daily post is going to tell is what it tells when the day has come."""

import datetime as dt

import pytest

from bot.domain.entries import Kind
from bot.domain.errors import DateError, MemberError
from bot.domain.feeds import Filters, OnEmpty
from bot.services.daily.feeds import CannotPostError
from bot.services.daily.foresight import Foresight
from bot.services.daily.picking import Origin

from .conftest import DAY, DUE, plan

_DAY = dt.timedelta(days=1)


@pytest.fixture
def foresight(world):
    return Foresight(world.database, world.clock, world.pickers)


@pytest.mark.parametrize("on_empty", OnEmpty)
async def test_the_next_posts_are_those_that_come(foresight, world, on_empty):
    world.wait(minutes=-5)
    feed = await world.add(on_empty=on_empty)
    coming = await foresight.upcoming(feed)
    assert [each.on for each in coming] == [DAY + days * _DAY for days in range(7)]
    assert coming[0].due_at == DUE
    await world.process().until(hours=24 * 6 + 1, step=30)
    posted = [made.entries for made in world.posts_of(feed)]
    assert posted == [each.keys for each in coming if each.told is not None]


async def test_weekdays_are_kept_to(foresight, world):
    feed = await world.add(weekdays=frozenset({0}))
    coming = await foresight.upcoming(feed, 2)
    assert [each.on.isoformat() for each in coming] == ["2026-11-23", "2026-11-30"]


async def test_a_date_that_the_ledger_has_is_not_to_come(foresight, world):
    world.wait(minutes=-5)
    feed = await world.add(at=dt.time(9))
    world.wait(minutes=5)
    await world.process().turn()
    world.wait(minutes=-5)
    assert (await foresight.upcoming(feed, 1))[0].on == DAY + _DAY


async def test_the_next_post_is_the_next_with_something_to_tell(foresight, world):
    feed = await world.add()
    assert (await foresight.next(feed)).on.isoformat() == "2026-11-23"
    nothing = await world.add(filters=Filters(kinds=(Kind.SCIENCE,)))
    coming = await foresight.next(nothing)
    assert (coming.on, coming.told) == (DAY + _DAY, None)


async def test_any_day_can_be_looked_at(foresight, world):
    feed = await world.add(on_empty=OnEmpty.NEAREST)
    coming = await foresight.on(feed, dt.date(2027, 6, 20))
    assert (coming.told.origin, coming.told.on) == (Origin.NEAREST, dt.date(2027, 6, 18))
    archive = await world.add(on_empty=OnEmpty.ARCHIVE)
    assert (await foresight.on(archive, dt.date(2027, 6, 20))).told.origin is Origin.ARCHIVE


async def test_a_nearest_day_that_is_told_does_not_come_again(foresight, world):
    """Neither in what is foretold nor in what comes."""
    world.wait(minutes=-5)
    feed = await world.add(on_empty=OnEmpty.NEAREST)
    coming = await foresight.upcoming(feed, 4)
    keys = [key for each in coming for key in each.keys]
    assert len(keys) == len(set(keys))
    await world.process().until(hours=24 * 3 + 1, step=30)
    assert [made.entries for made in world.posts_of(feed)] == [each.keys for each in coming]
    after = await foresight.on(feed, coming[-1].on + 2 * _DAY)
    assert (after.told.origin, set(after.keys) & set(keys)) == (Origin.NEAREST, set())


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("19 November", "2026-11-19"),
        ("18 November", "2027-11-18"),
        ("29 February", "2028-02-29"),
        ("tomorrow", "2026-11-20"),
        ("1 June 2030", "2030-06-01"),
        ("31 December 2025", "2025-12-31"),
    ],
)
def test_a_day_is_the_next_of_that_name(foresight, typed, date):
    assert foresight.read(typed, plan()).isoformat() == date


def test_29_february_is_found_across_a_year_that_has_none(foresight, world):
    world.clock.time = dt.datetime(2097, 1, 1, tzinfo=dt.UTC)
    assert foresight.read("29 February", plan()).isoformat() == "2104-02-29"


def test_a_day_of_history_or_no_day_at_all_is_a_sentence(foresight):
    with pytest.raises(MemberError, match="from 2025 to 2034"):
        foresight.read("22 June 1941", plan())
    with pytest.raises(DateError):
        foresight.read("31 June", plan())


async def test_empty_days_are_counted_under_the_filters_alone(foresight, world):
    assert foresight.empty_days(await world.add()) == 28
    assert foresight.empty_days(await world.add(on_empty=OnEmpty.NEAREST)) == 28
    assert foresight.empty_days(await world.add(filters=Filters(kinds=(Kind.SCIENCE,)))) == 30


def test_today_is_that_of_the_zone(foresight, world):
    world.clock.time = dt.datetime(2026, 11, 18, 20, tzinfo=dt.UTC)
    assert foresight.today(plan(zone="Pacific/Auckland")) == DAY
    with pytest.raises(CannotPostError):
        foresight.today(plan(zone="No/Where"))


def test_half_typed_days_are_completed(foresight):
    assert foresight.complete("19 nov") == [dt.date(2000, 11, 19)]
    assert foresight.complete("")[0] == dt.date(2000, 11, 19)
