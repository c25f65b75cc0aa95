"""What happened on a day of the calendar."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass

from bot.catalogue.catalogue import Catalogue
from bot.domain.calendar import Mark, latest, years_ago
from bot.domain.entries import Event, Person, Source, Topic
from bot.domain.ports import Clock
from bot.domain.typed import TypedDay, complete_day, parse_day

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayItem:
    """One entry of a day: what the day was to it, how many years ago, and its first source."""

    entry: Event | Person
    mark: Mark
    year: int
    years_ago: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day with its entries, most worth telling first.

    Where it has none, `nearest` has the days before and after that do, each with its first entry.
    """

    date: dt.date
    items: tuple[DayItem, ...]
    topic: Topic | None = None
    nearest: tuple[tuple[dt.date, DayItem], ...] = ()


class Today:
    """Answers what happened on a day; days turn in the zone that is handed in."""

    def __init__(self, catalogue: Catalogue, clock: Clock, zone: zoneinfo.ZoneInfo) -> None:
        self._catalogue = catalogue
        self._clock = clock
        self._zone = zone

    def today(self) -> dt.date:
        """Give the present day."""
        return self._clock.now().astimezone(self._zone).date()

    def read(self, text: str) -> dt.date:
        """Give the day that a member means, of this year unless they said tomorrow; may raise DateError."""
        today = self.today()
        return _dated(parse_day(text, today), today) if text.strip() else today

    def complete(self, text: str) -> list[dt.date]:
        """At most 25 days for a half-typed one."""
        today = self.today()
        return [_dated(day, today) for day in complete_day(text, today)]

    def day(self, date: dt.date, topic: Topic | None = None) -> Day:
        """Give the entries of a day, of one topic if one is named."""
        items = self._items(date, topic)
        nearest = () if items else self._nearest(date, topic)
        return Day(date=date, items=items, topic=topic, nearest=nearest)

    def _items(self, date: dt.date, topic: Topic | None) -> tuple[DayItem, ...]:
        found = self._catalogue.calendar.on(date)
        items = (
            day_item(self._catalogue, of_day(self._catalogue, each.key), each.mark, each.year, date)
            for each in found
        )
        return tuple(item for item in items if topic is None or belongs(item.entry, topic))

    def _nearest(self, date: dt.date, topic: Topic | None) -> tuple[tuple[dt.date, DayItem], ...]:
        """Give the last day before and the first after, within half a year, that have an entry."""
        found: list[tuple[dt.date, DayItem]] = []
        for step in (-_DAY, _DAY):
            near = date
            for _ in range(183):
                near += step
                if items := self._items(near, topic):
                    found.append((near, items[0]))
                    break
        return tuple(found)


def day_item(
    catalogue: Catalogue, entry: Event | Person, mark: Mark, year: int, date: dt.date
) -> DayItem:
    """Tell what a day was to an entry, `year` being the astronomical year that it was."""
    return DayItem(
        entry=entry,
        mark=mark,
        year=year,
        years_ago=years_ago(year, date),
        source=catalogue.contents.sources[entry.sources[0].source],
    )


def of_day(catalogue: Catalogue, key: str) -> Event | Person:
    """Give the entry of an anniversary."""
    entry = catalogue.entries[key]
    assert not isinstance(entry, Topic)  # noqa: S101 - a topic has no day of its own
    return entry


def belongs(entry: Event | Person, topic: Topic) -> bool:
    """Whether an entry names a topic, or the topic names the person."""
    return topic.id in entry.topics or entry.id in topic.people


def _dated(day: TypedDay, today: dt.date) -> dt.date:
    """Give the typed day as a date of this year, or of the year beside it that was typed."""
    near = day.year is not None and abs(day.year - today.year) <= 1
    year = day.year if near and day.year is not None else today.year
    return latest(year, day.month, day.day)
