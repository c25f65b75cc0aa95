"""Each post is made once, whatever happens between the claim and the last step."""

import datetime as dt

import pytest

from bot.domain.deliveries import Reason, Stage, Step
from bot.domain.feeds import FeedState, Target
from bot.domain.posting import RefusedError
from bot.domain.troubles import Problem, Trouble
from bot.services.daily.ledger import LEASE
from bot.storage.feeds import Feeds

from .conftest import DUE
from .far_side import FAULTS

MOMENTS = ("claimed", "send", "sent", "confirmed")
STEPS = ("publish", "publish made", "thread", "thread made", "pin", "pin made")
EVERYTHING = {"target": Target.ANNOUNCEMENT, "publish": True, "thread": True, "pin": True}
NO_PERMISSION = Trouble(Problem.PERMISSIONS, ("send_messages",))


async def test_a_due_feed_is_posted_once(world):
    feed = await world.add()
    await world.process().until(minutes=30)
    assert len(world.posts_of(feed)) == 1
    row = await world.row(feed)
    assert (row.stage, row.message, row.late) == (Stage.DONE, world.far.posts[0].message, False)
    assert (await world.feed(feed.id)).next_at == DUE + dt.timedelta(days=1)


async def test_every_step_follows_the_post(world):
    feed = await world.add(**EVERYTHING)
    await world.process().until(minutes=5)
    (made,) = world.far.posts
    assert (made.published, made.threads, made.pinned) == (True, 1, True)
    assert (await world.feed(feed.id)).pinned == made.message


async def test_the_post_before_is_unpinned(world):
    feed = await world.add(pin=True, on_empty="nearest")
    await world.process().until(minutes=5)
    world.wait(days=1)
    await world.process().until(minutes=5)
    first, second = world.posts_of(feed)
    assert (first.pinned, second.pinned) == (False, True)


@pytest.mark.parametrize("pause", [dt.timedelta(0), dt.timedelta(hours=1)])
@pytest.mark.parametrize("moment", [*MOMENTS, *STEPS])
async def test_a_process_killed_at_any_moment_leaves_one_post(world, moment, pause):
    feed = await world.add(**EVERYTHING)
    killed = world.process(kill_at=moment)
    assert not await killed.turn()
    world.wait(seconds=pause.total_seconds())
    await world.process().until(minutes=30)
    (made,) = world.posts_of(feed)
    assert (made.published, made.threads, made.pinned) == (True, 1, True)
    assert (await world.row(feed)).stage is Stage.DONE


async def test_a_restart_at_once_waits_for_the_lease(world):
    feed = await world.add()
    await world.process(kill_at="send").turn()
    world.wait(seconds=5)
    await world.process().turn()
    assert world.posts_of(feed) == []  # the other process may be in the middle of it
    world.wait(seconds=LEASE.total_seconds())
    await world.process().turn()
    assert len(world.posts_of(feed)) == 1


async def test_what_was_posted_is_found_an_hour_later(world):
    feed = await world.add()
    await world.process(kill_at="sent").turn()
    world.wait(hours=1)
    await world.process().turn()
    assert len(world.posts_of(feed)) == 1
    assert world.far.looked == 1


async def test_without_history_the_nonce_serves_for_minutes(world):
    feed = await world.add()
    world.far.readable = False
    await world.process(kill_at="sent").turn()
    world.wait(seconds=LEASE.total_seconds() + 10)
    await world.process().turn()
    assert len(world.posts_of(feed)) == 1
    assert (await world.row(feed)).stage is Stage.DONE


async def test_without_history_what_is_uncertain_later_is_recorded_not_repeated(world):
    feed = await world.add()
    world.far.readable = False
    await world.process(kill_at="sent").turn()
    world.wait(hours=1)
    await world.process().until(hours=8, step=10)
    row = await world.row(feed)
    assert (row.stage, row.reason) == (Stage.UNCERTAIN, Reason.NO_HISTORY)
    assert len(world.posts_of(feed)) == 1


async def test_a_forum_without_history_is_not_trusted_to_know_a_nonce(world):
    feed = await world.add(target=Target.FORUM)
    world.far.readable = False
    await world.process(kill_at="sent").turn()
    world.wait(seconds=LEASE.total_seconds() + 10)
    await world.process().turn()
    assert (await world.row(feed)).stage is Stage.UNCERTAIN
    assert len(world.posts_of(feed)) == 1


async def test_a_post_that_was_deleted_before_it_was_confirmed_is_not_made_again(world):
    feed = await world.add()
    world.far.readable = False
    await world.process(kill_at="sent").turn()
    world.far.posts[0].deleted = True
    world.wait(seconds=LEASE.total_seconds() + 10)
    await world.process().until(hours=1)
    row = await world.row(feed)
    assert (row.stage, row.reason) == (Stage.DONE, Reason.DELETED)
    assert len(world.posts_of(feed)) == 1


async def test_a_confirmed_post_that_is_deleted_is_not_made_again(world):
    feed = await world.add()
    await world.process().turn()
    world.far.posts[0].deleted = True
    await world.process().until(hours=7, step=10)
    assert len(world.posts_of(feed)) == 1


@pytest.mark.parametrize("fault", ["lost before", "lost after", "delayed"])
async def test_a_fault_of_discord_is_tried_again(world, fault):
    feed = await world.add()
    world.far.faults.extend([fault] * 3)
    await world.process().until(minutes=10)
    assert len(world.posts_of(feed)) == 1
    assert (await world.row(feed)).stage is Stage.DONE


@pytest.mark.parametrize("fault", ["lost before", "delayed"])
async def test_a_step_that_fails_is_tried_alone(world, fault):
    await world.add(**EVERYTHING)
    world.far.step_faults.extend([fault, fault])
    await world.process().until(minutes=10)
    (made,) = world.far.posts
    assert (made.published, made.threads, made.pinned) == (True, 1, True)


@pytest.mark.parametrize("fault", ["refused", "rejected"])
async def test_a_step_that_cannot_be_made_is_noted_and_the_next_is_made(world, fault):
    feed = await world.add(**EVERYTHING)
    world.far.step_faults.append(fault)
    await world.process().until(minutes=10)
    (made,) = world.far.posts
    assert (made.published, made.threads, made.pinned) == (False, 1, True)
    assert "publish" in (await world.row(feed)).note


async def test_a_post_that_discord_rejects_fails_and_the_feed_goes_on(world):
    feed = await world.add()
    world.far.faults.append("rejected")
    await world.process().until(hours=1)
    row = await world.row(feed)
    assert (row.stage, row.reason) == (Stage.FAILED, Reason.REJECTED)
    assert (await world.feed(feed.id)).state is FeedState.ACTIVE
    assert world.far.posts == []


async def test_a_missing_permission_breaks_the_feed_and_is_told_once(world):
    feed = await world.add()
    world.far.troubles[feed.id] = NO_PERMISSION
    await world.process().until(hours=2, step=5)
    broken = await world.feed(feed.id)
    assert (broken.state, broken.trouble) == (FeedState.BROKEN, NO_PERMISSION)
    assert world.far.told == [(feed.id, NO_PERMISSION)]


async def test_a_feed_posts_late_when_it_is_mended_in_time(world):
    feed = await world.add()
    world.far.troubles[feed.id] = NO_PERMISSION
    await world.process().until(hours=2, step=5)
    del world.far.troubles[feed.id]
    await world.process().until(minutes=10)
    (made,) = world.posts_of(feed)
    assert made.late
    mended = await world.feed(feed.id)
    assert (mended.state, mended.trouble) == (FeedState.ACTIVE, None)
    assert mended.next_at == DUE + dt.timedelta(days=1)


async def test_a_feed_mended_too_late_posts_on_the_next_day(world):
    feed = await world.add(on_empty="nearest")
    world.far.troubles[feed.id] = NO_PERMISSION
    await world.process().until(hours=8, step=10)
    assert (await world.row(feed)).stage is Stage.FAILED
    del world.far.troubles[feed.id]
    await world.process().until(hours=20, step=10)
    (made,) = world.posts_of(feed)
    assert made.at.date() == DUE.date() + dt.timedelta(days=1)


async def test_a_riddle_is_tried_a_few_times_then_told_once_and_tried_each_hour(world):
    feed = await world.add()
    world.far.faults.extend(["refused"] * 5)
    await world.process().until(hours=5)
    assert len(world.far.told) == 1
    assert len(world.posts_of(feed)) == 1
    assert (await world.feed(feed.id)).trouble is None


async def test_one_bad_feed_does_not_stop_another(world):
    bad = await world.add()
    good = await world.add(guild=2)
    world.far.faults.append("rejected")
    await world.process().until(minutes=5)
    assert [len(world.posts_of(feed)) for feed in (bad, good)] == [0, 1]


async def test_an_outage_is_waited_for(world):
    feed = await world.add()
    world.far.is_up = False
    await world.process().until(hours=2, step=5)
    assert world.posts_of(feed) == []
    world.far.is_up = True
    await world.process().until(minutes=5)
    (made,) = world.posts_of(feed)
    assert made.late
    assert world.far.told == []


async def test_after_the_grace_period_nothing_is_posted(world):
    feed = await world.add()
    world.far.is_up = False
    await world.process().until(hours=7, step=5)
    world.far.is_up = True
    await world.process().until(hours=1)
    row = await world.row(feed)
    assert (row.stage, row.reason) == (Stage.SKIPPED, Reason.OUTAGE)
    assert world.posts_of(feed) == []


async def test_a_feed_paused_after_the_claim_posts_nothing(world):
    feed = await world.add()
    await world.process(kill_at="claimed").turn()
    async with world.database.write() as connection:
        await Feeds(connection).pause(feed.id)
    world.wait(minutes=5)
    await world.process().turn()
    assert world.posts_of(feed) == []
    assert (await world.row(feed)).reason is Reason.PAUSED


async def test_a_lease_that_was_taken_over_stops_the_first_process(world):
    feed = await world.add(**EVERYTHING)
    slow = world.process()
    await slow.scheduler.tick()
    claimed = await slow.sender.claim(10)
    world.wait(seconds=LEASE.total_seconds())
    await world.process().turn()
    for found, delivery in claimed:
        await slow.sender.work(found, delivery)
    assert len(world.posts_of(feed)) == 1
    assert "publish" not in slow.passed


async def test_two_processes_share_the_work_and_repeat_nothing(world):
    feeds = [await world.add(guild=number) for number in range(1, 30)]
    first, second = world.process(), world.process()
    await first.scheduler.tick()
    await second.scheduler.tick()
    while claimed := [*await first.sender.claim(3), *await second.sender.claim(3)]:
        for feed, delivery in claimed[:3]:
            await first.sender.work(feed, delivery)
        for feed, delivery in claimed[3:]:
            await second.sender.work(feed, delivery)
    assert [len(world.posts_of(feed)) for feed in feeds] == [1] * 29


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("delayed", Reason.NO_ANSWER),
        ("lost before", Reason.NO_ANSWER),
        ("refused", Reason.REFUSED),
    ],
)
async def test_a_delivery_that_waits_says_why(world, fault, reason):
    feed = await world.add()
    world.far.faults.append(fault)
    await world.process().turn()
    row = await world.row(feed)
    assert (row.stage, row.owner, row.reason) == (Stage.CLAIMED, "", reason)
    await world.process().until(minutes=10)
    assert (await world.row(feed)).reason is None


async def test_a_channel_with_too_many_messages_is_not_said_to_lack_a_permission(world):
    feed = await world.add()
    world.far.crowded = True
    await world.process(kill_at="sent").turn()
    world.wait(hours=1)
    await world.process().turn()
    row = await world.row(feed)
    assert (row.stage, row.reason) == (Stage.UNCERTAIN, Reason.CROWDED)
    assert world.far.told_uncertain == [(feed.id, DUE.date(), Reason.CROWDED)]


async def test_a_search_ends_where_the_last_attempt_must_have_ended(world, monkeypatch):
    """However long it is until somebody looks."""
    await world.add()
    asked = []
    find = world.far.find

    async def noted(post, since, until, turn):
        asked.append((since, until))
        return await find(post, since, until, turn)

    monkeypatch.setattr(world.far, "find", noted)
    world.far.faults.append("lost before")
    await world.process().turn()
    world.wait(minutes=1)
    second = world.clock.now()
    await world.process(kill_at="send").turn()
    world.wait(hours=3)
    await world.process().turn()
    assert asked == [(DUE, DUE + LEASE), (DUE, second + LEASE)]


@pytest.mark.parametrize("trouble", ["an outage", "no answer"])
async def test_moderators_hear_of_whatever_is_uncertain_once(world, monkeypatch, trouble):
    async def fails(*_):
        raise FAULTS["lost before"]

    feed = await world.add(weekdays=frozenset({3}))
    await world.process(kill_at="sent").turn()
    world.far.is_up = trouble != "an outage"
    monkeypatch.setattr(world.far, "find", fails)
    await world.process().until(hours=30, step=10)
    reason = Reason.NO_ANSWER if world.far.is_up else Reason.OUTAGE
    row = await world.row(feed)
    assert (row.stage, row.reason) == (Stage.UNCERTAIN, reason)
    assert world.far.told_uncertain == [(feed.id, DUE.date(), reason)]
    assert (await world.feed(feed.id)).state is FeedState.ACTIVE


async def test_a_step_that_fails_on_three_posts_in_a_row_is_told_once(world, monkeypatch):
    async def refuses(_):
        raise RefusedError(Trouble(Problem.PERMISSIONS, ("pin_messages",)))

    feed = await world.add(pin=True, on_empty="nearest")
    monkeypatch.setattr(world.far, "pin", refuses)
    told = []
    for _ in range(5):
        await world.process().turn()
        told.append(len(world.far.told_steps))
        world.wait(days=1)
    assert told == [0, 0, 1, 1, 1]
    assert world.far.told_steps == [(feed.id, Step.PIN, 3, "permissions:pin_messages")]


async def test_a_step_that_succeeds_between_is_not_told_of(world, monkeypatch):
    feed = await world.add(pin=True, on_empty="nearest")
    pin, days = world.far.pin, iter([False, False, True, False, False])

    async def refuses_mostly(posted):
        if next(days):
            return await pin(posted)
        raise RefusedError(Trouble(Problem.PERMISSIONS, ("pin_messages",)))

    monkeypatch.setattr(world.far, "pin", refuses_mostly)
    for _ in range(5):
        await world.process().turn()
        world.wait(days=1)
    assert len(world.posts_of(feed)) == 5
    assert world.far.told_steps == []
