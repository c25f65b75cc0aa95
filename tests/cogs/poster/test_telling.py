"""Moderators are told of a trouble where they look, once, with the remedy and a button."""

import asyncio
import datetime as dt
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.domain.deliveries import Delivery, Reason, Stage, Step
from bot.domain.posting import DelayedError, LostError, RejectedError
from bot.domain.troubles import Problem, Trouble
from bot.playground import Fault, Permission
from bot.playground.reading import text
from bot.ui.daily_texts import UNCERTAIN as UNCERTAIN_REASONS
from tests.cogs.poster.conftest import until

NOON = dt.datetime(2026, 11, 19, 12, tzinfo=dt.UTC)
TROUBLE = Trouble(Problem.PERMISSIONS, ("send_messages",))


@pytest.fixture
def told(feed, world):
    """Give a feed in trouble whose author is the moderator."""
    return feed(trouble=TROUBLE, author=int(world.home.owner_id))


@pytest.fixture
async def rooms(client, world, playground):
    """Let Discord greet people in #general, and write to moderators in #on-this-day."""
    world.home.system_channel = world.channel("general").id
    world.home.updates_channel = world.channel("on-this-day").id
    playground.happens.guild_available(world.home)
    guild = client.get_guild(int(world.home.id))
    await until(lambda: guild.public_updates_channel and guild.system_channel)
    return guild


def private(playground):
    return playground.read("dm", who="moderator")


async def test_moderators_read_it_where_discord_writes_to_them(poster, told, world, rooms):
    await poster.tell(told)
    (message,) = world.messages("on-this-day")
    assert "For the moderators: daily post #" in text(message)
    assert "has stopped.** I need **Send Messages** in" in text(message)
    assert message["components"][-1]["components"][0]["custom_id"] == "f:daily:check:7"
    assert world.messages("general") == []


async def test_else_who_set_it_up_before_all_the_others(poster, told, world, rooms, playground):
    world.deny(world.channel("on-this-day"), Permission.SEND_MESSAGES)

    def may_write():
        return rooms.public_updates_channel.permissions_for(rooms.me).send_messages

    await until(lambda: not may_write())
    await poster.tell(told)
    assert world.messages("on-this-day") == []
    assert world.messages("general") == []
    assert len(private(playground)) == 1


async def test_else_who_set_it_up(poster, client, told, world, playground):
    await poster.tell(told)
    (message,) = private(playground)
    assert "For the moderators of Playground: daily post" in text(message)
    assert world.messages() == []


async def test_a_channel_that_refuses_leads_on_to_the_next(poster, told, world, rooms, playground):
    playground.faults.add(Fault(what="status", status=403, code=50013, path="*/messages", times=2))
    await poster.tell(told)
    assert private(playground) == []
    assert len(world.messages("general")) == 1


async def test_a_crash_between_telling_and_remembering_tells_once(poster, told, world, rooms):
    await poster.tell(told)
    await poster.tell(told)
    assert len(world.messages("on-this-day")) == 1


async def test_feeds_that_break_together_are_in_one_message(poster, feed, told, world, rooms):
    needs_tag = Trouble(Problem.NEEDS_TAG)
    troubles = enumerate([TROUBLE, needs_tag, None], start=2)
    others = [replace(feed(), id=6 + n, number=n, trouble=trouble) for n, trouble in troubles]
    await poster.tell(told, *others)
    (message,) = world.messages("on-this-day")
    said = text(message)
    assert "For the moderators: 3 daily posts have stopped." in said
    assert said.count("I need **Send Messages**") == 1
    assert [f"- #{number} (" in said for number in (2, 3, 4)] == [True, True, False]
    (buttons,) = message["components"][1:]
    ids = [each["custom_id"] for each in buttons["components"]]
    assert ids == ["f:daily:check:7", "f:daily:check:8", "f:daily:check:9"]


async def test_each_author_is_told_of_theirs_where_there_is_no_channel(
    poster, client, told, playground
):
    other, stranger = replace(told, id=8, number=2), replace(told, id=9, number=3, author=1)
    with capture_logs() as lines:
        await poster.tell(told, other, stranger)
    (message,) = private(playground)
    assert "For the moderators of Playground: 2 daily posts have stopped" in text(message)
    assert "#3 (" not in text(message)
    assert [line["feed"] for line in lines if line["log_level"] == "warning"] == [9]


async def test_many_are_named_as_far_as_a_message_holds(poster, feed, world, rooms):
    troubles = [Trouble(Problem.UNKNOWN_TAG, (str(number) * 18,)) for number in range(1, 26)]
    feeds = enumerate(troubles, start=1)
    await poster.tell(*(replace(feed(), id=n, number=n, trouble=trouble) for n, trouble in feeds))
    (message,) = world.messages("on-this-day")
    assert "and 15 more, which `/daily list` shows" in text(message)
    assert [len(row["components"]) for row in message["components"][1:]] == [5, 5]


async def test_posts_that_are_invalid_are_nobodys_fault_but_ours(poster, feed, world, rooms):
    await poster.tell_rejected(feed(), 3, "abcdef")
    (message,) = world.messages("on-this-day")
    assert "for 3 days" in text(message)
    assert "a fault of mine" in text(message)
    assert "`abcdef`" in text(message)


async def test_who_set_it_up_hears_of_invalid_posts_too(poster, client, told, playground):
    await poster.tell_rejected(told, 3, "abcdef")
    (message,) = private(playground)
    assert "For the moderators of Playground: Discord has not taken daily post" in text(message)


UNCERTAIN = Delivery(feed=7, on=dt.date(2026, 11, 19), due_at=NOON, stage=Stage.UNCERTAIN)


async def test_an_uncertain_delivery_is_not_said_to_have_stopped(poster, feed, world, rooms):
    place = int(world.channel("general").id)
    row = replace(UNCERTAIN, reason=Reason.NO_HISTORY, channel=place)
    await poster.tell_uncertain(feed(), row)
    (message,) = world.messages("on-this-day")
    said = text(message)
    assert "I do not know whether the post of Thursday, 19 November 2026 is in" in said
    assert f"I need **Read Message History** in <#{place}>" in said
    assert "look there" in said
    assert "stopped" not in said
    assert "button" not in str(message["components"])
    assert len(message["components"]) == 1


@pytest.mark.parametrize("reason", [None, *UNCERTAIN_REASONS])
async def test_each_reason_of_an_uncertain_delivery_is_explained(
    poster, feed, world, rooms, reason
):
    await poster.tell_uncertain(feed(), replace(UNCERTAIN, reason=reason))
    (message,) = world.messages("on-this-day")
    assert f"took it, and {UNCERTAIN_REASONS[reason or 'late']}." in text(message)


async def test_an_uncertain_delivery_names_the_trouble_that_kept_it_from_being_looked_up(
    poster, feed, world, rooms
):
    row = replace(UNCERTAIN, reason=Reason.TROUBLE, note="permissions:view_channel")
    await poster.tell_uncertain(feed(), row)
    (message,) = world.messages("on-this-day")
    assert "I need **View Channel** in" in text(message)


async def test_two_uncertain_days_and_an_invalid_one_are_three_notices(poster, feed, world, rooms):
    for on in (19, 20, 20):
        await poster.tell_uncertain(
            feed(), replace(UNCERTAIN, on=dt.date(2026, 11, on), reason=Reason.LATE)
        )
    await poster.tell_rejected(feed(), 3, "abcdef")
    assert len(world.messages("on-this-day")) == 3


@pytest.mark.parametrize(
    ("why", "says"),
    [
        ("permissions:pin_messages", "I need **Pin Messages** in"),
        ("Maximum number of pins (30003)", "Discord says: Maximum number of pins (30003)."),
    ],
)
async def test_a_step_that_fails_again_and_again_is_told_with_the_remedy(
    poster, feed, world, rooms, *, why, says
):
    await poster.tell_step(feed(), Step.PIN, 3, why)
    (message,) = world.messages("on-this-day")
    assert "pinning it has failed on 3 posts in a row" in text(message)
    assert says in text(message)
    assert "stopped" not in text(message)


async def test_nobody_to_tell_is_logged(poster, client, told, playground):
    playground.faults.add(Fault(what="status", status=403, code=50007, path="*/messages"))
    with capture_logs() as lines:
        await poster.tell(told)
    assert lines[-1]["event"] == "nobody could be told of a trouble"
    assert private(playground) == []


async def test_a_server_that_is_gone_leaves_who_set_it_up(poster, client, feed, playground, world):
    lost = Trouble(Problem.NO_SERVER)
    await poster.tell(feed(guild=1, trouble=lost, author=int(world.home.owner_id)))
    assert "no longer in the server" in text(private(playground)[0])


async def test_a_fault_is_left_to_who_asked(poster, told, rooms, world, playground):
    playground.faults.add(Fault(what="status", status=503, path="*/messages"))
    with pytest.raises(LostError):
        await poster.tell(told)
    playground.faults.add(Fault(what="status", status=429, retry_after=60, path="*/messages"))
    with pytest.raises(DelayedError):
        await poster.tell(told)
    assert private(playground) == []


async def test_without_a_trouble_there_is_nothing_to_tell(poster, feed, rooms, world):
    await poster.tell(feed())
    assert world.messages("on-this-day") == []


# ---------------------------------------------------------------- leaving


async def test_only_a_removal_counts_as_left(poster, client, world, playground):
    home = int(world.home.id)
    assert not await poster.has_left(home)
    playground.happens.remove_bot(world.home)
    assert await poster.has_left(home)
    assert await poster.has_left(1)


async def test_a_fault_is_no_removal(poster, client, world, playground):
    playground.faults.add(Fault(what="status", status=503, path="/guilds/*"))
    with pytest.raises(LostError):
        await poster.has_left(int(world.home.id))
    playground.faults.add(Fault(what="status", status=400, path="/guilds/*"))
    with pytest.raises(RejectedError):
        await poster.has_left(int(world.home.id))
    async with asyncio.timeout(1):
        assert not await poster.has_left(int(world.home.id))
