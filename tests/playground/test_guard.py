"""Pages of other sites reach nothing of the playground, by whichever door."""

import aiohttp
import pytest

from bot.playground import Playground
from bot.playground.key import HEADER

DOORS = (
    "/", "/page/theme.js", "/playground/state", "/api/v10/gateway", "/attachments/1/2/a.txt",
    "/gateway/", "/nothing",
)  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("headers", "welcome"),
    [
        ({}, True),
        ({"Host": "localhost"}, True),
        ({"Host": "LocalHost:1"}, True),
        ({"Host": "fasti.localhost:1"}, True),
        ({"Host": "127.8.9.10:1"}, True),
        ({"Host": "[::1]:1"}, True),
        ({"Host": "playground:8123"}, True),
        ({"Host": "evil.example"}, False),
        ({"Host": "10.0.0.1"}, False),
        ({"Host": "localhost.evil.example"}, False),
        ({"Host": "evil.example@localhost:x"}, False),
        ({"Host": "["}, False),
        ({"Host": ""}, False),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://["}, False),
        ({"Host": "localhost:1", "Origin": "http://localhost:1"}, True),
        ({"Host": "localhost:1", "Origin": "https://localhost:1"}, True),
        ({"Host": "localhost:1", "Origin": "http://localhost:2"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, True),
        ({"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, True),  # a link
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, False),  # a picture
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}, False),  # another port
    ],
)
async def test_other_sites_are_kept_out_of_every_door(
    session: aiohttp.ClientSession, door: str, headers: dict[str, str], *, welcome: bool
):
    async with (
        Playground(hosts=["Playground"], key="key") as playground,
        session.get(playground.url + door, headers={HEADER: "key"} | headers) as response,
    ):
        assert (response.status != 403) is welcome
        assert response.status < 500
        assert playground.journal.mistakes == []


async def test_other_sites_cannot_do_anything_even_with_the_key(
    playground: Playground, session: aiohttp.ClientSession
):
    """Nor does the browser let them add the header, as no answer to OPTIONS allows it."""
    url, headers = f"{playground.url}/playground/messages", {HEADER: playground.key}
    foreign = headers | {"Origin": "http://evil.example"}
    async with session.post(url, json={"text": "x"}, headers=foreign) as response:
        assert response.status == 403
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": HEADER}
    async with session.options(url, headers=asked) as response:
        assert not response.ok
        assert "Access-Control-Allow-Origin" not in response.headers
    assert playground.read() == []


async def test_other_sites_cannot_open_the_gateway(
    playground: Playground, session: aiohttp.ClientSession
):
    with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
        await session.ws_connect(playground.gateway_url, origin="http://evil.example")
    assert refusal.value.status == 403
