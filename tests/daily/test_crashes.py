"""A process that is killed in the middle of posting, and started again, posts once."""

import asyncio

from .crashes import MOMENTS, STEPS, run


async def test_however_often_it_is_killed_each_feed_posts_once_a_day():
    """The long run is `make crash`."""
    tally = await run(kills=8, seed=3, turn=asyncio.Lock())
    assert tally.kills.total() >= 8
    assert (tally.doubles, tally.misses, tally.steps) == ([], [], [])


def test_it_can_be_killed_before_and_after_everything_it_does():
    assert set(MOMENTS) >= {"claimed", "send", "sent", "confirmed", *STEPS}
