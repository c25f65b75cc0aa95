"""Dates are read, written and counted as EDTF says, and refused with a sentence."""

import datetime as dt

import pytest
from hypothesis import example, given, strategies as st

from bot.domain.dates import (
    Certainty,
    Edge,
    Historical,
    Point,
    day_number,
    from_julian,
    parse,
    parse_julian,
    weekday,
)
from bot.domain.errors import DateError


def point(text: str) -> Point:
    start = parse(text).start
    assert isinstance(start, Point)
    return start


POINTS = {
    "1942": Point(year=1942),
    "0000": Point(year=0),
    "-0043": Point(year=-43),
    "-9999": Point(year=-9999),
    "1942-08": Point(year=1942, month=8),
    "1942-08-23": Point(year=1942, month=8, day=23),
    "-0043-03-15": Point(year=-43, month=3, day=15),
    "1940-02-29": Point(year=1940, month=2, day=29),
    "1942-21": Point(year=1942, season=21),
    "1942-24?": Point(year=1942, season=24, certainty=Certainty.UNCERTAIN),
    "194X": Point(year=1940, span=10),
    "000X": Point(year=0, span=10),
    "19XX~": Point(year=1900, span=100, certainty=Certainty.APPROXIMATE),
    "1918?": Point(year=1918, certainty=Certainty.UNCERTAIN),
    "1918-11~": Point(year=1918, month=11, certainty=Certainty.APPROXIMATE),
    "1918-11-11%": Point(year=1918, month=11, day=11, certainty=Certainty.BOTH),
}


@pytest.mark.parametrize("text", POINTS)
def test_a_point_is_read_and_written_as_it_was(text: str):
    assert parse(text) == Historical(start=POINTS[text])
    assert str(parse(text)) == text


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1941/1945", Point(year=1941), Point(year=1945)),
        ("1939/..", Point(year=1939), Edge.OPEN),
        ("../1939", Edge.OPEN, Point(year=1939)),
        ("1939/", Point(year=1939), Edge.UNKNOWN),
        ("/1939", Edge.UNKNOWN, Point(year=1939)),
        ("1942-08-23/1942-08-23",) + (Point(year=1942, month=8, day=23),) * 2,
        ("1942-08-23/1942", Point(year=1942, month=8, day=23), Point(year=1942)),
    ],
)
def test_an_interval_is_read_and_written_as_it_was(
    text: str, start: Point | Edge, end: Point | Edge
):
    interval = parse(text)
    assert interval == Historical(start=start, end=end)
    assert interval.is_interval
    assert str(interval) == text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1942-08-23", (1942, 8, 23), (1942, 8, 23)),
        ("1944-02", (1944, 2, 1), (1944, 2, 29)),
        ("1942", (1942, 1, 1), (1942, 12, 31)),
        ("-0043", (-43, 1, 1), (-43, 12, 31)),
        ("1942-21", (1942, 3, 1), (1942, 5, 31)),
        ("1942-22", (1942, 6, 1), (1942, 8, 31)),
        ("1942-23", (1942, 9, 1), (1942, 11, 30)),
        ("1942-24", (1942, 12, 1), (1943, 2, 28)),
        ("1943-24", (1943, 12, 1), (1944, 2, 29)),
        ("194X", (1940, 1, 1), (1949, 12, 31)),
        ("19XX", (1900, 1, 1), (1999, 12, 31)),
        ("1942-08/1943-02", (1942, 8, 1), (1943, 2, 28)),
    ],
)
def test_a_date_reaches_from_its_first_possible_day_to_its_last(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
):
    date = parse(text)
    assert (date.first, date.last) == (day_number(*first), day_number(*last))


@pytest.mark.parametrize("text", ["1939/..", "1939/"])
def test_an_open_or_unknown_end_has_no_last_day(text: str):
    assert parse(text).last is None
    assert parse(text).first == day_number(1939, 1, 1)


@pytest.mark.parametrize("text", ["../1939", "/1939"])
def test_an_open_or_unknown_beginning_has_no_first_day(text: str):
    assert parse(text).first is None
    assert parse(text).last == day_number(1939, 12, 31)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "A date is missing."),
        ("1941-02-30", "February of that year has 28 days. Write a day from 01 to 28"),
        ("1941-02-29", "or the month alone: 1941-02."),
        ("1900-02-29", "has 28 days"),
        ("1941-06-31?", "June of that year has 30 days"),
        ("1941-06-00", "is no day"),
        ("1941-13", "names a month 13. Months run from 01 to 12"),
        ("1941-00", "names a month 00"),
        ("1941-20", "names a month 20"),
        ("1941-25", "21 to 24 are spring, summer, autumn and winter"),
        ("1941-13-01", "names a month 13"),
        ("1941-21-01", "names a month 21"),
        ("-0000", "Write 0000 for 1 BC"),
        ("1943/1942", "Write the earlier date first: 1942/1943."),
        ("1942-08-24/1942-08-23", "ends before it begins"),
        ("../..", "neither a beginning nor an end"),
        ("/", "neither a beginning nor an end"),
        ("../", "neither a beginning nor an end"),
        ("1941/1942/1943", "more than one slash"),
        ("-004X", "Write an interval: -0049/-0040."),
        ("-00XX?", "Write an interval"),
        ("22 June 1941", "not a date that I can read. Write it like 1941-06-22"),
        ("1941-6-22", "Write it like 1941-06-22"),
        ("194x", "not a date that I can read"),
        ("1941\n", "not a date that I can read"),
        ("\u0661\u0669\u0664\u0661", "not a date that I can read"),  # Arabic-Indic digits
        ("1" * 41, "at most 40 characters"),
    ],
)
def test_what_is_no_date_is_refused_with_what_to_write_instead(text: str, says: str):
    with pytest.raises(DateError) as refusal:
        parse(text)
    assert says in str(refusal.value)
    assert str(refusal.value).endswith(".")


DIGITS_AND_SIGNS = st.text(alphabet="0123456789-X?~%/. ", max_size=45)


@given(st.text() | DIGITS_AND_SIGNS)
@example("9999-12-31/..")
def test_any_text_is_a_date_that_reads_the_same_again_or_a_date_error(text: str):
    try:
        date = parse(text)
    except DateError:
        return
    assert str(date) == text
    assert parse(str(date)) == date


YEARS = st.integers(-9999, 9999)


@given(YEARS, st.integers(1, 12), st.integers(1, 28), st.sampled_from(Certainty))
def test_each_existing_day_can_be_written_and_read(
    year: int, month: int, day: int, certainty: Certainty
):
    written = Point(year=year, month=month, day=day, certainty=certainty)
    assert point(str(written)) == written
    assert written.is_day


@given(st.dates())
def test_weekdays_are_those_of_the_standard_library(date: dt.date):
    assert weekday(Point(year=date.year, month=date.month, day=date.day)) == date.weekday()


def test_weekdays_go_on_before_christ():
    assert weekday(point("0000-12-31")) == 6  # 1 January of year 1 was a Monday


@pytest.mark.parametrize("text", ["1941-06", "1941", "1941-22", "194X"])
def test_only_a_day_has_a_weekday_or_a_julian_reading(text: str):
    with pytest.raises(ValueError, match="not known to the day"):
        weekday(point(text))
    with pytest.raises(ValueError, match="not known to the day"):
        from_julian(point(text))


@pytest.mark.parametrize(
    ("julian", "gregorian"),
    [
        ("1917-10-25", "1917-11-07"),  # the October Revolution
        ("1896-11-19", "1896-12-01"),
        ("1878-12-06", "1878-12-18"),
        ("1917-12-27", "1918-01-09"),
        ("1900-02-29", "1900-03-13"),  # a day that ours lacks
        ("1582-10-04", "1582-10-14"),  # the next day was the 15th
        ("-0043-03-15", "-0043-03-13"),  # the Ides of March
        ("0001-01-01", "0000-12-30"),
        ("1917-10-25?", "1917-11-07?"),
    ],
)
def test_a_julian_day_has_its_gregorian_day(julian: str, gregorian: str):
    assert str(from_julian(parse_julian(julian))) == gregorian


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1901-02-29", "February of that year has 28 days"),
        ("1896-13-19", "names a month 13"),
        ("-0000-03-01", "no year -0000"),
        ("1896-11", "is not an Old Style day. Write it like 1896-11-19."),
        ("19 November 1896", "is not an Old Style day"),
        ("1896-11-19" * 5, "is not an Old Style day"),
    ],
)
def test_what_is_no_julian_day_is_refused(text: str, says: str):
    with pytest.raises(DateError) as refusal:
        parse_julian(text)
    assert says in str(refusal.value)


def test_unknown_edges_are_not_the_lack_of_an_end():
    assert parse("1939/").end is Edge.UNKNOWN
    assert parse("1939").end is None
    assert not parse("1939").is_interval
