"""Whatever is sent to the playground is answered, and blamed on whoever sent it."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from bot.playground import HeldClock, Playground
from bot.playground.key import HEADER
from bot.playground.routes import ROUTES
from bot.playground.server import RestServer
from tests.playground.raw import RawBot, Rest, command, option

Json = dict[str, Any]
PEOPLE = (
    "complete", "press", "choose", "submit", "messages", "type", "command", "suggest", "dismiss",
    "install",
)  # fmt: skip
CONTROLS = ("faults", "limits", "gateway", "happen", "clock", "pretend")
BODIES = [route for route in ROUTES if route.method in {"POST", "PUT", "PATCH"}]
WORDS = """
    text as where files message button values select interaction fields what path status times
    seconds routes per_route do guild resumable code move content embeds components type id
    flags attachments allowed_mentions parse users nonce poll tts name description options
    filename base64 style custom_id label url data choices command options focused locale
    installed date
"""
NAMES = st.sampled_from(WORDS.split())
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-3, 40)
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(("cut", "delete message", "general", "guild available", "/hello", "users"))
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)
OBJECTS = st.dictionaries(NAMES, VALUES, max_size=6)
MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Served:
    """A playground with a bot on an event loop that each example may use."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.loop.run_until_complete(self._start())

    async def _start(self) -> None:
        self.session = aiohttp.ClientSession()
        self.playground = await Playground(clock=HeldClock()).start()
        self.rest = Rest(self.playground, self.session)
        bot = RawBot(self.playground, self.session)
        await bot.register(command("hello", option("name")))
        channel = next(iter(self.playground.world.channels))
        _, message = await self.rest.call("POST", f"/channels/{channel}/messages", {"content": "x"})
        guild = next(iter(self.playground.world.guilds))
        self.ids = {
            "channel_id": channel,
            "message_id": message["id"],
            "guild_id": guild,
            "application_id": self.playground.world.bot.id,
            "webhook_id": self.playground.world.bot.id,
        }

    def post(self, method: str, url: str, body: object) -> int:
        """Send a body as JSON, NaN and all, and give the status."""

        async def send() -> int:
            headers = {"Authorization": "Bot playground", "Content-Type": "application/json"}
            headers[HEADER] = self.playground.key
            data = json.dumps(body)
            async with self.session.request(method, url, data=data, headers=headers) as response:
                await response.read()
                return response.status

        return self.loop.run_until_complete(send())

    def close(self) -> None:
        """Stop all of it."""

        async def end() -> None:
            await self.playground.stop()
            await self.session.close()

        self.loop.run_until_complete(end())
        self.loop.close()


@pytest.fixture
def served() -> Iterator[Served]:
    """Serve a playground whose mistakes fail the test."""
    served = Served()
    yield served
    served.close()
    assert served.playground.journal.mistakes == []


@MANY
@given(verb=st.sampled_from((*PEOPLE, *CONTROLS)), body=OBJECTS | VALUES)
def test_no_body_breaks_the_interface(served: Served, verb: str, body: object):
    assert served.post("POST", f"{served.playground.url}/playground/{verb}", body) < 500


@MANY
@given(body=OBJECTS)
@pytest.mark.parametrize("verb", CONTROLS)
def test_no_rule_that_is_taken_breaks_the_api(served: Served, verb: str, body: Json):
    served.post("POST", f"{served.playground.url}/playground/{verb}", {"what": "slow"} | body)
    served.playground.faults.rules = [
        fault for fault in served.playground.faults.rules if not fault.seconds
    ]
    assert served.post("GET", f"{served.playground.api_url}/gateway", None) in {200, 400, 429}
    served.playground.faults.set([])


@MANY
@given(route=st.sampled_from(BODIES), body=OBJECTS | VALUES)
def test_no_body_breaks_the_api(served: Served, route: Any, body: object):
    path = route.template
    for name, id_ in served.ids.items():
        path = path.replace(f"{{{name}}}", id_)
    path = path.replace("{", "").replace("}", "")
    assert served.post(route.method, served.playground.api_url + path, body) < 500


@MANY
@given(
    route=st.sampled_from([route for route in BODIES if route.template.endswith("/messages")]),
    body=st.fixed_dictionaries(
        {"content": st.text(min_size=1, max_size=3)},
        optional={
            "flags": st.integers() | st.floats(),
            "nonce": SCALARS,
            "tts": SCALARS,
            "allowed_mentions": OBJECTS,
            "attachments": st.lists(st.fixed_dictionaries({"id": SCALARS}), max_size=2),
            "embeds": st.lists(OBJECTS, max_size=2),
            "message_reference": st.fixed_dictionaries({"message_id": SCALARS}),
        },
    ),
)
def test_no_message_breaks_the_api(served: Served, route: Any, body: Json):
    path = route.template.format(**served.ids)
    assert served.post(route.method, served.playground.api_url + path, body) < 500


async def test_a_deep_body_is_refused_in_json(playground: Playground, rest: Rest, general: str):
    deep: Json = {"type": 10, "content": "x"}
    for _ in range(400):
        deep = {"type": 17, "components": [deep]}
    body = {"flags": 1 << 15, "components": [deep]}
    status, answer = await rest.call("POST", f"{general}/messages", body)
    assert (status, answer["code"]) == (400, 50109)


@pytest.mark.parametrize(
    "query",
    ["limit=" + "9" * 5000, "limit=²", "before=" + "9" * 5000, "after=x", "around=-1"],
    ids=lambda query: query[:12],
)
async def test_no_query_breaks_the_api(rest: Rest, general: str, query: str):
    status, answer = await rest.call("GET", f"{general}/messages?{query}")
    assert (status, answer["code"]) == (400, 50035)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Type": "multipart/form-data"}, b"x"),
        ({"Content-Type": "multipart/form-data; boundary=x"}, b"--x\r\nnonsense"),
        ({"Content-Type": "multipart/form-data; boundary=x"}, b"--x\r\n\r\nx\r\n--x--\r\n"),
        ({"Content-Type": "application/json", "Content-Encoding": "deflate"}, b"nonsense"),
        ({"Content-Type": "application/json"}, b"\xff"),
    ],
)  # fmt: skip
async def test_no_broken_form_breaks_the_api(
    playground: Playground,
    session: aiohttp.ClientSession,
    general: str,
    headers: dict[str, str],
    body: bytes,
):
    url = f"{playground.api_url}{general}/messages"
    headers = headers | {"Authorization": "Bot playground"}
    async with session.post(url, data=body, headers=headers) as response:
        assert response.status == 400


async def test_a_fault_of_the_playground_itself_is_discords_500_and_is_noted(
    session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: Any) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(RestServer, "_handled", fail)
    async with Playground() as playground:
        answer = await Rest(playground, session).call("GET", "/gateway")
        assert answer == (500, {"message": "500: Internal Server Error", "code": 0})
        assert playground.journal.mistakes == ["GET /api/v10/gateway: RuntimeError('a bug')"]


async def test_an_attachment_without_its_file_is_refused(rest: Rest, general: str):
    body = {"content": "x", "attachments": [{"id": 0, "filename": "a.txt"}]}
    status, answer = await rest.call("POST", f"{general}/messages", body)
    assert (status, list(answer["errors"])) == (400, ["attachments"])


async def test_no_commands_at_all_may_be_null(
    playground: Playground, session: aiohttp.ClientSession
):
    url = f"{playground.api_url}/applications/{playground.world.bot.id}/commands"
    headers = {"Authorization": "Bot playground", "Content-Type": "application/json"}
    async with session.put(url, data=b"null", headers=headers) as response:
        assert (response.status, await response.json()) == (200, [])
