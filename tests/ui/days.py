"""Days made for tests of their cards."""

import datetime as dt

from bot.services.today import Day, DayItem

TODAY = dt.date(2026, 6, 22)


def day_of(*entries, topic=None, nearest=()):
    items = tuple(
        DayItem(entry=entry, mark=mark, year=1942, years_ago=84) for entry, mark in entries
    )
    return Day(date=dt.date(2026, 11, 19), items=items, topic=topic, nearest=nearest)
