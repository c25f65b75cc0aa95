"""A change between the minute a post is due and the tick that would open it loses no post."""

import datetime as dt
from dataclasses import replace

import pytest

from bot.domain.deliveries import Delivery, Reason, Stage
from bot.domain.feeds import FeedState, Filters
from bot.domain.posting import RefusedError
from bot.domain.troubles import Problem, Trouble
from bot.services.daily.ledger import LEASE
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds

from .conftest import DAY, DUE

NO_PERMISSION = Trouble(Problem.PERMISSIONS, ("send_messages",))
ONE_DAY = dt.timedelta(days=1)
OTHER_CHANNEL = {"channel": 8}


async def days_of_posts(world, feed, hours=20):
    """Let time go on, and give when the feed's posts were made."""
    await world.process().until(hours=hours, step=10)
    return [made.at for made in world.posts_of(feed)]


@pytest.mark.parametrize("has_ticked", [False, True])
@pytest.mark.parametrize(
    "change",
    [
        {"silent": True},
        OTHER_CHANNEL,
        {"at": dt.time(18)},
        {"at": dt.time(8)},
        {"at": dt.time(9, 1)},
        {"zone": "Europe/Berlin"},
        {"zone": "America/New_York"},
        {"weekdays": frozenset({4})},  # DAY is a Thursday
    ],
)
async def test_a_change_at_the_minute_it_is_due_leaves_one_post_that_day(world, change, has_ticked):
    """And it makes no difference who was faster, the moderator or the tick."""
    feed = await world.add(on_empty="nearest")
    world.wait(seconds=1)
    if has_ticked:
        await world.process().scheduler.tick()
    changed = await world.posts().change(feed, lambda plan: replace(plan, **change))
    assert changed.next_on == DAY + ONE_DAY
    assert await days_of_posts(world, feed, hours=12) == [DUE + dt.timedelta(seconds=1)]


async def test_a_change_at_the_minute_is_told_and_sent_as_it_is_wanted_by_then(world):
    feed = await world.add()
    world.wait(seconds=1)
    filters = Filters(topics=("no-such-topic",))
    await world.posts().change(feed, lambda plan: replace(plan, filters=filters))
    row = await world.row(feed)
    assert (row.stage, row.reason, row.due_at) == (Stage.SKIPPED, Reason.EMPTY, DUE)


async def test_a_change_after_a_long_night_catches_up_as_the_tick_would(world):
    feed = await world.add(on_empty="nearest")
    world.wait(days=2, hours=1)
    await world.posts().change(feed, lambda plan: replace(plan, silent=True))
    rows = [await world.row(feed, DAY + days * ONE_DAY) for days in range(4)]
    assert [row and row.reason for row in rows] == [Reason.LATE, Reason.LATE, None, None]
    assert (rows[2].stage, rows[3]) == (Stage.CLAIMED, None)


async def test_a_pause_at_the_minute_is_in_the_log_and_posts_nothing(world):
    feed = await world.add()
    world.wait(seconds=1)
    await world.posts().pause(feed)
    assert await days_of_posts(world, feed) == []
    assert (await world.row(feed)).reason is Reason.PAUSED


@pytest.mark.parametrize("again", ["resume", "check_again", "change", "keeper"])
async def test_what_came_while_it_was_broken_is_caught_up_with_whoever_resumes_it(world, again):
    feed = await world.add()
    async with world.database.write() as connection:
        await Feeds(connection).break_(feed.id, NO_PERMISSION, DUE - dt.timedelta(hours=1))
    world.wait(minutes=30)
    posts = world.posts()
    match again:
        case "keeper":
            await world.process().keeper.check_troubles()
        case "change":
            await posts.change(feed, lambda plan: replace(plan, at=dt.time(18)))
        case _:
            resumed = await getattr(posts, again)(feed)
            assert resumed.next_on == DAY + ONE_DAY
    assert await days_of_posts(world, feed, hours=10) == [DUE + dt.timedelta(minutes=30)]
    assert world.posts_of(feed)[0].late


async def test_a_zone_that_was_gone_and_is_changed_brings_no_post_of_before(world):
    feed = await world.add()
    async with world.database.write() as connection:
        await connection.exec_driver_sql("UPDATE feeds SET zone = 'Mars/Olympus'")
    world.wait(seconds=1)
    changed = await world.posts().change(feed, lambda plan: replace(plan, zone="UTC"))
    assert (changed.next_on, await world.row(feed)) == (DAY + ONE_DAY, None)


# ---------------------------------------------------------------- a pause


async def test_the_dates_that_came_while_it_was_paused_are_in_the_log(world):
    feed = await world.add(weekdays=frozenset({3, 4, 5, 6, 0}))
    world.wait(minutes=-5)
    paused = await world.posts().pause(feed)
    assert paused.paused_at == DUE - dt.timedelta(minutes=5)
    world.wait(days=6, hours=1)
    resumed = await world.posts().resume(feed)
    rows = await world.posts().log(feed)
    assert [(row.on - DAY).days for row in rows] == [4, 3, 2, 1, 0]
    assert {(row.stage, row.reason) for row in rows} == {(Stage.SKIPPED, Reason.PAUSED)}
    assert resumed.paused_at is None


async def test_a_day_on_which_it_is_resumed_may_yet_have_its_post_at_a_later_time(world):
    feed = await world.add()
    world.wait(minutes=-5)
    await world.posts().pause(feed)
    world.wait(hours=1)
    await world.posts().resume(feed)
    await world.posts().change(feed, lambda plan: replace(plan, at=dt.time(18)))
    assert await days_of_posts(world, feed, hours=10) == [
        dt.datetime(2026, 11, 19, 18, 5, tzinfo=dt.UTC)
    ]


@pytest.mark.parametrize("paused_at", [None, DUE + dt.timedelta(days=4000)])
async def test_a_pause_that_nobody_knows_since_when_leaves_no_trace(world, paused_at):
    feed = await world.add()
    async with world.database.write() as connection:
        await Feeds(connection).pause(feed.id, paused_at)
    world.wait(days=3)
    assert (await world.posts().resume(feed)).state is FeedState.ACTIVE
    assert await world.posts().log(feed) == []


# ---------------------------------------------------------------- a moved feed


def closed(world, monkeypatch, *, readable):
    """Let everything in channel 7 be refused, as if the bot had lost it."""
    trouble = NO_PERMISSION
    send, find = world.far.send, world.far.find

    async def refuse_to_send(post):
        if post.channel == 7:
            raise RefusedError(trouble)
        return await send(post)

    async def refuse_to_look(post, *when):
        if post.channel == 7 and not readable:
            raise RefusedError(trouble)
        return await find(post, *when)

    monkeypatch.setattr(world.far, "send", refuse_to_send)
    monkeypatch.setattr(world.far, "find", refuse_to_look)


async def move(world, feed):
    await world.posts().change(feed, lambda plan: replace(plan, **OTHER_CHANNEL))


async def test_a_feed_that_moved_from_where_it_may_have_posted_and_is_refused_stays_well(
    world, monkeypatch
):
    """It broke for the channel of before, was mended by the look of the new one, and so on all day."""
    feed = await world.add(on_empty="nearest")
    await world.process(kill_at="send").turn()
    await move(world, feed)
    closed(world, monkeypatch, readable=False)
    states = set()
    world.wait(seconds=LEASE.total_seconds())
    for _ in range(20):
        await world.process().turn()
        states.add((await world.feed(feed.id)).state)
        world.wait(minutes=10)
    assert states == {FeedState.ACTIVE}
    assert world.far.told == []
    row = await world.row(feed)
    assert (row.stage, row.note) == (Stage.UNCERTAIN, "permissions:send_messages")
    await world.process().until(hours=22, step=10)
    assert [made.channel for made in world.posts_of(feed)] == [8]
    assert [made.at.date() for made in world.posts_of(feed)] == [DAY + ONE_DAY]


async def test_a_feed_that_moved_from_where_it_surely_has_not_posted_posts_where_it_is(
    world, monkeypatch
):
    feed = await world.add()
    await world.process(kill_at="send").turn()
    await move(world, feed)
    closed(world, monkeypatch, readable=True)
    world.wait(seconds=LEASE.total_seconds())
    await world.process().until(minutes=10)
    assert [made.channel for made in world.posts_of(feed)] == [8]
    assert world.far.told == []


async def test_a_feed_that_is_moved_while_its_post_is_refused_is_not_broken_by_that(
    world, monkeypatch
):
    feed = await world.add()
    process = world.process()
    await process.scheduler.tick()
    ((found, delivery),) = await process.sender.claim(10)
    await move(world, feed)
    closed(world, monkeypatch, readable=True)
    await process.sender.work(found, delivery)
    assert (await world.feed(feed.id)).state is FeedState.ACTIVE
    await world.process().until(minutes=10)
    assert [made.channel for made in world.posts_of(feed)] == [8]
    assert world.far.told == []


# ---------------------------------------------------------------- a wrong clock, seen by the ledger


async def test_a_row_of_a_clock_that_was_ahead_waits_for_its_time_and_holds_for_no_year(world):
    feed = await world.add()
    early = Delivery(feed=feed.id, on=DAY + 9 * ONE_DAY, due_at=DUE + 9 * ONE_DAY)
    stuck = Delivery(
        feed=feed.id,
        on=DAY - ONE_DAY,
        due_at=DUE - ONE_DAY,
        owner="x",
        lease_until=DUE + 99 * ONE_DAY,
    )
    async with world.database.write() as connection:
        await Deliveries(connection).open([early, stuck])
    claimed = [row.on for _, row in await world.process().sender.claim(10)]
    assert claimed == [DAY - ONE_DAY]
