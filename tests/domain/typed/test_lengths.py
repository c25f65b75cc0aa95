"""Lengths of time are read as people write them."""

import datetime as dt

import pytest

from bot.domain.errors import MemberError
from bot.domain.typed.lengths import parse_length


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("2", 120),
        (" 23 ", 1380),
        ("2h", 120),
        ("2 H.", 120),
        ("1 hour", 60),
        ("3 hours", 180),
        ("1.5", 90),
        ("1,25 h", 75),
        ("90m", 90),
        ("90 min", 90),
        ("90 minutes", 90),
        ("1:30", 90),
        ("0:45 h", 45),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("1 hour and 5 minutes", 65),
        ("0", 0),
    ],
)
def test_a_length_is_read(typed, minutes):
    assert parse_length(typed) == dt.timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "typed", ["", "soon", "230", "1:60", "1:3", "-1", "2 days", "1h30s", "٢", "9" * 5000, "nan"]
)
def test_what_is_no_length_is_given_back_with_examples(typed):
    with pytest.raises(MemberError, match="as a length of time") as e:
        parse_length(typed)
    assert str(e.value).endswith("Try “2h”, “90 min” or “1:30”.")
    assert len(str(e.value)) < 200
