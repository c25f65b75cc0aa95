"""What happened on a day, and which day a member means."""

import datetime as dt
import zoneinfo

import pytest

from bot.domain.calendar import Mark
from bot.domain.errors import DateError
from bot.services.today import Today


@pytest.fixture
def today(catalogue, clock):
    return Today(catalogue, clock, zoneinfo.ZoneInfo("UTC"))


def keys(day):
    return [item.entry.key for item in day.items]


def test_the_day_turns_at_midnight_of_the_zone_that_was_chosen(catalogue, clock):
    clock.time = dt.datetime(2026, 6, 22, 22, 30, tzinfo=dt.UTC)
    assert Today(catalogue, clock, zoneinfo.ZoneInfo("UTC")).today() == dt.date(2026, 6, 22)
    berlin = Today(catalogue, clock, zoneinfo.ZoneInfo("Europe/Berlin"))
    assert berlin.today() == dt.date(2026, 6, 23)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("", "2026-06-22"),
        ("19 November", "2026-11-19"),
        ("11-19", "2026-11-19"),
        ("tomorrow", "2026-06-23"),
        ("22 June 1941", "2026-06-22"),
        ("29 February", "2024-02-29"),
    ],
)
def test_a_typed_day_is_one_of_this_year(today, text, date):
    assert today.read(text) == dt.date.fromisoformat(date)


def test_tomorrow_on_new_years_eve_is_in_the_next_year(today, clock):
    clock.time = dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC)
    assert today.read("tomorrow") == dt.date(2027, 1, 1)


def test_a_day_that_does_not_exist_is_refused_with_examples(today):
    with pytest.raises(DateError, match="“22 June”"):
        today.read("31 June")


def test_completion_gives_days(today):
    assert today.complete("")[0] == dt.date(2026, 6, 22)
    assert dt.date(2026, 11, 19) in today.complete("19")


def test_a_day_has_its_events_with_the_years_since(today):
    day = today.day(dt.date(2026, 11, 19))
    assert keys(day) == ["event:operation-uranus", "event:shooting"]
    assert [item.source.id for item in day.items] == ["beevor-1998"] * 2
    assert [(item.mark, item.year, item.years_ago) for item in day.items] == [
        (Mark.ON, 1942, 84)
    ] * 2
    assert day.nearest == ()


def test_a_day_holds_births_and_ends(today):
    assert [(item.entry.key, item.mark) for item in today.day(dt.date(2026, 12, 1)).items] == [
        ("person:georgy-zhukov", Mark.BORN)
    ]
    assert [item.mark for item in today.day(dt.date(2026, 2, 2)).items] == [Mark.ENDS]


def test_years_are_counted_across_the_beginning_of_our_era(today):
    (item,) = today.day(dt.date(2026, 3, 15)).items
    assert item.years_ago == 2069


def test_a_leap_day_stands_on_the_28th_in_common_years(today):
    assert keys(today.day(dt.date(2026, 2, 28))) == ["event:leap"]
    assert keys(today.day(dt.date(2024, 2, 28))) == []
    assert keys(today.day(dt.date(2024, 2, 29))) == ["event:leap"]


def test_a_topic_narrows_the_day_to_its_entries_and_people(today, catalogue):
    topic = catalogue.contents.topics["battle-of-stalingrad"]
    assert keys(today.day(dt.date(2026, 11, 19), topic)) == ["event:operation-uranus"]
    assert keys(today.day(dt.date(2026, 12, 1), topic)) == ["person:georgy-zhukov"]


def test_an_empty_day_names_the_nearest_days_that_are_not(today, catalogue):
    day = today.day(dt.date(2026, 7, 1))
    assert day.items == ()
    assert [(date, item.entry.key) for date, item in day.nearest] == [
        (dt.date(2026, 6, 18), "person:georgy-zhukov"),
        (dt.date(2026, 7, 17), "event:battle-begins"),
    ]
    topic = catalogue.contents.topics["battle-of-moscow"]
    assert today.day(dt.date(2026, 7, 1), topic).nearest == ()
