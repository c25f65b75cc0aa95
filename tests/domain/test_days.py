"""Day numbers agree with the standard library, and go on where it stops."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from bot.domain.days import (
    day_number,
    day_of,
    days_in_month,
    is_leap,
    julian_day_number,
    julian_days_in_month,
)


@given(st.dates())
def test_a_day_number_is_the_ordinal_of_the_standard_library(date: dt.date):
    assert day_number(date.year, date.month, date.day) == date.toordinal()


@given(st.integers(-4_000_000, 4_000_000))
def test_a_number_gives_the_day_that_has_it(number: int):
    assert day_number(*day_of(number)) == number


@given(st.integers(-9_999, 9_999))
def test_the_calendar_repeats_every_400_years(year: int):
    assert day_number(year + 400, 3, 1) - day_number(year, 3, 1) == 146_097


@given(st.integers(-9_999, 9_999), st.integers(1, 12))
def test_a_month_is_as_long_as_the_days_to_the_next(year: int, month: int):
    after = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    assert days_in_month(year, month) == day_number(*after) - day_number(year, month, 1)
    assert julian_days_in_month(year, month) == (
        julian_day_number(*after) - julian_day_number(year, month, 1)
    )


@pytest.mark.parametrize(
    ("year", "leap"),
    [(2000, True), (1900, False), (1940, True), (1941, False), (0, True), (-4, True), (-3, False)],
)
def test_leap_years_follow_the_gregorian_rule_before_and_after_christ(year: int, leap: bool):  # noqa: FBT001
    assert is_leap(year) is leap


def test_the_year_before_1_is_the_leap_year_0():
    assert day_number(0, 12, 31) == 0
    assert day_number(0, 1, 1) == -365
