"""Commands are registered on change alone: what is remembered of them."""

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.storage.command_sync import CommandSync, normal_address
from bot.storage.database import Database
from bot.storage.tables import command_sync

API = "https://discord.com/api/v10"
ONE, TWO = "1" * 64, "2" * 64
NOW = dt.datetime(2026, 6, 22, 9, 30, tzinfo=dt.UTC)
LARGEST_ID = 2**63 - 1


async def test_an_application_that_never_synced_has_no_hash(database: Database) -> None:
    async with database.read() as connection:
        assert await CommandSync(connection).hash_for(1, API) is None


async def test_the_last_hash_is_the_one_kept(database: Database) -> None:
    for hash_ in (ONE, TWO):
        async with database.write() as connection:
            await CommandSync(connection).record(LARGEST_ID, API, hash_, NOW)
    async with database.read() as connection:
        assert await CommandSync(connection).hash_for(LARGEST_ID, API) == TWO
        assert len((await connection.execute(select(command_sync))).all()) == 1


async def test_each_application_and_each_address_has_its_own_hash(database: Database) -> None:
    async with database.write() as connection:
        commands = CommandSync(connection)
        await commands.record(1, API, ONE, NOW)
        await commands.record(1, "http://127.0.0.1:8080/api/v10", TWO, NOW)
        assert await commands.hash_for(1, API) == ONE
        assert await commands.hash_for(1, "http://127.0.0.1:8080/api/v10") == TWO
        assert await commands.hash_for(2, API) is None


async def test_the_time_comes_back_in_utc(database: Database) -> None:
    berlin = dt.timezone(dt.timedelta(hours=2))
    async with database.write() as connection:
        await CommandSync(connection).record(1, API, ONE, NOW.astimezone(berlin))
        times = (await connection.scalars(select(command_sync.c.synced_at))).all()
    assert times == [NOW]
    assert times[0].tzinfo is dt.UTC


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (API, API),
        (API + "//", API),
        ("https://Discord.COM/api/v10/", API),
        ("http://name:secret@localhost:80/Api/?token=secret#there", "http://localhost:80/Api"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
async def test_an_address_is_kept_plain(given: str, kept: str, database: Database) -> None:
    assert normal_address(given) == kept
    async with database.write() as connection:
        await CommandSync(connection).record(1, given, ONE, NOW)
        assert await connection.scalar(select(command_sync.c.api_url)) == kept
        assert await CommandSync(connection).hash_for(1, given) == ONE


@pytest.mark.parametrize(
    "change",
    [
        {"application_id": 0},
        {"application_id": None},
        {"api_url": ""},
        {"api_url": API + "/"},
        {"api_url": None},
        {"hash": "short"},
        {"hash": None},
        {"synced_at": None},
    ],
)
async def test_the_table_refuses_what_cannot_be(
    change: dict[str, object], database: Database
) -> None:
    row = {"application_id": 1, "api_url": API, "hash": ONE, "synced_at": NOW} | change
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await connection.execute(command_sync.insert(), row)
