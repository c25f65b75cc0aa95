"""Fasti tells by itself when it is no longer ready, and when it is again."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.domain.shards import ALL
from bot.services import health as looking
from bot.services.health import Health, Shard, Works
from bot.services.probing import Probe
from bot.services.processes import Company


class Connection:
    """A connection that comes and goes."""

    def __init__(self):
        self.is_up = True
        self.now = "running"

    def phase(self):
        """Tell what a test says."""
        return self.now

    def shard_states(self):
        """Give one shard."""
        return [Shard(id=0, is_connected=self.is_up)]

    def works(self):
        """Have one work that is well."""
        return Works(count=1, ended=0)


@pytest.fixture
def connection():
    return Connection()


@pytest.fixture
async def health(clock, database, connection):
    made = Health(clock)
    company = Company(database, clock, "pi:1:2:3", ALL)
    made.begin(connection, clock.now, Probe(database, clock), company)
    yield made
    await made.end()


def told(lines):
    return [(line["log_level"], line["event"]) for line in lines]


async def test_each_change_is_told_once_with_what_is_not(health, connection):
    with capture_logs() as lines:
        for is_up in (True, True, False, False, True):
            connection.is_up = is_up
            await health.look()
    assert told(lines) == [("info", "ready"), ("warning", "not ready"), ("info", "ready")]
    assert lines[1]["problems"][0].startswith("The gateway is not connected to Discord")


async def test_who_starts_or_is_told_to_end_is_not_warned_of(health, connection):
    with capture_logs() as lines:
        for phase in ("starting", "running", "stopping"):
            connection.now = phase
            await health.look()
    assert told(lines) == [("info", "ready")]


async def test_it_looks_without_being_asked(health, connection, monkeypatch):
    monkeypatch.setattr(looking, "LOOKED_EVERY", 0.001)
    with capture_logs() as lines:
        running = asyncio.create_task(health.run())
        async with asyncio.timeout(10):
            while not lines:  # noqa: ASYNC110 - it happens elsewhere
                await asyncio.sleep(0.001)
            connection.is_up = False
            while len(lines) < 2:  # noqa: ASYNC110 - likewise
                await asyncio.sleep(0.001)
        running.cancel()
        await asyncio.wait([running])
    assert told(lines) == [("info", "ready"), ("warning", "not ready")]
