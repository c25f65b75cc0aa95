"""The playground's time: a clock that runs, and one that tests hold and move."""

import asyncio
import heapq
import itertools
import time
from typing import Protocol


class Clock(Protocol):
    """What deadlines are measured on: seconds since 1970, and sleeping until they have passed."""

    def now(self) -> float:
        """Seconds since 1970-01-01T00:00:00Z."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return once the clock has moved on by `seconds`."""
        ...


class RunningClock:
    """The machine's own time."""

    def now(self) -> float:
        """Seconds since 1970, as the machine counts them."""
        return time.time()  # noqa: TID251 - the playground's own clock, which knows nothing of the bot's

    async def sleep(self, seconds: float) -> None:
        """Sleep for real."""
        await asyncio.sleep(seconds)


class HeldClock:
    """A clock that stands still until it is moved, so that a 15-minute token ends in no time."""

    def __init__(self, at: float = 1_782_118_800.0) -> None:
        self._now = at  # 2026-06-22T09:00:00Z unless told
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> float:
        """Give the moment it was last moved to."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Wait until somebody moves the clock far enough."""
        if seconds <= 0:
            return
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + seconds, next(self._order), woken))
        await woken

    def move(self, seconds: float) -> None:
        """Move on by `seconds`, waking in order whoever slept until then."""
        self._now += seconds
        while self._sleepers and self._sleepers[0][0] <= self._now:
            _, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                woken.set_result(None)
