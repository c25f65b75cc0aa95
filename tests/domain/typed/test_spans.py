"""A timeline's years and bounds are understood as members type them."""

import contextlib

import pytest
from hypothesis import given, strategies as st

from bot.domain.dates import day_number
from bot.domain.errors import DateError
from bot.domain.typed import parse_bound, parse_years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("1941", (1941, 1941)),
        ("AD 14", (14, 14)),
        ("44 BC", (-43, -43)),
        ("44 B.C.E.", (-43, -43)),
        ("44 v. Chr.", (-43, -43)),
        ("1941-1945", (1941, 1945)),
        ("1941–1945", (1941, 1945)),
        ("1941 - 1945", (1941, 1945)),
        ("1941/1945", (1941, 1945)),
        ("1941 to 1945", (1941, 1945)),
        ("from 1941 until 1945", (1941, 1945)),
        ("between 1941 and 1945", (1941, 1945)),
        ("von 1941 bis 1945", (1941, 1945)),
        ("1941-45", (1941, 1945)),
        ("1941/45", (1941, 1945)),
        ("1941-12", (1941, 1941)),  # December
        ("1941-06-22 - 1945", (1941, 1945)),
        ("June 1941 to 9 May 1945", (1941, 1945)),
        ("50 BC-44 BC", (-49, -43)),
        ("50-44 BC", (-49, -43)),
        ("14-37 AD", (14, 37)),
        ("27 BC to AD 14", (-26, 14)),
        ("since 1941", (1941, None)),
        ("from 1941", (1941, None)),
        ("seit 1941", (1941, None)),
        ("1941-", (1941, None)),
        ("1941/..", (1941, None)),
        ("until 1941", (None, 1941)),
        ("up to 1941", (None, 1941)),
        ("../1941", (None, 1941)),
        ("1940s", (1940, 1949)),
        ("the 1940's", (1940, 1949)),
        ("1930s to 1940s", (1930, 1949)),
        ("the 1900s", (1900, 1999)),
        ("194X", (1940, 1949)),
        ("20th century", (1901, 2000)),
        ("the 1st century AD", (1, 100)),
        ("1st century BC", (-99, 0)),
        ("2nd century BCE", (-199, -100)),
    ],
)
def test_a_span_of_years_is_understood(text: str, years: tuple[int | None, int | None]):
    assert parse_years(text) == years


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1945-1941", "they end before they begin."),
        ("44-50 BC", "they end before they begin."),
        ("41", "a year needs four digits, or BC or AD behind it."),
        ("41-45", "one of its two ends names no year."),
        ("1941 to now", "one of its two ends names no year."),
        ("since forever", "“since” is not a month that I know."),
        ("until forever", "“until” is not a month that I know."),
        ("22 June", "it names no year."),
        ("", "there is nothing in it."),
        ("1941" * 20, "it is too long."),
    ],
)
def test_what_is_no_span_of_years_is_refused_with_the_reason(text: str, reason: str):
    with pytest.raises(DateError) as refusal:
        parse_years(text)
    assert f"as years: {reason} Try “1941”, “1941-1945”" in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1941", (1941, 1, 1), (1941, 12, 31)),
        ("June 1941", (1941, 6, 1), (1941, 6, 30)),
        ("Feb 1944", (1944, 2, 1), (1944, 2, 29)),
        ("März 44 v. Chr.", (-43, 3, 1), (-43, 3, 31)),
        ("22 June 1941", (1941, 6, 22), (1941, 6, 22)),
        ("22.06.1941", (1941, 6, 22), (1941, 6, 22)),
        ("1941-06-22", (1941, 6, 22), (1941, 6, 22)),
        ("1941-06", (1941, 6, 1), (1941, 6, 30)),
        ("1942-22~", (1942, 6, 1), (1942, 8, 31)),
        ("1940s", (1940, 1, 1), (1949, 12, 31)),
        ("44 BC", (-43, 1, 1), (-43, 12, 31)),
        ("1941/1945", (1941, 1, 1), (1945, 12, 31)),
    ],
)
def test_a_bound_is_the_first_day_of_a_time_or_its_last(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
):
    assert parse_bound(text, end=False) == day_number(*first)
    assert parse_bound(text, end=True) == day_number(*last)


@pytest.mark.parametrize(
    ("text", "end", "reason"),
    [
        ("22 June", False, "it names no year."),
        ("31 June 1941", False, "June 1941 has 30 days."),
        ("June July 1941", False, "it has to name one month."),
        ("June 41", False, "June has 30 days."),
        ("41", True, "a year needs four digits, or BC or AD behind it."),
        ("yore", False, "“yore” is not a month that I know."),
        ("1 yore", False, "“yore” is not a month that I know."),
        ("1939/..", True, "it has no end."),
        ("../1939", False, "it has no beginning."),
        ("1941" * 20, False, "it is too long."),
    ],
)
def test_what_is_no_bound_is_refused_with_the_reason(text: str, end: bool, reason: str):  # noqa: FBT001
    with pytest.raises(DateError) as refusal:
        parse_bound(text, end=end)
    assert f"as a date: {reason} Try “1941”, “June 1941”" in str(refusal.value)


TYPED = st.text(max_size=70) | st.text(alphabet="0123456789-/ BCADtosince", max_size=20)


@given(TYPED, st.booleans())
def test_any_text_is_understood_or_a_date_error(text: str, end: bool):  # noqa: FBT001
    try:
        first, last = parse_years(text)
    except DateError:
        pass
    else:
        assert first is None or last is None or first <= last
    with contextlib.suppress(DateError):
        assert isinstance(parse_bound(text, end=end), int)
