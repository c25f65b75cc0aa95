"""Spreads requests over time, so that Discord never has to refuse one."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.domain.shards import Share

PER_SECOND = 45.0
"""Requests; Discord takes 50 (docs/topics/rate-limits), answers to interactions not counted."""


def per_second(share: Share) -> float:
    """Give how many requests a second a process may make.

    Discord counts those of all processes together, so each has its part: where servers are spread
    evenly over the shards, nothing is lost by that, with or without a proxy that counts.
    """
    return PER_SECOND * share.part


class Pace:
    """Gives turns, at most so many a second, in the order in which they were asked for."""

    def __init__(
        self,
        per_second: float = PER_SECOND,
        timer: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap = 1 / per_second
        self._timer = timer
        self._sleep = sleep
        self._next = 0.0

    async def turn(self) -> None:
        """Wait for one's turn."""
        now = (self._timer or asyncio.get_running_loop().time)()
        mine = max(self._next, now)
        self._next = mine + self._gap
        if mine > now:
            await self._sleep(mine - now)
