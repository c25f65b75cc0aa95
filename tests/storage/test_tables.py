"""Instants go in aware and come out in UTC."""

import datetime as dt

import pytest
from sqlalchemy import literal, select
from sqlalchemy.exc import StatementError

from bot.storage.columns import Instant
from bot.storage.database import Database
from bot.storage.tables import metadata


@pytest.mark.parametrize(
    "instant",
    [
        None,
        dt.datetime(2026, 3, 29, 1, 0, 0, 123456, tzinfo=dt.UTC),
        dt.datetime(2026, 1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=3))),
        dt.datetime(1, 1, 2, tzinfo=dt.UTC),
    ],
)
async def test_an_instant_comes_back_the_same(
    instant: dt.datetime | None, database: Database
) -> None:
    async with database.read() as connection:
        back = await connection.scalar(select(literal(instant, Instant)))
    assert back == instant
    assert back is None or back.tzinfo is dt.UTC


async def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    naive = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - the mistake that is tested
    with pytest.raises(StatementError, match="has no time zone"):
        async with database.read() as connection:
            await connection.scalar(select(literal(naive, Instant)))


def test_every_table_says_what_it_holds() -> None:
    assert [table.name for table in metadata.sorted_tables if not table.comment] == []
