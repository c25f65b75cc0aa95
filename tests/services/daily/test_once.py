"""Nothing is posted twice and nothing vanishes, in whatever order things happen."""

import dataclasses
import datetime as dt

from hypothesis import HealthCheck, given, settings, strategies as st

from bot.domain.deliveries import Reason, Stage
from bot.domain.feeds import FeedState, Target
from bot.domain.troubles import Problem, Trouble
from bot.services.daily.ledger import LEASE
from bot.storage.database import Database
from bot.storage.feeds import Feeds
from bot.storage.migrate import migrate
from tests.conftest import HeldClock

from .conftest import DAY, DUE, World
from .far_side import FAULTS

MOMENTS = ("claimed", "send", "sent", "confirmed")
STEPS = ("publish", "publish made", "thread", "thread made", "pin", "pin made")
EVERYTHING = {"target": Target.ANNOUNCEMENT, "publish": True, "thread": True, "pin": True}
NO_PERMISSION = Trouble(Problem.PERMISSIONS, ("send_messages",))


async def test_an_edit_in_the_middle_does_not_lead_to_another_channel(world):
    feed = await world.add()
    await world.process(kill_at="sent").turn()
    async with world.database.write() as connection:
        moved = dataclasses.replace(feed.plan, channel=8)
        await Feeds(connection).change(feed.id, moved, feed.next_at, feed.next_on)
    world.wait(hours=1)
    await world.process().turn()
    assert [made.channel for made in world.posts_of(feed)] == [7]


async def test_an_attempt_of_before_does_not_undo_a_later_one(world):
    feed = await world.add()
    slow = world.process()
    await slow.scheduler.tick()
    ((found, first),) = await slow.sender.claim(10)
    world.wait(seconds=LEASE.total_seconds())
    ((_, second),) = await slow.sender.claim(10)
    await slow.sender.work(found, second)
    world.far.faults.append("delayed")
    await slow.sender.work(found, first)
    await world.process().until(minutes=10)
    assert len(world.posts_of(feed)) == 1
    assert (await world.row(feed)).stage is Stage.DONE


async def test_what_may_be_posted_is_not_said_to_be_left_out(world):
    feed = await world.add(grace=dt.timedelta(0))
    world.far.readable = False
    await world.process(kill_at="sent").turn()
    world.wait(seconds=LEASE.total_seconds() + 10)
    await world.process().turn()
    assert (await world.row(feed)).stage is Stage.UNCERTAIN


async def test_a_feed_paused_while_its_post_is_in_the_air_stays_paused(world, monkeypatch):
    feed = await world.add()
    world.far.troubles[feed.id] = NO_PERMISSION
    await world.process().turn()
    world.far.troubles.clear()
    world.wait(minutes=6)
    send = world.far.send

    async def meanwhile(post):
        async with world.database.write() as connection:
            await Feeds(connection).pause(feed.id)
        return await send(post)

    monkeypatch.setattr(world.far, "send", meanwhile)
    process = world.process()
    for found, delivery in await process.sender.claim(10):
        await process.sender.work(found, delivery)
    assert len(world.posts_of(feed)) == 1
    assert (await world.feed(feed.id)).state is FeedState.PAUSED


async def test_moderators_hear_of_a_post_that_nobody_can_look_for(world):
    feed = await world.add()
    world.far.readable = False
    await world.process(kill_at="sent").turn()
    world.wait(hours=1)
    await world.process().until(minutes=10)
    assert world.far.told_uncertain == [(feed.id, DAY, Reason.NO_HISTORY)]
    assert world.far.told == []  # nothing has stopped


async def test_a_feed_that_moved_unpins_the_post_in_its_old_channel(world, monkeypatch):
    feed = await world.add(pin=True, on_empty="nearest")
    await world.process().turn()
    present = await world.feed(feed.id)
    moved = dataclasses.replace(present.plan, channel=8)
    async with world.database.write() as connection:
        await Feeds(connection).change(feed.id, moved, present.next_at, present.next_on)
    unpinned = []
    unpin = world.far.unpin

    async def noted(posted):
        unpinned.append(posted.channel)
        await unpin(posted)

    monkeypatch.setattr(world.far, "unpin", noted)
    world.wait(days=1)
    await world.process().turn()
    assert unpinned == [7]


class Story:
    """A life of several processes: each meets faults, is killed somewhere, and is followed."""

    kills = st.sampled_from([*MOMENTS, *STEPS, "nowhere"])
    pauses = st.sampled_from([1, 30, 95, 200, 400, 3600])
    faults = st.lists(st.sampled_from([None, *FAULTS]).filter(lambda it: it != "rejected"))
    lives = st.lists(st.tuples(kills, st.integers(1, 3), pauses, faults), max_size=6)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    lives=Story.lives,
    readable=st.booleans(),
    target=st.sampled_from([Target.TEXT, Target.ANNOUNCEMENT, Target.FORUM]),
)
async def test_whatever_happens_nothing_is_posted_twice_and_nothing_vanishes(
    catalogue, lives, readable, target
):
    async with Database.open("sqlite+aiosqlite://") as database:
        await migrate(database)
        world = World(database, HeldClock(DUE), catalogue)
        options = {"publish": True, "thread": True, "pin": True}
        feeds = [await world.add(guild=n, target=target, **options) for n in (1, 2)]
        world.far.readable = readable
        for moment, nth, pause, faults in lives:
            world.far.faults.extend(faults)
            await world.process(kill_at=moment, nth=nth).turn()
            world.wait(seconds=pause)
        world.far.faults.clear()
        await world.process().until(hours=9, step=45)
        for feed in feeds:
            row = await world.row(feed)
            posts = [made for made in world.posts_of(feed) if made.at < DUE + dt.timedelta(hours=7)]
            assert len(posts) <= 1
            if row.stage is Stage.DONE:
                assert len(posts) == 1
            elif row.stage is Stage.UNCERTAIN:
                assert not readable
            else:
                assert row.stage in {Stage.SKIPPED, Stage.FAILED}
                assert posts == []
                assert sum(pause for *_, pause, _ in lives) > 5 * 3600
