"""Ids: as Discord makes them, growing, and the same in every run."""

import pytest

from bot.playground.snowflakes import Snowflakes, fixed, made_at, shard_of, snowflake


def test_an_id_tells_when_it_was_made():
    # The example of https://discord.com/developers/docs/reference#snowflakes
    assert made_at("175928847299117063") == 1_462_015_105.796
    assert snowflake(1_462_015_105_796, 1 << 17 | 7) == "175928847299117063"


def test_ids_only_grow_even_when_time_stands_still():
    ids = Snowflakes(lambda: 1_782_118_800.0)
    made = [int(ids.make()) for _ in range(100)]
    assert made == sorted(set(made))
    assert made_at(str(made[0])) == 1_782_118_800.0


def test_starting_ids_never_change():
    assert fixed(1) == "1191169165889634305"
    assert len({fixed(index) for index in range(20_000)}) == 20_000


@pytest.mark.parametrize("shards", [2, 3, 16])
def test_starting_ids_spread_over_the_shards(shards: int):
    counts = [0] * shards
    for index in range(1000):
        counts[shard_of(fixed(index), shards)] += 1
    assert min(counts) > 1000 / shards * 0.8
