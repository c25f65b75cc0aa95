"""The one place that reads the wall clock."""

import datetime as dt
import time


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> dt.datetime:
        """Give the present instant."""
        return dt.datetime.now(dt.UTC)  # noqa: TID251 - this is the place


class ShiftedClock:
    """A clock that may be set to any instant, and runs on from there; until then it is right."""

    def __init__(self, start: dt.datetime | None = None) -> None:
        self._right = SystemClock()
        self.set(start)

    def set(self, to: dt.datetime | None) -> None:
        """Set it to an instant; None sets it right."""
        self._start = to
        self._origin = time.monotonic()

    def now(self) -> dt.datetime:
        """Give the instant it was set to, plus the time since."""
        if self._start is None:
            return self._right.now()
        return self._start + dt.timedelta(seconds=time.monotonic() - self._origin)
