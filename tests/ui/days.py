"""Days made for tests of their cards."""

import datetime as dt

from bot.domain.entries import Source, SourceKind
from bot.services.today import Day, DayItem

TODAY = dt.date(2026, 6, 22)


SOURCE = Source(
    id="beevor-1998",
    author="Antony Beevor",
    title="Stalingrad",
    year="1998",
    kind=SourceKind.BOOK,
    trust="x",
)


def item_of(entry, mark, source=SOURCE):
    return DayItem(entry=entry, mark=mark, year=1942, years_ago=84, source=source)


def day_of(*entries, topic=None, nearest=(), source=SOURCE):
    items = tuple(item_of(entry, mark, source) for entry, mark in entries)
    return Day(date=dt.date(2026, 11, 19), items=items, topic=topic, nearest=nearest)
