"""Dates become what files have where they can mean only one."""

import pytest

from bot.domain.dates import parse, parse_julian
from bot.services.editing import typed_dates
from bot.services.editing.typed_dates import edtf, fault, is_old_style_day

MEANT = {
    "22 June 1941": "1941-06-22",
    "June 22, 1941": "1941-06-22",
    "Sunday, 22nd of June, 1941": "1941-06-22",
    "22. Juni 1941": "1941-06-22",
    "22 июня 1941": "1941-06-22",
    "22.06.1941": "1941-06-22",
    "5.6.1941": "1941-06-05",
    "22/06/1941": "1941-06-22",
    "1941-6-22": "1941-06-22",
    "19410622": "1941-06-22",
    "June 1941": "1941-06",
    "1941": "1941",
    "1941-06": "1941-06",
    "1940s": "194X",
    "the 1940's": "194X",
    "about 1918": "1918~",
    "c. 1918": "1918~",
    "15 March 44 BC": "-0043-03-15",
    "44 BC": "-0043",
    "1 B.C.": "0000",
    "1941-1945": "1941/1945",
    "1941-45": "1941/1945",
    "17 July 1942 \u2013 2 February 1943": "1942-07-17/1943-02-02",
    "17 July 1942 to 2 February 1943": "1942-07-17/1943-02-02",
    "1939/..": "1939/..",
    "1918~": "1918~",
}
LEFT = (
    "",
    "soon",
    "unknown",
    "22 June",
    "22 June 41",
    "31 June 1941",
    "05/06/1941",
    "5-6-1941",
    "5 6 1941",
    "05/06/1941 - 07/06/1941",
    "1900s",
    "44",
    "44 BC or so",
    "1941 or 1942",
    "1941-13-01",
    "1 January 1941" * 9,
)


@pytest.mark.parametrize(("typed", "meant"), MEANT.items())
def test_what_can_mean_only_one_date_becomes_that(typed, meant):
    assert edtf(typed) == meant
    assert str(parse(meant)) == meant


@pytest.mark.parametrize("typed", LEFT)
def test_what_could_be_misread_stays_as_it_is_typed(typed):
    assert edtf(typed) == typed


@pytest.mark.parametrize("typed", ["25 October 1917", "25.10.1917", "1917-10-25"])
def test_old_style_days_are_read_as_such(typed):
    assert edtf(typed, parse_julian) == "1917-10-25"


@pytest.mark.parametrize("typed", ["October 1917", "1917", "44 BC", "the 1940s"])
def test_an_old_style_date_is_a_day_or_stays_as_it_is_typed(typed):
    assert edtf(typed, parse_julian) == typed


WHY = {
    "31 February 1941": "February 1941 has 28 days.",
    "30.02.1941": "February 1941 has 28 days.",
    "1941-13-01": "there is no month 13.",
    "05/06/1941": "which of the two is the day, and which the month?",
    "22 June": "its year is missing.",
    "22 June 41": "a year needs four digits, or BC or AD behind it.",
    "soon": "",
    "44": "",
    "31 February 1941 - 1 May 1941": "",
    "1 January 1941" * 9: "",
}


@pytest.mark.parametrize(("typed", "why"), WHY.items(), ids=map("{:.20}".format, WHY))
def test_why_a_date_cannot_be_read_is_told_where_that_is_known(typed, why):
    assert fault(edtf(typed)) == why


@pytest.mark.parametrize("typed", ["22 June 1941", "1940s", "44 BC"])
def test_a_date_that_can_be_read_has_no_fault(typed):
    assert fault(edtf(typed)) is None


@pytest.mark.parametrize(("typed", "is_one"), [("1900-02-29", True), ("1917", False)])
def test_a_day_of_the_julian_calendar_is_told_from_others(typed, is_one):
    assert is_old_style_day(typed) is is_one


def test_what_is_too_long_for_a_date_is_not_looked_into(monkeypatch):
    looked: list[str] = []
    monkeypatch.setattr(typed_dates, "take_apart", looked.append)
    assert edtf("word " * 800) == "word " * 800
    assert looked == []
