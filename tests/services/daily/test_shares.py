"""A process works for the servers of its shards, and leaves those of others to others."""

import datetime as dt

import pytest

from bot.domain.deliveries import Stage
from bot.domain.feeds import FeedState
from bot.domain.shards import ALL, Share
from bot.domain.troubles import Problem, Trouble
from bot.services.catalogues import Catalogues
from bot.services.daily.keeper import KEPT_FOR, Keeper
from bot.services.daily.ledger import Ledger
from bot.services.daily.pace import PER_SECOND, Pace, per_second
from bot.services.daily.running import BUSY, busy
from bot.services.daily.scheduler import Scheduler
from bot.services.daily.sender import Sender
from bot.services.editing.revising import Revising
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds
from bot.storage.guilds import Guilds

from .conftest import DUE, World

GUILDS = [(number << 22) + 77 for number in range(1, 9)]  # on shards 1, 0, 1, 0 … of two
EVEN, ODD = Share(2, frozenset({0})), Share(2, frozenset({1}))
OF_EVEN, OF_ODD = set(GUILDS[1::2]), set(GUILDS[::2])
TROUBLE = Trouble(Problem.NO_CHANNEL)


class Sharing:
    """A process of a world that serves a share."""

    def __init__(self, world, share):
        self._world = world
        pace = Pace(per_second=1e9)
        of_world = (world.database, world.clock)
        self.scheduler = Scheduler(*of_world, world.pickers, share)
        self.ledger = Ledger(*of_world, f"process-{sorted(share.ids)}", share=share)
        self.sender = Sender(world.database, self.ledger, world.clock, world.far, pace)
        self.keeper = Keeper(*of_world, world.far, pace, share)

    async def post(self):
        """Post all that is due."""
        await self.scheduler.tick()
        for feed, delivery in await self.sender.claim(100):
            await self.sender.work(feed, delivery)


@pytest.fixture
async def world(database, clock, catalogue):
    """Give a world with a feed in each server, due now, in any kind of database."""
    clock.time = DUE
    made = World(database, clock, catalogue)
    for guild in GUILDS:
        await made.add(guild=guild)
    return made


async def guilds_of(world, ids):
    async with world.database.read() as connection:
        return {feed.guild for feed in (await Feeds(connection).by_ids(set(ids))).values()}


async def test_each_posts_for_the_servers_of_its_shards(world):
    await Sharing(world, EVEN).post()
    assert await guilds_of(world, (made.feed for made in world.far.posts)) == OF_EVEN
    await Sharing(world, ODD).post()
    assert len(world.far.posts) == len(GUILDS)
    assert await guilds_of(world, (made.feed for made in world.far.posts)) == {*GUILDS}


async def test_what_one_has_opened_another_takes_up_when_it_has_the_shard(world):
    """A delivery belongs to a server, and not to the process that has opened it."""
    await Sharing(world, EVEN).scheduler.tick()
    assert await Sharing(world, ODD).sender.claim(100) == []
    taken = await Sharing(world, Share(4, frozenset({0, 2}))).sender.claim(100)
    assert {feed.guild for feed, _ in taken} == OF_EVEN


async def test_what_is_open_on_all_shards_is_claimed_by_each_for_its_own(world):
    await Sharing(world, ALL).scheduler.tick()
    claimed = await Sharing(world, ODD).sender.claim(100)
    assert {feed.guild for feed, _ in claimed} == OF_ODD


async def test_what_is_overdue_is_so_for_who_has_the_shard(world):
    await Sharing(world, EVEN).scheduler.tick()
    async with world.database.read() as connection:
        overdue = [await Deliveries(connection).overdue(DUE, share) for share in (EVEN, ODD, ALL)]
    assert overdue == [DUE, None, DUE]


async def test_a_trouble_is_told_by_who_has_the_shard(world):
    async with world.database.write() as connection:
        feeds = await Feeds(connection).due(DUE, 100)
        for feed in feeds:
            await Feeds(connection).break_(feed.id, TROUBLE, DUE)
            world.far.troubles[feed.id] = TROUBLE
    await Sharing(world, ODD).keeper.check_troubles()
    assert await guilds_of(world, (feed for feed, _ in world.far.told)) == OF_ODD


async def test_nobody_counts_servers_as_gone_that_another_process_has(world):
    """A server of another shard is not in the cache, though the bot is a member."""
    asked = set()

    async def has_left(guild):
        asked.add(guild)
        return True

    world.far.has_left = has_left
    world.far.left = {*GUILDS}  # nothing is known of any server
    even = Sharing(world, EVEN)
    await even.keeper.check_servers()
    assert asked == OF_EVEN
    world.wait(seconds=KEPT_FOR.total_seconds() + 60)
    await even.keeper.check_servers()
    async with world.database.read() as connection:
        assert await Guilds(connection).known() == OF_ODD
        assert await Guilds(connection).left_before(DUE + 2 * KEPT_FOR) == []


async def test_what_another_noted_as_gone_is_left_to_it(world):
    async with world.database.write() as connection:
        for guild in GUILDS:
            await Guilds(connection).left(guild, DUE - KEPT_FOR - dt.timedelta(days=1))
    await Sharing(world, EVEN).keeper.check_servers()  # its own are there after all
    async with world.database.read() as connection:
        assert set(await Guilds(connection).left_before(DUE)) == OF_ODD


async def test_who_has_the_shard_sets_its_plans_right(world):
    wrong = DUE + dt.timedelta(days=400)
    async with world.database.write() as connection:
        due = await Feeds(connection).due(DUE, 100)
        await Feeds(connection).reschedule([(feed.id, wrong, wrong.date()) for feed in due])
    await Sharing(world, ODD).keeper.check_plans()
    async with world.database.read() as connection:
        feeds = (await Feeds(connection).by_ids({feed.id for feed in due})).values()
    assert {feed.guild for feed in feeds if feed.next_at == wrong} == OF_EVEN
    assert {feed.state for feed in feeds} == {FeedState.ACTIVE}


async def test_a_lease_that_ran_out_is_taken_over_with_the_shard(world):
    """As after a kill, on a machine that cannot know whether the first process lives."""
    gone, heir = Sharing(world, EVEN), Sharing(world, EVEN)
    heir.ledger._owner = "elsewhere"
    await gone.scheduler.tick()
    assert len(await gone.sender.claim(100)) == len(OF_EVEN)
    assert await heir.sender.claim(100) == []
    world.wait(minutes=3)
    await heir.post()
    assert len(world.far.posts) == len(OF_EVEN)
    async with world.database.read() as connection:
        rows = [await Deliveries(connection).get(made.feed, DUE.date()) for made in world.far.posts]
    assert {row and row.stage for row in rows} == {Stage.DONE}


@pytest.mark.parametrize("count", [1, 2, 3, 16])
def test_all_together_keep_the_pace_that_one_would(count):
    shares = [Share(count, frozenset({each})) for each in range(count)]
    assert sum(map(per_second, shares)) == pytest.approx(PER_SECOND)


def test_who_has_a_small_share_takes_on_no_more_than_it_soon_gets_done():
    assert [busy(share) for share in (ALL, ODD, Share(64, frozenset({7})))] == [BUSY, 50, 25]


async def test_a_server_of_another_shard_is_shown_by_another_process(database, clock, catalogue):
    for guild in GUILDS[:2]:
        revising = Revising(database, clock, Catalogues(catalogue))
        await revising.hide(guild, "event:operation-uranus", 5)
    catalogues = Catalogues(catalogue, ODD)
    await Revising(database, clock, catalogues).load()
    assert catalogues.guilds() == (GUILDS[0],)
