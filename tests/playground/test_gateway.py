"""The gateway, as any library meets it."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.playground import HeldClock, Intent, Playground, Size
from bot.playground.sessions import Hub, Session
from tests.playground.raw import RawBot, Rest, command

MESSAGES = Intent.GUILDS | Intent.GUILD_MESSAGES | Intent.DIRECT_MESSAGES


@pytest.fixture
async def bot(playground: Playground, session: aiohttp.ClientSession) -> AsyncIterator[RawBot]:
    """Connect a bot that has said nothing yet."""
    bot = RawBot(playground, session)
    hello = await bot.open()
    assert hello == {
        "op": 10,
        "d": {"heartbeat_interval": 41250, "_trace": []},
        "s": None,
        "t": None,
    }
    yield bot
    await bot.close()


async def closed(bot: RawBot) -> int:
    """Read until the connection ends, and give the code."""
    try:
        while True:
            await bot.receive()
    except ConnectionError as ending:
        code: int = ending.args[0]
        return code


async def test_ready_then_each_guild_with_its_channels(playground: Playground, bot: RawBot):
    ready = await bot.begin()
    guilds = [one for one in playground.world.guilds.values() if one.has_bot]
    assert ready["guilds"] == [{"id": one.id, "unavailable": True} for one in guilds]
    assert ready["resume_gateway_url"] == playground.gateway_url
    assert ready["application"]["id"] == ready["user"]["id"]
    guild = await bot.event("GUILD_CREATE")
    assert [one["name"] for one in guild["channels"]][:2] == ["general", "on-this-day"]
    assert guild["members"][0]["user"]["id"] == ready["user"]["id"]


async def test_a_heartbeat_is_acknowledged_no_quicker_than_over_a_wire(bot: RawBot):
    """discord.py takes an answer at once for a late one to the heartbeat before: "Can't keep up"."""
    began = time.perf_counter()
    await bot.send(1, None)
    assert (await bot.receive())["op"] == 11
    assert time.perf_counter() - began > 0.01


@pytest.mark.parametrize(
    ("op", "data", "code"),
    [
        (2, {"token": "wrong", "intents": 1}, 4004),
        (2, {"token": "playground", "intents": 1, "shard": [2, 2]}, 4010),
        (2, {"token": "playground", "intents": 1, "shard": "all"}, 4010),
        (2, {"token": "playground", "intents": 1 << 1}, 4014),
        (2, {"token": "playground", "intents": 1 << 15}, 4014),
        (2, {"token": "playground", "intents": 1 << 30}, 4013),
        (2, {"token": "playground"}, 4013),
        (2, {"token": "playground", "intents": True}, 4013),
        (2, {"token": "playground", "intents": 1, "properties": None}, 4002),
        (2, {"token": "playground", "intents": 1, "shard": [False, True]}, 4010),
        (1, "five", 4002),
        (2, "hello", 4002),
        (6, {"token": "wrong", "session_id": "x", "seq": 1}, 4004),
        (3, {"status": "online"}, 4003),
        (8, {"guild_id": "1"}, 4003),
        (77, None, 4001),
    ],
)
async def test_each_mistake_has_its_close_code(bot: RawBot, op: int, data: Any, code: int):
    if op == 2 and isinstance(data, dict):
        data = {"properties": {}} | data
    await bot.send(op, data)
    assert await closed(bot) == code


@pytest.mark.parametrize(
    "text", ["not json", "[]", "{}", "5", "[" * 4000, '{"op": "2"}', '{"op": true}', '{"op": NaN}']
)
async def test_what_cannot_be_decoded_closes_4002(bot: RawBot, text: str):
    await bot.socket.send_str(text)
    assert await closed(bot) == 4002


async def test_identifying_twice_closes_4005(bot: RawBot):
    await bot.begin()
    await bot.send(2, {"token": "playground", "intents": 1})
    assert await closed(bot) == 4005


async def test_an_old_version_closes_4012(playground: Playground, session: aiohttp.ClientSession):
    bot = RawBot(playground, session)
    await bot.open(v="6")
    assert await closed(bot) == 4012


async def test_a_bot_token_prefix_is_taken_and_other_ops_are_ignored(bot: RawBot):
    await bot.begin(key="Bot playground")
    await bot.send(3, {"status": "online"})
    await bot.send(4, {"guild_id": "1"})
    await bot.send(1, 5)
    while (await bot.receive())["op"] != 11:
        pass


async def test_more_guilds_than_a_shard_holds_close_4011(session: aiohttp.ClientSession):
    async with Playground(size=Size(guilds=2501)) as playground:
        bot = RawBot(playground, session)
        await bot.open()
        await bot.send(2, {"token": "playground", "intents": 1, "properties": {}})
        assert await closed(bot) == 4011


async def test_privileged_intents_can_be_granted(session: aiohttp.ClientSession):
    granted = Intent.GUILD_MEMBERS | Intent.MESSAGE_CONTENT
    async with Playground(allowed_intents=granted) as playground:
        bot = RawBot(playground, session)
        await bot.identify(intents=Intent.GUILDS | granted)
        guild = await bot.event("GUILD_CREATE")
        await bot.send(8, {"guild_id": guild["id"], "query": "", "limit": 0})
        chunk = await bot.event("GUILD_MEMBERS_CHUNK")
        assert {one["user"]["username"] for one in chunk["members"]} == {
            "editor",
            "fasti",
            "member",
            "moderator",
        }
        await bot.send(8, {"guild_id": guild["id"], "user_ids": "5"})
        assert (await bot.event("GUILD_MEMBERS_CHUNK"))["not_found"] == ["5"]
        await bot.send(8, {"guild_id": guild["id"], "user_ids": [5, "6"]})
        assert (await bot.event("GUILD_MEMBERS_CHUNK"))["not_found"] == ["5", "6"]
        await bot.send(8, {"guild_id": "5"})
        status, members = await bot.rest.call(
            "GET", f"/guilds/{guild['id']}/members", query={"limit": "2"}
        )
        assert (status, len(members)) == (200, 2)
        await bot.close()


@pytest.mark.parametrize("compress", ["zlib-stream", "zstd-stream", ""])
async def test_compression_goes_through_the_whole_connection(
    playground: Playground, session: aiohttp.ClientSession, compress: str
):
    if compress == "zstd-stream":
        socket = await session.ws_connect(playground.gateway_url, params={"compress": compress})
        frame = await socket.receive_bytes()
        assert frame.startswith(bytes.fromhex("28b52ffd"))
        assert json.loads(frame[9:])["op"] == 10
        await socket.close()
        return
    bot = RawBot(playground, session)
    await bot.open(compress=compress)
    await bot.begin()
    assert (await bot.event("GUILD_CREATE"))["name"] == "Playground"
    await bot.close()


async def test_events_go_only_to_those_whose_intents_ask_for_them(
    playground: Playground, session: aiohttp.ClientSession, general: str, rest: Rest
):
    none, guilds, messages = (RawBot(playground, session) for _ in "abc")
    for bot, intents in ((none, 0), (guilds, 1), (messages, MESSAGES)):
        await bot.identify(intents=intents)
    await rest.call("POST", f"{general}/messages", {"content": "Secret"})
    channel = next(one for one in playground.world.channels.values() if one.name == "on-this-day")
    playground.happens.channel_changed(channel)
    message = await messages.event("MESSAGE_CREATE")
    assert (message["content"], message["guild_id"]) == ("Secret", channel.guild_id)
    seen = []
    for bot in (none, guilds, messages):
        await bot.send(1, None)
        names = []
        while (payload := await bot.receive())["op"] != 11:
            names.append(payload["t"])
        seen.append([name for name in names if name != "GUILD_CREATE"])
        await bot.close()
    assert seen == [[], ["CHANNEL_UPDATE"], ["CHANNEL_UPDATE"]]


@pytest.mark.parametrize(("granted", "content"), [(0, ""), (Intent.MESSAGE_CONTENT, "Hello")])
async def test_the_content_of_others_needs_the_content_intent(
    session: aiohttp.ClientSession, granted: int, content: str
):
    async with Playground(allowed_intents=granted) as playground:
        bot = RawBot(playground, session)
        await bot.identify(intents=MESSAGES | granted)
        heard = []
        for where, text in (("general", "Hello"), ("general", "<@{0}> hi"), ("dm", "Psst")):
            playground.say(text.format(playground.world.bot.id), where=where)
            heard.append((await bot.event("MESSAGE_CREATE"))["content"])
        mention = f"<@{playground.world.bot.id}> hi"
        assert heard == [content, mention, "Psst"]
        await bot.close()


async def test_a_hidden_channels_messages_are_not_told(
    playground: Playground, session: aiohttp.ClientSession
):
    from bot.playground import Overwrite, Permission  # noqa: PLC0415

    bot = RawBot(playground, session)
    await bot.identify(intents=MESSAGES)
    guild = next(iter(playground.world.guilds.values()))
    channel = next(iter(guild.channels.values()))
    hidden = Overwrite(id=playground.world.bot.id, member=True, deny=Permission.VIEW_CHANNEL)
    playground.happens.overwrite(channel, hidden)
    playground.say("Unheard")
    playground.say("Heard", where="on-this-day")
    assert (await bot.event("MESSAGE_CREATE"))["channel_id"] != channel.id
    await bot.close()


async def test_resume_replays_what_was_missed_in_order(
    playground: Playground, session: aiohttp.ClientSession
):
    bot = RawBot(playground, session)
    await bot.identify()
    await bot.event("GUILD_CREATE")
    seen = bot.seq
    playground.hub.cut()
    with pytest.raises(ConnectionError):
        await bot.receive()
    channels = list(playground.world.channels.values())[:3]
    for channel in channels:
        playground.happens.channel_changed(channel)
    await bot.open()
    await bot.send(6, {"token": "playground", "session_id": bot.session_id, "seq": seen})
    payloads = [await bot.receive() for _ in range(4)]
    assert [one["t"] for one in payloads] == ["CHANNEL_UPDATE"] * 3 + ["RESUMED"]
    assert [one["s"] for one in payloads] == [seen + n for n in range(1, 5)]  # type: ignore[operator]
    assert [one["d"]["id"] for one in payloads[:3]] == [one.id for one in channels]
    await bot.close()


async def test_a_session_that_is_gone_is_invalid(
    playground: Playground, session: aiohttp.ClientSession
):
    bot = RawBot(playground, session)
    await bot.identify()
    playground.hub.cut(resumable=False, code=4009)
    assert await closed(bot) == 4009
    for data in ({"session_id": bot.session_id, "seq": 1}, {"session_id": "x", "seq": None}):
        await bot.open()
        await bot.send(6, {"token": "playground", **data})
        assert await bot.receive() == {"op": 9, "d": False, "s": None, "t": None}
        await bot.close()


async def test_a_number_that_was_never_sent_closes_4007(
    playground: Playground, session: aiohttp.ClientSession
):
    bot = RawBot(playground, session)
    await bot.identify()
    playground.hub.cut(code=4000)
    assert await closed(bot) == 4000
    await bot.open()
    await bot.send(6, {"token": "playground", "session_id": bot.session_id, "seq": 999})
    assert await closed(bot) == 4007


@pytest.mark.parametrize("resumable", [True, False])
async def test_a_session_can_be_called_invalid(
    playground: Playground, raw: RawBot, *, resumable: bool
):
    await raw.event("GUILD_CREATE")
    playground.hub.invalidate(resumable=resumable)
    assert await raw.receive() == {"op": 9, "d": resumable, "s": None, "t": None}
    assert (raw.session_id in playground.hub.sessions) is resumable


async def test_a_bot_can_be_asked_to_come_again(playground: Playground, raw: RawBot):
    await raw.event("GUILD_CREATE")
    playground.hub.reconnect()
    assert (await raw.receive())["op"] == 7


async def test_shards_hear_of_their_own_guilds_and_shard_0_of_dms(
    session: aiohttp.ClientSession, clock: HeldClock
):
    async with Playground(size=Size(guilds=7), clock=clock) as playground:
        bots = [RawBot(playground, session) for _ in range(2)]
        told = []
        for index, bot in enumerate(bots):
            ready = await bot.identify(shard=[index, 2])
            assert ready["shard"] == [index, 2]
            told.append({guild["id"] for guild in ready["guilds"]})
            for _ in ready["guilds"]:
                await bot.event("GUILD_CREATE")
        with_bot = [one for one in playground.world.guilds.values() if one.has_bot]
        assert told[0] | told[1] == {one.id for one in with_bot}
        assert all((int(id_) >> 22) % 2 == index for index, ids in enumerate(told) for id_ in ids)
        for guild in with_bot:
            playground.happens.guild_unavailable(guild)
            shard = (int(guild.id) >> 22) % 2
            gone = await bots[shard].event("GUILD_DELETE")
            assert gone == {"id": guild.id, "unavailable": True}
        await bots[0].register(command("hello"))
        asking = asyncio.create_task(playground.type("/hello", where="dm"))
        interaction = await bots[0].event("INTERACTION_CREATE")
        await bots[0].answer(interaction, 4, {"content": "Hi"})
        assert (await asking).text == "Hi"
        for bot in bots:
            await bot.close()


async def test_an_unavailable_guild_is_told_as_such_at_the_start(
    playground: Playground, session: aiohttp.ClientSession
):
    guild = next(iter(playground.world.guilds.values()))
    playground.happens.guild_unavailable(guild)
    bot = RawBot(playground, session)
    await bot.identify()
    assert await bot.event("GUILD_DELETE") == {"id": guild.id, "unavailable": True}
    playground.happens.guild_available(guild)
    assert (await bot.event("GUILD_CREATE"))["id"] == guild.id
    await bot.close()


def test_a_session_forgets_what_was_heard_and_what_is_too_old():
    session = Session("s", (0, 1), 1)
    for _ in range(2100):
        session.dispatch("X", "{}")
    assert session.since(99) is None
    assert len(session.since(100) or ()) == 2000
    session.heard(2000)
    assert session.since(1999) is None
    assert session.since(2100) == []
    assert session.since(2101) is None


def test_a_hub_without_connections_takes_everything_in_its_stride():
    hub = Hub(lambda: 0.0)
    hub.cut()
    hub.reconnect()
    hub.invalidate(resumable=False)
    hub.dispatch("X", {}, guild_id=None)
    assert hub.connected == []
