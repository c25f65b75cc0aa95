"""Whoever looks on or changes something needs the key, which goes in one header and nowhere else."""

import json

import aiohttp
import pytest
import yarl

from bot.playground import Playground
from bot.playground.key import HEADER, MISSING
from tests.playground.conftest import People

LOOKS = (
    "state",
    "commands",
    "messages",
    "outcome",
    "journal",
    "requests",
    "live",
    "event",
    "faults",
)
ASKED = [
    *(("GET", name) for name in (*LOOKS, "nothing-of-that-name")),
    *(("POST", name) for name in (
        "type", "complete", "command", "suggest", "press", "choose", "submit", "messages",
        "dismiss", "install", "faults", "limits", "gateway", "happen", "clock", "pretend",
    )),
    ("DELETE", "faults"),
]  # fmt: skip


async def test_each_playground_has_a_key_of_its_own_which_the_pages_address_carries():
    async with Playground() as first, Playground() as second:
        assert first.key != second.key
        assert len(first.key) >= 32
        assert first.page_url == f"{first.url}/#key={first.key}"
    assert Playground(key="mine").key == "mine"


@pytest.mark.parametrize(("method", "name"), ASKED)
@pytest.mark.parametrize("brought", ["nothing", "another", "part", "other letters"])
async def test_nothing_is_shown_or_changed_without_the_key(
    playground: Playground, session: aiohttp.ClientSession, method: str, name: str, brought: str
):
    keys = {"another": "x" * len(playground.key), "part": playground.key[:-1], "other letters": "é"}
    headers = {HEADER: keys[brought]} if brought in keys else {}
    url = f"{playground.url}/playground/{name}"
    async with session.request(method, url, json={}, headers=headers) as response:
        assert (response.status, await response.json()) == (403, {"problem": MISSING})


async def test_a_key_in_the_address_or_in_a_cookie_is_none(
    playground: Playground, session: aiohttp.ClientSession
):
    """Addresses are logged and handed on; cookies are sent on behalf of other pages."""
    key = playground.key
    url = f"{playground.url}/playground/messages"
    query = {"key": key, HEADER: key}
    cookies = {"key": key, HEADER: key}
    async with session.post(url, json={"text": "x"}, params=query, cookies=cookies) as response:
        assert response.status == 403
    assert playground.read() == []


async def test_what_others_are_told_in_private_is_shown_to_nobody_without_the_key(
    playground: Playground, session: aiohttp.ClientSession
):
    for door in ("messages?as=moderator", "messages/?as=moderator", "%6dessages?as=moderator"):
        url = yarl.URL(f"{playground.url}/playground/{door}", encoded=True)
        async with session.get(url) as response:
            assert response.status in {403, 404}


async def test_the_key_is_told_to_nobody(
    playground: Playground, session: aiohttp.ClientSession, people: People
):
    await people("POST", "messages", text="x")
    for name in ("state", "commands", "messages", "journal", "requests", "faults"):
        status, told = await people("GET", name)
        assert status == 200
        assert playground.key not in json.dumps(told)
    async with session.get(playground.url) as response:
        assert playground.key not in await response.text()
