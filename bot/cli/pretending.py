"""Another date for a bot in the playground: its clock is set to just before the daily post."""

import asyncio
import datetime as dt
from zoneinfo import ZoneInfo

from bot.clock import ShiftedClock
from bot.domain.schedule import instant
from bot.services.daily.running import TICK

_AHEAD = dt.timedelta(seconds=2)  # so that the bot has looked before the post is due
_LONG_AHEAD = dt.timedelta(hours=2)
_LOOK = 2 * TICK  # seconds in which the bot looks at least once at what is due


class PretendedDate:
    """Sets a clock to a date, shortly before a time of day in a zone, and back to the present."""

    def __init__(self, clock: ShiftedClock, at: dt.time, zone: ZoneInfo) -> None:
        self._clock = clock
        self._at = at
        self._zone = zone
        self._on: dt.date | None = None
        self._turn = asyncio.Lock()

    @property
    def pretended(self) -> dt.date | None:
        """The date that the clock was set to; None while it shows the present."""
        return self._on

    async def pretend(self, on: dt.date | None) -> None:
        """Set the clock to a date, or to the present; that takes seconds if it goes back."""
        async with self._turn:
            await self._set(None if on is None else instant(on, self._at, self._zone))
            self._on = on

    async def _set(self, due: dt.datetime | None) -> None:
        if due is None:
            self._clock.set(None)
            return
        if due < self._clock.now():
            # What the clock jumped over was left out as too late. The bot forgets that of what is
            # due in an hour or more, as soon as it sees that the clock was set back.
            self._clock.set(due - _LONG_AHEAD)
            await asyncio.sleep(_LOOK)
        self._clock.set(due - _AHEAD)
