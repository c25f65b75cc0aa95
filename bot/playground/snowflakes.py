"""Snowflakes: Discord's ids, 64 bits that begin with the milliseconds since 2015.

https://discord.com/developers/docs/reference#snowflakes
"""

from collections.abc import Callable

EPOCH_MS = 1_420_070_400_000
_STEP_BITS = 22
_FIRST_MS = 1_704_067_200_000  # 2024-01-01: when everything in a starting world was made
_STRIDE_MS = 60_001  # odd, so that guilds spread over any number of shards


def snowflake(milliseconds: int, step: int = 0) -> str:
    """Give the id of something made at `milliseconds` since 1970; `step` tells equals apart."""
    return str((milliseconds - EPOCH_MS << _STEP_BITS) + step)


def fixed(index: int) -> str:
    """Give the `index`-th id of a starting world: the same in every run."""
    return snowflake(_FIRST_MS + index * _STRIDE_MS, index & 0xFFF)


def made_at(id_: str) -> float:
    """When the thing with that id was made, in seconds since 1970."""
    return ((int(id_) >> _STEP_BITS) + EPOCH_MS) / 1000


def shard_of(guild_id: str, shards: int) -> int:
    """Give the shard that hears of a guild.

    https://discord.com/developers/docs/events/gateway#sharding
    """
    return (int(guild_id) >> _STEP_BITS) % shards


class Snowflakes:
    """Makes ids that only ever grow, stamped with the time at which they were made."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._last = 0

    def make(self) -> str:
        """Give a new id, greater than each before it."""
        self._last = max(self._last + 1, int(snowflake(int(self._now() * 1000))))
        return str(self._last)
