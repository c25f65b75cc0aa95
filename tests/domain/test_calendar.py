"""A day shows what belongs to it, the anniversaries most worth telling first."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from bot.domain.calendar import Anniversary, Calendar, LeapDay, Mark, ranked, years_ago
from bot.domain.entries import Contents, Entry, Pack

from .invented import event, person, topic

JUNE_22 = dt.date(2026, 6, 22)


def shown(*entries: Entry, date: dt.date = JUNE_22, leap_day: LeapDay = LeapDay.NOWHERE):
    found = Calendar.of_entries(entries).on(date, leap_day)
    return [each.key.partition(":")[2] for each in found]


def test_a_day_shows_what_belongs_to_it_and_nothing_else():
    entries = (
        event("1941-06-22", "war"),
        event("1941-06-23", "next-day"),
        event("1941-06", "june"),
    )
    assert shown(*entries) == ["war"]


def test_round_anniversaries_lift_an_entry_by_25_then_10_then_5_years():
    entries = (
        event("1950-06-22", "76-years", importance=3),
        event("1941-06-22", "85-years", importance=1),
        event("1936-06-22", "90-years", importance=1),
        event("1926-06-22", "100-years", importance=1),
        event("1951-06-22", "75-years", importance=1),
        event("1976-06-22", "50-years", importance=2),
    )
    assert shown(*entries) == [
        "50-years",
        "100-years",
        "75-years",
        "90-years",
        "85-years",
        "76-years",
    ]


def test_among_equally_round_ones_the_more_important_leads_then_the_earlier():
    entries = (
        event("1944-06-22", "later", importance=2),
        event("1940-06-22", "earlier", importance=2),
        event("1945-06-22", "important", importance=3),
    )
    assert shown(*entries) == ["important", "earlier", "later"]


def test_births_and_deaths_come_after_events_however_round():
    entries = (
        person(born="1926-06-22", id_="born", importance=3),
        person(died="1927-06-22", id_="died", importance=3),
        event("1941-06-23/1942-06-22", "ends", importance=1),
    )
    assert shown(*entries) == ["ends", "born", "died"]


def test_what_happened_this_year_is_shown_but_is_no_round_anniversary():
    entries = (event("2026-06-22", "this-year"), event("2025-06-22", "last-year"))
    assert shown(*entries) == ["last-year", "this-year"]


def test_what_is_still_to_come_is_left_out():
    assert shown(event("2027-06-22", "next-year")) == []


def test_one_that_begins_and_ends_on_a_day_of_the_year_is_shown_for_both():
    found = Calendar.of_entries([event("1941-06-22/1944-06-22")]).on(JUNE_22)
    assert [(each.year, each.mark) for each in found] == [
        (1941, Mark.BEGINS),  # 85 years
        (1944, Mark.ENDS),
    ]


LEAP_ENTRIES = (
    event("1944-02-28", "28th"),
    event("1944-02-29", "29th"),
    event("1944-03-01", "1st"),
)


@pytest.mark.parametrize(
    ("date", "leap_day", "expected"),
    [
        (dt.date(2026, 2, 28), LeapDay.FEBRUARY_28, ["28th", "29th"]),
        (dt.date(2026, 2, 28), LeapDay.MARCH_1, ["28th"]),
        (dt.date(2026, 2, 28), LeapDay.NOWHERE, ["28th"]),
        (dt.date(2026, 3, 1), LeapDay.FEBRUARY_28, ["1st"]),
        (dt.date(2026, 3, 1), LeapDay.MARCH_1, ["1st", "29th"]),
        (dt.date(2026, 3, 1), LeapDay.NOWHERE, ["1st"]),
        (dt.date(2028, 2, 28), LeapDay.FEBRUARY_28, ["28th"]),
        (dt.date(2028, 2, 29), LeapDay.FEBRUARY_28, ["29th"]),
        (dt.date(2028, 2, 29), LeapDay.NOWHERE, ["29th"]),
        (dt.date(2028, 3, 1), LeapDay.MARCH_1, ["1st"]),
        (dt.date(2100, 2, 28), LeapDay.FEBRUARY_28, ["28th", "29th"]),
    ],
)
def test_29_february_falls_where_the_rule_says_in_common_years(
    date: dt.date, leap_day: LeapDay, expected: list[str]
):
    assert sorted(shown(*LEAP_ENTRIES, date=date, leap_day=leap_day)) == sorted(expected)


def test_29_february_falls_on_the_28th_unless_told_otherwise():
    calendar = Calendar.of_entries(LEAP_ENTRIES)
    date = dt.date(2026, 2, 28)
    assert calendar.on(date) == calendar.on(date, LeapDay.FEBRUARY_28)


def test_a_day_of_the_year_can_be_asked_for_even_29_february_in_a_common_year():
    calendar = Calendar.of_entries(LEAP_ENTRIES)
    assert [each.key for each in calendar.on_day(2, 29, JUNE_22)] == ["event:29th"]
    assert [each.key for each in calendar.on_day(2, 28, JUNE_22)] == ["event:28th"]
    assert calendar.on_day(7, 1, JUNE_22) == ()


def test_a_pack_fills_the_calendar_with_events_and_people():
    pack = Pack(title="t", description="d", language="en", licence="l", version="1")
    contents = Contents(
        pack=pack,
        events={"war": event("1941-06-22", "war")},
        people={"zhukov": person("1896-12-01", "1974-06-18", "zhukov")},
        topics={"topic": topic("1941-06-22")},
    )
    calendar = Calendar.of(contents)
    assert calendar.filled_days() == ((6, 18), (6, 22), (12, 1))
    assert calendar.count(6, 22) == 1
    assert calendar.count(6, 23) == 0


@pytest.mark.parametrize(
    ("year", "years"), [(1941, 85), (2026, 0), (2027, -1), (1, 2025), (0, 2026), (-43, 2069)]
)
def test_years_ago_counts_through_the_change_of_era(year: int, years: int):
    assert years_ago(year, JUNE_22) == years


MARKS = st.sampled_from(Mark)
ANNIVERSARIES = st.builds(
    Anniversary,
    key=st.sampled_from(["event:a", "event:b"]),
    month=st.just(6),
    day=st.just(22),
    year=st.integers(-500, 2100),
    mark=MARKS,
    importance=st.integers(1, 3),
)


@given(
    st.lists(ANNIVERSARIES, max_size=6).flatmap(
        lambda some: st.tuples(st.just(some), st.permutations(some))
    )
)
def test_the_order_does_not_depend_on_the_order_of_the_files(
    lists: tuple[list[Anniversary], list[Anniversary]],
):
    assert ranked(lists[0], 2026) == ranked(lists[1], 2026)
