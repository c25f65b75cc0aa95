"""What Discord says of a token, its sessions and the time, and how it is asked."""

import datetime as dt
import urllib.request

import pytest
from aiohttp import web

from bot.clock import SystemClock
from bot.services.doctor import Api, ApiError, State
from bot.services.doctor.gateway import Gateway
from bot.services.doctor.skew import Skew
from bot.services.doctor.tokens import Token


class Answers:
    """A Discord that gives one answer to all questions, or raises."""

    def __init__(self, answer):
        self.answer = answer

    async def get(self, path):
        """Give that answer."""
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def sessions(*, left=1000, shards=1):
    limit = {"total": 1000, "remaining": left, "reset_after": 7_200_000, "max_concurrency": 1}
    return Answers({"url": "", "shards": shards, "session_start_limit": limit})


def looked(api, token):
    """Look at a token through these answers."""
    return Token(api, token, "http://x").look()


@pytest.mark.parametrize(
    ("left", "shards", "chosen", "state"),
    [
        (1000, 1, None, State.FINE),
        (50, 1, None, State.FINE),
        (49, 1, None, State.MEND),
        (60, 64, None, State.MEND),
        (1000, 2, 2, State.FINE),
        (1000, 2, 4, State.FINE),
        (1000, 2, 1, State.MEND),
    ],
)
async def test_few_sessions_or_too_few_shards_are_to_mend(left, shards, chosen, state):
    [found] = await Gateway(sessions(left=left, shards=shards), chosen).look()
    assert found.state is state
    assert f"{left} of 1000 session starts left" in found.saw


async def test_it_is_said_when_sessions_are_back_and_how_many_shards_to_set():
    [few] = await Gateway(sessions(left=3), None).look()
    assert "in 2.0 h all are back" in few.remedy
    [unfit] = await Gateway(sessions(shards=8), 2).look()
    assert unfit.remedy.startswith("Set SHARD_COUNT to 8, or leave it out")


async def test_the_token_of_a_person_is_of_another_kind():
    [found] = await looked(Answers({"id": "1", "username": "me"}), "a.b.c")
    assert (found.state, found.saw) == (State.MEND, "It is that of a person, not of a bot")


@pytest.mark.parametrize(
    ("token", "told"),
    [("a.b.c", "Discord refuses it"), ("abc", "Discord refuses it, and it is not of the shape")],
)
async def test_a_refused_token_of_another_shape_is_told(token, told):
    [found] = await looked(Answers(ApiError("no", 401)), token)
    assert found.saw.startswith(told)
    assert found.saw.endswith("token") is (token == "abc")  # noqa: S105 - it opens nothing


async def test_an_api_out_of_order_or_out_of_reach_is_told(monkeypatch):
    [found] = await looked(Answers(ApiError("Discord answers /x with 500", 500)), "a")
    assert found.remedy == "Try again later, or check DISCORD_API_URL (http://x)."
    monkeypatch.setattr(urllib.request, "getproxies", dict)
    [found] = await looked(Answers(ApiError("no way")), "a")
    assert found.remedy == "Check the network, and DISCORD_API_URL (http://x)."


async def test_a_proxy_that_is_not_used_is_told(monkeypatch):
    monkeypatch.setattr(urllib.request, "getproxies", lambda: {"https": "http://proxy"})
    [found] = await looked(Answers(ApiError("no way")), "a")
    assert "HTTPS_PROXY is set, and Fasti does not use it" in found.remedy


class Server:
    """An HTTP server whose answers a test chooses, one after the other."""

    def __init__(self):
        self.answers = []
        self.asked = 0
        self.url = ""

    async def handle(self, _):
        """Give the next answer, or the last one again."""
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return answer()


@pytest.fixture
async def server():
    served = Server()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", served.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    served.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield served
    await runner.cleanup()


async def idle(_):
    """Wait for nothing."""


@pytest.fixture
async def api(server):
    async with Api.open(server.url, "a.b.c", SystemClock(), idle) as opened:
        yield opened


async def test_what_is_not_json_is_not_discord(api, server):
    server.answers = [lambda: web.Response(text="<html>")]
    with pytest.raises(ApiError, match="is not Discord's API"):
        await api.get("/gateway")


async def test_a_fault_is_asked_again_and_then_told_without_its_query(api, server):
    server.answers = [lambda: web.Response(status=502, text="bad gateway")]
    with pytest.raises(ApiError, match=r"^Discord answers /users with 502$"):
        await api.get("/users?limit=3")
    assert server.asked == 3
    server.answers.append(lambda: web.json_response({"well": True}))
    server.asked = 0
    assert await api.get("/users") == {"well": True}


async def test_a_limit_without_a_time_is_told(api, server):
    server.answers = [lambda: web.json_response([], status=429)]
    with pytest.raises(ApiError, match="429"):
        await api.get("/users")


async def test_where_the_token_is_refused_nothing_more_is_asked(api, server):
    server.answers = [lambda: web.json_response({"code": 0}, status=401)]
    for _ in range(3):
        with pytest.raises(ApiError, match="refuses the token"):
            await api.get("/users")
    assert server.asked == 1


async def test_what_drops_the_connection_is_asked_again():
    async with Api.open("http://127.0.0.1:1", "a", SystemClock(), idle) as api:
        with pytest.raises(ApiError, match=r"http://127\.0\.0\.1:1 cannot be reached \(Client"):
            await api.get("/users")


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 22 Jun 2026 09:00:00"])
async def test_without_a_date_there_is_no_time_to_compare(api, server, date):
    server.answers = [lambda: web.json_response({}, headers={"Date": date})]
    [found] = await Skew(api).look()
    assert (found.state, found.saw) == (State.UNKNOWN, "What answers does not say what time it is")


async def test_a_clock_that_is_behind_is_told(server):
    class Slow(SystemClock):
        def now(self):
            return super().now() - dt.timedelta(minutes=1)

    server.answers = [lambda: web.json_response({})]
    async with Api.open(server.url, "a", Slow(), idle) as api:
        [found] = await Skew(api).look()
    assert found.saw in {"59 s behind Discord's", "60 s behind Discord's", "61 s behind Discord's"}
