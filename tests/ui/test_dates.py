"""Dates read as a careful writer of English would put them."""

import pytest
from hypothesis import given, strategies as st

from bot.domain.dates import Edge, Historical, Point, parse, parse_julian
from bot.ui.dates import (
    day_line,
    day_name,
    describe,
    describe_year,
    life,
    life_in_years,
    with_old_style,
    year_of,
    years_ago_phrase,
)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1941-06-22", "22 June 1941"),
        ("1942-08", "August 1942"),
        ("1942", "1942"),
        ("-0043-03-15", "15 March 44 BC"),
        ("-0043-03", "March 44 BC"),
        ("-0043", "44 BC"),
        ("0000", "1 BC"),
        ("0001", "AD 1"),
        ("0014-08-19", "19 August AD 14"),
        ("0476", "476"),
        ("1942-21", "spring 1942"),
        ("1942-22", "summer 1942"),
        ("1942-23", "autumn 1942"),
        ("1942-24", "winter 1942–43"),
        ("1999-24", "winter 1999–2000"),
        ("0999-24", "winter 999–1000"),
        ("0014-24", "winter AD 14–15"),
        ("-0043-24", "winter 44–43 BC"),
        ("0000-24", "winter 1 BC – AD 1"),
        ("194X", "the 1940s"),
        ("190X", "the years 1900–1909"),
        ("19XX", "the years 1900–1999"),
        ("01XX", "the years 100–199"),
        ("001X", "the years AD 10–19"),
        ("00XX", "the years 1 BC – AD 99"),
        ("1918~", "about 1918"),
        ("1918?", "1918 (uncertain)"),
        ("1918%", "about 1918 (uncertain)"),
        ("1941-06-22?", "22 June 1941 (uncertain)"),
        ("194X~", "about the 1940s"),
    ],
)
def test_a_point_is_put_into_words(edtf: str, words: str):
    assert describe(parse(edtf)) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1942-08-23/1943-02-02", "23 August 1942 – 2 February 1943"),
        ("1942-08-23/1942-09-05", "23 August – 5 September 1942"),
        ("1943-07-01/1943-07-05", "1–5 July 1943"),
        ("1939-08-23/1939-08-24", "23–24 August 1939"),
        ("1939-08-23/1939-08-23", "23 August 1939"),
        ("1942-08/1943-02", "August 1942 – February 1943"),
        ("1942-06/1942-08", "June–August 1942"),
        ("1942-06/1942-06", "June 1942"),
        ("1941/1945", "1941–1945"),
        ("-0049/-0043", "50–44 BC"),
        ("-0026/0014", "27 BC – AD 14"),
        ("-0026/0476", "27 BC – AD 476"),
        ("0014/0037", "AD 14–37"),
        ("-0043-03-15/-0043-03-17", "15–17 March 44 BC"),
        ("1942/1942-08", "1942 – August 1942"),
        ("1942-06/1942-08-23", "June 1942 – 23 August 1942"),
        ("1942-06-22/1942-08", "22 June 1942 – August 1942"),
        ("1942-21/1942-23", "spring 1942 – autumn 1942"),
        ("194X/195X", "the 1940s – the 1950s"),
        ("1918~/1920", "about 1918 – 1920"),
        ("1918/1920?", "1918 – 1920 (uncertain)"),
        ("1943-07-01~/1943-07-05", "about 1 July 1943 – 5 July 1943"),
        ("1939/..", "since 1939"),
        ("../1939", "until 1939"),
        ("1939/", "1939 – end unknown"),
        ("/1939", "beginning unknown – 1939"),
        ("1939-09-01/..", "since 1 September 1939"),
    ],
)
def test_an_interval_says_no_month_or_year_twice(edtf: str, words: str):
    assert describe(parse(edtf)) == words


def test_an_interval_without_any_date_cannot_be_put_into_words():
    with pytest.raises(ValueError, match="neither a beginning nor an end"):
        describe(Historical(start=Edge.OPEN, end=Edge.UNKNOWN))


@pytest.mark.parametrize(
    ("year", "words"),
    [(1941, "1941"), (100, "100"), (99, "AD 99"), (1, "AD 1"), (0, "1 BC"), (-43, "44 BC")],
)
def test_a_year_is_put_into_words(year: int, words: str):
    assert describe_year(year) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1941-06-22", "1941"),
        ("1918~", "1918"),
        ("1942-08-23/1943-02-02", "1942–1943"),
        ("1942-08-23/1942-09-05", "1942"),
        ("194X", "the 1940s"),
        ("1939/..", "1939"),
        ("/1939", "1939"),
        ("-0043-03-15", "44 BC"),
        ("1942-24", "1942"),
    ],
)
def test_a_label_has_the_years_alone(edtf: str, words: str):
    assert year_of(parse(edtf)) == words


@pytest.mark.parametrize(
    ("edtf", "line"),
    [
        ("1941-06-22", "Sunday, 22 June 1941"),
        ("1945-05-09", "Wednesday, 9 May 1945"),
        ("1941-06-22?", "Sunday, 22 June 1941 (uncertain)"),
        ("1582-10-15", "Friday, 15 October 1582"),
        ("1582-10-14", "14 October 1582"),
        ("-0043-03-15", "15 March 44 BC"),
        ("1942-08", "August 1942"),
    ],
)
def test_a_day_of_the_gregorian_calendar_has_its_weekday(edtf: str, line: str):
    start = parse(edtf).start
    assert isinstance(start, Point)
    assert day_line(start) == line


@pytest.mark.parametrize(
    ("julian", "words"),
    [
        ("1917-10-25", "X (25 October, Old Style)"),
        ("1917-12-27", "X (27 December 1917, Old Style)"),  # 9 January 1918
        ("1900-02-29", "X (29 February, Old Style)"),
    ],
)
def test_old_style_names_the_year_only_where_it_differs(julian: str, words: str):
    assert with_old_style("X", parse_julian(julian)) == words


@pytest.mark.parametrize(
    ("years", "words"),
    [
        (85, "85 years ago"),
        (1, "1 year ago"),
        (0, "this year"),
        (2069, "2,069 years ago"),
        (-1, "in 1 year"),
        (-2, "in 2 years"),
    ],
)
def test_years_are_counted_in_words(years: int, words: str):
    assert years_ago_phrase(years) == words


def test_a_day_of_the_year_has_a_name():
    assert day_name(6, 22) == "22 June"


LIVES = [
    ("1896", "1974", "1896–1974"),
    ("1896-12-01", "1974-06-18", "1 December 1896 – 18 June 1974"),
    ("1896", "1974-06-18", "1896 – 18 June 1974"),
    ("1896~", "1974", "about 1896 – 1974"),
    ("-0099", "-0043", "100–44 BC"),
    ("-0062", "0014", "63 BC – AD 14"),
    ("1931", "", "born 1931"),
    ("", "1945", "died 1945"),
    ("", "", ""),
    ("1878/1879", "1953", "born 1878–1879, died 1953"),
    ("1896", "1941/..", "born 1896, died since 1941"),
]


@pytest.mark.parametrize(("born", "died", "words"), LIVES)
def test_a_life_is_put_into_words(born: str, died: str, words: str):
    assert life(parse(born) if born else None, parse(died) if died else None) == words


def test_a_life_shows_old_style_days():
    born, died = parse("1878-12-18"), parse("1953-03-05")
    assert life(born, died, parse_julian("1878-12-06")) == (
        "18 December 1878 (6 December, Old Style) – 5 March 1953"
    )
    assert life(None, born, None, parse_julian("1878-12-06")) == (
        "died 18 December 1878 (6 December, Old Style)"
    )


@pytest.mark.parametrize(
    ("born", "died", "words"),
    [
        ("1896-12-01", "1974-06-18", "1896–1974"),
        ("1896-12-01~", "1974-06", "about 1896 – 1974"),
        ("1931-03-02", "", "born 1931"),
        ("1878-12-06/1879-12-06", "../1953-03-05", "born 1878–1879, died until 1953"),
        ("", "", ""),
    ],
)
def test_a_label_has_the_years_of_a_life_alone(born: str, died: str, words: str):
    assert life_in_years(parse(born) if born else None, parse(died) if died else None) == words


YEARS = st.integers(-9999, 9999)
POINTS = (
    st.builds(Point, year=YEARS)
    | st.builds(Point, year=YEARS, month=st.integers(1, 12))
    | st.builds(Point, year=YEARS, month=st.integers(1, 12), day=st.integers(1, 28))
    | st.builds(Point, year=YEARS, season=st.integers(21, 24))
)


@given(POINTS, POINTS)
def test_each_interval_has_words_without_loose_ends(start: Point, end: Point):
    words = describe(Historical(start=start, end=end))
    assert words == words.strip()
    assert "None" not in words
    assert "  " not in words
