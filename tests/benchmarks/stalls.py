"""How long an event loop keeps others waiting while something goes on, beside an idle one."""

import asyncio
from collections.abc import Awaitable
from statistics import quantiles
from time import perf_counter
from typing import TypeVar

_PAUSE = 0.001  # seconds between two beats

T = TypeVar("T")


class Beats:
    """Beats in a loop, and notes how late each beat comes, in milliseconds."""

    def __init__(self) -> None:
        self.late: list[float] = []

    async def during(self, work: Awaitable[T]) -> T:
        """Beat until some work is done, and give what came of it."""
        beating = asyncio.create_task(self._beat())
        await asyncio.sleep(0)
        try:
            return await work
        finally:
            await asyncio.sleep(_PAUSE)  # else a stall at the end would not be noted
            beating.cancel()

    async def _beat(self) -> None:
        while True:
            begun = perf_counter()
            await asyncio.sleep(_PAUSE)
            self.late.append((perf_counter() - begun - _PAUSE) * 1000)

    @property
    def worst(self) -> float:
        """The longest wait, in milliseconds."""
        return max(self.late, default=0.0)

    def __str__(self) -> str:
        p99 = quantiles(self.late, n=100)[98]
        return f"p99 {p99:.1f} ms, longest {self.worst:.1f} ms, of {len(self.late):,} beats"


async def idle(seconds: float) -> Beats:
    """Beat in a loop that has nothing else to do: so late are beats on this machine by themselves."""
    beats = Beats()
    await beats.during(asyncio.sleep(seconds))
    return beats
