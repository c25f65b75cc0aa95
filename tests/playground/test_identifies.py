"""Sessions are started one after the other in each bucket, as Discord has it."""

import aiohttp
import pytest

from bot.playground import HeldClock, Playground
from tests.playground.raw import RawBot

INVALID = {"op": 9, "d": False, "s": None, "t": None}


async def begun(playground: Playground, session: aiohttp.ClientSession, shard: int) -> bool:
    """Identify as one of four shards; whether that is taken."""
    bot = RawBot(playground, session)
    await bot.open()
    about = {"token": "playground", "intents": 1, "properties": {}, "shard": [shard, 4]}
    await bot.send(2, about)
    answer = await bot.receive()
    await bot.close()
    return answer != INVALID


@pytest.mark.parametrize(
    ("at_once", "taken"),
    [
        (None, [True, True, True, True]),
        (1, [True, False, False, False]),
        (2, [True, True, False, False]),
        (16, [True, True, True, True]),
    ],
)
async def test_one_of_each_bucket_is_taken_at_once(
    playground: Playground, session: aiohttp.ClientSession, at_once: int | None, taken: list[bool]
):
    playground.backend.identifies.at_once = at_once
    assert [await begun(playground, session, shard) for shard in range(4)] == taken
    refused = [one for one in playground.journal.events if one.name == "IDENTIFY_REFUSED"]
    assert len(refused) == taken.count(False)


async def test_the_next_is_taken_after_five_seconds(
    playground: Playground, session: aiohttp.ClientSession, clock: HeldClock
):
    playground.backend.identifies.at_once = 1
    assert await begun(playground, session, 0)
    clock.move(4.9)
    assert not await begun(playground, session, 1)
    clock.move(0.1)
    assert await begun(playground, session, 1)


async def test_a_bot_is_told_how_many(playground: Playground, session: aiohttp.ClientSession):
    playground.backend.identifies.at_once = 16
    headers = {"Authorization": "Bot playground"}
    async with session.get(f"{playground.api_url}/gateway/bot", headers=headers) as answer:
        assert (await answer.json())["session_start_limit"]["max_concurrency"] == 16
