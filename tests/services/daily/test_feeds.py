"""What moderators do with daily posts: stored when it can be posted, and in step with the ledger."""

import datetime as dt
from dataclasses import replace

import pytest
import structlog

from bot.domain.deliveries import Delivery, Stage
from bot.domain.errors import MemberError
from bot.domain.feeds import FeedState
from bot.domain.troubles import Problem, Trouble
from bot.services.daily.feeds import CannotPostError, Lost
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds

from .conftest import DAY, DUE, plan

NO_PERMISSION = Trouble(Problem.PERMISSIONS, ("send_messages",))
RIDDLE = Trouble(Problem.REFUSED, ("50013",))
_DAY = dt.timedelta(days=1)


@pytest.fixture
def posts(world):
    return world.posts()


async def broken(world, trouble, **fields):
    """Add a daily post that has stopped, of which the moderators were told."""
    feed = await world.add(**fields)
    async with world.database.write() as connection:
        await Feeds(connection).break_(feed.id, trouble, DUE)
        await Feeds(connection).told(feed.id, DUE)
    return await world.feed(feed.id)


async def recorded(world, feed, on=DAY, stage=Stage.DONE):
    async with world.database.write() as connection:
        row = Delivery(feed=feed.id, on=on, due_at=DUE, stage=stage, message=9)
        await Deliveries(connection).open([row])


async def test_a_new_daily_post_is_due_at_its_next_time(posts, world):
    feed = await posts.set_up(1, 5, plan(at=dt.time(9)))
    assert (feed.number, feed.next_at, feed.next_on) == (1, DUE + _DAY, DAY + _DAY)
    later = await posts.set_up(1, 5, plan(at=dt.time(9, 1)))
    assert (later.number, later.next_on) == (2, DAY)
    assert await posts.of_guild(1) == [feed, later]
    assert await posts.of_guild(2) == []


async def test_a_plan_with_a_trouble_is_not_stored(posts, world):
    world.far.troubles[0] = NO_PERMISSION
    with pytest.raises(CannotPostError) as caught:
        await posts.set_up(1, 5, plan())
    assert (caught.value.trouble, caught.value.plan) == (NO_PERMISSION, plan())
    assert await posts.of_guild(1) == []


async def test_a_zone_that_the_data_no_longer_knows_is_a_trouble(posts, world):
    feed = replace(await world.add(), plan=plan(zone="No/Where"))
    assert posts.trouble(feed) == Trouble(Problem.ZONE, ("No/Where",))
    with pytest.raises(CannotPostError):
        await posts.set_up(1, 5, feed.plan)


async def test_the_only_one_needs_no_name_and_others_do(posts, world):
    with pytest.raises(MemberError, match="/daily setup"):
        await posts.named(1, "")
    first = await world.add()
    assert await posts.named(1, "") == first
    second = await world.add(channel=8)
    for name in ("2", "#2", " 2 ", "#2 · #general · 09:00 UTC"):
        assert await posts.named(1, name) == second
    for name in ("", "3", "two"):
        with pytest.raises(MemberError, match="name one with feed:1 or feed:2"):
            await posts.named(1, name)


async def test_one_is_found_in_its_own_server_and_by_its_author_alone(posts, world):
    feed = await world.add()
    assert await posts.with_id(1, feed.id) == feed
    assert await posts.of_author(5, feed.id) == feed
    for asking in (
        posts.with_id(2, feed.id),
        posts.with_id(1, 99),
        posts.of_author(6, feed.id),
        posts.of_author(5, 99),
    ):
        with pytest.raises(MemberError, match="is gone"):
            await asking


async def test_a_change_sees_the_plan_as_it_is_by_then(posts, world):
    feed = await world.add()
    world.wait(minutes=-1)
    await posts.change(feed, lambda plan: replace(plan, silent=True))
    changed = await posts.change(feed, lambda plan: replace(plan, at=dt.time(18)))
    assert changed.plan == plan(silent=True, at=dt.time(18))
    assert changed.next_at == DUE + dt.timedelta(hours=9)


async def test_a_change_that_brings_a_trouble_changes_nothing(posts, world, monkeypatch):
    feed = await world.add()
    known = Trouble(Problem.PERMISSIONS, ("pin_messages",))
    monkeypatch.setattr(world.far, "trouble", lambda feed: known if feed.plan.pin else None)
    with pytest.raises(CannotPostError):
        await posts.change(feed, lambda plan: replace(plan, pin=True))
    assert await world.feed(feed.id) == feed


async def test_a_change_beside_a_trouble_is_kept_and_mends_nothing(posts, world):
    feed = await broken(world, NO_PERMISSION)
    world.far.troubles[feed.id] = NO_PERMISSION
    changed = await posts.change(feed, lambda plan: replace(plan, silent=True))
    assert (changed.plan.silent, changed.state) == (True, FeedState.BROKEN)
    with pytest.raises(CannotPostError):
        await posts.change(feed, lambda plan: replace(plan, channel=8))


async def test_a_look_shows_a_riddle_and_resumes_what_is_mended(posts, world):
    riddle = await broken(world, RIDDLE)
    assert await posts.look(riddle) == (riddle, RIDDLE)
    mended = await broken(world, NO_PERMISSION)
    world.far.is_up = False
    assert await posts.look(mended) == (mended, NO_PERMISSION)
    world.far.is_up = True
    feed, trouble = await posts.look(mended)
    assert (feed.state, trouble) == (FeedState.ACTIVE, None)
    world.far.troubles[feed.id] = NO_PERMISSION
    assert await posts.look(feed) == (feed, NO_PERMISSION)


async def test_what_is_waiting_is_found_until_it_is_too_late(posts, world):
    feed = await world.add()
    assert await posts.waiting(feed) is None
    await recorded(world, feed, stage=Stage.CLAIMED)
    assert (await posts.waiting(feed)).on == DAY
    world.wait(hours=7)
    assert await posts.waiting(feed) is None


async def test_those_that_post_the_same_are_found(posts, world):
    first, second = await world.add(), await world.add()
    await world.add(channel=8)
    assert await posts.alike(second) == [first]


async def test_those_that_post_on_other_days_do_not_post_the_same(posts, world):
    first = await world.add(weekdays=frozenset({5, 6}))
    second = await world.add(weekdays=frozenset({0, 1}))
    assert await posts.alike(first) == []
    third = await world.add()
    assert await posts.alike(third) == [first, second]


async def spoiled(world, feed):
    async with world.database.write() as connection:
        await connection.exec_driver_sql(
            f"UPDATE feeds SET kinds = '[\"gone\"]' WHERE id = {feed.id}"  # noqa: S608
        )


async def test_one_that_cannot_be_read_is_named_and_can_be_removed(posts, world):
    good, bad = await world.add(), await world.add()
    await spoiled(world, bad)
    assert await posts.of_guild(1) == [good]
    assert await posts.unreadable(1) == (2,)
    assert await posts.unreadable(2) == ()
    assert await posts.lost(1, "") is await posts.lost(1, "1") is await posts.lost(2, "2") is None
    assert await posts.lost(1, "#2 · x") == Lost(number=2, id=bad.id)
    with pytest.raises(MemberError, match=r"I cannot read daily post #2: .* remove feed:2"):
        await posts.named(1, "2")
    for guild, id_ in ((1, good.id), (2, bad.id)):
        with pytest.raises(MemberError, match="is gone"):
            await posts.discard(guild, id_)
    assert await posts.discard(1, bad.id) == 2
    assert await posts.unreadable(1) == ()
    assert await posts.of_guild(1) == [good]


async def test_the_only_one_need_not_be_named_even_if_it_cannot_be_read(posts, world):
    bad = await world.add()
    await spoiled(world, bad)
    assert await posts.lost(1, "") == Lost(number=1, id=bad.id)
    with pytest.raises(MemberError, match="I cannot read daily post #1"):
        await posts.named(1, "")


async def test_one_that_cannot_be_read_is_logged_once(posts, world):
    await spoiled(world, await world.add())
    with structlog.testing.capture_logs() as logged:
        for _ in range(3):
            await posts.of_guild(1)
            await posts.unreadable(1)
            await world.process().scheduler.tick()
    (line,) = (line for line in logged if "cannot be read" in line["event"])
    assert line["reason"] == "'gone' is not a valid Kind"


async def test_many_are_named_from_the_first_to_the_last(posts, world):
    for _ in range(6):
        await world.add()
    with pytest.raises(MemberError, match="name one with feed:1 to feed:6"):
        await posts.named(1, "")


async def test_a_later_time_brings_no_second_post_on_a_day_that_had_one(posts, world):
    feed = await world.add()
    await recorded(world, feed)
    changed = await posts.change(feed, lambda plan: replace(plan, at=dt.time(18)))
    assert (changed.next_on, changed.next_at) == (DAY + _DAY, DUE + dt.timedelta(hours=33))


async def test_a_change_mends_what_had_stopped(posts, world):
    feed = await broken(world, Trouble(Problem.NO_CHANNEL))
    changed = await posts.change(feed, lambda plan: replace(plan, channel=8))
    assert (changed.state, changed.trouble, changed.told_at) == (FeedState.ACTIVE, None, None)
    assert changed.next_on == DAY + _DAY


@pytest.mark.parametrize("channel", [7, 8])
async def test_what_discord_refused_is_told_again_in_another_channel_alone(posts, world, channel):
    feed = await broken(world, RIDDLE)
    changed = await posts.change(feed, lambda plan: replace(plan, channel=channel))
    assert changed.state is FeedState.ACTIVE
    assert changed.told_at == (DUE if channel == feed.plan.channel else None)


async def test_a_paused_one_stays_so_when_changed(posts, world):
    feed = await world.add()
    await posts.pause(feed)
    changed = await posts.change(feed, lambda plan: replace(plan, pin=True))
    assert (changed.state, changed.next_at) == (FeedState.PAUSED, None)


async def test_pausing_and_resuming(posts, world):
    feed = await world.add()
    paused = await posts.pause(feed)
    assert (paused.state, paused.next_at, paused.next_on) == (FeedState.PAUSED, None, None)
    with pytest.raises(MemberError, match="paused already"):
        await posts.pause(feed)
    assert (await posts.check_again(feed)).state is FeedState.PAUSED
    resumed = await posts.resume(feed)
    assert (resumed.state, resumed.next_on) == (FeedState.ACTIVE, DAY + _DAY)
    assert await posts.resume(feed) == resumed


async def test_nothing_is_resumed_while_its_trouble_lasts(posts, world):
    feed = await broken(world, NO_PERMISSION)
    world.far.troubles[feed.id] = NO_PERMISSION
    for again in (posts.resume, posts.check_again):
        with pytest.raises(CannotPostError):
            await again(feed)
    assert (await world.feed(feed.id)).state is FeedState.BROKEN
    world.far.troubles.clear()
    mended = await posts.check_again(feed)
    assert (mended.state, mended.trouble) == (FeedState.ACTIVE, None)


async def test_a_mended_one_sends_at_once_what_was_waiting(posts, world):
    feed = await world.add()
    world.far.troubles[feed.id] = NO_PERMISSION
    await world.process().turn()
    assert (await world.row(feed)).try_at > DUE
    world.far.troubles.clear()
    await posts.resume(feed)
    await world.process().turn()
    assert len(world.posts_of(feed)) == 1


async def test_removing_takes_the_log_too(posts, world):
    feed = await world.add()
    await recorded(world, feed)
    assert [row.on for row in await posts.log(feed)] == [DAY]
    await posts.remove(feed)
    assert await posts.of_guild(1) == []
    assert await posts.log(feed) == []
    for again in (posts.remove, posts.pause, posts.resume):
        with pytest.raises(MemberError, match="is gone"):
            await again(feed)


async def test_the_log_has_the_latest_first_and_an_end(posts, world):
    feed = await world.add()
    for days in range(30):
        await recorded(world, feed, DAY - days * _DAY)
    found = await posts.log(feed)
    assert [row.on for row in found] == [DAY - days * _DAY for days in range(25)]


async def test_a_server_is_full_at_some_point(posts, world):
    for _ in range(25):
        await world.add()
    with pytest.raises(MemberError, match="25 daily posts"):
        await posts.set_up(1, 5, plan())
    assert (await posts.set_up(2, 5, plan())).number == 1


@pytest.mark.parametrize("stage", [Stage.SKIPPED, Stage.FAILED])
async def test_a_date_that_was_skipped_is_not_due_again(posts, world, stage):
    """What the ledger has is never sent by the schedule; posting it now is another matter."""
    feed = await world.add()
    await recorded(world, feed, stage=stage)
    await posts.pause(feed)
    assert (await posts.resume(feed)).next_on == DAY + _DAY


def test_the_error_names_the_trouble_even_where_nobody_puts_it_into_words():
    assert "permissions:send_messages" in str(CannotPostError(NO_PERMISSION, plan()))
