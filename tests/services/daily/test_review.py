"""What a wrong clock or the old rules of a zone planned is set right, and no date is posted twice."""

import datetime as dt

import pytest
from structlog.testing import capture_logs

from bot.domain.deliveries import Delivery, Reason, Stage
from bot.domain.feeds import FeedState
from bot.domain.schedule import FARTHEST
from bot.domain.troubles import Problem, Trouble
from bot.services.daily.review import AT_ONCE
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds

from .conftest import DAY, DUE, plan as usual

ONE_DAY = dt.timedelta(days=1)
RIDDLE = Trouble(Problem.REFUSED, ("50013",))


async def plan(world, feed, at, on=None):
    """Let a feed be due then, as somebody with another clock or other rules reckoned."""
    async with world.database.write() as connection:
        await Feeds(connection).reschedule([(feed.id, at, on or at.date())])


async def jump(world, process, **time):
    """Set the clock ahead for as long as it takes to look, and back again."""
    before = world.clock.time
    world.wait(**time)
    await process.keeper.check_plans()
    await process.turn()
    world.clock.time = before


# ---------------------------------------------------------------- a clock that was ahead


async def test_the_tick_takes_a_feed_that_is_due_further_ahead_than_can_be(world):
    feed = await world.add()
    await plan(world, feed, DUE + 4000 * ONE_DAY)
    process = world.process()
    assert [await process.scheduler.tick(), await process.scheduler.tick()] == [1, 0]
    assert (await world.feed(feed.id)).next_at == DUE + ONE_DAY
    assert await world.row(feed) is None


async def test_the_tick_leaves_alone_what_can_be(world):
    feed = await world.add()
    await plan(world, feed, DUE + FARTHEST)
    assert await world.process().scheduler.tick() == 0


@pytest.mark.parametrize("days", [1, 2, 20, 40, 4000])
async def test_after_a_clock_was_ahead_each_day_to_come_has_its_post(world, days):
    feed = await world.add(on_empty="nearest")
    await world.process().turn()
    process = world.process()
    await process.keeper.check_plans()
    await jump(world, process, days=days, hours=8)  # too late for a post even then
    with capture_logs() as lines:
        world.wait(minutes=1)
        await process.keeper.check_plans()
        await process.keeper.check_plans()
    assert (await world.feed(feed.id)).next_at == DUE + ONE_DAY
    events = [line["event"] for line in lines]
    assert events == ["the clock was set back", "feeds are due at other times than were planned"]
    world.clock.time = DUE + ONE_DAY
    for _ in range(3):
        await world.process().turn()
        world.wait(days=1)
    assert [made.at.date() for made in world.posts_of(feed)] == [
        DAY + n * ONE_DAY for n in range(4)
    ]


async def test_a_date_that_was_posted_while_the_clock_was_ahead_is_not_posted_again(world):
    feed = await world.add(on_empty="nearest")
    process = world.process()
    await process.keeper.check_plans()
    await jump(world, process, days=1)
    await process.keeper.check_plans()
    assert len(world.posts_of(feed)) == 1
    assert (await world.row(feed, DAY + ONE_DAY)).stage is Stage.DONE
    await process.until(hours=30, step=10)
    assert [made.marker[-8:] for made in world.posts_of(feed)] == ["20261120"]
    assert (await world.feed(feed.id)).next_at == DUE + 2 * ONE_DAY


async def test_a_clock_that_is_set_back_by_little_changes_nothing(world):
    await world.add()
    process = world.process()
    await process.keeper.check_plans()
    world.wait(seconds=-50)
    with capture_logs() as lines:
        await process.keeper.check_plans()
    assert lines == []


async def test_what_broke_while_the_clock_was_ahead_is_tried_again_and_resumed(world):
    feed = await world.add()
    async with world.database.write() as connection:
        await Feeds(connection).break_(feed.id, RIDDLE, DUE + 4000 * ONE_DAY)
    await world.process().keeper.check_troubles()
    resumed = await world.feed(feed.id)
    assert (resumed.state, resumed.next_at) == (FeedState.ACTIVE, DUE + ONE_DAY)


# ---------------------------------------------------------------- other rules for a zone


async def test_at_the_start_feeds_are_planned_by_the_rules_of_today(world):
    """As if Berlin had kept summer time when the feed was planned."""
    feed = await world.add(zone="Europe/Berlin", at=dt.time(11))  # 10:00 in UTC
    await plan(world, feed, DUE + dt.timedelta(minutes=5))  # as if it were 09:05
    await world.process().keeper.check_plans()
    assert (await world.feed(feed.id)).next_at == DUE + dt.timedelta(hours=1)


async def test_a_date_that_has_come_by_new_rules_is_posted_late_not_left_out(world):
    feed = await world.add(zone="Europe/Berlin", at=dt.time(9, 30))  # 08:30 in UTC
    await plan(world, feed, DUE + dt.timedelta(minutes=30), DAY)  # as if it were 09:30
    await world.process().keeper.check_plans()
    await world.process().until(hours=2, step=5)
    (made,) = world.posts_of(feed)
    assert (made.marker[-8:], made.late) == ("20261119", True)


async def test_what_the_ledger_has_is_not_planned_again(world):
    """A post that was asked for is this date's, and the schedule goes on with the next."""
    feed = await world.add()
    world.wait(hours=-1)
    async with world.database.write() as connection:
        await Deliveries(connection).open([Delivery(feed=feed.id, on=DAY, due_at=world.clock.time)])
    await plan(world, feed, DUE + ONE_DAY)
    with capture_logs() as lines:
        await world.process().keeper.check_plans()
    assert (await world.feed(feed.id)).next_at == DUE + ONE_DAY
    assert lines == []


async def test_a_feed_that_a_moderator_pauses_meanwhile_is_not_planned(world, monkeypatch):
    feed = await world.add()
    await plan(world, feed, DUE + 9 * ONE_DAY)
    stale = await world.feed(feed.id)

    async def outdated(_, now, after, limit, share):
        return [stale] if after == 0 else []

    async with world.database.write() as connection:
        await Feeds(connection).pause(feed.id)
    monkeypatch.setattr(Feeds, "planned", outdated)
    await world.process().keeper.check_plans()
    assert (await world.feed(feed.id)).next_at is None


async def test_more_feeds_than_are_looked_at_in_one_go_are_all_set_right(world):
    async with world.database.write() as connection:
        feeds = Feeds(connection)
        for guild in range(1, 2 * AT_ONCE + 3):
            await feeds.add(guild, usual(), 5, DUE, DUE + 9 * ONE_DAY, DAY + 9 * ONE_DAY)
    await world.process().keeper.check_plans()
    async with world.database.read() as connection:
        planned = await Feeds(connection).planned(DUE, limit=1000)
    assert len(planned) == 2 * AT_ONCE + 2
    assert {feed.next_at for feed in planned} == {DUE + ONE_DAY}


async def test_a_zone_that_is_gone_is_left_until_it_is_due(world):
    bad, good = await world.add(), await world.add(guild=2)
    for feed in (bad, good):
        await plan(world, feed, DUE + 9 * ONE_DAY)
    async with world.database.write() as connection:
        await connection.exec_driver_sql("UPDATE feeds SET zone = 'Mars/Olympus' WHERE guild = 1")
    await world.process().keeper.check_plans()
    assert (await world.feed(bad.id)).next_at == DUE + 9 * ONE_DAY
    assert (await world.feed(good.id)).next_at == DUE + ONE_DAY


async def test_all_is_looked_at_again_each_day_and_not_more_often(world, monkeypatch):
    looks = []
    planned = Feeds.planned

    async def noted(self, *args, **options):
        looks.append(world.clock.time)
        return await planned(self, *args, **options)

    monkeypatch.setattr(Feeds, "planned", noted)
    process = world.process()
    for _ in range(49):
        await process.keeper.check_plans()
        world.wait(hours=1)
    assert looks == [DUE, DUE + ONE_DAY, DUE + 2 * ONE_DAY]


async def test_only_what_surely_was_not_posted_is_forgotten(world):
    feed = await world.add()
    stages = dict(enumerate(Stage, start=1))
    async with world.database.write() as connection:
        rows = [
            Delivery(
                feed=feed.id,
                on=DAY + n * ONE_DAY,
                due_at=DUE + n * ONE_DAY,
                stage=stage,
                reason=Reason.LATE,
            )
            for n, stage in stages.items()
        ]
        await Deliveries(connection).open(rows)
    await world.process().keeper.check_plans()
    left = {n for n in stages if await world.row(feed, DAY + n * ONE_DAY) is not None}
    assert {stages[n] for n in left} == set(Stage) - {Stage.SKIPPED, Stage.FAILED}
