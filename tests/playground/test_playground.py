"""Starting, stopping, and a world of any size."""

import asyncio

import aiohttp
import pytest

from bot.playground import HeldClock, Limits, Playground, Size
from bot.playground.state import ChannelType
from bot.playground.world import starting_world
from tests.playground.raw import RawBot, Rest, command


async def test_nothing_is_left_after_the_end(session: aiohttp.ClientSession):
    before = asyncio.all_tasks()
    async with Playground(clock=HeldClock()) as playground:
        bot = RawBot(playground, session)
        await bot.identify()
        await bot.register(command("hello"))
        asking = asyncio.create_task(playground.type("/hello"))
        await bot.event("INTERACTION_CREATE")
        asking.cancel()
        await asyncio.wait([asking])
    assert asyncio.all_tasks() - before == set()
    assert playground.hub.connected == []
    with pytest.raises(aiohttp.ClientConnectorError):
        await bot.rest.call("GET", "/gateway")
    await bot.close()


async def test_it_can_be_stopped_twice_and_started_again(session: aiohttp.ClientSession):
    playground = Playground()
    await playground.start()
    first = playground.url
    await playground.stop()
    await playground.stop()
    await playground.start()
    assert playground.url == first
    assert (await Rest(playground, session).call("GET", "/gateway"))[0] == 200
    await playground.stop()


async def test_a_taken_port_is_an_oserror():
    async with Playground() as first:
        port = int(first.url.rpartition(":")[2])
        with pytest.raises(OSError, match="address already in use"):
            await Playground(port=port).start()


async def test_ready_waits_for_a_bot_and_its_commands(session: aiohttp.ClientSession):
    async with Playground() as playground:
        ready = asyncio.create_task(playground.ready())
        bot = RawBot(playground, session)
        await bot.identify()
        await asyncio.sleep(0.01)
        assert not ready.done()
        await bot.register(command("hello"))
        await ready
        await playground.ready()
        await bot.close()


async def test_tokens_and_limits_can_be_chosen(session: aiohttp.ClientSession):
    async with Playground(tokens=("one", "two"), limits=Limits(per_route=5)) as playground:
        rest = Rest(playground, session)
        for token, status in (("one", 200), ("two", 200), ("playground", 401)):
            assert (await rest.call("GET", "/gateway", key=token))[0] == status
        await rest.call("GET", "/gateway", key="one")
        assert rest.headers["X-RateLimit-Limit"] == "5"


def test_the_starting_world_is_the_same_in_every_run_and_size():
    small, large = starting_world(), starting_world(Size(guilds=3, channels=2))
    assert list(small.guilds) == list(large.guilds)[:2]
    assert set(small.channels) <= set(large.channels)
    assert len(large.channels) == len(small.channels) + 6
    channels = next(iter(small.guilds.values())).channels.values()
    names = [one.name for one in sorted(channels, key=lambda one: one.position)]
    assert names == ["general", "on-this-day", "history", "announcements", "history-forum"]


def test_the_editor_has_the_role_and_is_in_both_servers_without_the_app_of_their_own():
    world = starting_world()
    editor = next(one for one in world.users.values() if one.username == "editor")
    home, elsewhere = world.guilds.values()
    (role,) = home.members[editor.id].roles
    assert home.roles[role].name == "Editors"
    assert (elsewhere.members[editor.id].roles, editor.installed) == ([], False)


def test_what_was_in_the_world_before_the_editor_keeps_its_ids():
    """Snapshots and scripts name them."""
    world = starting_world()
    known = {one.name: one.id for one in world.channels.values() if one.type != ChannelType.DM}
    first = ("general", "on-this-day", "announcements", "history-forum", "lounge")
    assert max(int(known[name]) for name in first) < int(known["history"])
    assert known["general"] == "1191170424201805830"


async def test_a_real_clock_gives_up_on_a_silent_bot(
    session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bot.playground.sending.ANSWER_WITHIN", 0.05)
    async with Playground() as playground:
        bot = RawBot(playground, session)
        await bot.identify()
        await bot.register(command("hello"))
        assert (await playground.type("/hello")).problem == "The application did not respond"
        await bot.close()


def test_each_playground_is_another_application_so_that_no_bot_takes_its_commands_for_known():
    first, second = (Playground(clock=HeldClock(at)) for at in (1_782_118_800.0, 1_782_118_801.0))
    assert first.world.bot.id != second.world.bot.id
