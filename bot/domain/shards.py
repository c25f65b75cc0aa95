"""Shards: which servers one process serves, where several share them."""

from collections.abc import Collection
from dataclasses import dataclass

STEP_BITS = 22
"""Bits of an id below its milliseconds; what is above them counts for its shard."""


@dataclass(frozen=True, slots=True)
class Share:
    """The servers on some of `count` shards.

    https://discord.com/developers/docs/events/gateway#sharding
    """

    count: int
    ids: frozenset[int]

    @classmethod
    def of(cls, count: int | None, ids: Collection[int] | None) -> "Share":
        """Give the share of a process by its settings; all servers where it names no shards."""
        return ALL if count is None or ids is None else cls(count, frozenset(ids))

    @property
    def is_all(self) -> bool:
        """Whether these are all servers."""
        return len(self.ids) == self.count

    @property
    def part(self) -> float:
        """How much of all that is, above 0 and at most 1."""
        return len(self.ids) / self.count

    def holds(self, guild: int) -> bool:
        """Whether a server is among them."""
        return (guild >> STEP_BITS) % self.count in self.ids


ALL = Share(1, frozenset({0}))
