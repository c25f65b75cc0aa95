"""A process that was halted, as by a machine that slept, repeats nothing when it goes on."""

import datetime as dt

import pytest

from bot.domain.deliveries import ENOUGH, Stage
from bot.domain.feeds import Target
from bot.services.daily.ledger import LEASE

TARGETS = [Target.TEXT, Target.FORUM]
STEPS = {"target": Target.ANNOUNCEMENT, "publish": True, "thread": True, "pin": True}
SECOND = dt.timedelta(seconds=1)


class Halting:
    """A pace whose nth turn takes as long as a test says; `meanwhile` others may work."""

    def __init__(self, meanwhile, nth=1):
        self._meanwhile = meanwhile
        self._left = nth

    async def turn(self):
        """Give the turn, once what happens meanwhile is over."""
        self._left -= 1
        if self._left == 0:
            await self._meanwhile()


async def claim(world, process):
    await process.scheduler.tick()
    return await process.sender.claim(10)


async def work(process, claimed):
    for feed, delivery in claimed:
        await process.sender.work(feed, delivery)


@pytest.mark.parametrize("target", TARGETS)
async def test_a_claim_of_long_ago_posts_nothing_more(world, target):
    feed = await world.add(target=target)
    halted = world.process()
    claimed = await claim(world, halted)
    world.wait(minutes=2)
    await world.process().turn()
    world.wait(minutes=10)  # past what a nonce is known for
    await work(halted, claimed)
    assert len(world.posts_of(feed)) == 1
    assert (await world.row(feed)).stage is Stage.DONE


@pytest.mark.parametrize("target", TARGETS)
async def test_a_process_that_is_halted_right_before_it_posts_does_not(world, target):
    feed = await world.add(target=target)

    async def meanwhile():
        world.wait(minutes=2)
        await world.process().turn()
        world.wait(minutes=10)

    await world.process(pace=Halting(meanwhile)).turn()
    assert len(world.posts_of(feed)) == 1
    assert (await world.row(feed)).stage is Stage.DONE


async def test_a_step_is_not_made_by_a_process_that_is_halted_before_it(world, monkeypatch):
    """A moderator has unpinned it since."""
    feed = await world.add(**STEPS)
    other = world.process()

    async def meanwhile():
        world.wait(minutes=2)
        await other.turn()
        assert world.far.posts[0].pinned
        await world.far.unpin(world.far.posts[0])
        world.wait(minutes=10)

    halted = world.process(pace=Halting(meanwhile, nth=4))
    await halted.turn()
    (made,) = world.posts_of(feed)
    assert (made.published, made.threads, made.pinned) == (True, 1, False)
    assert "pin" in other.passed
    assert "pin" not in halted.passed


@pytest.mark.parametrize("target", TARGETS)
async def test_nobody_sends_for_longer_than_the_lease(world, target):
    """Another would claim it in the meantime, and not see yet what this one posts."""
    feed = await world.add(target=target)
    process = world.process()
    claimed = await claim(world, process)
    world.clock.time += LEASE - ENOUGH + SECOND
    await work(process, claimed)
    assert world.far.sends == 0
    await process.turn()
    assert len(world.posts_of(feed)) == 1
    assert world.far.looked == 0  # it is known that nothing was posted before


async def test_as_long_as_the_lease_is_long_enough_it_is_sent(world):
    feed = await world.add()
    process = world.process()
    claimed = await claim(world, process)
    world.clock.time += LEASE - ENOUGH
    await work(process, claimed)
    assert len(world.posts_of(feed)) == 1


async def test_each_step_renews_the_lease(world, monkeypatch):
    await world.add(**STEPS)
    publish, begin = world.far.publish, world.far.begin_thread

    async def slow(*given):
        world.wait(seconds=50)
        return await (publish if len(given) == 1 else begin)(*given)

    monkeypatch.setattr(world.far, "publish", slow)
    monkeypatch.setattr(world.far, "begin_thread", slow)
    process = world.process()
    await work(process, await claim(world, process))
    (made,) = world.far.posts
    assert (made.published, made.threads, made.pinned) == (True, 1, True)


async def test_without_history_what_was_not_sent_in_time_is_known_not_to_be(world):
    feed = await world.add(target=Target.FORUM)
    world.far.readable = False
    process = world.process()
    claimed = await claim(world, process)
    world.wait(hours=1)
    await work(process, claimed)
    await process.turn()
    assert len(world.posts_of(feed)) == 1
    assert (await world.row(feed)).stage is Stage.DONE
