"""The ledger: a delivery is opened once, held by one owner at a time, and never lost."""

import asyncio
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Connection, event, update
from sqlalchemy.exc import IntegrityError

from bot.domain.deliveries import Delivery, Reason, Stage, Step, is_fresh
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds
from bot.storage.migrate import migrate
from bot.storage.tables import deliveries
from tests.storage.conftest import run_python
from tests.storage.samples import (
    DAY,
    GUILD,
    MINUTE,
    NOW,
    PLAN,
    SECOND,
    TODAY,
    add_feed,
    deliveries as any_deliveries,
)

LEASE = NOW + 90 * SECOND
LATER = 3600 * SECOND
OPEN = (Stage.CLAIMED, Stage.SENT)

one_database = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
async def kept(database: Database) -> Database:
    """Keep feeds 1, 2 and 3 of one server, and 4 of another."""
    async with database.write() as connection:
        for guild in (GUILD, GUILD, GUILD, GUILD + 1):
            await add_feed(connection, guild=guild)
    return database


def delivery(feed: int = 1, days: int = 0, **changes: Any) -> Delivery:
    """Make the delivery of a feed, due a day later with each day after today."""
    row = Delivery(feed=feed, on=TODAY + days * DAY, due_at=NOW + days * DAY)
    return replace(row, **changes)


def keys(rows: list[Delivery]) -> list[tuple[int, int]]:
    """Give the feed and the days after today of each delivery."""
    return [(row.feed, (row.on - TODAY).days) for row in rows]


async def open_rows(database: Database, *rows: Delivery) -> None:
    async with database.write() as connection:
        assert len(await Deliveries(connection).open(rows)) == len(rows)


async def claim(database: Database, owner: str = "us", limit: int = 10) -> list[Delivery]:
    async with database.write() as connection:
        return await Deliveries(connection).claim(owner, NOW, LEASE, limit)


async def save(database: Database, *rows: Delivery, owner: str = "us") -> list[int]:
    """Save rows as this owner, and give the feeds of those that were."""
    async with database.write() as connection:
        return sorted(feed for feed, _ in await Deliveries(connection).save(rows, owner))


async def read(database: Database, row: Delivery) -> Delivery | None:
    async with database.read() as connection:
        return await Deliveries(connection).get(row.feed, row.on)


@one_database
@given(row=any_deliveries(1, TODAY, "us") | any_deliveries(1, TODAY, ""))
async def test_a_delivery_comes_back_as_it_was_opened(row: Delivery, kept: Database) -> None:
    async with kept.write() as connection:
        await Deliveries(connection).prune(TODAY + DAY)
    await open_rows(kept, row)
    assert await read(kept, row) == row


@one_database
@given(row=any_deliveries(1, TODAY, "us") | any_deliveries(1, TODAY, ""))
async def test_a_delivery_comes_back_as_it_was_saved(row: Delivery, kept: Database) -> None:
    async with kept.write() as connection:
        await Deliveries(connection).prune(TODAY + DAY)
    await open_rows(kept, delivery(owner="us", lease_until=LEASE, attempts=row.attempts))
    assert await save(kept, row) == [1]
    assert await read(kept, row) == row


async def test_a_date_is_opened_once(kept: Database) -> None:
    first = delivery(1, entries=("the-first",))
    await open_rows(kept, first)
    async with kept.write() as connection:
        repository = Deliveries(connection)
        second = delivery(1, entries=("the-second",))
        assert await repository.open([second]) == set()
        new = [second, delivery(1, days=1), delivery(2)]
        assert await repository.open(new) == {(1, TODAY + DAY), (2, TODAY)}
        assert await repository.open([]) == set()
    assert await read(kept, first) == first


async def test_a_thousand_are_opened_claimed_and_saved_at_once(kept: Database) -> None:
    rows = [delivery(1, days=-number) for number in range(1000)]
    await open_rows(kept, *rows)
    claimed = await claim(kept, limit=1000)
    assert len(claimed) == len(await save(kept, *claimed)) == 1000


async def test_nothing_is_opened_for_a_feed_that_is_gone(kept: Database) -> None:
    with pytest.raises(IntegrityError):
        await open_rows(kept, delivery(1), delivery(99))
    assert await read(kept, delivery(1)) is None


async def test_a_claim_holds_the_delivery_and_counts_the_attempt(kept: Database) -> None:
    row = delivery(entries=("a", "b"), attempts=2)
    await open_rows(kept, row)
    [claimed] = await claim(kept)
    assert claimed == replace(
        row,
        attempts=3,
        owner="us",
        lease_until=LEASE,
        tried_at=NOW,
        doubtful_since=NOW,
        channel=PLAN.channel,
        target=PLAN.target,
    )
    assert is_fresh(claimed)
    assert await read(kept, row) == claimed


@pytest.mark.parametrize("stage", OPEN)
async def test_the_first_doubt_stays(stage: Stage, kept: Database) -> None:
    await open_rows(kept, delivery(stage=stage, doubtful_since=NOW - MINUTE, tried_at=NOW - MINUTE))
    [claimed] = await claim(kept)
    assert (claimed.doubtful_since, claimed.tried_at) == (NOW - MINUTE, NOW)
    assert not is_fresh(claimed)


async def test_what_is_posted_is_not_doubted(kept: Database) -> None:
    await open_rows(kept, delivery(stage=Stage.SENT, steps=(Step.PIN,)))
    [claimed] = await claim(kept)
    assert (claimed.doubtful_since, claimed.tried_at, claimed.attempts) == (None, NOW, 1)


@pytest.mark.parametrize(
    ("changes", "is_claimed"),
    [
        *(({"stage": stage}, stage in OPEN) for stage in Stage),
        ({"try_at": NOW}, True),
        ({"try_at": NOW + SECOND}, False),
        ({"owner": "them", "lease_until": NOW}, True),
        ({"owner": "them", "lease_until": NOW + SECOND}, False),
        ({"owner": "us", "lease_until": NOW + SECOND}, False),
    ],
)
async def test_only_what_is_open_free_and_at_its_time_is_claimed(
    changes: dict[str, Any],
    is_claimed: bool,  # noqa: FBT001 - a column of the table above
    kept: Database,
) -> None:
    await open_rows(kept, delivery(**changes))
    async with kept.read() as connection:
        assert await Deliveries(connection).overdue(NOW) == (NOW if is_claimed else None)
    assert len(await claim(kept)) == is_claimed


async def test_those_due_first_are_claimed_first(kept: Database) -> None:
    await open_rows(kept, delivery(3), delivery(2), delivery(1, days=-1), delivery(2, days=-2))
    async with kept.read() as connection:
        assert await Deliveries(connection).overdue(NOW) == NOW - 2 * DAY
    assert keys(await claim(kept, limit=2)) == [(2, -2), (1, -1)]
    assert keys(await claim(kept, limit=9)) == [(2, 0), (3, 0)]
    assert await claim(kept) == []


async def test_only_what_the_owner_holds_is_saved(kept: Database) -> None:
    await open_rows(kept, delivery(1), delivery(2), delivery(3))
    ours = await claim(kept, "us", limit=2)
    [theirs] = await claim(kept, "them")
    changed = [replace(row, note="changed") for row in (*ours, theirs)]
    assert await save(kept, *changed) == [1, 2]
    assert await read(kept, ours[0]) == replace(ours[0], note="changed")
    assert await read(kept, theirs) == theirs
    assert await save(kept) == []


async def test_one_date_of_a_feed_is_saved_without_another(kept: Database) -> None:
    await open_rows(kept, delivery(1), delivery(1, days=-1))
    yesterday, today = await claim(kept)
    assert await save(kept, replace(yesterday, note="changed")) == [1]
    assert await read(kept, today) == today


async def test_a_former_owner_changes_nothing(kept: Database) -> None:
    await open_rows(kept, delivery())
    [ours] = await claim(kept, "us")
    async with kept.write() as connection:
        after = LEASE + SECOND
        [theirs] = await Deliveries(connection).claim("them", after, after + MINUTE, 10)
    assert (theirs.owner, theirs.attempts, theirs.doubtful_since) == ("them", 2, NOW)
    assert await save(kept, replace(ours, stage=Stage.FAILED)) == []
    assert await read(kept, ours) == theirs


async def test_one_whose_lease_ran_out_still_saves_what_nobody_took_over(kept: Database) -> None:
    await open_rows(kept, delivery(owner="us", lease_until=NOW - DAY))
    assert await save(kept, delivery(note="late", owner="us", lease_until=NOW - DAY)) == [1]


async def test_a_delivery_that_is_given_back_can_be_claimed_again(kept: Database) -> None:
    await open_rows(kept, delivery())
    [ours] = await claim(kept)
    assert await save(kept, replace(ours, owner="")) == [1]
    assert await read(kept, ours) == replace(ours, owner="", lease_until=None)
    assert await save(kept, ours) == []
    assert len(await claim(kept, "them")) == 1


async def test_nobody_saves_what_nobody_holds(kept: Database) -> None:
    row = delivery()
    await open_rows(kept, row)
    assert await save(kept, replace(row, note="changed"), owner="") == []
    assert await read(kept, row) == row


async def test_a_delivery_goes_with_its_feed(kept: Database) -> None:
    await open_rows(kept, delivery(1), delivery(2))
    ours = await claim(kept)
    async with kept.write() as connection:
        await Feeds(connection).remove(1)
    assert await save(kept, *ours) == [2]
    assert await read(kept, ours[0]) is None


async def test_two_processes_never_claim_the_same(empty_address: str, tmp_path: Path) -> None:
    async with Database.open(empty_address) as database:
        await migrate(database)
        async with database.write() as connection:
            feeds = [(await add_feed(connection)).id for _ in range(100)]
        await open_rows(database, *map(delivery, feeds))
    arguments = ("-m", "tests.storage.claimer", empty_address)
    runs = (run_python(*arguments, owner, str(tmp_path)) for owner in ("us", "them"))
    assert await asyncio.gather(*runs) == [0, 0]
    assert sorted(claimed_in(tmp_path)) == feeds


def claimed_in(folder: Path) -> list[int]:
    """Give the feeds that the processes wrote down."""
    return [int(line) for file in folder.glob("*.claimed") for line in file.read_text().split()]


async def test_the_log_has_the_newest_date_first(kept: Database) -> None:
    rows = [delivery(1), delivery(2, days=1), delivery(1, days=2), delivery(4, days=3)]
    await open_rows(kept, *rows)
    async with kept.read() as connection:
        repository = Deliveries(connection)
        assert keys(await repository.of_feed(1)) == [(1, 2), (1, 0)]
        assert keys(await repository.of_feed(1, limit=1)) == [(1, 2)]
        assert keys(await repository.of_guild(GUILD)) == [(1, 2), (2, 1), (1, 0)]
        assert keys(await repository.of_guild(GUILD, limit=2)) == [(1, 2), (2, 1)]
        assert await repository.of_guild(99) == []


async def test_what_was_shown_is_what_may_be_posted(kept: Database) -> None:
    rows = [
        delivery(1, days=-number, stage=stage, entries=(str(stage), "always"))
        for number, stage in enumerate(Stage)
    ]
    await open_rows(kept, *rows, delivery(1, days=-10, entries=("old",)), delivery(2))
    async with kept.read() as connection:
        repository = Deliveries(connection)
        since = TODAY - 9 * DAY
        shown = await repository.shown(1, since)
        assert shown["always"] == max(shown.values())
        assert set(shown) == {
            "always",
            "claimed",
            "sent",
            "done",
            "uncertain",
        }
        assert "old" in await repository.shown(1, since - DAY)
        assert await repository.shown(2, since) == {}


async def test_hurrying_a_feed_is_for_its_open_deliveries(kept: Database) -> None:
    waiting = [
        delivery(1, try_at=NOW + DAY),
        delivery(1, days=1, stage=Stage.DONE, try_at=NOW + DAY),
        delivery(2, try_at=NOW + DAY),
    ]
    await open_rows(kept, *waiting)
    async with kept.write() as connection:
        await Deliveries(connection).hurry(1, NOW)
    assert [row and row.try_at for row in [await read(kept, row) for row in waiting]] == [
        NOW,
        NOW + DAY,
        NOW + DAY,
    ]


async def test_old_dates_are_forgotten(kept: Database) -> None:
    await open_rows(kept, delivery(1, days=-2), delivery(2, days=-1), delivery(1))
    async with kept.write() as connection:
        repository = Deliveries(connection)
        assert await repository.prune(TODAY) == 2
        assert await repository.prune(TODAY) == 0
    assert await read(kept, delivery(1)) == delivery(1)


@pytest.mark.parametrize("name", [field.name for field in fields(Delivery)])
def test_a_delivery_has_a_column_for_each_field(name: str) -> None:
    assert name in deliveries.c


@pytest.mark.parametrize(
    "change",
    [
        {"feed": 99},
        {"attempts": -1},
        {"owner": "us"},
        {"lease_until": NOW},
        {"due_at": None},
        {"reason": Reason.LATE, "stage": None},
    ],
)
async def test_the_table_refuses_what_cannot_be(change: dict[str, object], kept: Database) -> None:
    await open_rows(kept, delivery())
    with pytest.raises(IntegrityError):
        async with kept.write() as connection:
            await connection.execute(update(deliveries).values(change))


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("repository", "method", "arguments", "index"),
    [
        (Feeds, "due", (NOW, 10), "ix_feeds_next_at"),
        (Deliveries, "claim", ("us", NOW, LEASE, 10), "ix_deliveries_due_at_feed"),
        (Deliveries, "overdue", (NOW,), "ix_deliveries_due_at_feed"),
        (Deliveries, "prune", (TODAY,), "ix_deliveries_on"),
    ],
)
async def test_what_is_asked_again_and_again_has_an_index(
    repository: type[Feeds | Deliveries],
    method: str,
    arguments: tuple[object, ...],
    index: str,
    kept: Database,
) -> None:
    """A partial index serves only a query that repeats its condition."""
    plan: list[str] = []

    def explain(
        connection: Connection, _: object, statement: str, parameters: Any, *__: object
    ) -> None:
        if not statement.startswith("EXPLAIN"):
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plan.extend(row.detail for row in rows)

    async with kept.write() as connection:
        event.listen(connection.sync_connection, "before_cursor_execute", explain)
        await getattr(repository(connection), method)(*arguments)
    assert any(f"INDEX {index}" in step for step in plan), plan
    assert not [step for step in plan if step.startswith("USE TEMP B-TREE")]


@pytest.mark.parametrize("stage", Stage)
async def test_only_what_was_surely_not_posted_is_opened_anew(kept: Database, stage: Stage):
    await open_rows(kept, delivery(stage=stage, reason=Reason.LATE, note="x"))
    anew = delivery(due_at=NOW + LATER, entries=("event:a",))
    async with kept.write() as connection:
        is_open = await Deliveries(connection).reopen(anew)
        row = await Deliveries(connection).get(1, TODAY)
    assert is_open is (stage in {Stage.SKIPPED, Stage.FAILED})
    assert (row == anew) is is_open


async def test_what_was_never_opened_is_not_opened_anew(kept: Database):
    async with kept.write() as connection:
        assert not await Deliveries(connection).reopen(delivery())
