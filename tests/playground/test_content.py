"""What a bot in the same process has of content is told, and whenever that changes."""

from collections.abc import Callable
from datetime import UTC, datetime

import aiohttp

from bot.playground import Playground
from bot.playground.key import HEADER
from tests.playground.conftest import People

LOADED = datetime(2026, 6, 22, 9, tzinfo=UTC)


class Pack:
    """Content that a test changes."""

    def __init__(self) -> None:
        self.line = "3 entries, version 1.0.0"
        self.loaded_at = LOADED
        self.faults: list[str] = []
        self._hear: list[Callable[[], None]] = []

    def follow(self, hear: Callable[[], None]) -> None:
        """Note who is told."""
        self._hear.append(hear)

    def spoil(self, faults: list[str]) -> None:
        """Have faults, and tell of it."""
        self.faults = faults
        for hear in self._hear:
            hear()


async def content(playground: Playground, session: aiohttp.ClientSession) -> object:
    url = f"{playground.url}/playground/state"
    async with session.get(url, headers={HEADER: playground.key}) as response:
        return (await response.json())["content"]


async def test_the_content_is_told_with_its_first_faults(session: aiohttp.ClientSession):
    pack = Pack()
    told = {"line": pack.line, "loaded_at": LOADED.timestamp(), "faults": [], "count": 0}
    async with Playground(content=pack) as playground:
        assert await content(playground, session) == told
        faults = [f"a.yaml:{number}: That is wrong." for number in range(25)]
        pack.spoil(faults)
        wanted = told | {"faults": faults[:20], "count": 25}
        assert await content(playground, session) == wanted
        assert [event.name for event in playground.journal.events] == ["CONTENT_CHANGED"]


async def test_that_of_a_bot_in_another_process_is_not_known(people: People):
    status, state = await people("GET", "state")
    assert (status, state["content"]) == (200, None)
