"""Dates become what files have where they can mean only one."""

import pytest

from bot.domain.dates import parse, parse_julian
from bot.services.editing.typed_dates import edtf

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
