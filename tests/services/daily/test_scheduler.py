"""Feeds that are due are opened in the ledger once, with what they are to tell."""

import datetime as dt

import pytest
from structlog.testing import capture_logs

from bot.domain.deliveries import Reason, Stage
from bot.domain.feeds import FeedState, Filters, OnEmpty
from bot.domain.troubles import Problem, Trouble
from bot.services.daily.scheduler import AT_ONCE
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds

from .conftest import DAY, DUE

ONE_DAY = dt.timedelta(days=1)


async def test_nothing_is_due_before_its_time(world):
    feed = await world.add()
    world.clock.time = DUE - dt.timedelta(microseconds=1)
    assert await world.process().scheduler.tick() == 0
    assert await world.row(feed) is None


async def test_what_is_due_is_opened_once_and_the_feed_moved_on(world):
    feed = await world.add()
    process = world.process()
    assert [await process.scheduler.tick(), await process.scheduler.tick()] == [1, 0]
    row = await world.row(feed)
    assert (row.stage, row.due_at, row.attempts) == (Stage.CLAIMED, DUE, 0)
    assert row.entries[0] == "event:operation-uranus"
    moved = await world.feed(feed.id)
    assert (moved.next_at, moved.next_on) == (DUE + ONE_DAY, DAY + ONE_DAY)


async def test_many_feeds_are_moved_on_a_batch_at_a_time(world):
    for guild in range(1, AT_ONCE + 3):
        await world.add(guild=guild)
    process = world.process()
    assert [await process.scheduler.tick() for _ in range(3)] == [AT_ONCE, 2, 0]


async def test_a_start_within_the_grace_period_catches_up(world):
    feed = await world.add()
    world.wait(hours=5, minutes=59)
    await world.process().scheduler.tick()
    assert (await world.row(feed)).stage is Stage.CLAIMED


async def test_after_days_away_only_the_latest_date_is_posted(world):
    feed = await world.add(on_empty=OnEmpty.NEAREST)
    world.wait(days=3, hours=2)
    await world.process().scheduler.tick()
    rows = [await world.row(feed, DAY + n * ONE_DAY) for n in range(4)]
    assert [row.stage for row in rows] == [Stage.SKIPPED] * 3 + [Stage.CLAIMED]
    assert {row.reason for row in rows[:3]} == {Reason.LATE}
    assert (await world.feed(feed.id)).next_at == DUE + 4 * ONE_DAY


async def test_after_a_year_away_only_the_last_month_is_recorded(world):
    feed = await world.add(grace=dt.timedelta(hours=1))
    world.wait(days=400, hours=2)
    await world.process().scheduler.tick()
    async with world.database.read() as connection:
        rows = await Deliveries(connection).of_feed(feed.id, limit=500)
    assert len(rows) == 31
    assert {row.stage for row in rows} == {Stage.SKIPPED}


async def test_only_the_weekdays_of_the_feed_are_due(world):
    feed = await world.add(weekdays=frozenset({3}))  # DAY is a Thursday
    await world.process().scheduler.tick()
    assert (await world.feed(feed.id)).next_on == DAY + 7 * ONE_DAY


async def test_a_day_with_nothing_is_recorded_as_such(world):
    feed = await world.add(filters=Filters(topics=("no-such-topic",)))
    await world.process().turn()
    row = await world.row(feed)
    assert (row.stage, row.reason) == (Stage.SKIPPED, Reason.EMPTY)
    assert world.far.posts == []


async def test_a_zone_that_is_gone_breaks_the_feed_and_is_resumed_by_hand_or_data(world):
    feed = await world.add()
    async with world.database.write() as connection:
        await connection.exec_driver_sql("UPDATE feeds SET zone = 'Mars/Olympus'")
    await world.process().turn()
    broken = await world.feed(feed.id)
    assert broken.trouble == Trouble(Problem.ZONE, ("Mars/Olympus",))
    assert [told for told, _ in world.far.told] == [feed.id]
    async with world.database.write() as connection:
        await connection.exec_driver_sql("UPDATE feeds SET zone = 'UTC'")
    await world.process().turn()
    assert (await world.feed(feed.id)).state is FeedState.ACTIVE


@pytest.mark.parametrize("days", range(1, 5))
async def test_the_archive_does_not_repeat_itself(world, days):
    feed = await world.add(on_empty=OnEmpty.ARCHIVE, filters=Filters(importance=1))
    process = world.process()
    for _ in range(days):
        await process.turn()
        world.wait(days=1)
    told = [made.entries for made in world.posts_of(feed)]
    assert len(told) == len(set(told)) == days


async def test_a_removed_feed_is_not_due(world):
    feed = await world.add()
    async with world.database.write() as connection:
        await Feeds(connection).remove(feed.id)
    assert await world.process().scheduler.tick() == 0


@pytest.mark.parametrize("damage", ["kinds = '[\"gone\"]'", "trouble = 'odd', broken_at = next_at"])
async def test_a_feed_that_cannot_be_read_holds_up_no_other(world, damage):
    bad, good = await world.add(guild=1), await world.add(guild=2)
    async with world.database.write() as connection:
        await connection.exec_driver_sql(f"UPDATE feeds SET {damage} WHERE id = {bad.id}")  # noqa: S608
    await world.process().until(minutes=3)
    assert len(world.posts_of(good)) == 1


async def test_a_feed_that_cannot_be_planned_is_broken_and_holds_up_no_other(world):
    bad, good = await world.add(guild=1), await world.add(guild=2)
    async with world.database.write() as connection:
        await connection.exec_driver_sql("UPDATE feeds SET weekdays = '[]' WHERE guild = 1")
    await world.process().until(minutes=3)
    assert len(world.posts_of(good)) == 1
    broken = await world.feed(bad.id)
    assert (broken.state, broken.trouble.problem) == (FeedState.BROKEN, Problem.FAULT)


async def test_a_fault_in_planning_is_told_once_with_the_code_that_is_logged(world, monkeypatch):
    feed = await world.add(on_empty="nearest")

    def fails(*_):
        raise ValueError("odd")

    monkeypatch.setattr(world.picker, "pick", fails)
    with capture_logs() as lines:
        await world.process().until(hours=30, step=30)
    (code,) = {line["code"] for line in lines if line["event"] == "a feed cannot be planned"}
    assert sum(line["event"] == "a feed cannot be planned" for line in lines) > 1
    assert world.far.told == [(feed.id, Trouble(Problem.FAULT, (code,)))]
    monkeypatch.undo()
    await world.process().until(hours=24, step=30)
    assert len(world.posts_of(feed)) == 1
