"""What is told of shards, in the words of a host."""

import pytest

from bot.domain.shards import ALL
from bot.services.health import QUIET, Health, Shard, Works
from bot.services.probing import Found, Probe
from bot.services.processes import Company
from bot.services.safekeeping import Kept

KEPT = Kept(free=5, problems=["The disk is full."], warnings=["It is late."])


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
def company(clock, database):
    return Company(database, clock, "pi:1:2:3", ALL)


@pytest.fixture
async def problems(clock, database, company):
    """Give a function that gives what is told of these shards, without the remedies."""

    async def asking(shards):
        health = Health(clock)
        health.begin(Connected(shards), clock.now, Probe(database, clock), company)
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


async def test_a_schedule_that_was_never_looked_at_is_said(clock, database, company):
    health = Health(clock)
    health.begin(Connected(up(0)), lambda: None, Probe(database, clock), company)
    (told,) = (await health.look()).problems
    assert told == "The schedule of daily posts has not been looked at yet."


async def test_what_was_found_of_the_database_is_told_as_it_is(
    clock, database, company, monkeypatch
):
    probe = Probe(database, clock)

    async def ask():
        return Found(problem="It is gone.", kept=KEPT)

    monkeypatch.setattr(probe, "ask", ask)
    health = Health(clock)
    health.begin(Connected(up(0)), clock.now, probe, company)
    standing = await health.look()
    assert standing.problems == ["It is gone.", "The disk is full."]
    assert standing.warnings == ["It is late."]
    assert standing.kept is KEPT
