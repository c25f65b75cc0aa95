"""Rate limits, on a held clock."""

import pytest

from bot.playground import HeldClock, Limits, Playground
from bot.playground.ratelimits import RateLimits
from tests.playground.raw import RawBot, Rest, command

CROSSPOST = "POST /channels/{channel_id}/messages/{message_id}/crosspost"


async def test_headers_are_there_even_while_limits_are_off(rest: Rest, general: str):
    await rest.call("GET", general)
    assert rest.headers["X-RateLimit-Limit"] == "1000"
    assert rest.headers["X-RateLimit-Remaining"] == "999"
    first = rest.headers["X-RateLimit-Bucket"]
    await rest.call("GET", f"{general}/messages")
    assert rest.headers["X-RateLimit-Bucket"] != first


async def test_a_channels_limit_is_told_and_kept(
    playground: Playground, rest: Rest, general: str, clock: HeldClock, channel_id
):
    playground.limits.set(Limits(per_route=2, route_seconds=5.0))
    for left in ("1", "0"):
        status, _ = await rest.call("POST", f"{general}/messages", {"content": "x"})
        assert (status, rest.headers["X-RateLimit-Remaining"]) == (200, left)
    clock.move(1.5)
    status, body = await rest.call("POST", f"{general}/messages", {"content": "x"})
    assert status == 429
    assert body == {
        "message": "You are being rate limited.",
        "retry_after": 3.5,
        "global": False,
    }
    assert rest.headers["Retry-After"] == "4"
    assert rest.headers["X-RateLimit-Scope"] == "user"
    assert rest.headers["Via"]
    other = f"/channels/{channel_id('on-this-day')}/messages"
    assert (await rest.call("POST", other, {"content": "x"}))[0] == 200
    clock.move(3.5)
    assert (await rest.call("POST", f"{general}/messages", {"content": "x"}))[0] == 200


async def test_the_global_limit_counts_everything_but_answers_to_interactions(
    playground: Playground, raw: RawBot, clock: HeldClock
):
    await raw.register(command("hello"))
    playground.limits.set(Limits(overall=1))
    assert (await raw.rest.call("GET", "/gateway"))[0] == 200
    status, body = await raw.rest.call("GET", "/users/@me")
    assert (status, body["global"]) == (429, True)
    assert raw.rest.headers["X-RateLimit-Global"] == "true"
    assert raw.rest.headers["X-RateLimit-Scope"] == "global"
    clock.move(1.0)
    assert (await raw.rest.call("GET", "/users/@me"))[0] == 200
    unknown = {"id": "1", "token": "x"}
    for _ in range(3):
        assert (await raw.answer(unknown, 4, {"content": "x"}))[0] == 404


async def test_a_single_route_can_have_a_limit_of_its_own(
    playground: Playground, rest: Rest, channel_id
):
    playground.limits.set(Limits(routes={CROSSPOST: (1, 3600.0)}))
    news = f"/channels/{channel_id('announcements')}/messages"
    ids = [(await rest.call("POST", news, {"content": "x"}))[1]["id"] for _ in range(2)]
    assert (await rest.call("POST", f"{news}/{ids[0]}/crosspost"))[0] == 200
    status, body = await rest.call("POST", f"{news}/{ids[1]}/crosspost")
    assert (status, body["retry_after"]) == (429, 3600.0)


def test_no_limits_hold_by_default():
    assert RateLimits(Limits()).limits == Limits(per_route=None, overall=None)


@pytest.mark.parametrize("path", ["/users/@me", "/gateway"])
async def test_refused_requests_are_counted_too(playground: Playground, rest: Rest, path: str):
    playground.limits.set(Limits(per_route=1))
    assert (await rest.call("GET", path))[0] == 200
    assert (await rest.call("GET", path))[0] == 429
    assert (await rest.call("GET", path))[0] == 429
