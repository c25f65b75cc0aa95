"""Discord's time, learned from its answers, for a machine whose clock is wrong."""

import datetime as dt
from email.utils import parsedate_to_datetime

import structlog

from bot.clock import ShiftedClock
from bot.domain.ports import Clock

NOTABLE = dt.timedelta(seconds=30)
"""From here on, a clock that is ahead or behind is worth a warning."""

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class DiscordTime:
    """Keeps by how much Discord's clock is ahead of ours.

    By nothing without a clock of ours, or with one that was set to another time on purpose.
    """

    def __init__(self, clock: Clock | None) -> None:
        self._clock = None if isinstance(clock, ShiftedClock) else clock
        self._has_warned = False
        self.ahead = dt.timedelta()

    def heard(self, date: str) -> None:
        """Take note of the header Date of an answer; one that says no time is passed over."""
        if self._clock is None:
            return
        try:
            self.ahead = parsedate_to_datetime(date) - self._clock.now()
        except (ValueError, TypeError):  # TypeError: it names no zone
            return
        if abs(self.ahead) > NOTABLE and not self._has_warned:
            self._has_warned = True
            _log.warning(
                "the clock of this machine is wrong, so posts are early or late: let it follow a"
                " time server",
                seconds_behind_discord=round(self.ahead.total_seconds()),
            )

    def earliest(self, ours: dt.datetime) -> dt.datetime:
        """Give the earlier of what an instant of ours may be in Discord's time."""
        return ours + min(self.ahead, dt.timedelta())

    def latest(self, ours: dt.datetime) -> dt.datetime:
        """Give the later of them."""
        return ours + max(self.ahead, dt.timedelta())
