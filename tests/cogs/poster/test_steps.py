"""What follows a post: publishing, a thread, pins; each can be made twice, and fails by itself."""

import pytest

from bot.domain.deliveries import Posted
from bot.domain.feeds import Target
from bot.domain.posting import (
    DelayedError,
    DeletedError,
    LostError,
    PostError,
    RefusedError,
    RejectedError,
)
from bot.playground import Fault, Limits, Permission
from bot.playground.rules.messages import Flag
from tests.ui.posts import post_of

CROSSPOST = "POST /channels/{channel_id}/messages/{message_id}/crosspost"


@pytest.fixture
def sent(client, poster, feed):
    """Give a function that posts; it gives the post and where it is."""

    async def send(target=Target.ANNOUNCEMENT, number=7):
        post = post_of(feed(target, id=number), "operation-uranus")
        return post, await poster.send(post)

    return send


@pytest.fixture
def step(poster, sent, world):
    """Give a function that makes a step by its name, after a post of its own."""

    async def make(name, posted=None):
        post, where = await sent()
        where = posted or where
        if name == "begin_thread":
            return await poster.begin_thread(post, where)
        return await getattr(poster, name)(where)

    return make


STEPS = {
    "publish": ("*/crosspost", Permission.SEND_MESSAGES, "permissions:send_messages"),
    "begin_thread": (
        "*/threads",
        Permission.CREATE_PUBLIC_THREADS,
        "permissions:create_public_threads",
    ),
    "pin": ("*/pins/*", Permission.PIN_MESSAGES, "permissions:pin_messages"),
    "unpin": ("*/pins/*", Permission.PIN_MESSAGES, "permissions:pin_messages"),
}


async def test_a_post_is_published_once(poster, sent, world):
    _, posted = await sent()
    await poster.publish(posted)
    await poster.publish(posted)
    assert world.messages("announcements")[0]["flags"] & Flag.CROSSPOSTED


@pytest.mark.parametrize("target", [Target.TEXT, Target.ANNOUNCEMENT])
async def test_a_thread_begins_once_under_a_post(poster, sent, world, target):
    post, posted = await sent(target)
    thread = await poster.begin_thread(post, posted)
    assert await poster.begin_thread(post, posted) == thread
    assert world.home.channels[str(thread)].name == "19 November: Operation Uranus begins"
    assert world.home.channels[str(thread)].parent_id == str(posted.channel)


async def test_a_post_is_pinned_and_unpinned(poster, sent, world):
    _, posted = await sent(Target.TEXT)
    for _ in range(2):
        await poster.pin(posted)
    assert world.messages()[0]["pinned"]
    for _ in range(2):
        await poster.unpin(posted)
    assert not world.messages()[0]["pinned"]


async def test_what_is_gone_needs_no_unpinning(poster, client, world):
    general = int(world.channel("general").id)
    await poster.unpin(Posted(channel=general, message=1))
    await poster.unpin(Posted(channel=1, message=1))


@pytest.mark.parametrize("name", ["publish", "begin_thread", "pin"])
async def test_a_post_that_is_gone_says_so(poster, step, world, name):
    gone = Posted(channel=int(world.channel("announcements").id), message=1)
    with pytest.raises(DeletedError):
        await step(name, gone)


@pytest.mark.parametrize("name", ["publish", "begin_thread", "pin"])
async def test_a_channel_that_is_gone_says_so(step, name):
    with pytest.raises(RefusedError, match="no-channel"):
        await step(name, Posted(channel=1, message=1))


@pytest.mark.parametrize("name", STEPS)
async def test_a_missing_permission_is_named(poster, sent, world, name):
    post, posted = await sent()
    _, permission, trouble = STEPS[name]
    arguments = (post, posted) if name == "begin_thread" else (posted,)
    for denied, says in ((permission, trouble), (Permission.VIEW_CHANNEL, "view_channel")):
        world.deny(world.channel("announcements"), denied)
        with pytest.raises(RefusedError, match=says):
            await getattr(poster, name)(*arguments)


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"what": "drop answer"}, LostError),
        ({"what": "status", "status": 503}, LostError),
        ({"what": "status", "status": 429, "retry_after": 99}, DelayedError),
        ({"what": "status", "status": 400, "code": 7}, RejectedError),
    ],
    ids=["lost", "fault", "limit", "invalid"],
)
async def test_a_step_fails_as_a_post_does(step, playground, name, fault, error):
    # The library repeats what is idempotent by itself, so the fault comes more than once.
    playground.faults.add(Fault(path=STEPS[name][0], times=5, **fault))
    with pytest.raises(PostError) as caught:
        await step(name)
    assert type(caught.value) is error


async def test_too_many_pins_are_nobodys_trouble(step, playground):
    fault = Fault(what="status", status=400, code=30003, message="Maximum", path="*/pins/*")
    playground.faults.add(fault)
    with pytest.raises(RejectedError, match=r"Maximum \(30003\)"):
        await step("pin")


async def test_the_limit_of_publishing_is_no_sleep_of_an_hour(poster, sent, playground):
    playground.limits.set(Limits(routes={CROSSPOST: (2, 3600)}))
    for number in range(2):
        _, posted = await sent(number=number)
        await persistently(poster.publish, posted)
    for number in range(2):
        _, posted = await sent(number=number + 5)
        with pytest.raises(DelayedError) as caught:
            await persistently(poster.publish, posted)
        assert 3500 < caught.value.seconds <= 3600


async def persistently(step, posted):
    """Make a step that may be put off for a moment, once."""
    try:
        await step(posted)
    except DelayedError as error:
        if error.seconds > 1:
            raise
        await step(posted)


async def test_a_thread_of_a_server_that_is_away_waits(poster, client, feed):
    with pytest.raises(DelayedError):
        await poster.begin_thread(post_of(feed(guild=1), "shooting"), Posted(channel=1, message=1))
