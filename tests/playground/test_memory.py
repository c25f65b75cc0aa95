"""What a playground that runs for long keeps, and what it forgets."""

import aiohttp
import pytest

from bot.playground import HeldClock, Limits, Playground
from bot.playground.backend import Upload
from bot.playground.journal import Journal, Request, Violation
from bot.playground.ratelimits import RateLimits
from bot.playground.routing import NO_CONTENT, Route
from tests.playground.raw import Rest


async def test_a_channel_shows_the_latest_and_knows_every_post(session: aiohttp.ClientSession):
    async with Playground(clock=HeldClock(), kept_messages=3) as playground:
        posted = [playground.say(str(number))["id"] for number in range(2)]
        channel = f"/channels/{playground.read()[0]['channel_id']}"
        rest = Rest(playground, session)
        await rest.call("PUT", f"{channel}/messages/pins/{posted[0]}")
        posted.append(playground.read()[-1]["id"])  # the notice of it
        posted += [playground.say(str(number))["id"] for number in range(3)]
        shown = [one["id"] for one in playground.read()]
        assert shown == [posted[0], *posted[-3:]]
        await rest.call("DELETE", f"{channel}/messages/{posted[-1]}")
        assert playground.posted() == posted
        assert playground.posted("on-this-day") == []
        pinned = await rest.call("GET", f"{channel}/messages/pins")
        assert len(pinned[1]["items"]) == 1


async def test_uploads_end_by_size(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.playground.backend._UPLOAD_ROOM", 10)
    uploads = Playground().backend.uploads
    for name in "ab":
        uploads.add(name, Upload("x", "y/z", b"123456"), 6)
    assert (uploads.get("a"), uploads.get("b") is not None) == (None, True)


def test_the_journal_ends_by_size():
    journal = Journal(room=100)
    for number in range(3):
        body = {"content": "x" * 60}
        journal.requested(Request(number, "POST", "/x", body, 200))
        journal.violated(Violation(number, "POST", "/" + "x" * 60, ()))
        journal.happened("POST", body)
    assert [one.at for one in journal.requests] == [2]
    assert [one.at for one in journal.violations] == [2]
    assert [one.number for one in journal.events] == [3]


def test_the_journal_notes_so_many_mistakes_and_no_more():
    journal = Journal(keep=2)
    for text in "abc":
        journal.mistake(text)
    assert journal.mistakes == ["a", "b"]


def test_rate_limit_windows_are_forgotten(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.playground.ratelimits._WINDOWS_KEPT", 3)
    limits = RateLimits(Limits(per_route=1, route_seconds=5))
    route = Route("GET", "/channels/{channel_id}", lambda *_: NO_CONTENT)
    for number in range(5):
        limits.take(route, {"channel_id": str(number)}, 0.0)
    assert len(limits._windows) == 3
    limits.take(route, {"channel_id": "9"}, 5.0)
    assert len(limits._windows) == 1
