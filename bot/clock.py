"""The one place that reads the wall clock."""

import datetime as dt
import time


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> dt.datetime:
        """Give the present instant."""
        return dt.datetime.now(dt.UTC)  # noqa: TID251 - this is the place


class ShiftedClock:
    """A clock that was set to an instant, and runs on from there."""

    def __init__(self, start: dt.datetime) -> None:
        self._start = start
        self._origin = time.monotonic()

    def now(self) -> dt.datetime:
        """Give the instant it was set to, plus the time since."""
        return self._start + dt.timedelta(seconds=time.monotonic() - self._origin)
