"""A post goes where it belongs, as it was wanted, pings whom it may, and fails in words."""

import asyncio
import dataclasses

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.domain.feeds import Target
from bot.domain.posting import (
    DelayedError,
    DeletedError,
    LostError,
    RefusedError,
    RejectedError,
)
from bot.playground import Fault, Limits, Permission, server
from bot.playground.ratelimits import TooManyRequestsError
from bot.playground.reading import text
from tests import sample
from tests.cogs.poster.conftest import until
from tests.ui.posts import post_of

SILENT = 1 << 12
ENTRIES = ("operation-uranus", "shooting")


@pytest.fixture(autouse=True)
def _connected(client, playground):
    """Discord finds nothing invalid in what is sent in any of these tests."""
    yield
    assert list(playground.journal.violations) == []
    assert list(playground.journal.mistakes) == []


@pytest.mark.parametrize("target", [Target.TEXT, Target.ANNOUNCEMENT])
async def test_a_post_goes_into_its_channel(poster, feed, world, target):
    wanted = feed(target)
    posted = await poster.send(post_of(wanted, *ENTRIES))
    name = "general" if target is Target.TEXT else "announcements"
    (message,) = world.messages(name)
    assert posted.channel == wanted.plan.channel
    assert posted.message == int(message["id"])
    assert "Operation Uranus begins" in text(message)


async def test_a_post_goes_into_a_thread_and_opens_it_again(poster, feed, world, playground):
    thread = await begun_thread(poster, feed, world)
    thread.thread.archived = True
    playground.happens.channel_changed(thread)
    posted = await poster.send(post_of(feed(Target.THREAD, int(thread.id), id=8), *ENTRIES))
    assert posted.channel == int(thread.id)
    assert not thread.thread.archived
    assert len(world.messages(thread.id)) == 1


async def begun_thread(poster, feed, world):
    """Give a new thread under a post in #general."""
    post = post_of(feed(), *ENTRIES)
    id_ = await poster.begin_thread(post, await poster.send(post))
    return world.home.channels[str(id_)]


async def test_a_post_in_a_forum_is_a_thread_with_its_tags(poster, feed, world):
    tags = {tag.name: tag.id for tag in world.channel("history-forum").tags}
    wanted = feed(Target.FORUM, tags=(int(tags["Event"]), int(tags["Question"])), silent=True)
    posted = await poster.send(post_of(wanted, *ENTRIES))
    thread = world.home.channels[str(posted.channel)]
    assert thread.name == "19 November: Operation Uranus begins"
    assert set(thread.thread.tags) == {tags["Event"], tags["Question"]}
    (message,) = world.messages(thread.id)
    assert posted.message == int(message["id"])
    assert message["flags"] & SILENT


async def test_a_post_goes_where_it_was_to_go_whatever_the_plan_says_by_now(poster, feed, world):
    post = post_of(feed(), *ENTRIES)
    changed = dataclasses.replace(post, feed=feed(Target.FORUM))
    assert await poster.send(changed) == await poster.send(post)
    assert len(world.messages()) == 1


async def test_the_same_post_sent_twice_is_one_message(poster, feed, world):
    post = post_of(feed(), *ENTRIES)
    assert await poster.send(post) == await poster.send(post)
    assert len(world.messages()) == 1
    await poster.send(dataclasses.replace(post, nonce="another"))
    assert len(world.messages()) == 2


@pytest.mark.parametrize("silent", [True, False])
async def test_a_post_is_silent_where_that_is_wanted(poster, feed, world, silent):
    await poster.send(post_of(feed(silent=silent), *ENTRIES))
    assert bool(world.messages()[0]["flags"] & SILENT) is silent


# ---------------------------------------------------------------- pings


@pytest.fixture
def catalogue():
    """Give a catalogue whose entries name roles, people and everyone."""
    contents = sample.contents()
    events = dict(contents.events)
    for id_ in ENTRIES:
        nasty = f"@everyone @here <@1> {events[id_].title}"
        events[id_] = dataclasses.replace(events[id_], text=f"<@&2> {nasty}", dispute=nasty)
    return Catalogue.of(dataclasses.replace(contents, events=events))


@pytest.mark.parametrize("target", [Target.TEXT, Target.FORUM])
async def test_a_post_pings_its_role_and_nobody_else(poster, feed, world, target):
    role = world.role("Editors")
    posted = await poster.send(post_of(feed(target, role=int(role.id)), *ENTRIES))
    (message,) = world.messages(str(posted.channel))
    assert message["mention_roles"] == [role.id]
    assert message["mentions"] == []
    assert not message["mention_everyone"]
    body = world.requests("POST", "messages" if target is Target.TEXT else "threads")[0].body
    allowed = body.get("message", body)["allowed_mentions"]
    assert allowed == {"parse": [], "roles": [int(role.id)]}


@pytest.mark.parametrize("role", [None, "Editors"])
async def test_a_post_without_a_role_and_a_test_ping_nobody(poster, feed, world, role):
    wanted = feed(role=role and int(world.role(role).id))
    await poster.send(post_of(wanted, *ENTRIES), test=role is not None)
    (message,) = world.messages()
    assert message["mention_roles"] == message["mentions"] == []
    assert ("Test post" in text(message)) is (role is not None)
    assert world.requests("POST", "messages")[0].body["allowed_mentions"] == {"parse": []}


@pytest.mark.parametrize("target", [Target.TEXT, Target.FORUM])
async def test_a_role_that_is_gone_is_not_named(poster, feed, world, playground, target):
    editors = world.role("Editors").id
    wanted = feed(target, role=int(editors))
    playground.happens.delete_role(world.home, editors)
    await until(lambda: poster.shortcomings(wanted) != ())
    posted = await poster.send(post_of(wanted, *ENTRIES))
    (message,) = world.messages(str(posted.channel))
    assert f"<@&{editors}>" not in text(message)
    body = world.requests("POST", "messages" if target is Target.TEXT else "threads")[0].body
    assert body.get("message", body)["allowed_mentions"] == {"parse": []}


# ---------------------------------------------------------------- refusals


async def refusal(poster, feed, **post):
    with pytest.raises(RefusedError) as caught:
        await poster.send(post_of(feed, *ENTRIES, **post))
    return str(caught.value.trouble)


@pytest.mark.parametrize(
    ("denied", "trouble"),
    [
        (Permission.SEND_MESSAGES, "permissions:send_messages"),
        (Permission.VIEW_CHANNEL, "permissions:view_channel,send_messages"),
    ],
)
async def test_a_missing_permission_is_named(poster, feed, world, denied, trouble):
    wanted = feed()
    world.deny(world.channel("general"), denied)
    await until(lambda: poster.trouble(wanted) is not None)
    assert await refusal(poster, wanted) == trouble
    assert world.messages() == []


async def test_a_channel_that_is_gone_is_named(poster, feed, world, playground):
    wanted, forum = feed(), feed(Target.FORUM)
    for name in ("general", "history-forum"):
        playground.happens.delete_channel(world.channel(name))
    await until(lambda: poster.trouble(wanted) is not None and poster.trouble(forum) is not None)
    assert await refusal(poster, wanted) == "no-channel"
    assert await refusal(poster, forum) == "no-channel"


@pytest.mark.parametrize(
    ("status", "code", "trouble"),
    [
        (403, 50013, "refused:50013"),
        (403, 50001, "refused:50001"),
        (404, 10003, "refused:10003"),
        (400, 50008, "refused:50008"),
        (400, 160006, "refused:160006"),
    ],
)
async def test_a_refusal_that_cannot_be_explained_brings_its_code(
    poster, feed, playground, *, status, code, trouble
):
    playground.faults.add(Fault(what="status", status=status, code=code, path="*/messages"))
    assert await refusal(poster, feed()) == trouble


async def test_a_server_that_is_not_there_is_named(poster, feed, world):
    assert await refusal(poster, feed(guild=1, channel=2)) == "refused:10003"
    elsewhere = next(
        each for each in world.playground.world.channels.values() if each.name == "lounge"
    )
    lost = feed(guild=int(elsewhere.guild_id), channel=int(elsewhere.id))
    assert await refusal(poster, lost) == "no-server"


async def test_threads_that_are_closed_or_gone_are_named_and_stay_so(
    poster, feed, world, playground
):
    thread = await begun_thread(poster, feed, world)
    wanted = feed(Target.THREAD, int(thread.id), id=8)
    thread.thread.archived = thread.thread.locked = True
    playground.happens.channel_changed(thread)
    world.deny(world.channel("general"), Permission.MANAGE_THREADS)
    trouble = await refusal(poster, wanted)
    assert trouble == "archived"
    playground.happens.delete_channel(thread)
    assert await refusal(poster, wanted) == "no-channel"


async def test_a_post_that_was_deleted_is_not_sent_again(poster, feed, world, playground):
    post = post_of(feed(), *ENTRIES)
    posted = await poster.send(post)
    playground.happens.delete_message(world.channel("general"), str(posted.message))
    with pytest.raises(DeletedError):
        await poster.send(post)
    assert world.messages() == []


async def test_what_discord_takes_for_invalid_is_rejected(poster, feed, playground):
    fault = Fault(what="status", status=400, code=20009, message="Too explicit", path="*")
    playground.faults.add(fault)
    with pytest.raises(RejectedError, match=r"Too explicit \(20009\)"):
        await poster.send(post_of(feed(), *ENTRIES))


async def test_a_post_with_nothing_to_tell_is_rejected(poster, feed, world):
    with pytest.raises(RejectedError, match="no longer in the content"):
        await poster.send(post_of(feed(), "gone"))
    assert world.requests("POST", "messages") == []


# ---------------------------------------------------------------- faults


async def delay(poster, feed):
    with pytest.raises(DelayedError) as caught:
        await poster.send(post_of(feed, *ENTRIES))
    return caught.value.seconds


async def test_a_long_limit_is_left_to_the_ledger(poster, feed, playground, world):
    playground.faults.add(Fault(what="status", status=429, retry_after=900, path="*/messages"))
    assert await delay(poster, feed()) == 900
    assert world.messages() == []


async def test_a_short_limit_is_waited_for(poster, feed, playground, world):
    playground.faults.add(Fault(what="status", status=429, retry_after=0.05, path="*/messages"))
    await poster.send(post_of(feed(), *ENTRIES))
    assert len(world.messages()) == 1


@pytest.mark.parametrize(("headers", "seconds"), [({"Retry-After": "7"}, 7), ({}, 60)])
async def test_a_ban_in_front_of_discord_is_waited_out(
    poster, feed, playground, monkeypatch, *, headers, seconds
):
    """A 429 that does not come from Discord itself has no `Via`, and perhaps no end."""
    monkeypatch.setattr(TooManyRequestsError, "headers", lambda _: headers)
    playground.faults.add(Fault(what="status", status=429, path="*/messages"))
    assert await delay(poster, feed()) == seconds


async def test_a_token_that_is_refused_is_no_fault_of_the_feed(poster, feed, playground):
    playground.faults.add(Fault(what="status", status=401, path="*/messages"))
    assert await delay(poster, feed()) == 300


async def test_discord_out_of_reach_is_tried_again(poster, feed, playground):
    await playground.stop()
    assert await delay(poster, feed()) == 15


async def test_a_server_that_is_away_delays_its_forum(poster, feed, playground, world):
    playground.happens.guild_unavailable(world.home)
    await until(lambda: not poster.is_reachable(int(world.home.id)))
    assert await delay(poster, feed(Target.FORUM)) == 30


@pytest.mark.parametrize("target", [Target.TEXT, Target.FORUM])
@pytest.mark.parametrize(
    "fault",
    [
        {"what": "drop answer"},
        {"what": "drop request"},
        {"what": "status", "status": 503},
        {"what": "status", "status": 408},  # of a proxy that Discord has not answered
        {"what": "slow", "seconds": 2},
    ],
    ids=lambda fault: fault.get("status", fault["what"]),
)
async def test_an_answer_that_is_lost_may_have_been_a_post(poster, feed, playground, target, fault):
    poster._patience = 1 if fault["what"] == "slow" else 30
    playground.faults.add(Fault(method="POST", path="/channels/*", **fault))
    with pytest.raises(LostError):
        await poster.send(post_of(feed(target), *ENTRIES))


async def test_an_answer_that_is_no_json_is_lost(poster, feed, playground, monkeypatch):
    monkeypatch.setattr(server, "_JSON", {"Content-Type": "text/html"})
    with pytest.raises(LostError, match="TypeError"):
        await poster.send(post_of(feed(), *ENTRIES))


@pytest.mark.parametrize("status", [500, 502, 504, 524])
async def test_a_thread_is_not_begun_again_after_a_fault(poster, feed, playground, world, status):
    """discord.py would repeat it by itself, and a forum takes two of the same."""
    playground.faults.add(Fault(what="status", status=status, path="*/threads"))
    with pytest.raises(LostError):
        await poster.send(post_of(feed(Target.FORUM), *ENTRIES))
    assert len(world.requests("POST", "/threads")) == 1


async def test_a_thread_is_begun_after_a_limit(poster, feed, playground, world):
    playground.faults.add(Fault(what="status", status=429, retry_after=0.05, path="*/threads"))
    await poster.send(post_of(feed(Target.FORUM), *ENTRIES))
    assert len(world.requests("POST", "/threads")) == 2


@pytest.mark.parametrize(
    "then",
    [
        {"what": "status", "status": 429, "retry_after": 900},
        {"what": "status", "status": 403, "code": 50013},
    ],
)
async def test_a_fault_that_the_library_hides_is_not_forgotten(poster, feed, playground, then):
    """discord.py retries a 502 by itself, and shows only how the last try ended."""
    playground.faults.add(Fault(what="status", status=502, path="*/messages"))
    playground.faults.add(Fault(path="*/messages", **then))
    with pytest.raises(LostError):
        await poster.send(post_of(feed(), *ENTRIES))


async def test_a_deleted_post_is_deleted_whatever_came_before(poster, feed, playground):
    playground.faults.add(Fault(what="status", status=502, path="*/messages"))
    playground.faults.add(Fault(what="status", status=404, code=10008, path="*/messages"))
    with pytest.raises(DeletedError):
        await poster.send(post_of(feed(), *ENTRIES))


async def test_giving_up_while_everything_is_limited_does_not_stop_the_next_post(
    poster, feed, playground, world
):
    poster._patience = 1
    playground.faults.add(Fault(what="status", status=429, retry_after=29, everywhere=True))
    assert await delay(poster, feed()) == 15
    poster._patience = 30
    async with asyncio.timeout(20):
        await poster.send(post_of(feed(), *ENTRIES))
    assert len(world.messages()) == 1


async def test_a_limit_of_a_channel_does_not_lose_posts(poster, feed, playground, world):
    playground.limits.set(Limits(per_route=2, route_seconds=0.2))
    posts = [post_of(feed(id=number), *ENTRIES) for number in range(5)]
    await asyncio.gather(*map(poster.send, posts))
    assert len(world.messages()) == 5


async def test_a_mistake_of_ours_is_not_taken_for_discords(poster, feed, client, monkeypatch):
    monkeypatch.setattr(client, "get_partial_messageable", lambda *_, **__: None)
    with pytest.raises(AttributeError):
        await poster.send(post_of(feed(), *ENTRIES))
