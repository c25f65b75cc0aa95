"""Turns come at most so many a second, in the order in which they were asked for."""

import pytest

from bot.services.daily.pace import Pace


class Watchmaker:
    """A time that passes only while somebody sleeps."""

    def __init__(self):
        self.time = 100.0
        self.slept = []

    async def sleep(self, seconds):
        """Let so much time pass."""
        self.slept.append(seconds)
        self.time += seconds


async def test_forty_five_turns_take_a_second():
    watch = Watchmaker()
    pace = Pace(45, timer=lambda: watch.time, sleep=watch.sleep)
    for _ in range(46):
        await pace.turn()
    assert watch.time - 100 == pytest.approx(1)


async def test_who_comes_after_a_pause_does_not_wait():
    watch = Watchmaker()
    pace = Pace(2, timer=lambda: watch.time, sleep=watch.sleep)
    await pace.turn()
    watch.time += 10
    await pace.turn()
    assert watch.slept == []


async def test_a_pause_is_not_saved_up():
    watch = Watchmaker()
    pace = Pace(2, timer=lambda: watch.time, sleep=watch.sleep)
    watch.time += 10
    for _ in range(3):
        await pace.turn()
    assert watch.slept == [pytest.approx(0.5)] * 2
