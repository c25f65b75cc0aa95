"""Autocomplete offers the days that a half-typed text most likely becomes."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from bot.domain.typed import complete_day, parse_day

TODAY = dt.date(2026, 6, 20)


def offered(text: str, limit: int = 25) -> list[str]:
    return [f"{day.month:02}-{day.day:02}" for day in complete_day(text, TODAY, limit)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", ["06-20", "06-21", "06-22"]),
        ("to", ["06-20", "06-21"]),
        ("today", ["06-20"]),
        ("tomo", ["06-21"]),
        ("y", ["06-19"]),
        ("ju", ["06-20", "06-21", "06-22"]),
        ("mar", ["03-01", "03-02"]),
        ("März", ["03-01", "03-02"]),
        ("июн", ["06-20", "06-21"]),
        ("22", ["06-22", "07-22", "08-22"]),
        ("2", ["07-02", "08-02", "09-02"]),
        ("june 2", ["06-02", "06-20", "06-21"]),
        ("June 2nd", ["06-02"]),
        ("06-2", ["06-02", "06-20", "06-21"]),
        ("06-", ["06-20", "06-21"]),
        ("22.", ["06-22", "07-22"]),
        ("22.1", ["01-22", "10-22", "11-22", "12-22"]),
        ("22/0", ["06-22", "07-22"]),
    ],
)
def test_the_likeliest_day_comes_first_then_the_nearest(text: str, first: list[str]):
    assert offered(text)[: len(first)] == first


@pytest.mark.parametrize(
    ("text", "all_of_them"),
    [
        ("22 j", ["06-22", "07-22", "01-22"]),
        ("22nd of ju", ["06-22", "07-22"]),
        ("22 June", ["06-22"]),
        ("22. Juni", ["06-22"]),
        ("02-29", ["02-29"]),
        ("29 f", ["02-29"]),
        ("30 f", []),
        ("13-", []),
        ("32", []),
        ("Stalingrad", []),
        ("22 June 1941 at noon", []),
        ("x" * 200, []),
    ],
)
def test_only_days_that_fit_are_offered(text: str, all_of_them: list[str]):
    assert offered(text) == all_of_them


def test_a_day_with_its_year_stands_alone():
    (day,) = complete_day("22 June 1941", TODAY)
    assert str(day) == "1941-06-22"


def test_a_date_may_still_become_another_month():
    assert offered("22.1.") == ["01-22", "10-22", "11-22", "12-22"]


def test_today_and_tomorrow_carry_their_year_into_the_next():
    assert [str(day) for day in complete_day("", dt.date(2026, 12, 31), 2)] == [
        "2026-12-31",
        "2027-01-01",
    ]


def test_on_a_leap_day_the_year_begins_there():
    assert str(complete_day("", dt.date(2024, 2, 29))[0]) == "2024-02-29"


def test_the_last_day_of_all_is_still_offered():
    assert str(complete_day("", dt.date.max)[0]) == "9999-12-31"


@pytest.mark.parametrize("limit", [0, 1, 7, 25])
def test_no_more_are_offered_than_asked_for(limit: int):
    assert len(offered("", limit)) == limit
    assert len(offered("22 June 1941", limit)) == min(limit, 1)


@given(st.text(max_size=70) | st.text(alphabet="0123456789-./ junaly", max_size=12), st.dates())
def test_each_offer_is_a_different_day_that_can_be_typed(text: str, today: dt.date):
    days = complete_day(text, today)
    assert len({(day.month, day.day) for day in days}) == len(days) <= 25
    assert all(parse_day(str(day), today) == day for day in days)
