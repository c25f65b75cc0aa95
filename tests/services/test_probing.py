"""Asking the database: within bounds, one question at a time."""

import asyncio
import datetime as dt

import pytest

from bot.domain.deliveries import Delivery
from bot.domain.shards import Share
from bot.services.probing import Found, Probe
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from tests.storage.samples import add_feed

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
async def other(database_address):
    """Open the database as another process does."""
    async with Database.open(database_address) as opened:
        yield opened


async def test_a_database_that_is_well_has_no_problem(database, clock):
    assert await Probe(database, clock).ask() == Found()


async def test_who_asks_while_nobody_may_write_waits_no_longer_than_its_patience(
    database, other, clock
):
    probe = Probe(database, clock, patience=0.05)
    async with other.write():
        found = list(await asyncio.gather(probe.ask(), probe.ask()))
        asked = probe._asking
        found.append(await probe.ask())
        assert probe._asking is asked  # it is not asked again while it is busy
    assert {each.problem[:39] for each in found} == {"The database has not let Fasti write fo"}
    assert asked is not None
    await asked
    assert await Probe(database, clock).ask() == Found()


async def test_an_answer_that_came_late_is_not_taken_for_the_present(database, other, clock):
    probe = Probe(database, clock, patience=0.05)
    async with other.write():
        await probe.ask()
    assert probe._asking is not None
    await probe._asking
    async with database.write() as connection:
        feed = await add_feed(connection)
        await Deliveries(connection).open(
            [Delivery(feed=feed.id, on=clock.time.date(), due_at=clock.time - MINUTE)]
        )
    assert (await probe.ask()).waiting_since == clock.time - MINUTE


async def test_a_database_that_fails_is_said_to(database, clock, monkeypatch):
    def failing():
        raise OSError("disk gone")

    monkeypatch.setattr(database, "write", failing)
    found = await Probe(database, clock).ask()
    assert found.problem == "The database cannot be used: the log says why."


async def test_a_question_that_is_open_at_the_end_is_given_up(database, other, clock, monkeypatch):
    monkeypatch.setattr("bot.services.probing._LAST_SECONDS", 0.05)
    probe = Probe(database, clock, patience=0.05)
    await probe.close()
    async with other.write():
        await probe.ask()
        await probe.close()
        assert probe._asking is not None
        assert probe._asking.cancelled()
    await probe.close()


@pytest.mark.parametrize(
    ("fields", "waited"),
    [
        ({}, 60),
        ({"try_at": 20}, 20),
        ({"lease_until": 5, "owner": "gone"}, 5),
        ({"try_at": 30, "lease_until": 40, "owner": "gone"}, 30),
        ({"try_at": -5}, None),
        ({"lease_until": -5, "owner": "alive"}, None),
    ],
)
async def test_a_delivery_waits_since_it_could_be_claimed(database, clock, fields, waited):
    """Not since it was due: one that is put off until later waits for nobody."""
    ago = {
        name: clock.time - value * MINUTE if isinstance(value, int) else value
        for name, value in fields.items()
    }
    async with database.write() as connection:
        feed = await add_feed(connection)
        due_at = clock.time - 60 * MINUTE
        await Deliveries(connection).open(
            [Delivery(feed=feed.id, on=due_at.date(), due_at=due_at, **ago)]
        )
    since = (await Probe(database, clock).ask()).waiting_since
    assert since == (None if waited is None else clock.time - waited * MINUTE)


async def test_what_others_have_to_send_is_their_own_affair(database, clock):
    async with database.write() as connection:
        feed = await add_feed(connection, guild=1 << 22)
        due_at = clock.time - MINUTE
        await Deliveries(connection).open([Delivery(feed=feed.id, on=due_at.date(), due_at=due_at)])
    for shard, waiting in ((0, None), (1, due_at)):
        probe = Probe(database, clock, Share(2, frozenset({shard})))
        assert (await probe.ask()).waiting_since == waiting
