"""Feeds by the thousand, written as fast as the database takes them, and ledgers of the past."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import insert, text

from bot.domain.feeds import FeedState, OnEmpty, Plan, Target
from bot.storage.database import Database
from bot.storage.rows import plan_columns
from bot.storage.tables import feeds, guilds

Place = tuple[int, int]
"""A server and a channel of it."""
_LEDGER = text("""
    INSERT INTO deliveries
        (feed, "on", due_at, stage, attempts, owner, lease_until, tried_at, doubtful_since,
         channel, message, steps, entries, late, note, finished_at)
    WITH RECURSIVE past (days) AS (
        SELECT 1 UNION ALL SELECT days + 1 FROM past WHERE days < :days
    )
    SELECT id, date(:on, '-' || days || ' days'), :due_at, 'done', 1, 'old', :due_at, :due_at,
           :due_at, channel, id, '[]', '["event:stalingrad"]', 0, '', :due_at
    FROM feeds, past
""")


async def add_feeds(
    database: Database, places: Sequence[Place], next_at: dt.datetime, author: int
) -> None:
    """Add one feed for each place, of a server with no other, that is due at that full minute."""
    common = {
        "number": 1,
        "author": author,
        "created_at": next_at - dt.timedelta(days=30),
        "state": FeedState.ACTIVE,
        "next_at": next_at,
        "next_on": next_at.date(),
    }
    rows = [
        common | {"guild": guild} | plan_columns(plan(channel, next_at))
        for guild, channel in places
    ]
    async with database.write() as connection:
        await connection.execute(insert(guilds), [{"id": guild} for guild, _ in places])
        await connection.execute(insert(feeds), rows)


def plan(channel: int, next_at: dt.datetime) -> Plan:
    """Give the plan of such a feed."""
    return Plan(
        channel=channel,
        target=Target.TEXT,
        at=next_at.time(),
        zone="UTC",
        on_empty=OnEmpty.NEAREST,
    )


async def add_ledger(database: Database, until: dt.datetime, days: int) -> None:
    """Add a delivery that is done for each feed (SQLite), on each of so many days before."""
    values = {
        "days": days,
        "on": until.date().isoformat(),
        "due_at": f"{until:%Y-%m-%d %H:%M:%S.%f}",
    }
    async with database.write() as connection:
        await connection.execute(_LEDGER, values)
