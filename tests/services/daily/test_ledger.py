"""What became of a delivery is written, however long the database cannot be."""

import asyncio
import dataclasses

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.domain.deliveries import Stage
from bot.services.daily.ledger import Ledger
from bot.storage.deliveries import Deliveries

from .conftest import DAY


@pytest.fixture
async def claimed(world):
    """Give a ledger and three deliveries that it has claimed."""
    for guild in (1, 2, 3):
        await world.add(guild=guild)
    await world.process().scheduler.tick()
    pauses = []

    async def sleep(seconds):
        pauses.append(seconds)
        await asyncio.sleep(0)

    ledger = Ledger(world.database, world.clock, "me", sleep=sleep)
    return ledger, [row for _, row in await ledger.claim(10)], pauses


def done(row):
    return dataclasses.replace(row, stage=Stage.DONE)


async def test_rows_that_are_saved_together_share_a_transaction(world, claimed, monkeypatch):
    ledger, rows, _ = claimed
    batches = []
    save = Deliveries.save

    async def noted(self, rows, owner):
        batches.append(len(rows))
        return await save(self, rows, owner)

    monkeypatch.setattr(Deliveries, "save", noted)
    assert await asyncio.gather(*(ledger.save(done(row)) for row in rows)) == [True] * 3
    assert batches == [3]


async def test_a_database_that_is_locked_or_full_is_waited_for(world, claimed, monkeypatch):
    ledger, (row, *_), pauses = claimed
    save, troubles = Deliveries.save, ["database is locked", "database or disk is full"] * 4

    async def fails(self, rows, owner):
        if troubles:
            raise OperationalError("UPDATE", {}, Exception(troubles.pop()))
        return await save(self, rows, owner)

    monkeypatch.setattr(Deliveries, "save", fails)
    assert await ledger.save(done(row))
    assert pauses[1:] == [1, 2, 5, 10, 10, 10, 10, 10]
    async with world.database.read() as connection:
        written = await Deliveries(connection).get(row.feed, DAY)
    assert written is not None
    assert written.stage is Stage.DONE


async def test_a_row_that_can_never_be_written_holds_up_no_other(claimed, monkeypatch):
    ledger, rows, _ = claimed
    save, bad = Deliveries.save, rows[1].feed

    async def fails(self, rows, owner):
        if bad in {row.feed for row in rows}:
            raise IntegrityError("UPDATE", {}, Exception("CHECK constraint failed"))
        return await save(self, rows, owner)

    monkeypatch.setattr(Deliveries, "save", fails)
    told = await asyncio.gather(*(ledger.save(done(row)) for row in rows), return_exceptions=True)
    assert [told[0], told[2]] == [True, True]
    assert isinstance(told[1], IntegrityError)
    with pytest.raises(IntegrityError):
        await ledger.save(done(rows[1]))


async def test_a_row_that_another_process_holds_is_not_written(world, claimed):
    _, (row, *_), _ = claimed
    other = Ledger(world.database, world.clock, "another", sleep=lambda _: asyncio.sleep(0))
    assert not await other.save(done(row))


async def test_who_gives_up_waiting_does_no_harm(claimed):
    ledger, (first, second, _), _ = claimed
    waiting = asyncio.create_task(ledger.save(done(first)))
    await asyncio.sleep(0)
    waiting.cancel()
    assert await ledger.save(done(second))
