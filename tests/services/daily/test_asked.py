"""Posts that moderators ask for: today's once, tests apart from the ledger."""

import datetime as dt

import pytest

from bot.domain.deliveries import Delivery, Posted, Reason, Stage
from bot.domain.entries import Kind
from bot.domain.errors import MemberError
from bot.domain.feeds import Filters, OnEmpty, Target
from bot.domain.posting import DelayedError, LostError, RefusedError, RejectedError
from bot.domain.troubles import Problem, Trouble
from bot.services.daily.asked import AskedPosts
from bot.services.daily.feeds import CannotPostError
from bot.services.daily.foresight import Foresight
from bot.services.daily.pace import Pace
from bot.storage.deliveries import Deliveries

from .conftest import DAY, DUE
from .far_side import FarSide

NO_PERMISSION = Trouble(Problem.PERMISSIONS, ("send_messages",))
_DAY = dt.timedelta(days=1)


class FarSideWithTests(FarSide):
    """A far side that takes tests, and remembers them apart."""

    def __init__(self, clock):
        super().__init__(clock)
        self.tests = []
        self.fault = None

    async def send(self, post, *, test=False):
        """Take a test, or a post as ever."""
        if not test:
            return await super().send(post)
        if self.fault is not None:
            raise self.fault
        self.tests.append(post)
        return Posted(channel=post.feed.plan.channel, message=99)


@pytest.fixture
def asked(world):
    world.far = FarSideWithTests(world.clock)
    posts = world.posts()
    return AskedPosts(
        database=world.database,
        clock=world.clock,
        poster=world.far,
        pace=Pace(per_second=1e9),
        scheduler=world.process().scheduler,
        posts=posts,
        foresight=Foresight(world.database, world.clock, world.pickers),
    )


async def test_todays_post_is_sent_now_and_not_again_at_its_time(asked, world):
    world.wait(hours=-3)
    feed = await world.add()
    now = await asked.post_now(feed)
    assert now.is_new
    assert (now.delivery.on, now.delivery.due_at) == (DAY, world.clock.now())
    assert (await world.feed(feed.id)).next_on == DAY + _DAY
    await world.process().until(hours=6, step=30)
    assert len(world.posts_of(feed)) == 1
    again = await asked.post_now(feed)
    assert not again.is_new
    assert again.delivery.stage is Stage.DONE
    assert again.delivery.message == world.far.posts[0].message


async def test_today_is_the_servers_own(asked, world):
    world.clock.time = dt.datetime(2026, 11, 18, 20, tzinfo=dt.UTC)
    feed = await world.add(zone="Pacific/Auckland")  # where it is 09:00 on the 19th
    assert (await asked.post_now(feed)).delivery.on == DAY


async def test_a_post_between_two_scheduled_dates_leaves_the_schedule_alone(asked, world):
    feed = await world.add(weekdays=frozenset({4}))  # Friday, and it is Thursday
    assert (await asked.post_now(feed)).is_new
    assert (await world.feed(feed.id)).next_on == DAY + _DAY


@pytest.mark.parametrize(
    ("stage", "is_new"),
    [
        (Stage.SKIPPED, True),
        (Stage.FAILED, True),
        (Stage.UNCERTAIN, False),
        (Stage.CLAIMED, False),
        (Stage.SENT, False),
        (Stage.DONE, False),
    ],
)
async def test_only_what_was_surely_not_posted_is_posted_after_all(asked, world, stage, is_new):
    feed = await world.add()
    async with world.database.write() as connection:
        row = Delivery(
            feed=feed.id,
            on=DAY,
            due_at=DUE - dt.timedelta(hours=9),
            stage=stage,
            reason=None if stage is Stage.CLAIMED else Reason.LATE,
        )
        await Deliveries(connection).open([row])
    now = await asked.post_now(feed)
    assert now.is_new is is_new
    if is_new:
        await world.process().turn()
        assert len(world.posts_of(feed)) == 1
        assert (await world.row(feed)).stage is Stage.DONE


async def test_a_day_with_nothing_is_neither_posted_nor_recorded(asked, world):
    feed = await world.add(filters=Filters(kinds=(Kind.SCIENCE,)))
    now = await asked.post_now(feed)
    assert (now.is_new, now.delivery.reason) == (False, Reason.EMPTY)
    assert await world.row(feed) is None


async def test_what_cannot_be_posted_says_why(asked, world):
    feed = await world.add()
    world.far.troubles[feed.id] = NO_PERMISSION
    with pytest.raises(CannotPostError):
        await asked.post_now(feed)
    with pytest.raises(CannotPostError):
        await asked.test(feed, "1")
    world.far.troubles.clear()
    paused = await world.posts().pause(feed)
    with pytest.raises(MemberError, match="It is paused"):
        await asked.post_now(paused)


async def test_a_test_is_apart_from_the_ledger(asked, world):
    feed = await world.add()
    posted = await asked.test(feed, "1" * 30)
    (post,) = world.far.tests
    assert posted.message == 99
    assert (post.nonce, post.marker, post.on) == ("t" + "1" * 24, "test", DAY + dt.timedelta(4))
    assert await world.row(feed) is None


async def test_without_anything_to_tell_there_is_no_test(asked, world):
    for on_empty in OnEmpty:
        feed = await world.add(filters=Filters(kinds=(Kind.SCIENCE,)), on_empty=on_empty)
        with pytest.raises(MemberError, match="There is nothing to post"):
            await asked.test(feed, "1")


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (DelayedError(41.6), "Try again in 42 seconds"),
        (DelayedError(0.1), "Try again in 1 seconds"),
        (LostError("503"), "Look in the channel"),
        (RejectedError("50035"), "does not take the test post: 50035"),
        (RefusedError(NO_PERMISSION), "permissions:send_messages"),
    ],
)
async def test_a_test_that_fails_is_a_sentence(asked, world, fault, sentence):
    feed = await world.add(target=Target.TEXT)
    world.far.fault = fault
    with pytest.raises(MemberError, match=sentence):
        await asked.test(feed, "1")


async def test_what_waits_for_its_trouble_to_go_is_tried_at_once(asked, world):
    feed = await world.add()
    world.far.troubles[feed.id] = NO_PERMISSION
    await world.process().turn()
    world.far.troubles.clear()
    now = await asked.post_now(await world.feed(feed.id))
    assert (now.is_new, now.delivery.reason) == (True, Reason.TROUBLE)
    await world.process().turn()
    assert len(world.posts_of(feed)) == 1
