"""Clocks: the machine's, and one that was set."""

import datetime as dt

from bot.clock import ShiftedClock, SystemClock


def test_the_system_clock_tells_the_time_with_its_zone():
    assert SystemClock().now().tzinfo is dt.UTC


def test_a_shifted_clock_starts_where_it_was_set_and_runs_on():
    start = dt.datetime(2026, 6, 22, 9, tzinfo=dt.UTC)
    clock = ShiftedClock(start)
    first, second = clock.now(), clock.now()
    assert start <= first <= second < start + dt.timedelta(minutes=5)


def test_a_shifted_clock_is_right_until_it_is_set_and_once_it_is_set_right():
    clock, system = ShiftedClock(), SystemClock()
    start = dt.datetime(1970, 1, 2, 9, tzinfo=dt.UTC)
    for _ in range(2):
        before = system.now()
        assert before <= clock.now() <= system.now()
        clock.set(start)
        assert start <= clock.now() < start + dt.timedelta(minutes=5)
        clock.set(None)
