"""What is told of shards, in the words of a host."""

import pytest

from bot.services.health import QUIET, Health, Shard, Works
from bot.services.probing import Found, Probe


class Connected:
    """A connection with some shards."""

    def __init__(self, shards):
        self.shards = shards

    def phase(self):
        """Be at work."""
        return "running"

    def shard_states(self):
        """Give the shards."""
        return self.shards

    def works(self):
        """Have one work that is well."""
        return Works(count=1, ended=0)


def up(*ids):
    return [Shard(id=id_, is_connected=True) for id_ in ids]


def lost(*ids):
    return [Shard(id=id_, is_connected=False) for id_ in ids]


def quiet(*ids):
    return [Shard(id=id_, is_connected=True, quiet_for=QUIET + 1) for id_ in ids]


@pytest.fixture
async def problems(clock, database):
    """Give a function that gives what is told of these shards, without the remedies."""

    async def asking(shards):
        health = Health(clock)
        health.begin(Connected(shards), clock.now, Probe(database, clock))
        standing = await health.look()
        assert standing.is_ready is not bool(standing.problems)
        return [problem.partition(" to Discord")[0] for problem in standing.problems]

    return asking


@pytest.mark.parametrize(
    ("shards", "told"),
    [
        (up(0, 1), []),
        (lost(0), ["The gateway is not connected"]),
        (lost(3), ["Shard 3 is not connected"]),
        (lost(1) + up(0, 2), ["Shard 1 is not connected"]),
        (lost(1, 2) + up(0), ["Shards 1, 2 (2 of the 3 here) are not connected"]),
        (
            lost(*range(12)),
            ["Shards 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and more (12 of the 12 here) are not connected"],
        ),
        (lost(0) + quiet(1), ["Shard 0 is not connected", "Shard 1 is connected"]),
        ([], ["Fasti does not know its shards yet."]),
    ],
)
async def test_the_shards_that_are_not_well_are_named(problems, shards, told):
    assert await problems(shards) == told


async def test_a_schedule_that_was_never_looked_at_is_said(clock, database):
    health = Health(clock)
    health.begin(Connected(up(0)), lambda: None, Probe(database, clock))
    (told,) = (await health.look()).problems
    assert told == "The schedule of daily posts has not been looked at yet."


async def test_what_was_found_of_the_database_is_told_as_it_is(clock, database, monkeypatch):
    probe = Probe(database, clock)

    async def ask():
        return Found(problem="It is gone.")

    monkeypatch.setattr(probe, "ask", ask)
    health = Health(clock)
    health.begin(Connected(up(0)), clock.now, probe)
    assert (await health.look()).problems == ["It is gone."]
