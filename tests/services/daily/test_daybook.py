"""What the real ledger and the plans of feeds say of a date."""

import dataclasses
import datetime as dt

from bot.domain.deliveries import Delivery, Reason, Stage
from bot.services.daily.daybook import Daybook
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds
from tests.services.daily.conftest import DAY, DUE


def row(feed, stage, **fields):
    return Delivery(feed=feed.id, on=DAY, due_at=DUE, stage=stage, **fields)


async def test_a_date_is_read_by_the_clocks_of_each_zone_in_the_order_of_what_is_due(world):
    later = await world.add(guild=2, zone="America/New_York")
    first = await world.add(guild=1, zone="Europe/Berlin")
    await world.add(guild=1, weekdays=frozenset({(DAY.weekday() + 1) % 7}))
    paused = await world.add(guild=1)
    gone = await world.add(guild=3)
    async with world.database.write() as connection:
        await Feeds(connection).pause(paused.id, DUE)
        lost = dataclasses.replace(later.plan, zone="Gone/Away")
        await Feeds(connection).change(gone.id, lost, gone.next_at, gone.next_on)
    found = await Daybook(world.database).on(DAY)
    hour = dt.timedelta(hours=1)
    assert [(due.feed, due.at) for due in found] == [
        (first.id, DUE - hour),
        (later.id, DUE + 5 * hour),
    ]


async def test_what_became_of_each_is_told(world):
    feeds = [await world.add() for _ in range(5)]
    rows = [
        row(feeds[1], Stage.CLAIMED),
        row(feeds[2], Stage.DONE),
        row(feeds[3], Stage.SKIPPED, reason=Reason.EMPTY),
        row(feeds[4], Stage.FAILED, reason=Reason.REFUSED),
    ]
    async with world.database.write() as connection:
        await Deliveries(connection).open(rows)
    found = await Daybook(world.database).on(DAY)
    assert [(due.is_to_come, due.is_posted, due.is_left_out, due.is_settled) for due in found] == [
        (True, False, False, False),
        (True, False, False, False),
        (False, True, False, True),
        (False, False, True, True),
        (False, False, False, True),
    ]
