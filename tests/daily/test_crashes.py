"""A process that is killed in the middle of posting, and started again, posts once."""

import asyncio
import datetime as dt
import functools
import inspect
import re
from pathlib import Path

from bot.domain.deliveries import Step
from bot.domain.feeds import Target
from bot.domain.ports import Poster
from bot.storage.database import Database
from bot.storage.migrate import migrate
from tests.conftest import HeldClock
from tests.services.daily.conftest import DUE, World

from . import crashes
from .lives import MOMENTS

EVERYTHING = {"target": Target.ANNOUNCEMENT, "publish": True, "thread": True, "pin": True}
# What may be asked twice.
HARMLESS = {"find", "has_left", "tell", "tell_rejected", "tell_uncertain", "tell_step"}
SERVICES = Path(__file__).parents[2] / "bot" / "services" / "daily"


async def test_however_often_it_is_killed_each_feed_posts_once_a_day():
    """With a second process alive, a wrong clock and moderators; the long run is `make crash`."""
    turn = asyncio.Lock()
    kinds = ("killed", "all at once")
    runs = (crashes.run(crashes.KINDS[name], 5, seed, turn) for seed, name in enumerate(kinds))
    for tally in await asyncio.gather(*runs):
        assert tally.kills.total() >= 5
        assert tally.faults == []


async def test_it_can_be_killed_before_and_after_everything_it_does(catalogue):
    """The moments are those that the sender tells of, and one lies on each side of what it does."""
    async with Database.open("sqlite+aiosqlite://") as database:
        await migrate(database)
        world = World(database, HeldClock(DUE), catalogue)
        await world.add(**EVERYTHING, on_empty="nearest")
        process = world.process()
        done = process.passed
        for name in changing_discord():
            setattr(world.far, name, noting(done, getattr(world.far, name)))
        for _ in range(2):  # on the second day there is a post to unpin
            await process.until(minutes=5)
            world.clock.time += dt.timedelta(days=1) - dt.timedelta(minutes=6)
    assert {each for each in done if isinstance(each, str)} == set(MOMENTS)
    assert {each[0] for each in done if isinstance(each, tuple)} == set(changing_discord())
    for before, it, after in zip(done, done[1:], done[2:], strict=False):
        if isinstance(it, tuple):
            assert (before, after) in {("send", "sent"), *((str(s), f"{s} made") for s in Step)}


def test_no_moment_is_told_of_at_which_it_is_never_killed():
    """Not even one that comes under conditions that no other test knows."""
    told: set[str] = set()
    for file in SERVICES.glob("*.py"):
        for given in re.findall(r"\b_?watch\(f?\"([^\"]*)\"", file.read_text()):
            told |= {given.replace("{step}", str(step)) for step in Step}
    assert told == set(MOMENTS)


def changing_discord():
    """Give the names of all that a poster does, apart from what it asks."""
    coroutines = inspect.getmembers(Poster, inspect.iscoroutinefunction)
    return [name for name, _ in coroutines if name not in HARMLESS]


def noting(done, method):
    @functools.wraps(method)
    async def noted(*given):
        done.append((method.__name__,))
        return await method(*given)

    return noted
