"""Shards that move between processes, in turn and at once, while posts are due: each is made once."""

from .moving import AMISS, Moving, swap


async def test_feeds_post_once_while_their_shards_move_from_process_to_process(
    database_address, tmp_path
):
    """And one is killed as it posts, on another machine; the long run is `make shards`."""
    async with Moving.opened(tmp_path, database_address, 80, speed=20.0) as moving:
        await swap(moving, 3)
        outcome = moving.outcome()
    assert moving.shares == {0: 40, 1: 40}
    assert {each: outcome[each] for each in AMISS} == dict.fromkeys(AMISS, 0)
