"""Another date for a bot in the playground: its clock goes through what daily posts have due then."""

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from bot.bootstrap import Insides
from bot.clock import ShiftedClock
from bot.domain.schedule import instant
from bot.domain.words import plural
from bot.playground import Pretence
from bot.services.daily.daybook import Daybook, Due

_BEFORE = dt.timedelta(hours=2)
_LOOKED_AT_EVERY = 0.05
_PATIENCE = 5.0
"""Seconds for which the bot is waited for at each of the moments; it looks every second."""
_MOST_MOMENTS = 20
_NO_POSTS = "No daily post is due on that day."


class PretendedDate:
    """Sets a clock to the moments of a date, one after another, and back to the present.

    It ends at a time of day in a zone, or just after the last moment if that is later, but on the
    date as the zone has it. Daily posts are known as soon as it is bound to a bot.
    """

    def __init__(self, clock: ShiftedClock, at: dt.time, zone: ZoneInfo) -> None:
        self._clock = clock
        self._at = at
        self._zone = zone
        self._daybook: Daybook | None = None
        self._on: dt.date | None = None
        self._came = (0, "")
        self._turn = asyncio.Lock()

    def bind(self, insides: Insides) -> None:
        """Let the daily posts of this bot come."""
        self._daybook = insides.daybook

    @property
    def pretended(self) -> Pretence | None:
        """The date that the clock was set to; None while it shows the present."""
        if self._on is None:
            return None
        now, (posts, told) = self._clock.now().astimezone(self._zone), self._came
        return Pretence(on=self._on, now=now, zone=self._zone.key, posts=posts, told=told)

    async def pretend(self, on: dt.date | None) -> None:
        """Set the clock to a date, or to the present; gives the bot some seconds to post."""
        async with self._turn:
            if on is None:
                self._clock.set(None)
            else:
                self._came = await self._walk(on)
            self._on = on

    async def _walk(self, on: dt.date) -> tuple[int, str]:
        """Go through the date; gives how many posts came, and what came in a sentence."""
        before = await self._due(on)
        posted = {due.feed for due in before if due.is_posted}
        moments = sorted({due.at for due in before if due.feed not in posted})[-_MOST_MOMENTS:]
        if moments and moments[0] <= self._clock.now():
            await self._go_back(moments[0], on)
        for moment in moments:
            self._clock.set(moment)
            await self._until(on, _settled_by(moment))
        end = self._end(on, before)
        if moments[-1:] != [end]:
            self._clock.set(end)
        after = await self._due(on)
        return sum(due.is_posted and due.feed not in posted for due in after), _told(posted, after)

    async def _go_back(self, first: dt.datetime, on: dt.date) -> None:
        """Let the bot see that its clock was set back, and plan what is due on the date.

        What the clock jumped over was left out as too late: the bot forgets that of what is due in
        an hour or more.
        """
        self._clock.set(first - _BEFORE)
        await self._until(on, lambda due: due.is_to_come or due.is_posted)

    async def _until(self, on: dt.date, is_so: Callable[[Due], bool]) -> None:
        """Wait, for a while, until something is so of all that is due on a date."""
        end = asyncio.get_running_loop().time() + _PATIENCE
        while asyncio.get_running_loop().time() < end:
            if all(map(is_so, await self._due(on))):
                return
            await asyncio.sleep(_LOOKED_AT_EVERY)

    async def _due(self, on: dt.date) -> Sequence[Due]:
        return () if self._daybook is None else await self._daybook.on(on)

    def _end(self, on: dt.date, due: Sequence[Due]) -> dt.datetime:
        usual = instant(on, self._at, self._zone)
        last = max((usual, *(each.at for each in due)))
        return last if last.astimezone(self._zone).date() == on else usual


def _settled_by(moment: dt.datetime) -> Callable[[Due], bool]:
    return lambda due: due.is_settled or due.at > moment


def _told(before: set[int], after: Sequence[Due]) -> str:
    """Tell what came of a date, of which some daily posts were there before."""
    if not after:
        return _NO_POSTS
    came = sum(due.is_posted and due.feed not in before for due in after)
    late = sum(not (due.is_posted or due.is_left_out) for due in after)
    said = [f"{plural(came, 'daily post')} came."] if came else []
    if late:
        said.append(f"{plural(late, 'daily post')} could not be sent yet: /daily log says why.")
    if not said:
        said.append(
            "Everything of that day was posted before."
            if before
            else "No daily post tells anything on that day."
        )
    return " ".join(said)
