"""A feed is due at its local time, whatever its zone's clocks do, once for each date."""

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendar import Calendar, LeapDay
from bot.domain.schedule import instant, next_at, occurrences

from .invented import event

BERLIN = ZoneInfo("Europe/Berlin")
EVERY_DAY = frozenset(range(7))
NINE = dt.time(9)


def local(when: dt.datetime, zone: str) -> str:
    return f"{when.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S}"


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("zone", "scheduled", "due"),
    [
        ("Europe/Berlin", "2026-03-29 01:59", "2026-03-29 01:59:00"),
        ("Europe/Berlin", "2026-03-29 02:00", "2026-03-29 03:00:00"),
        ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29 03:00:00"),
        ("Europe/Berlin", "2026-03-29 03:00", "2026-03-29 03:00:00"),
        ("Europe/Berlin", "2026-03-29 03:01", "2026-03-29 03:01:00"),
        ("Australia/Lord_Howe", "2026-10-04 02:10", "2026-10-04 02:30:00"),  # half an hour
        ("Antarctica/Troll", "2026-03-29 01:30", "2026-03-29 03:00:00"),  # two hours
        ("America/Havana", "2026-03-08 00:00", "2026-03-08 01:00:00"),  # at midnight
        ("Asia/Beirut", "2026-03-29 00:30", "2026-03-29 01:00:00"),
        ("Africa/Monrovia", "1972-01-07 00:10", "1972-01-07 00:44:30"),
        ("Africa/Monrovia", "1972-01-07 00:45", "1972-01-07 00:45:00"),
        ("America/Nuuk", "2026-03-28 22:59", "2026-03-28 22:59:00"),
        ("America/Nuuk", "2026-03-28 23:30", "2026-03-29 00:00:00"),  # ends on the next date
        ("Asia/Pyongyang", "2018-05-04 23:45", "2018-05-05 00:00:00"),
        ("Pacific/Apia", "2011-12-30 09:00", "2011-12-31 00:00:00"),  # the whole date
    ],
)
def test_what_a_jump_leaves_out_is_due_at_the_jump(zone: str, scheduled: str, due: str):
    wall = dt.datetime.fromisoformat(scheduled)
    assert local(instant(wall.date(), wall.time(), ZoneInfo(zone)), zone) == due


@pytest.mark.parametrize(
    ("zone", "scheduled", "due"),
    [
        ("Europe/Berlin", "2026-10-25 01:59", "2026-10-24 23:59"),
        ("Europe/Berlin", "2026-10-25 02:00", "2026-10-25 00:00"),
        ("Europe/Berlin", "2026-10-25 02:59", "2026-10-25 00:59"),
        ("Europe/Berlin", "2026-10-25 03:00", "2026-10-25 02:00"),
        ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04 14:45"),
        ("America/Havana", "2026-11-01 00:30", "2026-11-01 04:30"),
        ("America/Nuuk", "2026-10-24 23:30", "2026-10-25 00:30"),  # the date begins twice
        ("America/Nuuk", "2026-10-25 00:00", "2026-10-25 02:00"),
        ("Antarctica/Vostok", "1994-01-31 23:30", "1994-01-31 16:30"),  # seven hours
        ("Pacific/Kwajalein", "1969-09-30 12:00", "1969-09-30 01:00"),  # nearly a day
    ],
)
def test_of_a_wall_time_that_comes_twice_the_first_counts(zone: str, scheduled: str, due: str):
    wall = dt.datetime.fromisoformat(scheduled)
    assert instant(wall.date(), wall.time(), ZoneInfo(zone)) == utc(due)


def test_the_clock_time_stays_when_summer_time_begins_and_ends():
    since, until = dt.date(2026, 1, 1), utc("2026-12-31T23:59")
    due = [when for when, _ in occurrences(since, until, NINE, BERLIN, EVERY_DAY)]
    assert len(due) == 365
    assert {local(when, "Europe/Berlin")[11:] for when in due} == {"09:00:00"}
    apart = {later - when for when, later in pairwise(due)}
    assert apart == {dt.timedelta(hours=hours) for hours in (23, 24, 25)}


@pytest.mark.parametrize(
    ("after", "next_one"),
    [
        ("2026-06-22 06:59", ("2026-06-22 07:00", "2026-06-22")),
        ("2026-06-22 07:00", ("2026-06-23 07:00", "2026-06-23")),  # strictly after
        ("2026-06-22 23:30", ("2026-06-23 07:00", "2026-06-23")),  # in Berlin it is the 23rd
        ("2026-12-31 12:00", ("2027-01-01 08:00", "2027-01-01")),
        ("2028-02-28 12:00", ("2028-02-29 08:00", "2028-02-29")),
        ("2026-02-28 12:00", ("2026-03-01 08:00", "2026-03-01")),
    ],
)
def test_what_is_next_comes_with_its_local_date(after: str, next_one: tuple[str, str]):
    when, on = next_at(utc(after), NINE, BERLIN, EVERY_DAY)
    assert (when, on) == (utc(next_one[0]), dt.date.fromisoformat(next_one[1]))


def test_where_the_local_date_is_still_yesterdays_that_is_what_comes_next():
    after = utc("2026-06-22 02:00")  # in Los Angeles, the evening of the 21st
    found = next_at(after, dt.time(20), ZoneInfo("America/Los_Angeles"), EVERY_DAY)
    assert found == (utc("2026-06-22 03:00"), dt.date(2026, 6, 21))


def test_any_zone_may_say_after_what():
    after = dt.datetime(2026, 6, 22, 8, tzinfo=BERLIN)
    assert next_at(after, NINE, BERLIN, EVERY_DAY)[0] == utc("2026-06-22 07:00")


@pytest.mark.parametrize("weekday", range(7))
def test_a_weekday_is_that_of_the_local_date(weekday: int):
    """Late on Sunday in UTC it is Monday in Auckland."""
    after = utc("2026-06-21 20:00")
    when, on = next_at(after, NINE, ZoneInfo("Pacific/Auckland"), frozenset({weekday}))
    assert on.weekday() == weekday
    assert local(when, "Pacific/Auckland") == f"{on} 09:00:00"
    assert dt.timedelta() < when - after <= dt.timedelta(days=7)


def test_where_the_date_begins_twice_it_has_one_post():
    nuuk = ZoneInfo("America/Nuuk")
    found = occurrences(
        dt.date(2026, 10, 24), utc("2026-10-26 12:00"), dt.time(23, 30), nuuk, EVERY_DAY
    )
    assert [(local(when, "America/Nuuk"), str(on)) for when, on in found] == [
        ("2026-10-24 23:30:00", "2026-10-24"),
        ("2026-10-25 23:30:00", "2026-10-25"),
    ]
    second_pass = utc("2026-10-25 01:10")  # 23:10 once more
    assert next_at(second_pass, dt.time(23, 30), nuuk, EVERY_DAY)[1] == dt.date(2026, 10, 25)


def test_what_a_jump_moves_past_midnight_keeps_its_date_and_weekday():
    nuuk, saturday = ZoneInfo("America/Nuuk"), frozenset({5})
    when, on = next_at(utc("2026-03-28 12:00"), dt.time(23, 30), nuuk, saturday)
    assert (local(when, "America/Nuuk"), on) == ("2026-03-29 00:00:00", dt.date(2026, 3, 28))
    sunday = next_at(when, dt.time(23, 30), nuuk, EVERY_DAY)
    assert sunday == (utc("2026-03-30 00:30"), dt.date(2026, 3, 29))


@pytest.mark.parametrize(
    ("zone", "skipped"),
    [
        ("Pacific/Apia", dt.date(2011, 12, 30)),
        ("Pacific/Fakaofo", dt.date(2011, 12, 30)),
        ("Pacific/Kiritimati", dt.date(1994, 12, 31)),
        ("Pacific/Kanton", dt.date(1994, 12, 31)),
        ("Pacific/Kwajalein", dt.date(1993, 8, 21)),
    ],
)
@pytest.mark.parametrize("at", [dt.time(0), NINE, dt.time(23, 59)])
def test_a_date_that_a_zone_never_had_is_left_out(zone: str, skipped: dt.date, at: dt.time):
    day = dt.timedelta(days=1)
    until = instant(skipped + 2 * day, at, ZoneInfo(zone))
    found = list(occurrences(skipped - day, until, at, ZoneInfo(zone), EVERY_DAY))
    assert [on for _, on in found] == [skipped + days * day for days in (-1, 1, 2)]
    assert len({when for when, _ in found}) == 3
    only = frozenset({skipped.weekday()})
    assert next_at(found[0][0], at, ZoneInfo(zone), only)[1] == skipped + 7 * day


def test_what_was_due_ends_with_the_last_instant_asked_for():
    nine, day = utc("2026-06-22 07:00"), dt.date(2026, 6, 22)
    assert list(occurrences(day, nine, NINE, BERLIN, EVERY_DAY)) == [(nine, day)]
    before = nine - dt.timedelta(microseconds=1)
    assert list(occurrences(day, before, NINE, BERLIN, EVERY_DAY)) == []


@pytest.mark.parametrize("rule", LeapDay)
@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Apia", "America/Los_Angeles", "UTC"])
def test_29_february_is_posted_once_a_year_by_the_rule(rule: LeapDay, zone: str):
    calendar = Calendar.of_entries([event("1944-02-29", "leap")])
    for year in range(2023, 2105):
        until = instant(dt.date(year, 3, 5), NINE, ZoneInfo(zone))
        due = occurrences(dt.date(year, 2, 20), until, NINE, ZoneInfo(zone), EVERY_DAY)
        posted = [on for _, on in due if calendar.on(on, rule)]
        is_leap = year % 4 == 0 and year != 2100
        stands_in = {
            LeapDay.FEBRUARY_28: dt.date(year, 2, 28),
            LeapDay.MARCH_1: dt.date(year, 3, 1),
        }
        own = [dt.date(year, 2, 29)] if is_leap else []
        assert posted == (own or [stands_in[rule]] if rule in stands_in else own)


@pytest.mark.parametrize("weekdays", [frozenset[int](), frozenset({7})])
def test_a_schedule_without_a_weekday_is_refused_at_once(weekdays: frozenset[int]):
    with pytest.raises(ValueError, match="at least one weekday"):
        next_at(utc("2026-06-22"), NINE, BERLIN, weekdays)
    with pytest.raises(ValueError, match="at least one weekday"):
        occurrences(dt.date(2026, 6, 22), utc("2026-06-22"), NINE, BERLIN, weekdays)
