"""Processes that serve the same servers are noticed, and those that end or are killed are not."""

import asyncio
import datetime as dt

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.domain.shards import ALL, Share
from bot.services.processes import AGAIN, ALONE, BEAT, BEATS, STALE, Company, miscount, overlap
from bot.storage.processes import Processes

FIRST, SECOND = Share(2, frozenset({0})), Share(2, frozenset({1}))


class Machines:
    """Processes on one database, each of which says in turn that it is there."""

    def __init__(self, database, clock):
        self._database = database
        self._clock = clock

    def start(self, number, share=ALL):
        """Start a process."""
        return Company(self._database, self._clock, f"pi:boot-1:{number}:c0de", share)

    async def beat(self, *companies, times=BEATS + 2):
        """Let these go on, each in its turn, and all others stand still."""
        for _ in range(times):
            self._clock.time += dt.timedelta(seconds=BEAT)
            for each in companies:
                assert await each.look()

    async def known(self):
        """Give the numbers of the processes that the database knows."""
        async with self._database.read() as connection:
            return [each.name.split(":")[2] for each in await Processes(connection).all()]


@pytest.fixture
def machines(database, clock):
    return Machines(database, clock)


async def test_two_that_serve_the_same_servers_name_each_other_with_what_to_do(machines):
    one, other = machines.start(1), machines.start(2)
    with capture_logs() as logs:
        await machines.beat(one, other)
    (told,) = one.overlaps()
    assert told == (
        "Another Fasti (process 2 on pi, started 2026-06-22 09:00 UTC) serves the same servers:"
        " stop one of them."
    )
    assert "process 1 on pi" in other.overlaps()[0]
    assert one.miscounts() == other.miscounts() == []
    assert [(each["log_level"], each["event"]) for each in logs] == [
        ("warning", "another Fasti serves the same servers: stop one of them")
    ] * 2


async def test_it_is_logged_once_and_again_where_it_comes_back(machines):
    one, other = machines.start(1), machines.start(2)
    with capture_logs() as logs:
        await machines.beat(one, other, times=20)
        assert len(logs) == 2
        await machines.beat(one, times=BEATS + 2)
        assert one.overlaps() == []
        await machines.beat(one, other)
    assert len(logs) == 3


async def test_another_count_of_shards_is_an_error(machines):
    one, other = machines.start(1, FIRST), machines.start(2, Share(3, frozenset({1})))
    with capture_logs() as logs:
        await machines.beat(one, other)
    (told,) = one.miscounts()
    assert told.startswith("Another Fasti (process 2 on pi, started ")
    assert "has SHARD_COUNT=3, and this one 2: some servers are nobody's." in told
    assert one.overlaps() == []
    assert {each["log_level"] for each in logs} == {"error"}


async def test_those_that_share_the_servers_say_nothing_of_each_other(machines):
    one, other = machines.start(1, FIRST), machines.start(2, SECOND)
    with capture_logs() as logs:
        await machines.beat(one, other)
    assert (one.overlaps(), one.miscounts(), logs) == ([], [], [])


async def test_a_shard_that_is_nobodys_is_told_once_it_has_lasted(machines):
    one, other = machines.start(1, FIRST), machines.start(2, SECOND)
    with capture_logs() as logs:
        await machines.beat(one, times=ALONE - 1)
        assert (one.unserved(), logs) == ([], [])
        await machines.beat(one, times=5)
        assert one.unserved() == ["Shard 1 of 2 is nobody's: start a process with SHARD_IDS=1."]
        await machines.beat(other, one, times=1)
        assert one.unserved() == other.unserved() == []
    assert [(each["log_level"], each["shards"], each["count"]) for each in logs] == [
        ("warning", [1], 2)
    ]


async def test_who_was_killed_leaves_a_shard_and_who_starts_anew_does_not(machines):
    one, other = machines.start(1, FIRST), machines.start(2, SECOND)
    await machines.beat(one, other)
    await machines.beat(one, times=BEATS + ALONE - 1)  # its row is there still, and says no more
    assert one.unserved() == []
    await machines.beat(machines.start(3, SECOND), one, times=1)
    await machines.beat(one, times=BEATS + ALONE - 1)
    assert one.unserved() == []
    await machines.beat(one, times=1)
    assert len(one.unserved()) == 1


async def test_no_shard_is_missed_where_one_process_has_all_or_counts_otherwise(machines):
    """The one is as it should be for a bot alone, the other is told of by itself."""
    one = machines.start(1)
    await machines.beat(one, times=2 * ALONE)
    assert one.unserved() == []
    some, others = machines.start(2, FIRST), machines.start(3, Share(3, frozenset({1})))
    await machines.beat(some, others, times=2 * ALONE)
    assert some.unserved() == others.unserved() == []


async def test_one_that_ends_while_another_starts_is_not_told_of(machines):
    """Of a rolling restart: the old one speaks once more, or it was killed and left its row."""
    old = machines.start(1)
    await machines.beat(old)
    new = machines.start(2)
    with capture_logs() as logs:
        await machines.beat(new, old, times=1)
        await machines.beat(new, times=10)
    assert (new.overlaps(), logs) == ([], [])


async def test_a_row_that_is_left_is_dropped_whatever_its_clock_said(machines, clock):
    await machines.beat(machines.start(1), times=1)
    clock.time += STALE
    ahead, now = machines.start(2), clock.time
    clock.time += dt.timedelta(days=1)
    await ahead.look()
    clock.time = now
    await machines.beat(machines.start(3), times=1)
    assert await machines.known() == ["3"]


async def test_who_ends_is_known_no_more(machines, database, clock):
    slept, resting = [], asyncio.Event()

    async def rest(seconds):
        slept.append(seconds)
        resting.set()
        await asyncio.Event().wait()

    company = Company(database, clock, "pi:boot-1:1:c0de", ALL, rest)
    running = asyncio.create_task(company.run())
    await asyncio.wait_for(resting.wait(), 10)
    assert await machines.known() == ["1"]
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert await machines.known() == []
    assert slept == [BEAT]


@pytest.mark.parametrize("steps", range(0, 12, 3))
async def test_who_is_ended_at_once_is_known_no_more_either(machines, database, clock, steps):
    company = Company(database, clock, "pi:boot-1:1:c0de", ALL)
    running = asyncio.create_task(company.run())
    for _ in range(steps):
        await asyncio.sleep(0.0005)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert await machines.known() == []


async def test_a_database_that_cannot_be_written_is_a_problem_until_it_can(
    database, clock, monkeypatch
):
    slept = []

    def refuses():
        raise OperationalError("BEGIN", {}, Exception("database or disk is full"))

    async def rest(seconds):
        slept.append(seconds)
        monkeypatch.undo()
        if len(slept) == 2:
            raise asyncio.CancelledError

    company = Company(database, clock, "pi:boot-1:1:c0de", ALL, rest)
    monkeypatch.setattr(database, "write", refuses)
    assert not await company.look()
    assert company.unwritten.startswith(
        "The database cannot be written (database or disk is full): see that its disk has room"
    )
    with pytest.raises(asyncio.CancelledError):
        await company.run()
    assert slept == [AGAIN, BEAT]
    assert company.unwritten == ""


@pytest.mark.parametrize(
    ("one", "other", "overlaps", "miscounts"),
    [
        (ALL, ALL, True, False),
        (ALL, FIRST, True, False),
        (Share(2, frozenset({0, 1})), Share(3, frozenset({2})), True, False),
        (FIRST, SECOND, False, False),
        (FIRST, FIRST, True, False),
        (Share(4, frozenset({0, 1})), Share(4, frozenset({1, 2})), True, False),
        (FIRST, Share(3, frozenset({0})), False, True),
    ],
)
def test_what_two_shares_have_in_common_is_the_same_seen_from_each(one, other, overlaps, miscounts):
    assert overlap(one, other) is overlap(other, one) is overlaps
    assert miscount(one, other) is miscount(other, one) is miscounts
