"""How many sessions may be started at a time: one of each bucket of shards in five seconds.

https://discord.com/developers/docs/events/gateway#sharding-max-concurrency
"""

_WINDOW = 5.0  # seconds


class Identifies:
    """Counts IDENTIFYs; `at_once` is the number of buckets, None where any number is taken."""

    def __init__(self) -> None:
        self.at_once: int | None = None
        self._free_at: dict[int, float] = {}

    def take(self, shard: int, now: float) -> bool:
        """Take the IDENTIFY of a shard at `now`, in seconds; False if its bucket had one just now."""
        if self.at_once is None:
            return True
        bucket = shard % self.at_once
        if now < self._free_at.get(bucket, now):
            return False
        self._free_at[bucket] = now + _WINDOW
        return True
