"""Our small EDTF parser agrees with the `edtf` package, apart from the differences listed here."""

import importlib
import warnings
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from bot.domain.dates import day_number, days_in_month, parse
from bot.domain.errors import DateError

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its grammar sets off diagnostics of newer pyparsing releases
    edtf: Any = importlib.import_module("edtf")

FEW = settings(max_examples=60, deadline=None)  # a parse by the package takes some 6 ms
MARKS = st.sampled_from(["", "?", "~", "%"])


def oracle(text: str) -> tuple[int, int] | None:
    """Give the first and last day number by the package, None where it refuses the text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            date = edtf.parse_edtf(text)
        except edtf.parser.edtf_exceptions.EDTFParseException:
            return None
        return day_number(*date.lower_strict()[:3]), day_number(*date.upper_strict()[:3])


def ours(text: str) -> tuple[int | None, int | None] | None:
    try:
        date = parse(text)
    except DateError:
        return None
    return date.first, date.last


def year(number: int) -> str:
    return f"{'-' if number < 0 else ''}{abs(number):04}"


YEARS = st.builds(year, st.integers(-9999, 9999))
MONTHS = st.builds("{}-{:02}".format, YEARS, st.integers(0, 20))
SEASONS = st.builds("{}-{}".format, YEARS, st.integers(21, 23))
DAYS = st.builds("{}-{:02}-{:02}".format, YEARS, st.integers(0, 14), st.integers(0, 33))
MARKED = st.builds("{}{}".format, YEARS | MONTHS | DAYS, MARKS)
SPANS = st.builds("{:03}X".format, st.integers(0, 999)) | st.builds(
    "{:02}XX".format, st.integers(0, 99)
)


def is_day_of_a_leap_year_only(text: str) -> bool:
    if "-02-29" not in text:
        return False
    return days_in_month(int(text.partition("-02-")[0]), 2) < 29


@FEW
@given(st.builds("{}{}".format, YEARS | MONTHS | DAYS | SPANS, MARKS) | SEASONS)
def test_points_are_accepted_and_bounded_alike(text: str):
    if not is_day_of_a_leap_year_only(text):
        assert ours(text) == oracle(text)


@FEW
@given(MARKED, MARKED)
def test_intervals_in_the_right_order_are_bounded_alike(one: str, other: str):
    if any(map(is_day_of_a_leap_year_only, (one, other))):
        return
    first, second = sorted((one, other), key=lambda text: ours(text) or (0, 0))
    found = oracle(f"{first}/{second}")
    assert ours(f"{first}/{second}") == found or (found and found[1] < found[0])


STRICTER = {
    "1941-02-29": "1941 was no leap year; the package counts every February up to 29",
    "1943/1942": "it ends before it begins; the package does not look",
    "-004X": "50-41 BC is no decade in anybody's words; an interval says it better",
    "1942-25": "seasons by hemisphere are level 2, which Fasti leaves out",
    "1942-XX-23": "unspecified digits in the middle say little; level 2",
    "Y17000000002": "years beyond four digits",
    "[1941,1942]": "sets are level 2",
    "1941-06-22T03:15:00": "a time of day has no place in the calendar",
}


@pytest.mark.parametrize("text", STRICTER)
def test_we_are_stricter_on_purpose(text: str):
    with pytest.raises(DateError):
        parse(text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        edtf.parse_edtf(text)


def test_we_mark_seasons_and_the_package_does_not():
    assert ours("1942-21?") == ours("1942-21")
    assert oracle("1942-21?") is None


def test_winter_ends_with_february_and_for_the_package_with_the_year():
    assert ours("1942-24") == (day_number(1942, 12, 1), day_number(1943, 2, 28))
    assert oracle("1942-24") == (day_number(1942, 12, 1), day_number(1942, 12, 31))


def test_an_unknown_end_is_unknown_and_for_the_package_ten_years_off():
    assert ours("1939/") == (day_number(1939, 1, 1), None)
    assert oracle("1939/") == (day_number(1939, 1, 1), day_number(1949, 1, 1))
