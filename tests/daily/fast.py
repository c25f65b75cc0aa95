"""A time that runs faster than the wall's, the same in every process that knows where it began."""

import asyncio
import datetime as dt
import time
from dataclasses import dataclass


@dataclass
class FastTime:
    """It was `start` when the wall clock showed `origin`, and runs `speed` times as fast since."""

    start: dt.datetime
    origin: float
    speed: float

    def instant(self):
        """Give the present instant of this time, in UTC."""
        passed = (time.time() - self.origin) * self.speed
        return self.start + dt.timedelta(seconds=passed)

    def skip(self, seconds):
        """Move on by so many of its seconds."""
        self.start += dt.timedelta(seconds=seconds)


class FastClock:
    """Fasti's clock on a fast time."""

    def __init__(self, fast):
        self._fast = fast

    def now(self):
        """Give the present instant."""
        return self._fast.instant()


class FastPlaygroundClock:
    """The playground's clock on a fast time."""

    def __init__(self, fast):
        self._fast = fast

    def now(self):
        """Seconds since 1970."""
        return self._fast.instant().timestamp()

    async def sleep(self, seconds):
        """Sleep until so many of its seconds have passed."""
        await asyncio.sleep(seconds / self._fast.speed)
