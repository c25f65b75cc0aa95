"""What is no fault of the moderators does not stop their posts, and what is, is told in one notice."""

import datetime as dt
import itertools

import pytest
from structlog.testing import capture_logs

from bot.domain.deliveries import Reason, Stage, Step
from bot.domain.feeds import FeedState, Target
from bot.domain.posting import LostError, RejectedError
from bot.domain.troubles import Problem, Trouble
from bot.storage.feeds import Feeds

from .conftest import DAY, DUE, plan
from .far_side import FAULTS

NO_PERMISSION = Trouble(Problem.PERMISSIONS, ("send_messages",))
NO_CHANNEL = Trouble(Problem.NO_CHANNEL)
EVERYTHING = {"target": Target.ANNOUNCEMENT, "publish": True, "thread": True, "pin": True}
ONE_DAY = dt.timedelta(days=1)

# ---------------------------------------------------------------- refusals


async def test_outages_are_no_refusals(world):
    feed = await world.add()
    world.far.is_up = False
    await world.process().until(minutes=10)
    world.far.is_up = True
    world.far.faults.extend(["delayed", "lost before", "refused", "delayed", "refused"])
    await world.process().until(minutes=10)
    assert len(world.posts_of(feed)) == 1
    assert world.far.told == []
    row = await world.row(feed)
    assert (row.refusals, row.attempts > 10) == (2, True)


async def test_the_third_refusal_breaks_the_feed_whatever_came_between(world):
    feed = await world.add()
    world.far.faults.extend(["refused", "delayed", "refused", "delayed", "refused"])
    await world.process().until(minutes=4)
    assert (await world.feed(feed.id)).state is FeedState.BROKEN
    assert len(world.far.told) == 1


async def test_a_refusal_that_nobody_can_explain_is_tried_again_each_hour(world, monkeypatch):
    """Discord bans who has ten thousand requests refused in ten minutes."""
    feed = await world.add()
    sends = []

    async def refuses(_):
        sends.append(world.clock.now() - DUE)
        raise FAULTS["refused"]

    monkeypatch.setattr(world.far, "send", refuses)
    world.wait(seconds=1)
    await world.process().until(hours=8)
    minutes = [each // dt.timedelta(minutes=1) for each in sends]
    assert minutes[:3] == [0, 1, 2]
    hours = [later - earlier for earlier, later in itertools.pairwise(minutes[2:])]
    assert len(hours) == 5
    assert set(hours) == {61}  # at the first look that finds an hour over
    assert (await world.row(feed)).stage is Stage.FAILED
    assert len(world.far.told) == 1


async def test_such_a_refusal_mended_late_in_a_short_grace_period_is_still_posted(world):
    feed = await world.add(grace=dt.timedelta(minutes=50))
    world.far.faults.extend(["refused"] * 3)
    await world.process().until(minutes=45)
    assert (await world.feed(feed.id)).state is FeedState.BROKEN
    await world.posts().check_again(await world.feed(feed.id))
    await world.process().turn()
    assert len(world.posts_of(feed)) == 1


# ---------------------------------------------------------------- one notice


async def test_what_breaks_together_is_told_together(world):
    ours = [await world.add(guild=1, channel=channel) for channel in (7, 7, 8)]
    other = await world.add(guild=2)
    for feed, trouble in zip([*ours, other], [NO_PERMISSION] * 2 + [NO_CHANNEL] * 2, strict=True):
        world.far.troubles[feed.id] = trouble
    await world.process().until(hours=1)
    assert world.far.notices == [{feed.id for feed in ours}, {other.id}]
    assert len(world.far.told) == 4


async def test_what_breaks_later_is_told_by_itself(world):
    first, second = await world.add(), await world.add(at=dt.time(10))
    for feed in (first, second):
        world.far.troubles[feed.id] = NO_PERMISSION
    await world.process().until(hours=2)
    assert world.far.notices == [{first.id}, {second.id}]


async def test_moderators_that_cannot_be_told_keep_nobody_else_from_being_told(world, monkeypatch):
    feeds = [await world.add(guild=guild) for guild in (1, 2, 3)]
    for feed in feeds:
        world.far.troubles[feed.id] = NO_PERMISSION
    tell, faults = world.far.tell, {1: LostError("503"), 2: KeyError("odd")}

    async def fails(*told):
        if told[0].guild in faults:
            raise faults.pop(told[0].guild)
        await tell(*told)

    monkeypatch.setattr(world.far, "tell", fails)
    await world.process().turn()
    assert world.far.notices == [{feeds[2].id}]
    await world.process().turn()
    assert world.far.notices[1:] == [{feeds[0].id}, {feeds[1].id}]


async def test_a_page_of_feeds_with_one_that_cannot_be_read_is_not_the_last(world):
    async with world.database.write() as connection:
        feeds = Feeds(connection)
        for guild in range(1, 103):
            feed = await feeds.add(guild, plan(), 5, DUE, DUE, DAY)
            await feeds.break_(feed.id, NO_CHANNEL, DUE)
        await connection.exec_driver_sql("UPDATE feeds SET trouble = 'odd' WHERE guild = 1")
    await world.process().keeper.check_troubles()
    async with world.database.read() as connection:
        assert await Feeds(connection).broken() == []


# ---------------------------------------------------------------- steps that have to wait


@pytest.mark.parametrize("fault", ["delayed", "lost before"])
async def test_publishing_that_has_to_wait_holds_up_neither_thread_nor_pin(
    world, fault, monkeypatch
):
    feed = await world.add(**EVERYTHING)
    publish, hour = world.far.publish, DUE + dt.timedelta(hours=1)

    async def limited(posted):
        if world.clock.now() < hour:
            raise FAULTS[fault]
        await publish(posted)

    monkeypatch.setattr(world.far, "publish", limited)
    await world.process().turn()
    (made,) = world.posts_of(feed)
    assert (made.published, made.threads, made.pinned) == (False, 1, True)
    row = await world.row(feed)
    assert (row.stage, row.steps, row.owner) == (Stage.SENT, (Step.PUBLISH,), "")
    assert row.try_at > world.clock.now()
    await world.process().until(hours=2)
    assert made.published
    assert (await world.row(feed)).note == ""


async def test_a_pin_waits_for_the_one_before_to_be_taken_off(world, monkeypatch):
    """Else it would be forgotten which that was, and it would stay."""
    feed = await world.add(on_empty="nearest", **EVERYTHING)
    await world.process().turn()
    unpin, faults = world.far.unpin, [FAULTS["delayed"]]

    async def limited(posted):
        if faults:
            raise faults.pop()
        await unpin(posted)

    monkeypatch.setattr(world.far, "unpin", limited)
    world.wait(days=1)
    await world.process().turn()
    first, second = world.posts_of(feed)
    assert (first.pinned, second.pinned, second.threads) == (True, False, 1)
    world.wait(hours=1)
    await world.process().turn()
    assert (first.pinned, second.pinned) == (False, True)


async def test_steps_that_all_have_to_wait_are_tried_when_the_first_may_be(world):
    feed = await world.add(**EVERYTHING)
    world.far.step_faults.extend(["lost before", "delayed", "lost before"])
    await world.process().turn()
    row = await world.row(feed)
    assert row.steps == (Step.PUBLISH, Step.THREAD, Step.PIN)
    assert row.try_at == DUE + dt.timedelta(seconds=2)


# ---------------------------------------------------------------- invalid posts


def rejects(world, monkeypatch, until):
    """Let Discord find invalid what is sent before a day, and give the errors in the log."""
    send = world.far.send

    async def fails(post):
        if world.clock.now() < until:
            raise RejectedError("50035")
        return await send(post)

    monkeypatch.setattr(world.far, "send", fails)


async def test_a_post_that_is_invalid_fails_with_a_code_and_stops_nothing(world, monkeypatch):
    feed = await world.add(on_empty="nearest")
    rejects(world, monkeypatch, DUE + ONE_DAY)
    with capture_logs() as lines:
        await world.process().turn()
    (error,) = [line for line in lines if line["log_level"] == "error"]
    row, present = await world.row(feed), await world.feed(feed.id)
    assert (row.stage, row.reason) == (Stage.FAILED, Reason.REJECTED)
    assert row.note == f"50035 [{error['code']}]"
    assert (present.state, present.trouble) == (FeedState.ACTIVE, None)
    world.wait(days=1)
    await world.process().turn()
    assert len(world.posts_of(feed)) == 1
    assert world.far.told == world.far.told_rejected == []


async def test_moderators_are_told_once_of_posts_that_are_invalid_for_days(world, monkeypatch):
    feed = await world.add(on_empty="nearest")
    rejects(world, monkeypatch, DUE + 6 * ONE_DAY)
    with capture_logs() as lines:
        await world.process().until(hours=24 * 7, step=60)
    codes = [line["code"] for line in lines if line["log_level"] == "error"]
    assert len(set(codes)) == 6
    assert world.far.told_rejected == [(feed.id, 3, codes[2])]
    assert world.far.told == []
    assert len(world.posts_of(feed)) == 2


async def test_days_that_are_left_out_do_not_end_a_row_of_invalid_ones(world, monkeypatch):
    feed = await world.add(on_empty="nearest", weekdays=frozenset({3, 4, 0}))
    rejects(world, monkeypatch, DUE + 20 * ONE_DAY)
    told = []
    for days in (0, 1.5, 4, 7):  # too late for Friday's
        world.clock.time = DUE + days * ONE_DAY
        await world.process().turn()
        told.append([each for _, each, _ in world.far.told_rejected])
    assert told == [[], [], [], [3]]
    assert (await world.row(feed, DAY + ONE_DAY)).reason is Reason.LATE


async def test_a_notice_that_cannot_be_sent_does_not_keep_the_failure_from_the_log(
    world, monkeypatch
):
    async def fails(*_):
        raise LostError("503")

    feed = await world.add(on_empty="nearest")
    monkeypatch.setattr(world.far, "tell_rejected", fails)
    rejects(world, monkeypatch, DUE + 20 * ONE_DAY)
    for _ in range(4):
        await world.process().turn()
        world.wait(days=1)
    assert (await world.row(feed, DAY + 2 * ONE_DAY)).stage is Stage.FAILED
