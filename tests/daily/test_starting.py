"""Shards that start, however many at once: Discord takes one in five seconds, and refuses others."""

import pytest

from .moving import Moving


@pytest.mark.parametrize("processes", [[(0, 1, 2, 3)], [(0, 1), (2, 3)]])
async def test_every_shard_comes_up_however_many_start_at_once(
    database_address, tmp_path, processes
):
    async with Moving.opened(tmp_path, database_address, 8, speed=1.0, shards=4) as moving:
        await moving.start_at_once(*processes)
        assert moving.outcome()["identifies refused"] == 0
