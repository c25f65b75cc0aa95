"""How long the gateway puts up with a client, and what is left of those that go."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.playground import HeldClock, Playground
from bot.playground.gateway import Gateway
from bot.playground.sessions import RESUMABLE_FOR
from tests.playground.raw import RawBot

INTERVAL = 41.25
INVALID = {"op": 9, "d": False, "s": None, "t": None}


async def closed(bot: RawBot) -> int:
    """Read until the connection ends, and give the code."""
    try:
        while True:
            await bot.receive()
    except ConnectionError as ending:
        code: int = ending.args[0]
        return code


async def resume(bot: RawBot) -> None:
    """Open a connection of its own and ask for the session back."""
    await bot.open()
    await bot.send(6, {"token": "playground", "session_id": bot.session_id, "seq": bot.seq})


async def leave(playground: Playground, bot: RawBot, code: int) -> None:
    """Close a connection with that code and wait until the server has noticed."""
    noticing = asyncio.create_task(playground.journal.wait("DISCONNECT"))
    await asyncio.sleep(0)
    await bot.socket.close(code=code)
    await noticing
    assert playground.hub.connected == []


@pytest.mark.parametrize("user_ids", [5.5, {}, [{}], [None], True])
async def test_members_are_asked_for_by_ids_alone(
    playground: Playground, raw: RawBot, user_ids: object
):
    guild = next(iter(playground.world.guilds))
    await raw.send(8, {"guild_id": guild, "user_ids": user_ids})
    assert await closed(raw) == 4002


@pytest.mark.parametrize("code", [1000, 1001])
async def test_a_session_that_was_closed_cleanly_cannot_be_resumed(
    playground: Playground, raw: RawBot, code: int
):
    await raw.event("GUILD_CREATE")
    await leave(playground, raw, code)
    assert playground.hub.sessions == {}
    await resume(raw)
    assert await raw.receive() == INVALID


async def test_a_session_that_was_closed_otherwise_waits_for_a_while(
    playground: Playground, raw: RawBot, clock: HeldClock
):
    await raw.event("GUILD_CREATE")
    await leave(playground, raw, 4000)
    clock.move(RESUMABLE_FOR)
    await resume(raw)
    assert (await raw.receive())["t"] == "RESUMED"
    await leave(playground, raw, 4000)
    clock.move(RESUMABLE_FOR + 1)
    await resume(raw)
    assert await raw.receive() == INVALID


async def test_sessions_that_nobody_comes_back_to_are_forgotten(
    playground: Playground, raw: RawBot, clock: HeldClock
):
    await leave(playground, raw, 4000)
    assert list(playground.hub.sessions) == [raw.session_id]
    clock.move(RESUMABLE_FOR + 1)
    playground.hub.dispatch("X", {}, guild_id=None)
    assert playground.hub.sessions == {}


async def test_a_resumed_session_leaves_its_old_connection(
    playground: Playground, raw: RawBot, session: aiohttp.ClientSession
):
    await raw.event("GUILD_CREATE")
    second = RawBot(playground, session)
    second.session_id, second.seq = raw.session_id, raw.seq
    await resume(second)
    assert (await second.receive())["t"] == "RESUMED"
    assert await closed(raw) == 4000
    channel = next(iter(playground.world.channels.values()))
    playground.happens.channel_changed(channel)
    assert (await second.event("CHANNEL_UPDATE"))["id"] == channel.id
    await second.close()


async def test_guilds_that_were_not_yet_told_come_with_the_new_connection(
    playground: Playground, session: aiohttp.ClientSession
):
    bot = RawBot(playground, session)
    await bot.identify()
    only = playground.hub.sessions[bot.session_id]
    guild = next(iter(playground.world.guilds.values()))
    await bot.event("GUILD_CREATE")
    only.backlog = Gateway(playground.backend)._introduce(only, [guild])
    playground.hub.cut()
    await resume(bot)
    assert (await bot.event("GUILD_CREATE"))["id"] == guild.id
    await bot.close()


async def test_more_than_120_events_in_a_minute_close_4008(
    playground: Playground, raw: RawBot, clock: HeldClock
):
    for count in (119, 120):  # identifying was the first
        for _ in range(count):
            await raw.send(1, None)
        for _ in range(count):
            while (await raw.receive())["op"] != 11:
                pass
        clock.move(60)
    for _ in range(121):
        await raw.send(1, None)
    assert await closed(raw) == 4008
    assert list(playground.hub.sessions) == [raw.session_id]


async def test_a_silent_client_is_asked_for_a_heartbeat_and_then_closed(
    playground: Playground, raw: RawBot, clock: HeldClock
):
    await raw.event("GUILD_CREATE")
    clock.move(INTERVAL)
    assert (await raw.socket.receive_json())["op"] == 1
    clock.move(INTERVAL / 2)
    assert await closed(raw) == 4009
    assert playground.hub.sessions == {}


async def test_a_client_that_answers_outlives_any_move_of_the_clock(
    playground: Playground, raw: RawBot, clock: HeldClock
):
    await raw.event("GUILD_CREATE")
    channel = next(iter(playground.world.channels.values()))
    for _ in range(3):
        clock.move(900)
        await asyncio.sleep(0.01)
        playground.happens.channel_changed(channel)
        assert (await raw.event("CHANNEL_UPDATE"))["id"] == channel.id


async def test_who_never_identifies_is_closed_as_well(
    playground: Playground, session: aiohttp.ClientSession, clock: HeldClock
):
    bot = RawBot(playground, session)
    await bot.open()
    clock.move(INTERVAL)
    await bot.socket.receive_json()
    clock.move(INTERVAL)
    assert await closed(bot) == 4009


@pytest.mark.parametrize(
    "query", [{"encoding": "etf"}, {"compress": "none"}, {"compress": "brotli"}]
)
async def test_what_the_gateway_does_not_speak_is_refused_before_the_hello(
    playground: Playground, session: aiohttp.ClientSession, query: dict[str, str]
):
    async with session.get(playground.gateway_url, params=query) as response:
        assert response.status == 400
        assert next(iter(query)) in await response.text()


async def test_a_fault_of_the_gateway_itself_closes_4000_and_is_noted(
    session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: Any) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(Gateway, "_receive", fail)
    async with Playground() as playground:
        bot = RawBot(playground, session)
        await bot.open()
        await bot.send(1, None)
        assert await closed(bot) == 4000
        assert playground.journal.mistakes == ["gateway: RuntimeError('a bug')"]
