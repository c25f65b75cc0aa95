"""Feeds come back as they were kept, are due at their time, and change state as told."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from bot.domain.feeds import Feed, FeedState, Plan
from bot.domain.schedule import FARTHEST
from bot.domain.troubles import Problem, Trouble
from bot.storage.database import Database
from bot.storage.feeds import Feeds
from bot.storage.tables import feeds
from tests.storage.samples import AUTHOR, DAY, GUILD, MINUTE, NOW, PLAN, TODAY, add_feed, plans

LARGEST_ID = 2**63 - 1
LATER = NOW + DAY
TROUBLE = Trouble(Problem.PERMISSIONS, ("send_messages", "view_channel"))

one_database = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


async def read(database: Database, feed: Feed) -> Feed:
    async with database.read() as connection:
        return (await Feeds(connection).by_ids([feed.id]))[feed.id]


@one_database
@given(plan=plans)
async def test_a_plan_comes_back_as_it_was_kept(plan: Plan, database: Database) -> None:
    async with database.write() as connection:
        added = await Feeds(connection).add(LARGEST_ID, plan, LARGEST_ID, NOW, NOW, TODAY)
    assert added == Feed(
        id=added.id,
        guild=LARGEST_ID,
        number=added.number,
        plan=plan,
        author=LARGEST_ID,
        created_at=NOW,
        next_at=NOW,
        next_on=TODAY,
    )
    assert await read(database, added) == added


@one_database
@given(before=plans, after=plans)
async def test_a_plan_can_be_changed_altogether(
    before: Plan, after: Plan, database: Database
) -> None:
    async with database.write() as connection:
        feed = await add_feed(connection, plan=before)
        await Feeds(connection).change(feed.id, after, LATER, LATER.date())
    expected = replace(feed, plan=after, next_at=LATER, next_on=LATER.date())
    assert await read(database, feed) == expected


async def test_feeds_are_numbered_in_each_server(database: Database) -> None:
    async with database.write() as connection:
        ours = [await add_feed(connection) for _ in range(3)]
        assert [feed.number for feed in ours] == [1, 2, 3]
        assert (await add_feed(connection, guild=GUILD + 1)).number == 1
        await Feeds(connection).remove(ours[1].id)
        assert (await add_feed(connection)).number == 4


async def test_an_id_is_never_used_again(database: Database) -> None:
    """A post is found by the id of its feed, and would be taken for that of another."""
    async with database.write() as connection:
        first = await add_feed(connection)
        await Feeds(connection).remove(first.id)
        second = await add_feed(connection)
    assert (second.number, second.id) == (1, first.id + 1)


async def test_a_feed_may_have_no_next_post(database: Database) -> None:
    async with database.write() as connection:
        feed = await Feeds(connection).add(GUILD, PLAN, AUTHOR, NOW, None, None)
        assert (feed.next_at, feed.next_on) == (None, None)
        assert await Feeds(connection).due(LATER, 10) == []


async def test_feeds_are_looked_up_by_server_and_number(database: Database) -> None:
    async with database.write() as connection:
        repository = Feeds(connection)
        one, two = [await add_feed(connection) for _ in range(2)]
        other = await add_feed(connection, guild=GUILD + 1)
        assert await repository.of_guild(GUILD) == [one, two]
        assert await repository.of_guild(GUILD + 2) == []
        assert await repository.get(GUILD, 2) == two
        assert await repository.get(GUILD + 1, 2) is None
        assert await repository.by_ids({two.id, other.id, 99}) == {two.id: two, other.id: other}
        assert await repository.by_ids(()) == {}
        assert await repository.guilds() == {GUILD, GUILD + 1}


async def test_a_feed_is_due_from_its_instant_on_the_earliest_first(database: Database) -> None:
    async with database.write() as connection:
        late, early = [
            await add_feed(connection, next_at=NOW - minutes * MINUTE) for minutes in (0, 1)
        ]
        await add_feed(connection, next_at=NOW + dt.timedelta(microseconds=1))
        repository = Feeds(connection)
        assert await repository.due(NOW, 10) == [early, late]
        assert await repository.due(NOW, 1) == [early]
        assert await repository.due(NOW - 2 * MINUTE, 10) == []


async def test_many_feeds_are_rescheduled_at_once(database: Database) -> None:
    async with database.write() as connection:
        repository = Feeds(connection)
        added = [await add_feed(connection) for _ in range(5)]
        await repository.reschedule(
            [(feed.id, NOW + feed.number * DAY, TODAY + feed.number * DAY) for feed in added[:4]]
        )
        await repository.reschedule([])
        assert await repository.due(NOW, 10) == [added[4]]
        moved = (await repository.of_guild(GUILD))[2]
        assert (moved.next_at, moved.next_on) == (NOW + 3 * DAY, TODAY + 3 * DAY)


async def test_only_an_active_feed_is_ever_due(database: Database) -> None:
    async with database.write() as connection:
        repository = Feeds(connection)
        feed = await add_feed(connection)
        await repository.pause(feed.id)
        await repository.reschedule([(feed.id, NOW, TODAY)])
        await repository.change(feed.id, replace(PLAN, silent=True), NOW, TODAY)
        assert await repository.due(LATER, 10) == []
    paused = replace(
        feed,
        plan=replace(PLAN, silent=True),
        state=FeedState.PAUSED,
        next_at=None,
        next_on=None,
    )
    assert await read(database, feed) == paused


async def test_a_feed_breaks_once_and_is_told_of_once(database: Database) -> None:
    async with database.write() as connection:
        repository = Feeds(connection)
        feed = await add_feed(connection)
        assert await repository.break_(feed.id, TROUBLE, NOW)
        assert not await repository.break_(feed.id, Trouble(Problem.NO_CHANNEL), LATER)
        assert await repository.told(feed.id, NOW + MINUTE)
        assert not await repository.told(feed.id, LATER)
        assert await repository.due(LATER, 10) == []
    assert await read(database, feed) == replace(
        feed,
        state=FeedState.BROKEN,
        next_at=None,
        next_on=None,
        trouble=TROUBLE,
        broken_at=NOW,
        told_at=NOW + MINUTE,
    )


async def broken(database: Database) -> Feed:
    """Make a feed whose trouble was told."""
    async with database.write() as connection:
        feed = await add_feed(connection)
        await Feeds(connection).break_(feed.id, TROUBLE, NOW)
        await Feeds(connection).told(feed.id, NOW)
    return await read(database, feed)


async def test_a_feed_that_is_active_again_has_no_trouble(database: Database) -> None:
    feed = await broken(database)
    async with database.write() as connection:
        await Feeds(connection).activate(feed.id, LATER, LATER.date())
        assert await Feeds(connection).broken() == []
    expected = Feed(
        id=feed.id,
        guild=GUILD,
        number=1,
        plan=PLAN,
        author=AUTHOR,
        created_at=NOW,
        next_at=LATER,
        next_on=LATER.date(),
    )
    assert await read(database, feed) == expected


async def test_a_feed_that_posts_elsewhere_by_now_is_not_broken(database: Database) -> None:
    async with database.write() as connection:
        repository = Feeds(connection)
        feed = await add_feed(connection)
        assert not await repository.break_(feed.id, TROUBLE, NOW, channel=PLAN.channel + 1)
        assert await repository.due(NOW, 10) == [feed]
        assert await repository.break_(feed.id, TROUBLE, NOW, channel=PLAN.channel)


async def test_since_when_a_feed_is_paused_is_known_until_it_posts_again(
    database: Database,
) -> None:
    async with database.write() as connection:
        feed = await add_feed(connection)
        await Feeds(connection).pause(feed.id, NOW)
    assert (await read(database, feed)).paused_at == NOW
    async with database.write() as connection:
        await Feeds(connection).activate(feed.id, NOW, TODAY)
    assert await read(database, feed) == feed


async def test_feeds_that_are_planned_are_read_page_by_page(database: Database) -> None:
    async with database.write() as connection:
        repository = Feeds(connection)
        due, *planned = [await add_feed(connection, next_at=NOW + days * DAY) for days in range(6)]
        await repository.pause(planned.pop().id)
        pages = [await repository.planned(NOW, limit=3)]
        while pages[-1]:
            pages.append(await repository.planned(NOW, after=pages[-1][-1].id, limit=3))
    assert pages == [planned[:3], planned[3:], []]
    assert due not in planned


async def test_a_feed_that_is_planned_too_far_ahead_is_due(database: Database) -> None:
    async with database.write() as connection:
        repository = Feeds(connection)
        await add_feed(connection, next_at=NOW + FARTHEST)
        assert not await repository.is_due(NOW)
        far = await add_feed(connection, next_at=NOW + FARTHEST + MINUTE)
        assert await repository.is_due(NOW)
        assert await repository.due(NOW, 10) == [far]


async def test_a_feed_that_is_paused_has_no_trouble(database: Database) -> None:
    feed = await broken(database)
    async with database.write() as connection:
        await Feeds(connection).pause(feed.id)
    assert await read(database, feed) == replace(
        feed, state=FeedState.PAUSED, trouble=None, broken_at=None, told_at=None
    )


@pytest.mark.parametrize(
    ("trouble", "told_at"), [(TROUBLE, NOW), (Trouble(Problem.NO_CHANNEL), None)]
)
async def test_the_trouble_of_a_revived_feed_is_told_again_only_if_it_is_another(
    trouble: Trouble, told_at: dt.datetime | None, database: Database
) -> None:
    feed = await broken(database)
    async with database.write() as connection:
        await Feeds(connection).revive(feed.id, NOW, TODAY)
        [revived] = await Feeds(connection).due(NOW, 10)
        assert revived == replace(feed, state=FeedState.ACTIVE, next_at=NOW, next_on=TODAY)
        assert await Feeds(connection).break_(feed.id, trouble, LATER)
    again = await read(database, feed)
    assert again == replace(feed, trouble=trouble, broken_at=LATER, told_at=told_at)


async def test_the_trouble_of_a_revived_feed_is_forgotten_once_it_posts(
    database: Database,
) -> None:
    feed = await broken(database)
    async with database.write() as connection:
        await Feeds(connection).well(feed.id)
        assert await Feeds(connection).broken() == [feed]  # it is not active yet
        await Feeds(connection).revive(feed.id, NOW, TODAY)
        await Feeds(connection).well(feed.id)
        [well] = await Feeds(connection).of_guild(GUILD)
    assert (well.state, well.trouble, well.told_at) == (FeedState.ACTIVE, None, None)


async def test_broken_feeds_are_read_page_by_page(database: Database) -> None:
    async with database.write() as connection:
        repository = Feeds(connection)
        added = [await add_feed(connection) for _ in range(6)]
        for feed in added[1:]:
            await repository.break_(feed.id, TROUBLE, NOW)
        pages = [await repository.broken(limit=2)]
        while pages[-1]:
            pages.append(await repository.broken(after=pages[-1][-1].id, limit=2))
    assert [[feed.number for feed in page] for page in pages] == [[2, 3], [4, 5], [6], []]


async def test_the_pinned_message_is_remembered(database: Database) -> None:
    async with database.write() as connection:
        feed = await add_feed(connection)
        await Feeds(connection).pin(feed.id, LARGEST_ID)
        pinned = await Feeds(connection).get(GUILD, 1)
        await Feeds(connection).pin(feed.id, None)
    assert pinned == replace(feed, pinned=LARGEST_ID)
    assert await read(database, feed) == feed


async def test_what_is_done_to_one_feed_leaves_the_others_alone(database: Database) -> None:
    async with database.write() as connection:
        repository = Feeds(connection)
        bystander, feed = [await add_feed(connection) for _ in range(2)]
        await repository.change(feed.id, replace(PLAN, silent=True), LATER, LATER.date())
        await repository.break_(feed.id, TROUBLE, NOW)
        await repository.told(feed.id, NOW)
        await repository.pin(feed.id, 1)
        await repository.activate(feed.id, LATER, LATER.date())
        await repository.pause(feed.id)
        await repository.remove(feed.id)
        assert await repository.of_guild(GUILD) == [bystander]


@pytest.mark.parametrize(
    "change",
    [
        {"guild": 99},
        {"number": 2},
        {"number": 0},
        {"channel": 0},
        {"at": "9:00"},
        {"zone": ""},
        {"importance": 4},
        {"grace_minutes": 24 * 60},
        {"next_at": None},
        {"state": FeedState.PAUSED},
        {"state": FeedState.BROKEN, "next_at": None, "next_on": None},
        {"trouble": "no-channel"},
    ],
)
async def test_the_table_refuses_what_cannot_be(
    change: dict[str, object], database: Database
) -> None:
    async with database.write() as connection:
        feed = await add_feed(connection)
        await add_feed(connection)
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await connection.execute(update(feeds).where(feeds.c.id == feed.id).values(change))


@pytest.mark.parametrize("column", ["target", "style", "leap_day", "on_empty", "state"])
async def test_the_table_refuses_words_that_are_unknown(column: str, database: Database) -> None:
    async with database.write() as connection:
        await Feeds(connection).add(GUILD, PLAN, AUTHOR, NOW, None, None)
    with pytest.raises(IntegrityError, match=f"ck_feeds_{column}"):
        async with database.write() as connection:
            await connection.execute(text(f"UPDATE feeds SET {column} = 'unknown'"))  # noqa: S608
