"""Troubles are seen before anything is sent, by what the client has heard."""

import itertools

import discord
import pytest

from bot.domain.feeds import Target
from bot.domain.troubles import Problem, Trouble
from bot.playground import Overwrite, Permission
from bot.playground.permissions import in_channel
from bot.playground.state import Tag
from tests.cogs.poster.conftest import until
from tests.ui.posts import post_of


@pytest.fixture(autouse=True)
def _connected(client):
    """Connect the client."""


def told(poster, feed):
    trouble = poster.trouble(feed)
    return None if trouble is None else str(trouble)


def falls_short(poster, feed):
    return [str(each) for each in poster.shortcomings(feed)]


@pytest.mark.parametrize("target", [Target.TEXT, Target.ANNOUNCEMENT, Target.FORUM])
async def test_a_feed_with_all_it_needs_has_no_trouble(poster, feed, target, world):
    everything = {"thread": True, "pin": True, "publish": True, "silent": True}
    assert poster.trouble(feed(target)) is None
    wanted = feed(target, role=int(world.role("Editors").id), **everything)
    assert poster.trouble(wanted) is None
    assert poster.shortcomings(wanted) == ()


@pytest.mark.parametrize(
    ("target", "denied", "plan", "trouble"),
    [
        (Target.TEXT, Permission.SEND_MESSAGES, {}, "permissions:send_messages"),
        (Target.TEXT, Permission.VIEW_CHANNEL, {}, "permissions:view_channel,send_messages"),
        (Target.TEXT, Permission.READ_MESSAGE_HISTORY, {"pin": True, "thread": True}, None),
        (Target.ANNOUNCEMENT, Permission.MANAGE_MESSAGES, {"publish": True}, None),
        (Target.FORUM, Permission.SEND_MESSAGES, {}, "permissions:send_messages"),
    ],
)
async def test_each_permission_that_posting_needs_is_named(
    poster, feed, world, *, target, denied, plan, trouble
):
    wanted = feed(target, **plan)
    place = world.home.channels[str(wanted.plan.channel)]
    world.deny(place, denied)
    await heard(poster, place)
    assert told(poster, wanted) == trouble
    assert poster.shortcomings(wanted) == ()
    world.deny(place)
    await until(lambda: poster.trouble(wanted) is None)


@pytest.mark.parametrize(
    ("target", "denied", "plan", "missing"),
    [
        (Target.TEXT, Permission.PIN_MESSAGES, {"pin": True}, ["permissions:pin_messages"]),
        (Target.TEXT, Permission.PIN_MESSAGES, {}, []),
        (
            Target.ANNOUNCEMENT,
            Permission.CREATE_PUBLIC_THREADS,
            {"thread": True},
            ["permissions:create_public_threads"],
        ),
        (Target.TEXT, Permission.CREATE_PUBLIC_THREADS, {}, []),
        (Target.FORUM, Permission.CREATE_PUBLIC_THREADS, {"thread": True}, []),
        (Target.FORUM, Permission.PIN_MESSAGES, {"pin": True}, []),
    ],
)
async def test_what_only_a_step_needs_is_named_and_keeps_no_post_back(
    poster, feed, world, *, target, denied, plan, missing
):
    wanted = feed(target, **plan)
    place = world.home.channels[str(wanted.plan.channel)]
    world.deny(place, denied)
    await heard(poster, place)
    assert falls_short(poster, wanted) == missing
    assert poster.trouble(wanted) is None
    await poster.send(post_of(wanted, "operation-uranus"))


async def test_nothing_falls_short_in_a_channel_or_server_that_nobody_knows(poster, feed):
    assert falls_short(poster, feed(channel=1, pin=True)) == []
    assert falls_short(poster, feed(guild=1, pin=True)) == []


async def test_permissions_are_listed_with_the_one_that_is_only_recommended(poster, feed, world):
    wanted = feed(pin=True)
    held = {"view_channel": True, "send_messages": True, "pin_messages": True}
    assert poster.permissions(wanted) == held | {"read_message_history": True}
    place = world.channel("general")
    world.deny(place, Permission.READ_MESSAGE_HISTORY, Permission.PIN_MESSAGES)
    await heard(poster, place)
    missing = {"pin_messages": False, "read_message_history": False}
    assert poster.permissions(wanted) == held | missing
    assert poster.permissions(feed(channel=1)) == poster.permissions(feed(guild=1)) == {}


async def heard(poster, place):
    """Wait until the client knows a channel's overwrites."""
    guild = poster._client.get_guild(int(place.guild_id))
    wanted = {(int(each.id), each.allow, each.deny) for each in place.overwrites}

    def same():
        known = guild.get_channel(int(place.id))
        return {(each.id, each.allow, each.deny) for each in known._overwrites} == wanted

    await until(same)


async def test_a_channel_or_role_that_is_gone_is_named(poster, feed, world, playground):
    wanted = feed(role=int(world.role("Editors").id))
    playground.happens.delete_role(world.home, world.role("Editors").id)
    await until(lambda: falls_short(poster, wanted) == ["no-role"])
    assert poster.trouble(wanted) is None
    playground.happens.delete_channel(world.channel("general"))
    await until(lambda: told(poster, wanted) == "no-channel")


async def test_a_role_that_not_everybody_may_mention_needs_a_permission(
    poster, feed, world, playground
):
    editors = world.role("Editors")
    wanted = feed(role=int(editors.id))
    world.deny(world.channel("general"), Permission.MENTION_EVERYONE)
    await heard(poster, world.channel("general"))
    assert poster.shortcomings(wanted) == ()
    editors.mentionable = False
    playground.happens.role_changed(world.home, editors.id)
    await until(lambda: falls_short(poster, wanted) == ["permissions:mention_everyone"])
    assert poster.trouble(wanted) is None
    await poster.send(post_of(wanted, "operation-uranus"))
    assert not world.messages()[0]["mention_roles"]


async def test_tags_that_a_forum_asks_for_or_has_no_more_are_named(poster, feed, world, playground):
    forum = world.channel("history-forum")
    event, person, _ = (int(tag.id) for tag in forum.tags)
    wanted, bare = feed(Target.FORUM, tags=(event, person)), feed(Target.FORUM)
    forum.require_tag = True
    forum.tags = tuple(tag for tag in forum.tags if int(tag.id) != person)
    playground.happens.channel_changed(forum)
    await until(lambda: poster.trouble(wanted) is not None)
    assert told(poster, wanted) == f"unknown-tag:{person}"
    assert told(poster, bare) == "needs-tag"


async def test_a_tag_for_moderators_needs_a_permission(poster, feed, world, playground):
    forum = world.channel("history-forum")
    forum.tags = (Tag(id=forum.tags[0].id, name="Event", moderated=True), *forum.tags[1:])
    world.deny(forum, Permission.MANAGE_THREADS)
    await heard(poster, forum)
    assert told(poster, feed(Target.FORUM, tags=(int(forum.tags[0].id),))) == (
        "permissions:manage_threads"
    )
    assert poster.trouble(feed(Target.FORUM, tags=(int(forum.tags[1].id),))) is None


# ---------------------------------------------------------------- threads


@pytest.fixture
async def thread(poster, feed, world):
    post = post_of(feed(), "shooting")
    id_ = await poster.begin_thread(post, await poster.send(post))
    found = world.home.channels[str(id_)]
    await until(lambda: poster._client.get_guild(int(world.home.id)).get_thread(id_))
    return found


async def test_a_thread_needs_permissions_of_its_own(poster, feed, world, thread):
    wanted = feed(Target.THREAD, int(thread.id))
    world.deny(world.channel("general"), Permission.SEND_MESSAGES)
    await heard(poster, world.channel("general"))
    assert poster.trouble(wanted) is None
    world.deny(world.channel("general"), Permission.SEND_MESSAGES_IN_THREADS)
    await heard(poster, world.channel("general"))
    assert told(poster, wanted) == "permissions:send_messages_in_threads"


async def test_a_locked_thread_is_one_for_those_who_manage_threads(
    poster, feed, world, thread, playground
):
    wanted = feed(Target.THREAD, int(thread.id))
    thread.thread.locked = True
    playground.happens.channel_changed(thread)
    await until(lambda: poster._client.get_guild(int(world.home.id)).threads[0].locked)
    assert poster.trouble(wanted) is None
    await poster.send(post_of(wanted, "operation-uranus"))
    world.deny(world.channel("general"), Permission.MANAGE_THREADS)
    await until(lambda: told(poster, wanted) == "archived")


async def test_a_thread_nobody_has_heard_of_is_only_archived_unless_it_was_refused(poster, feed):
    assert poster.trouble(feed(Target.THREAD, 1)) is None
    for problem in (Problem.NO_CHANNEL, Problem.ARCHIVED):
        trouble = Trouble(problem)
        assert poster.trouble(feed(Target.THREAD, 1, trouble=trouble)) == trouble
    assert poster.trouble(feed(Target.THREAD, 1, trouble=Trouble(Problem.REFUSED))) is None


# ---------------------------------------------------------------- servers


async def test_an_outage_is_no_trouble(poster, feed, world, playground):
    wanted = feed(channel=1)
    assert told(poster, wanted) == "no-channel"
    playground.happens.guild_unavailable(world.home)
    await until(lambda: not poster.is_reachable(int(world.home.id)))
    assert poster.trouble(wanted) is None
    playground.happens.guild_available(world.home)
    await until(lambda: poster.is_reachable(int(world.home.id)))


async def test_a_server_that_nobody_has_heard_of_is_out_of_reach(poster, feed):
    assert not poster.is_reachable(1)
    assert poster.trouble(feed(guild=1)) is None


# ---------------------------------------------------------------- both sides agree

KNOWN = sum(map(int, Permission)) & discord.Permissions.all_channel().value
ROWS = [
    ((), ()),
    ((Permission.SEND_MESSAGES,), ()),
    ((Permission.VIEW_CHANNEL,), ()),
    ((Permission.SEND_MESSAGES_IN_THREADS, Permission.MENTION_EVERYONE), ()),
    ((), (Permission.MANAGE_CHANNELS, Permission.CREATE_PRIVATE_THREADS)),
]


@pytest.fixture
def bot(world):
    """Give the bot as a member of the server."""
    return world.home.members[world.playground.world.bot.id]


async def test_the_client_computes_permissions_as_the_playground_does(poster, world, thread, bot):
    for everyone, own in itertools.product(ROWS, ROWS):
        await overwritten(poster, world, bot, everyone, own)
        for place in (world.channel("general"), world.channel("history-forum"), thread):
            assert seen(poster, place) == in_channel(world.home, bot, place) & KNOWN, place.name


async def overwritten(poster, world, bot, everyone, own):
    """Overwrite what everybody, the bot's role and the bot may do."""
    overwrites = [
        Overwrite(id=id_, member=member, deny=sum(map(int, deny)), allow=sum(map(int, allow)))
        for id_, member, (deny, allow) in (
            (world.home.id, False, everyone),
            (bot.roles[0], False, ROWS[4]),
            (bot.user.id, True, own),
        )
    ]
    for name in ("general", "history-forum"):
        place = world.channel(name)
        world.playground.happens.overwrite(place, *overwrites)
        await heard(poster, place)


def seen(poster, place):
    """Give what the client thinks that it may do in a channel."""
    guild = poster._client.get_guild(int(place.guild_id))
    return guild.get_channel_or_thread(int(place.id)).permissions_for(guild.me).value & KNOWN
