"""After a restoring, posts that may have been made are looked for, and others come."""

import datetime as dt

import pytest
from sqlalchemy import delete, insert, update

from bot.domain.deliveries import Reason, Stage
from bot.storage.backups import Backups
from bot.storage.tables import backups, deliveries, feeds

from .conftest import DUE

HOUR = dt.timedelta(hours=1)


async def restored(world, made_at, at):
    """Let the world's database be one that was restored then, and know no delivery."""
    async with world.database.write() as connection:
        await connection.execute(delete(deliveries))
        await connection.execute(insert(backups).values(made_at=made_at))
        assert await Backups(connection).is_one()
        await Backups(connection).note_restored(at)


async def reopened(world, feed):
    """Let the feed be due as in the backup, from before its post."""
    async with world.database.write() as connection:
        await connection.execute(update(feeds).values(next_at=DUE, next_on=DUE.date()))


async def test_a_post_from_the_gap_is_found(world):
    feed = await world.add()
    world.clock.time = DUE
    await world.process().turn()
    await reopened(world, feed)
    world.wait(hours=2)
    await restored(world, DUE - HOUR, world.clock.time)
    await world.process().turn()
    assert len(world.posts_of(feed)) == 1
    assert (await world.row(feed)).stage is Stage.DONE


@pytest.mark.parametrize(("restored_at", "posts"), [(DUE - HOUR, 1), (DUE + HOUR, 0)])
async def test_where_nobody_can_look_only_what_was_due_in_the_gap_is_left_out(
    world, restored_at, posts
):
    feed = await world.add()
    world.far.readable = False
    world.clock.time = max(restored_at, DUE)
    await restored(world, DUE - 5 * HOUR, restored_at)
    await world.process().turn()
    assert len(world.posts_of(feed)) == posts
    assert world.far.looked == 1
    row = await world.row(feed)
    expected = (Stage.DONE, None) if posts else (Stage.UNCERTAIN, Reason.NO_HISTORY)
    assert (row.stage, row.reason) == expected
    assert len(world.far.told_uncertain) == 1 - posts


async def test_the_day_after_nothing_is_looked_for(world):
    feed = await world.add()
    world.clock.time = DUE
    await restored(world, DUE - 50 * HOUR, DUE - 25 * HOUR)
    await world.process().turn()
    assert len(world.posts_of(feed)) == 1
    assert world.far.looked == 0
