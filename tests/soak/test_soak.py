"""A short soak, and how a long one is judged."""

import random

import pytest

from .soaking import POSTS, soak
from .verdict import ALLOWED, ROOM, Sample, faults, slope


def samples(memory, count=100):
    return [Sample(float(at), memory(at), 10, 20, 5) for at in range(count)]


@pytest.mark.parametrize(
    ("memory", "is_upward"),
    [
        (lambda at: 120.0, False),
        (lambda at: 120.0 + 0.1 * at, True),
        (lambda at: 120.0 - 0.1 * at, False),
        (lambda at: 120.0 + min(at, 40), False),
        (lambda at: 120.0 + 0.9 * ALLOWED * at / 50, False),
        (lambda at: 120.0 + random.Random(at).uniform(0, 8), False),
        (lambda at: 120.0 + random.Random(at).uniform(0, 8) + 0.2 * at, True),
    ],
    ids=["level", "up", "down", "up at first", "hardly up", "noise", "noise and up"],
)
def test_memory_that_rises_in_the_second_half_is_told_from_noise(memory, is_upward):
    assert slope(samples(memory)).is_upward is is_upward
    assert bool(faults(samples(memory), *samples(memory, 2))) is is_upward


def test_the_slope_is_that_of_least_squares():
    rise, doubt = slope(samples(lambda at: 100 + at / 10))
    assert rise == pytest.approx(4.9)
    assert doubt == pytest.approx(0, abs=1e-6)


def test_few_samples_have_no_slope():
    assert slope(samples(float, 2)) == (0, 0)
    assert not faults(samples(lambda at: 10.0 * at, 10), *samples(float, 2))


@pytest.mark.parametrize("what", ["tasks", "files", "threads"])
def test_what_is_left_behind_is_named(what):
    before = Sample(0, 100, 10, 20, 5)
    more = getattr(before, what) + ROOM[what]
    assert not faults(samples(float, 4), before, before._replace(**{what: more}))
    after = before._replace(**{what: more + 1})
    (fault,) = faults(samples(float, 4), before, after)
    assert fault.startswith(what)
    assert not faults(samples(float, 4), after, before)


async def test_a_short_use_of_everything_leaves_nothing_behind():
    report = await soak(rounds=7)
    assert not report.faults
    assert not report.problems
    assert report.did["posts"] == POSTS
    assert min(report.did[each] for each in ("cuts", "reloads", "edits", "buttons", "typed")) > 0
