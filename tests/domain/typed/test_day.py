"""A day is understood in every way that people write one, or refused with the reason."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from bot.domain.errors import DateError
from bot.domain.typed import TypedDay, parse_day

TODAY = dt.date(2026, 12, 31)
JUNE_22 = TypedDay(month=6, day=22)
BARBAROSSA = TypedDay(month=6, day=22, year=1941)
IDES = TypedDay(month=3, day=15, year=-43)


@pytest.mark.parametrize(
    "text",
    [
        "22 June",
        "June 22",
        "22 Jun",
        "jun 22nd",
        "22nd of June",
        "the 22nd of JUNE",
        "June, 22",
        "22june",
        "06-22",
        "6-22",
        "22-06",
        "22.06.",
        "22.6.",
        "22.6",
        "22. 6.",
        "22/06",
        "22/6",
        "06/22",
        "22 06",
        "22. Juni",
        "Juni 22",
        "am 22. Juni",
        "22 июня",
        "22 ИЮНЬ",
        "22-го июня",
        "  22   June  ",
        "22 June!",
        "Sunday, 22 June",
        "22\nJune",
        "２２ June",
    ],
)
def test_a_day_without_a_year_is_understood(text: str):
    assert parse_day(text, TODAY) == JUNE_22


@pytest.mark.parametrize(
    "text",
    [
        "1941-06-22",
        "1941/06/22",
        "1941.6.22",
        "22 June 1941",
        "June 22, 1941",
        "June 22nd 1941",
        "22.06.1941",
        "22/06/1941",
        "06/22/1941",
        "22. Juni 1941",
        "22 июня 1941 г.",
        "22 июня 1941 года",
        "1941 June 22",
        "Sunday, 22 June 1941",
        "1941–06–22",
        "22 June AD 1941",
    ],
)
def test_a_day_with_a_year_is_understood(text: str):
    assert parse_day(text, TODAY) == BARBAROSSA


@pytest.mark.parametrize(
    "text",
    [
        "15 March 44 BC",
        "15 March 44 B.C.",
        "March 15, 44 BCE",
        "15. März 44 v. Chr.",
        "-0043-03-15",
    ],
)
def test_a_day_before_christ_has_an_astronomical_year(text: str):
    assert parse_day(text, TODAY) == IDES


def test_the_last_number_is_the_year_of_an_era_however_small():
    assert parse_day("22 June 9 AD", TODAY) == TypedDay(month=6, day=22, year=9)


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [("05/06", 6, 5), ("05.06.", 6, 5), ("05-06", 5, 6), ("12/13", 12, 13), ("13-12", 12, 13)],
)
def test_dots_and_slashes_put_the_day_first_and_hyphens_the_month(text: str, month: int, day: int):
    assert parse_day(text, TODAY) == TypedDay(month=month, day=day)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        *(("Jan", 1), ("Jänner", 1), ("января", 1), ("Feb", 2), ("Februar", 2), ("февр", 2)),
        *(("Mar", 3), ("März", 3), ("maerz", 3), ("марта", 3), ("Apr", 4), ("апреля", 4)),
        *(("May", 5), ("Mai", 5), ("мая", 5), ("June", 6), ("июнь", 6), ("Juli", 7), ("июля", 7)),
        *(("Aug", 8), ("августа", 8), ("Sept", 9), ("сентября", 9), ("Okt", 10), ("Oct", 10)),
        *(("октября", 10), ("Nov", 11), ("ноября", 11), ("Dez", 12), ("Dec", 12), ("дек", 12)),
    ],
)
def test_months_have_english_german_and_russian_names(name: str, month: int):
    assert parse_day(f"3 {name}", TODAY) == TypedDay(month=month, day=3)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("today", dt.date(2026, 12, 31)),
        ("Now", dt.date(2026, 12, 31)),
        ("tomorrow", dt.date(2027, 1, 1)),
        ("Yesterday", dt.date(2026, 12, 30)),
        ("heute", dt.date(2026, 12, 31)),
        ("morgen", dt.date(2027, 1, 1)),
        ("вчера", dt.date(2026, 12, 30)),
    ],
)
def test_names_of_days_count_from_today_and_carry_their_year(text: str, date: dt.date):
    expected = TypedDay(month=date.month, day=date.day, year=date.year)
    assert parse_day(text, TODAY) == expected


def test_29_february_is_a_day_unless_a_common_year_is_typed():
    assert parse_day("29 February", TODAY) == TypedDay(month=2, day=29)
    assert parse_day("29 February 1944", TODAY) == TypedDay(month=2, day=29, year=1944)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31 June", "June has 30 days."),
        ("31.06.", "June has 30 days."),
        ("0 June", "June has 30 days."),
        ("30 February", "February has 29 days."),
        ("29 February 1941", "February 1941 has 28 days."),
        ("29 February 44 BC", "February has 28 days."),
        ("45/78", "there is no month 78."),
        ("13-13", "there is no month 13."),
        ("1941-00-22", "there is no month 0."),
        ("22 ju", "“ju” may be June or July."),
        ("22 Jnue", "“jnue” is not a month that I know."),
        ("Stalingrad", "“stalingrad” is not a month that I know."),
        ("June", "it has to name one day."),
        ("1 2 3 June", "it has to name one day."),
        ("22", "it has to name one month."),
        ("22 June July", "it has to name one month."),
        ("June 1941", "it names a month and a year, but no day."),
        ("June 44 BC", "it names a month and a year, but no day."),
        ("1941 June 1941", "it names a month and a year, but no day."),
        ("22 June 41", "a year needs four digits, or BC or AD behind it."),
        ("22 June 19411", "a year needs four digits, or BC or AD behind it."),
        ("0 June 44 BC", "June has 30 days."),
        ("22 June 0 BC", "a year needs four digits, or BC or AD behind it."),
        ("", "there is nothing in it."),
        (" . ", "there is nothing in it."),
        ("22 June " * 9, "it is too long."),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason_and_examples(text: str, reason: str):
    with pytest.raises(DateError) as refusal:
        parse_day(text, TODAY)
    assert f"as a day: {reason} Try “22 June”, “06-22” or “tomorrow”." in str(refusal.value)


def test_the_last_day_of_all_has_no_tomorrow():
    with pytest.raises(DateError):
        parse_day("tomorrow", dt.date.max)


def test_a_refusal_shows_little_of_a_long_text_and_no_line_breaks():
    with pytest.raises(DateError) as refusal:
        parse_day("a\n" * 500, TODAY)
    assert len(str(refusal.value)) < 200
    assert "\n" not in str(refusal.value)


@given(st.integers(1, 12), st.integers(1, 28), st.none() | st.integers(-9999, 9999))
def test_a_typed_day_is_written_as_it_is_read(month: int, day: int, year: int | None):
    typed = TypedDay(month=month, day=day, year=year)
    assert parse_day(str(typed), TODAY) == typed


@given(st.text(max_size=80) | st.text(alphabet="0123456789-./ JunejulyBCст", max_size=20))
def test_any_text_is_a_day_or_a_date_error(text: str):
    try:
        typed = parse_day(text, TODAY)
    except DateError:
        return
    assert parse_day(str(typed), TODAY) == typed
