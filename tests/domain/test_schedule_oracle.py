"""The schedule agrees with how the clocks really went, in every zone there is.

The oracle reads the zones' compiled files and never turns a wall time into an instant by a zone.
"""

import datetime as dt
import random
from collections.abc import Iterable

import pytest

from bot.domain.schedule import instant, next_at, occurrences

from .clockwork import DAY, Clockwork, Jump, compiled, moment, names, wall

EVERY_DAY = frozenset(range(7))
MINUTE = 60
THREE_HOURS = 180 * MINUTE
CASES = 100_000
FIRST_YEAR, LAST_YEAR = 1970, 2100
SINCE_1970 = range((LAST_YEAR - FIRST_YEAR) * 365 * DAY)


@pytest.fixture(scope="module")
def clockworks() -> dict[str, Clockwork]:
    """Read each zone by its name; those whose clocks went alike share one."""
    alike: dict[bytes, Clockwork] = {}
    found: dict[str, Clockwork] = {}
    for name in names():
        data = compiled(name)
        if data not in alike:
            alike[data] = Clockwork(name, data)
        found[name] = alike[data]
    return found


@pytest.fixture(scope="module")
def unlike(clockworks) -> list[Clockwork]:
    return list({id(each): each for each in clockworks.values()}.values())


def test_the_zones_are_all_there(clockworks, unlike):
    """The other tests would pass if there were nothing to look at."""
    until_2037 = {
        id(each): sum(jump.at < 68 * 365.25 * DAY for jump in each.jumps) for each in unlike
    }
    assert len(clockworks) >= 590
    assert len(unlike) >= 340
    assert sum(until_2037[id(each)] for each in clockworks.values()) >= 30_000
    assert sum(len(each.jumps) for each in clockworks.values()) >= 50_000


def right(clockwork: Clockwork, wall_times: Iterable[int]) -> None:
    """Check when each of these wall times, in seconds and cut to the minute, is due."""
    for each in wall_times:
        time = each - each % MINUTE
        clock = wall(time)
        due = instant(clock.date(), clock.time(), clockwork.zone)
        assert due == moment(clockwork.reaches(time)), (clockwork.zone, clock)


def right_next(clockwork: Clockwork, after: int, clock: dt.datetime) -> None:
    """Check what is next due after an instant, at the time of day that `clock` shows."""
    found = next_at(moment(after), clock.time(), clockwork.zone, EVERY_DAY)
    assert found == clockwork.next_at(after, clock.time()), (clockwork.zone, moment(after), clock)


def test_wall_times_round_each_jump_of_each_zone_are_due_when_the_clocks_reach_them(unlike):
    for clockwork in unlike:
        for jump in clockwork.jumps:
            first, last = jump.walls.start, jump.walls.stop
            middle = (first + last) // 2
            right(clockwork, (first - MINUTE, first, first + MINUTE, middle))
            right(clockwork, (last - MINUTE, last, last + MINUTE))


def test_what_is_next_before_at_and_after_each_jump_of_each_zone_is_right(unlike):
    rng = random.Random(1582)
    for clockwork in unlike:
        for jump in clockwork.jumps:
            time = rng.choice(range(jump.walls.start - 3600, jump.walls.stop + 3600))
            clock = wall(time - time % MINUTE)
            for after in (jump.at - rng.randrange(DAY), jump.at, clockwork.reaches(time)):
                right_next(clockwork, after, clock)


@pytest.mark.parametrize("forward", [True, False], ids=["gap", "overlap"])
def test_each_minute_within_three_hours_of_a_jump_of_each_zone_is_right(unlike, forward):
    rng = random.Random(1752)
    seen = 0
    for clockwork in unlike:
        jumps = [jump for jump in clockwork.jumps if (jump.after > jump.before) == forward]
        for jump in rng.sample(jumps, min(len(jumps), 1)):
            seen += 1
            minutes_round(clockwork, jump)
    assert seen >= 250


def minutes_round(clockwork: Clockwork, jump: Jump) -> None:
    first = jump.walls.start - jump.walls.start % MINUTE
    for time in range(first - THREE_HOURS, jump.walls.stop + THREE_HOURS + 1, MINUTE):
        right(clockwork, (time,))
        found = next_at(moment(jump.at - DAY), wall(time).time(), clockwork.zone, EVERY_DAY)
        assert found == clockwork.next_at(jump.at - DAY, wall(time).time()), (clockwork.zone, time)


def test_a_hundred_thousand_random_feeds_are_next_due_when_they_should_be(unlike):
    rng = random.Random(4)
    weekdays = [frozenset(day for day in range(7) if bits >> day & 1) for bits in range(1, 128)]
    for _ in range(CASES):
        clockwork, after = rng.choice(unlike), rng.choice(SINCE_1970)
        at = dt.time(rng.randrange(24), rng.randrange(60))
        days = rng.choice(weekdays)
        found = next_at(moment(after), at, clockwork.zone, days)
        assert found == clockwork.next_at(after, at, days), (clockwork.zone, after, at, days)


def test_at_new_year_each_zone_has_one_post_on_either_day(unlike):
    rng = random.Random(46)
    for clockwork in unlike:
        for year in range(FIRST_YEAR, LAST_YEAR):
            at = rng.choice([dt.time(0), dt.time(0, 1), dt.time(23, 59), dt.time(12)])
            eve = dt.date(year, 12, 31)
            days = [eve + dt.timedelta(days=each) for each in range(-1, 2)]
            until = instant(days[-1], at, clockwork.zone)
            found = list(occurrences(days[0], until, at, clockwork.zone, EVERY_DAY))
            assert [on for _, on in found] == [day for day in days if clockwork.has(day)]
            assert found == sorted(set(found))


def test_from_week_to_week_what_is_due_ascends_and_is_what_would_be_next(unlike):
    """Round the largest jumps of all, the date line among them, for any choice of weekdays."""
    rng = random.Random(30)
    jumps = [(clockwork, jump) for clockwork in unlike for jump in clockwork.jumps]
    jumps.sort(key=lambda each: -abs(each[1].after - each[1].before))
    for clockwork, jump in jumps[:200]:
        days = frozenset(rng.sample(range(7), rng.randint(1, 7)))
        at = wall(rng.choice(jump.walls)).time().replace(second=0)
        start = moment(jump.at) - dt.timedelta(days=15)
        until = start + dt.timedelta(days=30)
        expected = [next_at(start, at, clockwork.zone, days)]
        while expected[-1][0] <= until:
            expected.append(next_at(expected[-1][0], at, clockwork.zone, days))
        first_on = expected[0][1]
        found = list(occurrences(first_on, until, at, clockwork.zone, days))
        assert found == expected[:-1]
        dates = [on for _, on in expected]
        assert dates == sorted(set(dates))
