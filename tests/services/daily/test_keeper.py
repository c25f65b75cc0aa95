"""Settings outlive an outage, and a removal for thirty days."""

import datetime as dt

from sqlalchemy import func, select

from bot.domain.feeds import FeedState
from bot.domain.posting import LostError
from bot.domain.troubles import Problem, Trouble
from bot.services.daily.keeper import KEPT_FOR
from bot.storage.feeds import Feeds
from bot.storage.tables import metadata
from tests.storage.test_erasing import fill

from .conftest import DUE

TROUBLE = Trouble(Problem.NO_CHANNEL)


async def guilds(world):
    async with world.database.read() as connection:
        return await Feeds(connection).guilds()


async def broken(world):
    feed = await world.add()
    async with world.database.write() as connection:
        await Feeds(connection).break_(feed.id, TROUBLE, world.clock.now())
    world.far.troubles[feed.id] = TROUBLE
    return feed


async def test_a_server_that_removed_the_bot_is_erased_after_thirty_days(world):
    await world.add(guild=1)
    await world.add(guild=2)
    keeper = world.process().keeper
    world.far.left.add(1)
    await keeper.check_servers()
    world.clock.time += KEPT_FOR - dt.timedelta(seconds=1)
    await keeper.check_servers()
    assert await guilds(world) == {1, 2}
    world.wait(seconds=2)
    await keeper.check_servers()
    assert await guilds(world) == {2}


async def test_of_a_server_that_left_all_is_erased_and_no_note_is_made(world):
    """No backup brings it back: restored, it is found gone, and erased again."""
    async with world.database.write() as connection:
        await fill(connection, 1, 5, 6)
    keeper = world.process().keeper
    world.far.left.add(1)
    await keeper.check_servers()
    world.clock.time += KEPT_FOR + dt.timedelta(seconds=1)
    await keeper.check_servers()
    async with world.database.read() as connection:
        for table in metadata.sorted_tables:
            assert await connection.scalar(select(func.count()).select_from(table)) == 0, table


async def test_a_server_that_takes_the_bot_back_keeps_its_settings(world):
    await world.add(guild=1)
    keeper = world.process().keeper
    world.far.left.add(1)
    await keeper.check_servers()
    world.wait(days=20)
    world.far.left.clear()
    await keeper.check_servers()
    world.wait(days=20)
    await keeper.check_servers()
    assert await guilds(world) == {1}


async def test_an_outage_is_not_a_removal(world):
    await world.add(guild=1)
    keeper = world.process().keeper
    world.far.is_up = False
    for _ in range(3):
        await keeper.check_servers()
        world.wait(days=20)
    assert await guilds(world) == {1}


async def test_a_server_that_is_away_is_not_asked_for(world, monkeypatch):
    """At a start all servers are away at first, and there may be thousands."""
    asked = []

    async def noted(guild):
        asked.append(guild)
        return False

    await world.add(guild=1)
    world.far.is_up = False
    monkeypatch.setattr(world.far, "has_left", noted)
    await world.process().keeper.check_servers()
    assert asked == []


async def test_when_discord_cannot_be_asked_nobody_has_left(world, monkeypatch):
    async def fails(_):
        raise LostError("503")

    await world.add(guild=1)
    world.far.left.add(1)
    monkeypatch.setattr(world.far, "has_left", fails)
    keeper = world.process().keeper
    await keeper.check_servers()
    world.wait(days=40)
    await keeper.check_servers()
    assert await guilds(world) == {1}


async def test_moderators_are_told_once_though_many_rounds_pass(world):
    feed = await broken(world)
    keeper = world.process().keeper
    for _ in range(5):
        await keeper.check_troubles()
    assert world.far.told == [(feed.id, TROUBLE)]


async def test_a_notice_that_cannot_be_sent_is_sent_later(world, monkeypatch):
    async def fails(*_):
        raise LostError("503")

    feed = await broken(world)
    with monkeypatch.context() as patched:
        patched.setattr(world.far, "tell", fails)
        await world.process().keeper.check_troubles()
    assert (await world.feed(feed.id)).told_at is None
    await world.process().keeper.check_troubles()
    assert world.far.told == [(feed.id, TROUBLE)]


async def test_nothing_is_told_or_resumed_while_the_server_is_away(world):
    feed = await broken(world)
    world.far.troubles.clear()
    world.far.is_up = False
    await world.process().keeper.check_troubles()
    assert world.far.told == []
    assert (await world.feed(feed.id)).state is FeedState.BROKEN


async def test_a_mended_feed_is_due_again_at_its_next_time(world):
    feed = await broken(world)
    world.far.troubles.clear()
    world.wait(hours=3)
    await world.process().keeper.check_troubles()
    mended = await world.feed(feed.id)
    assert (mended.state, mended.trouble) == (FeedState.ACTIVE, None)
    assert mended.next_at == DUE + dt.timedelta(days=1)


async def test_a_feed_that_a_moderator_paused_meanwhile_stays_paused(world, monkeypatch):
    feed = await broken(world)
    stale = await world.feed(feed.id)

    async def outdated(_, after, limit, share):
        return [stale] if after == 0 else []

    async with world.database.write() as connection:
        await Feeds(connection).pause(feed.id)
    world.far.troubles.clear()
    monkeypatch.setattr(Feeds, "broken", outdated)
    await world.process().keeper.check_troubles()
    assert (await world.feed(feed.id)).state is FeedState.PAUSED


async def test_more_broken_feeds_than_are_read_at_once_are_all_checked(world):
    for guild in range(1, 104):
        feed = await world.add(guild=guild)
        async with world.database.write() as connection:
            await Feeds(connection).break_(feed.id, TROUBLE, world.clock.now())
    await world.process().keeper.check_troubles()
    async with world.database.read() as connection:
        assert await Feeds(connection).broken() == []


async def test_a_server_is_asked_again_before_it_is_erased(world):
    await world.add(guild=1)
    keeper = world.process().keeper
    world.far.left.add(1)
    await keeper.check_servers()
    world.far.left.clear()
    world.far.is_up = False  # back, but not heard of yet since the start
    world.wait(days=31)
    await keeper.check_servers()
    assert await guilds(world) == {1}


async def test_a_day_that_passed_while_a_feed_was_broken_is_caught_up_with_or_recorded(world):
    feed = await world.add(on_empty="nearest")
    world.far.troubles[feed.id] = TROUBLE
    await world.process().turn()
    world.wait(days=1, hours=1)
    world.far.troubles.clear()
    await world.process().until(minutes=10)
    (made,) = world.posts_of(feed)
    assert made.late
    assert made.marker.endswith("20261120")


async def test_a_broken_feed_that_cannot_be_read_holds_up_no_other(world):
    bad, good = await broken(world), await world.add(guild=2)
    async with world.database.write() as connection:
        await Feeds(connection).break_(good.id, TROUBLE, world.clock.now())
        await connection.exec_driver_sql("UPDATE feeds SET trouble = 'odd' WHERE guild = 1")
    await world.process().keeper.check_troubles()
    async with world.database.read() as connection:
        assert set(await Feeds(connection).by_ids({bad.id, good.id})) == {good.id}
    assert (await world.feed(good.id)).state is FeedState.ACTIVE
