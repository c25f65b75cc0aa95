"""Another date is pretended where the bot's clock is at hand."""

from datetime import UTC, date, datetime, time
from typing import Any

import aiohttp
import pytest

from bot.playground import Playground, Pretence
from bot.playground.key import HEADER
from tests.playground.conftest import People


class Clock:
    """Remembers the date that it was set to."""

    def __init__(self) -> None:
        self.pretended: Pretence | None = None

    async def pretend(self, on: date | None) -> None:
        """Set it."""
        if on is None:
            self.pretended = None
            return
        now = datetime.combine(on, time(20), UTC)
        self.pretended = Pretence(on=on, now=now, zone="UTC", posts=2, told="Two came.")


async def pretend(
    playground: Playground, session: aiohttp.ClientSession, body: dict[str, Any]
) -> tuple[int, Any]:
    url, headers = f"{playground.url}/playground/pretend", {HEADER: playground.key}
    async with session.post(url, json=body, headers=headers) as response:
        return response.status, await response.json()


async def test_a_date_is_pretended_shown_and_taken_back(session: aiohttp.ClientSession):
    clock = Clock()
    async with Playground(pretending=clock) as playground:
        for on in ("2026-06-22", "1970-01-02", "2199-12-31", "2028-02-29", None):
            said = {"now": f"{on}T20:00:00+00:00", "zone": "UTC", "posts": 2, "told": "Two came."}
            answer = {"pretended": on} | (said if on else {})
            assert await pretend(playground, session, {"date": on}) == (200, answer)
            async with session.get(
                f"{playground.url}/playground/state", headers={HEADER: playground.key}
            ) as response:
                state = await response.json()
            assert (state["can_pretend"], state["pretended"]) == (True, on)
            assert state["pretence"] == (said if on else None)
            assert state["dates"] == ["1970-01-02", "2199-12-31"]
        told = [(event.name, event.data) for event in playground.journal.events]
        assert told == [("SWITCHED", {"switch": "pretend"})] * 5


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, "Give date as 2026-06-22, or as null for the present."),
        ({"date": "22 June"}, "Give date as 2026-06-22, or as null for the present."),
        ({"date": "2027-02-29"}, "Give date as 2026-06-22, or as null for the present."),
        ({"date": 5}, "Give date as 2026-06-22, or as null for the present."),
        ({"date": ["x"]}, "Give date as 2026-06-22, or as null for the present."),
        ({"date": "1970-01-01"}, "Give a date from 1970-01-02 to 2199-12-31."),
        ({"date": "2200-01-01"}, "Give a date from 1970-01-02 to 2199-12-31."),
    ],
)
async def test_what_is_no_date_is_refused_in_a_sentence(
    session: aiohttp.ClientSession, body: dict[str, Any], sentence: str
):
    clock = Clock()
    async with Playground(pretending=clock) as playground:
        assert await pretend(playground, session, body) == (400, {"problem": sentence})
    assert clock.pretended is None


async def test_a_bot_in_another_process_keeps_its_clock(people: People):
    problem = "The bot runs in another process: set its clock there."
    assert await people("POST", "pretend", date="2026-06-22") == (400, {"problem": problem})
