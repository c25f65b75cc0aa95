"""The doctor sees which processes are at work on the database, without being one of them."""

import datetime as dt

import pytest

from bot.domain.shards import ALL, Share
from bot.services.doctor import State
from bot.services.doctor.processes import LATELY, Together
from bot.services.processes import Company
from bot.storage.processes import Processes

SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def look(database, clock):
    """Give a function that looks at them."""

    async def kept():
        async with database.read() as connection:
            return await Processes(connection).all()

    return Together(clock, kept).look


@pytest.fixture
def start(database, clock):
    """Give a function that starts a process on another machine."""

    async def starting(number, share=ALL):
        await Company(database, clock, f"pi:boot-1:{number}:c0de", share).look()

    return starting


async def test_where_none_runs_nothing_is_wrong(look):
    [found] = await look()
    assert (found.state, found.saw) == (State.FINE, "0 Fastis at work on the database")


async def test_processes_that_share_the_servers_are_fine(look, start):
    await start(1, Share(2, frozenset({0})))
    await start(2, Share(2, frozenset({1})))
    [found] = await look()
    assert (found.state, found.saw) == (State.FINE, "2 Fastis at work on the database")


@pytest.mark.parametrize(
    ("shares", "saw"),
    [
        ((ALL, ALL), "The same servers are served by process 1 on pi and process 2 on pi"),
        (
            (Share(2, frozenset({0})), Share(3, frozenset({1}))),
            "SHARD_COUNT is 2 and 3 for process 1 on pi and process 2 on pi",
        ),
    ],
)
async def test_two_that_do_not_go_together_are_to_mend(look, start, shares, saw):
    for number, share in enumerate(shares, 1):
        await start(number, share)
    [found] = await look()
    assert (found.state, found.saw) == (State.MEND, saw)
    assert found.remedy.startswith("Stop ")


@pytest.mark.parametrize(
    ("shares", "saw", "start_it"),
    [
        (
            [Share(2, frozenset({1}))],
            "Shard 0 of 2 is nobody's",
            "start a process with SHARD_IDS=0.",
        ),
        (
            [Share(4, frozenset({1})), Share(4, frozenset({2}))],
            "Shards 0, 3 of 4 are nobody's",
            "start a process with SHARD_IDS=0,3.",
        ),
    ],
)
async def test_a_shard_that_no_process_has_is_to_mend(look, start, shares, saw, start_it):
    for number, share in enumerate(shares, 1):
        await start(number, share)
    [found] = await look()
    assert (found.state, found.saw) == (State.MEND, saw)
    assert found.remedy.endswith(start_it)


async def test_those_that_are_gone_do_not_count(look, start, clock, monkeypatch):
    await start(1)
    await start(2)
    monkeypatch.setattr(
        "bot.services.doctor.processes.is_gone", lambda name: name.split(":")[2] == "1"
    )
    assert (await look())[0].saw == "1 Fasti at work on the database"
    clock.time += LATELY + SECOND
    assert (await look())[0].saw == "0 Fastis at work on the database"
    clock.time -= 2 * (LATELY + SECOND)
    assert (await look())[0].saw == "0 Fastis at work on the database"
