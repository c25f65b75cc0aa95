"""A time of day is read in any of the ways people write one, and offered from its first figure."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from bot.domain.errors import MemberError
from bot.domain.typed.clocktime import complete_clock, parse_clock


def offered(text: str, limit: int = 25) -> list[str]:
    return [f"{time:%H:%M}" for time in complete_clock(text, limit)]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("9:00", "09:00"),
        ("09:00", "09:00"),
        ("9", "09:00"),
        ("0", "00:00"),
        ("9am", "09:00"),
        ("9 pm", "21:00"),
        ("9 P.M.", "21:00"),
        ("9:30 a.m.", "09:30"),
        ("930pm", "21:30"),
        ("09:30 pm", "21:30"),
        ("9p", "21:00"),
        ("12am", "00:00"),
        ("12:30 am", "00:30"),
        ("12 pm", "12:00"),
        ("18.30", "18:30"),
        ("1830", "18:30"),
        ("930", "09:30"),
        ("18h30", "18:30"),
        ("18 h", "18:00"),
        ("18 30", "18:30"),
        (" 18 : 30 ", "18:30"),
        ("18:30 Uhr", "18:30"),
        ("18 Uhr 30", "18:30"),
        ("um 9 Uhr", "09:00"),
        ("at 9 o’clock", "09:00"),
        ("в 9", "09:00"),
        ("９：３０", "09:30"),
        ("23:59", "23:59"),
        ("noon", "12:00"),
        ("Midnight", "00:00"),
        ("at noon", "12:00"),
        ("Mittag", "12:00"),
        ("полночь", "00:00"),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, time: str):
    assert parse_clock(text) == dt.time.fromisoformat(time)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "nothing in it"),
        ("25:00", "0 to 23"),
        ("24:00", "midnight is 00:00"),
        ("9:75", "60 minutes"),
        ("9:60", "60 minutes"),
        ("9:5", "two digits"),
        ("13 pm", "1 to 12"),
        ("0am", "1 to 12"),
        ("9:00:00", "no time of day"),
        ("12345", "no time of day"),
        ("half nine", "no time of day"),
        ("now", "no time of day"),
        ("9 May", "no time of day"),
        ("9 pmm", "no time of day"),
        ("-9", "no time of day"),
        ("٩", "no time of day"),
        ("9" * 300, "too long"),
    ],
)
def test_what_is_no_time_is_refused_with_a_reason_and_examples(text: str, reason: str):
    with pytest.raises(MemberError) as error:
        parse_clock(text)
    assert reason in str(error.value)
    assert str(error.value).endswith("Try “9:00”, “18:30” or “9 pm”.")
    assert len(str(error.value)) < 250


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", ["06:00", "07:00", "08:00", "09:00"]),
        ("9", ["09:00", "21:00", "09:30", "21:30", "09:15"]),
        ("1", ["01:00", "10:00", "11:00", "12:00"]),
        ("0", ["00:00", "06:00", "07:00"]),
        ("18:", ["18:00", "18:30", "18:15", "18:45", "18:05"]),
        ("18.3", ["18:30", "18:35", "18:31"]),
        ("183", ["18:30", "18:35", "18:31"]),
        ("7 p", ["19:00"]),
        ("at 7", ["07:00", "19:00"]),
        ("mid", ["12:00", "00:00"]),
        ("no", ["12:00"]),
    ],
)
def test_the_likeliest_and_roundest_times_come_first(text: str, first: list[str]):
    assert offered(text)[: len(first)] == first


@pytest.mark.parametrize("text", ["x", "25:0", "9:75", "18:30:00", "y" * 200])
def test_where_no_time_begins_so_none_is_offered(text: str):
    assert offered(text) == []


@pytest.mark.parametrize(("text", "time"), [("19:07", "19:07"), ("9:30 pm", "21:30")])
def test_a_whole_time_stands_alone(text: str, time: str):
    assert offered(text) == [time]


@pytest.mark.parametrize("limit", [0, 1, 25])
def test_no_more_are_offered_than_asked_for(limit: int):
    assert len(offered("", limit)) == limit


@given(st.times())
def test_each_time_is_found_by_whatever_part_of_it_is_typed(time: dt.time):
    written = f"{time:%H:%M}"
    assert parse_clock(written) == time.replace(second=0, microsecond=0)
    assert offered(written)[0] == written
    for end in range(1, len(written)):
        assert written in offered(written[:end], 24 * 60)


@given(st.text(max_size=70) | st.text(alphabet="0123456789:.h apm", max_size=10))
def test_any_text_gives_times_to_the_minute_or_a_sentence(text: str):
    times = complete_clock(text)
    assert len(set(times)) == len(times) <= 25
    assert all(parse_clock(f"{time:%H:%M}") == time for time in times)
    try:
        assert parse_clock(text) == times[0]
    except MemberError as error:
        assert str(error).startswith("I cannot read “")  # noqa: PT017 - either is right
