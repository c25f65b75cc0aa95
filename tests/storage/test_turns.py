"""Which deliveries are claimed first, and which not before their time."""

from dataclasses import replace

import pytest

from bot.domain.deliveries import Delivery, Stage
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from tests.storage.samples import DAY, MINUTE, NOW, TODAY, add_feed


@pytest.fixture
async def kept(database: Database) -> Database:
    """Keep feeds 1, 2 and 3."""
    async with database.write() as connection:
        for _ in range(3):
            await add_feed(connection)
    return database


def delivery(feed: int = 1, days: int = 0, stage: Stage = Stage.CLAIMED) -> Delivery:
    """Make the delivery of a feed, due a day later with each day after today."""
    return Delivery(feed=feed, on=TODAY + days * DAY, due_at=NOW + days * DAY, stage=stage)


async def open_rows(database: Database, *rows: Delivery) -> None:
    async with database.write() as connection:
        assert len(await Deliveries(connection).open(rows)) == len(rows)


async def claim(database: Database, limit: int = 10) -> list[int]:
    """Claim for a while, and give the feeds in their order."""
    async with database.write() as connection:
        rows = await Deliveries(connection).claim("us", NOW, NOW + MINUTE, limit)
    return [row.feed for row in rows]


async def test_among_those_due_at_once_others_come_first_on_another_day(kept: Database) -> None:
    """Else the servers with the highest numbers would be the last every day."""
    first: dict[int, int] = {}
    for days in range(-30, 0):
        await open_rows(kept, *(delivery(feed, days=days) for feed in (1, 2, 3)))
        claimed = [feed for _ in range(3) for feed in await claim(kept, limit=1)]
        assert sorted(claimed) == [1, 2, 3]
        first[claimed[0]] = first.get(claimed[0], 0) + 1
    assert min(first.get(feed, 0) for feed in (1, 2, 3)) > 3


async def test_what_a_clock_that_was_ahead_has_opened_waits_for_its_time(kept: Database) -> None:
    await open_rows(kept, delivery(1, days=1))
    async with kept.read() as connection:
        assert await Deliveries(connection).overdue(NOW) is None
    assert await claim(kept) == []


async def test_what_was_left_out_before_its_time_is_forgotten(kept: Database) -> None:
    stages = (Stage.SKIPPED, Stage.FAILED, Stage.DONE, Stage.UNCERTAIN, Stage.CLAIMED)
    early = [delivery(1, days=n, stage=stage) for n, stage in enumerate(stages, start=1)]
    await open_rows(kept, delivery(1, stage=Stage.SKIPPED), *early)
    async with kept.write() as connection:
        assert await Deliveries(connection).forget_early(NOW) == 2
        left = await Deliveries(connection).of_feed(1)
    assert [row.stage for row in left] == [
        *(Stage.CLAIMED, Stage.UNCERTAIN, Stage.DONE),
        Stage.SKIPPED,
    ]


async def test_a_lease_or_a_pause_that_no_clock_can_have_meant_holds_nothing(
    kept: Database,
) -> None:
    stuck = replace(delivery(1), owner="them", lease_until=NOW + 99 * DAY)
    late = replace(delivery(2), try_at=NOW + 99 * DAY)
    fine = replace(delivery(3), try_at=NOW + DAY)
    await open_rows(kept, stuck, late, fine)
    assert await claim(kept) == [1, 2]
