"""What became of a delivery is written, however long the database cannot be."""

import asyncio
import dataclasses
import datetime as dt

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.cogs.poster.poster import LOOKING, PATIENCE
from bot.domain.deliveries import ENOUGH, Delivery, Stage, is_fresh
from bot.domain.feeds import Target
from bot.services.daily.ledger import GATHERED, LEASE, Ledger
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
    saved = await asyncio.gather(*(ledger.save(done(row)) for row in rows))
    assert [each.feed for each in saved] == [row.feed for row in rows]
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
    assert [isinstance(each, Delivery) for each in told] == [True, False, True]
    assert isinstance(told[1], IntegrityError)
    with pytest.raises(IntegrityError):
        await ledger.save(done(rows[1]))


async def test_what_waits_to_be_written_when_there_is_room_again_is_not_claimed(
    world, claimed, monkeypatch
):
    """Claimed anew it would be another attempt, and what became of this one would be refused."""
    ledger, rows, pauses = claimed
    save, is_full = Deliveries.save, asyncio.Event()
    batches, claims = [], []
    is_full.set()

    async def fails(self, batch, owner):
        if is_full.is_set():
            raise OperationalError("UPDATE", {}, Exception("database or disk is full"))
        batches.append(len(batch))
        return await save(self, batch, owner)

    async def sleep(seconds):
        pauses.append(seconds)
        if seconds == GATHERED and batches:
            claims.append(await ledger.claim(10))
        await asyncio.sleep(0)

    monkeypatch.setattr(Deliveries, "save", fails)
    monkeypatch.setattr(ledger, "_sleep", sleep)
    saving = [asyncio.create_task(ledger.save(done(rows[0])))]
    await until(lambda: 1 in pauses)
    saving += [asyncio.create_task(ledger.save(done(row))) for row in rows[1:]]
    world.wait(hours=1)  # past every lease
    await asyncio.sleep(0)
    is_full.clear()
    assert all(await asyncio.gather(*saving))
    assert (batches, claims) == ([1, 2], [[]])


async def test_a_row_that_can_never_be_written_after_a_full_disk_does_not_end_the_claims(
    world, claimed, monkeypatch
):
    ledger, (row, *_), _ = claimed
    faults = [OperationalError("", {}, Exception("full")), IntegrityError("", {}, Exception("odd"))]

    async def fails(*_):
        raise faults.pop(0)

    with monkeypatch.context() as patched:
        patched.setattr(Deliveries, "save", fails)
        with pytest.raises(IntegrityError):
            await ledger.save(done(row))
    world.wait(hours=1)
    await asyncio.sleep(0)
    assert len(await ledger.claim(10)) == 3


async def test_what_is_worked_on_is_not_claimed_when_its_lease_is_over(world, claimed):
    """As when the machine has slept: it would be another attempt, and this one's save refused."""
    ledger, rows, _ = claimed
    world.wait(hours=1)
    held = {(row.feed, row.on) for row in rows[:2]}
    assert [row.feed for _, row in await ledger.claim(10, held)] == [rows[2].feed]
    assert await ledger.save(done(rows[0]))


async def test_a_row_that_is_saved_is_held_anew(world, claimed):
    ledger, (row, *_), _ = claimed
    world.wait(minutes=1)
    saved = await ledger.save(dataclasses.replace(row, stage=Stage.SENT))
    assert saved.lease_until == world.clock.now() + LEASE
    async with world.database.read() as connection:
        assert await Deliveries(connection).get(row.feed, DAY) == saved


def test_a_lease_is_long_enough_to_look_for_a_post_and_then_send_it():
    assert dt.timedelta(seconds=PATIENCE) < ENOUGH
    assert dt.timedelta(seconds=LOOKING) + ENOUGH < LEASE


async def until(condition):
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0)


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


async def test_what_a_process_that_is_gone_held_is_taken_up_at_the_start(world):
    feeds = [await world.add(guild=guild) for guild in (1, 2)]
    await world.process(kill_at="sent").turn()
    assert world.started == 1
    found = Ledger(world.database, world.clock, "me", is_gone=lambda owner: owner == "process-1")
    world.wait(seconds=3)
    rows = [row for _, row in await found.claim(10)]
    assert {row.feed for row in rows} == {feed.id for feed in feeds}
    assert not any(is_fresh(row) for row in rows)  # each is looked for


async def test_only_at_its_start_and_only_of_those_that_are_gone(world):
    await world.add()
    killed = world.process(kill_at="sent")
    alive = Ledger(world.database, world.clock, "me", is_gone=lambda owner: owner != "process-1")
    await killed.turn()
    world.wait(seconds=3)
    assert await alive.claim(10) == []
    asked: list[str] = []

    def is_gone(owner):
        asked.append(owner)
        return False

    late = Ledger(world.database, world.clock, "late", is_gone=is_gone)
    await late.claim(10)
    await late.claim(10)
    assert asked == ["process-1"]


async def test_a_post_for_a_forum_is_not_taken_up_before_its_lease_is_over(world):
    """Discord knows no new thread by a nonce, and may be about to make it."""
    await world.add(target=Target.FORUM)
    await world.process(kill_at="send").turn()
    world.wait(seconds=3)
    found = Ledger(world.database, world.clock, "me", is_gone=lambda _: True)
    assert await found.claim(10) == []
    world.wait(seconds=LEASE.total_seconds())
    assert len(await found.claim(10)) == 1


async def test_a_post_that_was_being_finished_is_taken_up_in_a_forum_too(world):
    await world.add(target=Target.FORUM, pin=True)
    await world.process(kill_at="pin").turn()
    world.wait(seconds=3)
    found = Ledger(world.database, world.clock, "me", is_gone=lambda _: True)
    ((_, row),) = await found.claim(10)
    assert row.stage is Stage.SENT
