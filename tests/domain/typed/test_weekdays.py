"""Days of the week as moderators type them."""

import pytest
from hypothesis import given, strategies as st

from bot.domain.errors import MemberError
from bot.domain.typed.weekdays import complete_weekdays, parse_weekdays, weekday_words

EVERY_DAY = set(range(7))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("every day", EVERY_DAY),
        ("Daily", EVERY_DAY),
        ("all", EVERY_DAY),
        ("weekdays", {0, 1, 2, 3, 4}),
        ("Weekends.", {5, 6}),
        ("Mon Wed Fri", {0, 2, 4}),
        ("mon,wed,fri", {0, 2, 4}),
        ("Tuesday and Thursday", {1, 3}),
        ("on sundays"[:-1], {6}),
        ("Mon-Fri", {0, 1, 2, 3, 4}),
        ("Sat \u2013 Mon", {5, 6, 0}),
        ("Fri to Sun", {4, 5, 6}),
        ("mon - wed, sat", {0, 1, 2, 5}),
        ("tu", {1}),
    ],
)
def test_days_are_read_as_people_write_them(text, days):
    assert parse_weekdays(text) == days


@pytest.mark.parametrize(
    "text",
    ["", "t", "m", "Blursday", "1-5", "Mon 3", "and", "-", "mon " * 40, "to Friday the 13th"],
)
def test_what_is_no_day_of_the_week_is_a_sentence(text):
    with pytest.raises(MemberError, match=r"as days of the week\. Try “weekdays”, “Mon Wed Fri”"):
        parse_weekdays(text)


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (EVERY_DAY, "every day"),
        ({0, 1, 2, 3, 4}, "Monday to Friday"),
        ({5, 6}, "Saturday and Sunday"),
        ({0, 2, 4}, "Monday, Wednesday and Friday"),
        ({6, 0}, "Monday and Sunday"),
        ({3}, "Thursday"),
    ],
)
def test_days_are_put_into_words(days, text):
    assert weekday_words(frozenset(days)) == text


@given(st.frozensets(st.integers(0, 6), min_size=1))
def test_the_words_are_read_back_as_the_same_days(days):
    assert parse_weekdays(weekday_words(days)) == days


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("", ["every day", "weekdays", "weekends", "Monday", "Tuesday"]),
        ("week", ["weekdays", "weekends"]),
        ("mon, t", ["Monday and Tuesday", "Monday and Thursday"]),
        ("mon m", []),
        ("blur t", []),
        ("s", ["Saturday", "Sunday"]),
    ],
)
def test_half_typed_days_are_completed(text, offered):
    assert complete_weekdays(text)[: len(offered) or None] == offered


@given(st.text(max_size=80))
def test_whatever_is_typed_is_days_or_a_sentence(text):
    complete_weekdays(text)
    try:
        assert parse_weekdays(text)
    except MemberError as error:
        assert len(str(error)) < 300  # noqa: PT017 - either outcome is right
