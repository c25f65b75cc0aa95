"""A post that was perhaps made is found by its marker, or nobody knows."""

import dataclasses
import datetime as dt

import discord
import pytest
import structlog

from bot.clock import ShiftedClock
from bot.cogs.poster import looking
from bot.cogs.poster.discordtime import DiscordTime
from bot.domain.deliveries import Reason
from bot.domain.feeds import Target
from bot.domain.posting import (
    CannotLookError,
    DelayedError,
    DeletedError,
    LostError,
    RefusedError,
)
from bot.playground import Fault, Permission
from tests.cogs.poster.conftest import until
from tests.ui.posts import post_of

MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def since(client, playground):
    """Give Discord's time shortly before the test began."""
    return dt.datetime.fromtimestamp(playground.clock.now(), dt.UTC) - MINUTE


async def at_once():
    """Give a turn."""


async def look(poster, post, since, until=None):
    """Look for a post since then, for hours unless told otherwise."""
    return await poster.find(post, since, until or since + 12 * HOUR, at_once)


def chatter(playground, count, where="general"):
    for number in range(count):
        playground.say(f"message {number}", where=where)


@pytest.mark.parametrize("target", [Target.TEXT, Target.ANNOUNCEMENT, Target.FORUM])
async def test_a_post_is_found_where_it_was_made(poster, feed, target, since):
    wanted = post_of(feed(target), "operation-uranus")
    assert await look(poster, wanted, since) is None
    other = post_of(feed(target, id=8), "operation-uranus")
    await poster.send(other)
    assert await look(poster, wanted, since) is None
    posted = await poster.send(wanted)
    assert await look(poster, wanted, since) == posted


async def test_a_post_is_found_among_hundreds_of_messages(poster, feed, playground, since):
    chatter(playground, 150)
    wanted = post_of(feed(), "operation-uranus")
    posted = await poster.send(wanted)
    chatter(playground, 150)
    assert await look(poster, wanted, since) == posted


async def test_a_post_is_found_in_a_thread(poster, feed, playground, world, since):
    post = post_of(feed(), "shooting")
    thread = await poster.begin_thread(post, await poster.send(post))
    wanted = post_of(feed(Target.THREAD, thread, id=8), "operation-uranus")
    assert await look(poster, wanted, since) is None
    posted = await poster.send(wanted)
    assert await look(poster, wanted, since) == posted


async def test_another_bots_or_members_message_is_not_ours(poster, feed, playground, world, since):
    wanted = post_of(feed(), "operation-uranus")
    await poster.send(wanted)
    world.messages()[0]["author"] = {**world.messages()[0]["author"], "id": "5"}
    assert await look(poster, wanted, since) is None


async def test_what_was_sent_before_is_not_looked_through(poster, feed, playground, since):
    wanted = post_of(feed(), "operation-uranus")
    await poster.send(wanted)
    assert await look(poster, wanted, since + HOUR) is not None
    assert await look(poster, wanted, since + HOUR + 3 * MINUTE) is None


@pytest.mark.parametrize("target", [Target.TEXT, Target.FORUM])
async def test_a_post_is_found_where_it_was_made_though_the_plan_names_another_place_since(
    poster, feed, target, since
):
    post = post_of(feed(target), "operation-uranus")
    posted = await poster.send(post)
    changed = dataclasses.replace(post, feed=feed(Target.ANNOUNCEMENT))
    assert await look(poster, changed, since) == posted


async def test_what_was_sent_long_after_it_is_not_looked_through(
    poster, feed, playground, *, world, since, monkeypatch
):
    """A busy channel fills the hours until a restart with thousands of messages."""
    monkeypatch.setattr(looking, "MOST", 120)
    chatter(playground, 250)
    wanted = post_of(feed(), "operation-uranus")
    assert await look(poster, wanted, since - 3 * HOUR, since - 2 * HOUR) is None
    assert len(world.requests("GET", "/messages")) == 1


async def test_each_request_of_a_search_takes_a_turn(poster, feed, playground, world, since):
    turns = []

    async def turn():
        turns.append(len(playground.journal.requests))

    chatter(playground, 250)
    before = len(playground.journal.requests)
    for target in (Target.TEXT, Target.FORUM):
        wanted = post_of(feed(target), "operation-uranus")
        assert await poster.find(wanted, since, since + HOUR, turn) is None
    assert turns == list(range(before, len(playground.journal.requests)))
    assert len(turns) > 5


async def test_too_many_messages_are_no_answer(poster, feed, playground, since, monkeypatch):
    monkeypatch.setattr(looking, "MOST", 120)
    chatter(playground, 119)
    wanted = post_of(feed(), "operation-uranus")
    assert await look(poster, wanted, since) is None
    chatter(playground, 1)
    with pytest.raises(CannotLookError, match="120 messages and more") as error:
        await look(poster, wanted, since)
    assert error.value.reason is Reason.CROWDED


@pytest.mark.parametrize("target", [Target.TEXT, Target.FORUM])
@pytest.mark.parametrize("denied", [Permission.READ_MESSAGE_HISTORY, Permission.VIEW_CHANNEL])
async def test_a_history_that_cannot_be_read_is_no_answer(
    poster, feed, world, since, *, target, denied
):
    wanted = post_of(feed(target), "operation-uranus")
    await poster.send(wanted)
    name = "general" if target is Target.TEXT else "history-forum"
    world.deny(world.channel(name), denied)
    with pytest.raises(CannotLookError):
        await look(poster, wanted, since)


async def test_a_channel_that_is_gone_is_a_trouble(poster, feed, world, playground, since):
    wanted = post_of(feed(), "operation-uranus")
    playground.happens.delete_channel(world.channel("general"))
    await until(lambda: poster.trouble(wanted.feed) is not None)
    with pytest.raises(RefusedError, match="no-channel"):
        await look(poster, wanted, since)


@pytest.mark.parametrize("target", [Target.TEXT, Target.FORUM])
async def test_looking_that_takes_too_long_is_for_another_look(
    poster, feed, playground, target, since
):
    poster._patience = 0.5
    playground.faults.add(Fault(what="slow", method="GET", seconds=2))
    with pytest.raises(LostError):
        await look(poster, post_of(feed(target), "operation-uranus"), since)


async def test_a_fault_while_looking_is_for_another_look(poster, feed, playground, since):
    playground.faults.add(Fault(what="status", status=503, method="GET", path="*/messages"))
    with pytest.raises(LostError):
        await look(poster, post_of(feed(), "operation-uranus"), since)


async def test_a_limit_while_looking_delays(poster, feed, playground, since):
    playground.faults.add(
        Fault(what="status", status=429, retry_after=99, method="GET", path="*/messages")
    )
    with pytest.raises(DelayedError):
        await look(poster, post_of(feed(), "operation-uranus"), since)


# ---------------------------------------------------------------- what is gone


@pytest.mark.parametrize("target", [Target.TEXT, Target.ANNOUNCEMENT])
async def test_a_message_that_was_sent_just_then_and_deleted_may_have_been_the_post(
    poster, feed, playground, *, world, since, target
):
    wanted = post_of(feed(target), "operation-uranus")
    posted = await poster.send(wanted)
    where = world.home.channels[str(posted.channel)]
    playground.happens.delete_message(where, str(posted.message))
    with pytest.raises(CannotLookError) as error:
        await look(poster, wanted, since)
    assert error.value.reason is Reason.GONE


async def test_what_was_deleted_and_sent_at_another_time_was_not_the_post(
    poster, feed, playground, world, since
):
    wanted = post_of(feed(), "operation-uranus")
    posted = await poster.send(wanted)
    where = world.home.channels[str(posted.channel)]
    playground.happens.delete_message(where, str(posted.message))
    assert await look(poster, wanted, since - HOUR, since - HOUR / 2) is None
    chatter(playground, 1)  # this hides it
    assert await look(poster, wanted, since) is None


async def test_the_last_message_of_a_channel_that_is_there_is_not_gone(
    poster, feed, playground, since
):
    """Even where it came while the others were looked through."""
    wanted = post_of(feed(), "operation-uranus")

    async def turn():
        chatter(playground, 1)

    assert await poster.find(wanted, since, since + HOUR, turn) is None


async def test_a_thread_that_was_begun_just_then_and_deleted_may_have_been_the_post(
    poster, forum, playground, since
):
    post, _, thread = forum
    playground.happens.delete_channel(thread)
    with pytest.raises(CannotLookError) as error:
        await look(poster, post, since)
    assert error.value.reason is Reason.GONE
    assert await look(poster, post, since - HOUR, since - HOUR / 2) is None


# ---------------------------------------------------------------- forums


@pytest.fixture
async def forum(poster, feed, since, world):
    """Give a post in the forum, where it is, and its thread."""
    post = post_of(feed(Target.FORUM), "operation-uranus")
    posted = await poster.send(post)
    return post, posted, world.home.channels[str(posted.channel)]


async def test_a_post_is_found_in_an_archived_thread(poster, forum, playground, since):
    post, posted, thread = forum
    thread.thread.archived = True
    playground.happens.channel_changed(thread)
    assert await look(poster, post, since) == posted


async def test_a_thread_of_that_name_elsewhere_is_not_the_post(poster, feed, since):
    post = post_of(feed(id=8), "operation-uranus")
    await poster.begin_thread(post, await poster.send(post))
    assert await look(poster, post_of(feed(Target.FORUM), "operation-uranus"), since) is None


@pytest.mark.parametrize("archived", [True, False])
async def test_a_thread_from_before_is_not_looked_at(poster, forum, archived, since):
    post, _, thread = forum
    thread.thread.archived = archived
    assert await look(poster, post, since + HOUR + 3 * MINUTE) is None


async def test_a_thread_of_somebody_else_is_not_ours(poster, forum, since, world):
    post, _, thread = forum
    thread.thread.owner_id = world.home.owner_id
    assert await look(poster, post, since) is None


async def test_a_thread_whose_first_message_was_deleted_was_the_post(
    poster, forum, playground, since
):
    post, posted, thread = forum
    playground.happens.delete_message(thread, str(posted.message))
    with pytest.raises(DeletedError):
        await look(poster, post, since)
    assert await look(poster, post, since + 3 * MINUTE) is None
    thread.name = "Something else"
    assert await look(poster, post, since) is None


async def test_a_post_of_entries_that_are_gone_is_found_all_the_same(poster, feed, since):
    wanted = feed(Target.FORUM)
    posted = await poster.send(post_of(wanted, "operation-uranus"))
    assert await look(poster, post_of(wanted, "gone"), since) == posted


async def test_a_snowflake_for_an_instant_is_below_what_is_sent_then(since):
    """The bound of the search leaves nothing out."""
    before = discord.utils.time_snowflake(since)
    assert discord.utils.snowflake_time(before) <= since


# ---------------------------------------------------------------- clocks


@pytest.mark.parametrize("target", [Target.TEXT, Target.FORUM])
@pytest.mark.parametrize("fast", [5 * HOUR, -5 * HOUR])
async def test_a_post_is_found_by_a_clock_that_is_wrong(
    poster, feed, our_clock, *, target, fast, client
):
    our_clock.fast = fast
    attempted_at = our_clock.now()
    wanted = post_of(feed(target), "operation-uranus")
    posted = await poster.send(wanted)
    assert await look(poster, wanted, attempted_at) == posted


async def test_a_host_is_told_once_that_the_clock_is_wrong(poster, feed, our_clock, client):
    posts = [post_of(feed(id=number), "operation-uranus") for number in range(2)]
    with structlog.testing.capture_logs() as logs:
        our_clock.fast = 25 * dt.timedelta(seconds=1)
        await poster.send(posts[0])
        assert logs == []
        our_clock.fast = HOUR
        for post in posts:
            await poster.send(post)
    (warning,) = logs
    assert "clock of this machine is wrong" in warning["event"]
    assert -3605 < warning["seconds_behind_discord"] < -3595


@pytest.mark.parametrize("date", ["", "soon", "Thu, 19 Nov 2026 09:00:00 -0000"])
async def test_an_answer_that_does_not_tell_the_time_changes_nothing(our_clock, date):
    time = DiscordTime(our_clock)
    time.heard(date)
    assert time.ahead == dt.timedelta()


async def test_without_a_clock_of_ours_discords_is_taken_for_the_same():
    time = DiscordTime(None)
    time.heard("Thu, 19 Nov 2020 09:00:00 GMT")
    assert time.ahead == dt.timedelta()


async def test_a_clock_that_was_set_on_purpose_is_not_wrong():
    time = DiscordTime(ShiftedClock(dt.datetime(2026, 6, 22, 9, tzinfo=dt.UTC)))
    with structlog.testing.capture_logs() as logs:
        time.heard("Thu, 19 Nov 2020 09:00:00 GMT")
    assert time.ahead == dt.timedelta()
    assert logs == []
