"""What a daily post is going to tell on the days to come."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.domain.calendar import latest
from bot.domain.errors import MemberError
from bot.domain.feeds import Feed, OnEmpty, Plan
from bot.domain.ports import Clock
from bot.domain.schedule import instant, next_at
from bot.domain.typed import complete_day, parse_day
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries

from .feeds import unknown_to_ledger, zone_of
from .picking import Picker, Selection

UPCOMING = 7
LOOKED_AHEAD = 30
"""Days of which the check counts those with nothing to tell."""
_SHOWN_FOR = dt.timedelta(days=366)
_MOST_YEARS_AHEAD = 8  # within which each day of the year, 29 February too, comes at least once
_DAY = dt.timedelta(days=1)
_UNTIL_SOMETHING = 400  # dates that are looked at
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A post to come: its local date, when it is due, and what it tells; None if it is left out."""

    on: dt.date
    due_at: dt.datetime
    told: Selection | None
    keys: tuple[str, ...] = ()


class Foresight:
    """Looks ahead with the same picker that the posts are made with."""

    def __init__(self, database: Database, clock: Clock, pickers: Callable[[int], Picker]) -> None:
        self._database = database
        self._clock = clock
        self._pickers = pickers

    async def upcoming(self, feed: Feed, count: int = UPCOMING) -> list[Coming]:
        """Give the next posts, as if it were not paused."""
        async with self._database.read() as connection:
            deliveries = Deliveries(connection)
            shown = await self._shown(deliveries, feed)
            due_at, on = await unknown_to_ledger(deliveries, feed, self._clock.now())
        coming: list[Coming] = []
        while len(coming) < count:
            coming.append(self._coming(feed, on, due_at, shown))
            shown.update(dict.fromkeys(coming[-1].keys, on))
            due_at, on = next_at(due_at, feed.plan.at, zone_of(feed.plan), feed.plan.weekdays)
        return coming

    async def next(self, feed: Feed) -> Coming:
        """Give the next post that has something to tell; if there is none, the next one."""
        # Where another day or the archive stands in, a day that has nothing means that none has.
        most = _UNTIL_SOMETHING if feed.plan.on_empty is OnEmpty.SKIP else 1
        found = await self.upcoming(feed, most)
        return next((coming for coming in found if coming.told is not None), found[0])

    async def on(self, feed: Feed, date: dt.date) -> Coming:
        """Give what it would tell on a date."""
        async with self._database.read() as connection:
            shown = await self._shown(Deliveries(connection), feed)
        due_at = instant(date, feed.plan.at, zone_of(feed.plan))
        return self._coming(feed, date, due_at, shown)

    def empty_days(self, feed: Feed) -> int:
        """Count the days among the next 30 on which nothing passes the filters."""
        today, bare = self.today(feed.plan), replace(feed.plan, on_empty=OnEmpty.SKIP)
        days = (today + step * _DAY for step in range(1, LOOKED_AHEAD + 1))
        return sum(not self._pickers(feed.guild).pick(bare, day) for day in days)

    def today(self, plan: Plan) -> dt.date:
        """Give the present day in the zone of a plan."""
        return self._clock.now().astimezone(zone_of(plan)).date()

    def read(self, text: str, plan: Plan) -> dt.date:
        """Give the day that a moderator means, the next of that name unless they say the year."""
        today = self.today(plan)
        day = parse_day(text, today)
        if day.year is None:
            years = range(today.year, today.year + _MOST_YEARS_AHEAD + 1)
            dates = (latest(year, day.month, day.day) for year in years)
            return next(date for date in dates if date >= today)
        first, last = today.year - 1, today.year + _MOST_YEARS_AHEAD
        if not first <= day.year <= last:
            raise MemberError(
                f"I preview posts from {first} to {last}. Give a day without its year, such as "
                "“22 June”; what happened on a day of the past is told by /today."
            )
        return dt.date(day.year, day.month, day.day)

    def complete(self, text: str) -> list[dt.date]:
        """At most 25 days of a leap year that a half-typed day may become."""
        found = complete_day(text, self._clock.now().date())
        return [dt.date(_LEAP_YEAR, day.month, day.day) for day in found]

    async def _shown(self, deliveries: Deliveries, feed: Feed) -> dict[str, dt.date]:
        if feed.plan.on_empty is OnEmpty.SKIP:
            return {}
        return await deliveries.shown(feed.id, self.today(feed.plan) - _SHOWN_FOR)

    def _coming(
        self, feed: Feed, on: dt.date, due_at: dt.datetime, shown: Mapping[str, dt.date]
    ) -> Coming:
        picker = self._pickers(feed.guild)
        keys = picker.pick(feed.plan, on, shown)
        told = picker.selection(feed.plan, on, keys) if keys else None
        return Coming(on=on, due_at=due_at, told=told, keys=keys)
