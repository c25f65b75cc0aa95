"""What lives outside and is handed in, as protocols."""

import datetime as dt
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> dt.datetime:
        """Give the present instant, time-zone aware."""
        ...
