"""How the connection of each shard to Discord's gateway stands, as discord.py knows it."""

# pyright: reportPrivateUsage=false

import math
import time
from collections.abc import Callable, Sequence

import discord

from bot.domain.ports import Meter
from bot.services.health import Shard


class Shards:
    """Knows by discord.py's events which shards are connected, and by their heartbeats which are quiet."""

    def __init__(
        self, meter: Meter | None, timer: Callable[[], float] = time.perf_counter
    ) -> None:  # the clock that discord.py times heartbeats by
        self._meter = meter
        self._timer = timer
        self._connected: set[int] = set()

    def connected(self, shard: int, event: str) -> None:
        """Note a shard that is connected, anew or by resuming."""
        self._connected.add(shard)
        self._count(shard, event)

    def lost(self, shard: int) -> None:
        """Note a shard whose connection is over."""
        if shard in self._connected:
            self._connected.remove(shard)
            self._count(shard, "lost")

    def _count(self, shard: int, event: str) -> None:
        if self._meter is not None:
            self._meter.gateway(shard, event)

    def states(self, client: discord.AutoShardedClient) -> Sequence[Shard]:
        """Give the state of each shard of this process; none before it is known how many there are."""
        ids = client.shard_ids or range(client.shard_count or 0)
        return [self._state(id_, client.get_shard(id_)) for id_ in ids]

    def _state(self, id_: int, info: discord.ShardInfo | None) -> Shard:
        if info is None or info.is_closed() or id_ not in self._connected:
            return Shard(id=id_, is_connected=False)
        latency = info.latency
        return Shard(
            id=id_,
            is_connected=True,
            latency=latency if math.isfinite(latency) else None,
            quiet_for=self._quiet_for(info),
        )

    def _quiet_for(self, info: discord.ShardInfo) -> float:
        """Give for how many seconds an answer to a heartbeat is missing; there is no public way.

        discord.py may note after a quick answer when its heartbeat was sent, so only answers count.
        """
        heart = info._parent.ws._keep_alive  # noqa: SLF001
        if heart is None or heart.interval is None:
            return 0.0
        return max(0.0, self._timer() - heart._last_ack - heart.interval)  # noqa: SLF001
