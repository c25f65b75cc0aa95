"""The events of a time that was typed where a name is asked."""

import pytest

from bot.services.dated import of_day, of_time

URANUS = ["event:operation-uranus", "event:shooting"]


@pytest.mark.parametrize("text", ["19 November 1942", "19 November", "11-19", "19.11.1942"])
def test_a_day_gives_its_events_the_most_important_first(catalogue, text):
    assert of_day(catalogue, text) == URANUS
    assert of_time(catalogue, text) == URANUS


@pytest.mark.parametrize(
    "text",
    ["19 November 1943", "1 December", "tomorrow", "today", "Operation Uranus", "", "31 June"],
)
def test_other_years_lives_and_what_is_no_day_give_nothing(catalogue, text):
    assert of_day(catalogue, text) == []
    assert of_time(catalogue, text) == []


def test_a_year_or_month_gives_what_lies_in_it(catalogue):
    assert of_time(catalogue, "August 1942") == ["event:raid-on-the-city"]
    assert of_time(catalogue, "1942")[0] == "event:operation-uranus"
    assert "event:pocket" not in of_time(catalogue, "1942")
    assert of_time(catalogue, "1932/1933") == ["event:famine"]
    assert of_day(catalogue, "1942") == []
