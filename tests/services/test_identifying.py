"""Sessions start in turn, however many processes of one database start them."""

import datetime as dt

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.services.identifying import AHEAD, GAP, Identifying

SECOND = dt.timedelta(seconds=1)


class Waiting:
    """Processes that start a session each, on one clock that moves while one sleeps."""

    def __init__(self, database, clock):
        self.clock = clock
        self.slept = []
        self.process = Identifying(database, clock, self.sleep)

    async def sleep(self, seconds):
        """Note how long, and let the time pass."""
        self.slept.append(seconds)
        self.clock.time += seconds * SECOND

    async def turn(self, shard=0, at_once=1, *, moves=True):
        """Give how long one waits for its turn; others do so meanwhile unless time `moves`."""
        began = self.clock.time
        self.slept.clear()
        await self.process.turn(shard, at_once)
        if not moves:
            self.clock.time = began
        return sum(self.slept)


@pytest.fixture
def waiting(database, clock):
    return Waiting(database, clock)


async def test_the_first_waits_for_nobody(waiting):
    assert await waiting.turn() == 0


async def test_those_who_start_at_once_do_so_one_after_the_other(waiting):
    assert [await waiting.turn(shard, moves=False) for shard in range(4)] == [0, 5.5, 11, 16.5]


async def test_who_comes_later_waits_for_what_is_left(waiting):
    await waiting.turn()
    waiting.clock.time += 4 * SECOND
    assert await waiting.turn() == 1.5
    waiting.clock.time += 6 * SECOND
    assert await waiting.turn() == 0


async def test_shards_of_different_buckets_do_not_wait_for_each_other(waiting):
    waits = [await waiting.turn(shard, at_once=2, moves=False) for shard in range(4)]
    assert waits == [0, 0, 5.5, 5.5]


async def test_a_turn_is_not_booked_long_before_it_comes(waiting):
    """Who waits for longer than a start may take would come back and book another."""
    for _ in range(6):
        await waiting.turn(moves=False)
    began = waiting.clock.time
    await waiting.turn()
    assert waiting.slept[0] == GAP.total_seconds()
    assert len(waiting.slept) == 2
    assert waiting.clock.time - began == 6 * GAP


async def test_what_a_clock_booked_that_was_far_ahead_is_passed_over(waiting):
    waiting.clock.time += AHEAD + 2 * GAP
    await waiting.turn()
    waiting.clock.time -= AHEAD + 2 * GAP
    assert await waiting.turn() == 0


async def test_where_the_database_is_out_of_order_a_session_starts_nevertheless(
    waiting, monkeypatch
):
    def refuses():
        raise OperationalError("BEGIN", {}, Exception("disk I/O error"))

    monkeypatch.setattr(waiting.process._database, "write", refuses)
    with capture_logs() as logs:
        assert await waiting.turn() == GAP.total_seconds()
    assert [each["event"] for each in logs] == ["a session starts without its turn"]
