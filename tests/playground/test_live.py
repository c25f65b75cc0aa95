"""Pages hear at once of what happens, and keep nobody waiting when they are gone."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.playground import Playground
from bot.playground.journal import Journal, Request
from bot.playground.key import HEADER
from bot.playground.live import Live
from tests.playground.raw import Rest

_DATA = re.compile(rb"data: ([^\n]*)\n\n")


async def heard(response: aiohttp.ClientResponse) -> tuple[str, Any]:
    """Read the next event of a stream, past its comments."""
    while not (first := await line_of(response)).startswith("event: "):
        assert first[:1] in {"", ":"}
    data = (await line_of(response)).removeprefix("data: ")
    assert await line_of(response) == ""
    return first.removeprefix("event: "), json.loads(data)


def following(playground: Playground, session: aiohttp.ClientSession) -> Any:
    """Follow a playground, as a page with the key does."""
    headers = {HEADER: playground.key}
    return session.get(f"{playground.url}/playground/live", headers=headers)


async def line_of(response: aiohttp.ClientResponse) -> str:
    async with asyncio.timeout(10):
        return (await response.content.readline()).decode().rstrip("\n")


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0.01)


async def test_a_page_hears_of_each_event_and_each_request_in_order(
    playground: Playground, session: aiohttp.ClientSession, rest: Rest, general: str
):
    playground.say("before")
    async with following(playground, session) as response:
        assert response.content_type == "text/event-stream"
        assert response.headers["Cache-Control"] == "no-store"
        assert (await line_of(response)).startswith(":")
        await rest.call("POST", f"{general}/messages", {"content": "x\n\nevent: forged"})
        kind, event = await heard(response)
        channel = general.removeprefix("/channels/")
        assert (kind, event) == (
            "happened",
            {"number": 2, "name": "MESSAGE_CREATE", "channel_id": channel},
        )
        kind, request = await heard(response)
        assert (kind, request["number"], request["status"]) == ("request", 1, 200)
        assert request["body"] == {"content": "x\n\nevent: forged"}
        playground.happens.guild_unavailable(next(iter(playground.world.guilds.values())))
        assert (await heard(response))[1]["channel_id"] is None


async def test_the_playground_stops_at_once_though_pages_follow(session: aiohttp.ClientSession):
    playground = await Playground().start()
    responses = [await following(playground, session) for _ in range(3)]
    for response in responses:
        await line_of(response)
    async with asyncio.timeout(5):
        await playground.stop()
        for response in responses:
            await response.read()  # to its end, which was sent
            response.close()
    assert playground.journal.mistakes == []


@pytest.fixture
def journal() -> Journal:
    return Journal()


@pytest.fixture
def live(journal: Journal) -> Live:
    """Breathes fast, and keeps little for who is slow."""
    return Live(journal, most=3, breath=0.02)


@pytest.fixture
async def address(live: Live) -> AsyncIterator[str]:
    """Serve it as the playground does, which lets requests go on when their clients go."""
    app = web.Application()
    app.router.add_get("/live", live.serve)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/live"
    live.end()
    await runner.cleanup()


async def test_a_line_is_sent_now_and_then_so_that_a_page_that_went_is_noticed(
    session: aiohttp.ClientSession, address: str, live: Live
):
    response = await session.get(address)
    lines = [await line_of(response) for _ in range(6)]
    assert [line[:1] for line in lines] == [":", "", ":", "", ":", ""]
    assert live.followers == 1
    response.close()
    await until(lambda: live.followers == 0)


async def test_a_page_that_is_too_slow_is_cut_and_holds_up_nobody(
    session: aiohttp.ClientSession, address: str, live: Live, journal: Journal
):
    slow, other = await session.get(address), await session.get(address)
    await until(lambda: live.followers == 2)
    body = {"content": "x" * 4_000_000}  # more than what waits in the sockets on the way
    numbers: list[int] = []
    for _ in range(40):
        journal.requested(Request(0.0, "POST", "/x", body, 200))
        numbers.append((await heard_of_any_size(other))["number"])
        if live.followers == 1:
            break
    assert live.followers == 1
    assert numbers == list(range(1, len(numbers) + 1))
    with pytest.raises(aiohttp.ClientError):
        await slow.read()


async def heard_of_any_size(response: aiohttp.ClientResponse) -> Any:
    """Read the next event, however long its line."""
    seen = b""
    async with asyncio.timeout(100):
        while not (
            data := _DATA.search(seen)
        ):  # a line that nothing is new may stand on either side
            seen += await response.content.readany()
    return json.loads(data[1])
