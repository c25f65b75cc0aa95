"""A feed gets the entries of its day that pass its filters, or what it wants instead."""

import datetime as dt

import pytest

from bot.domain.calendar import LeapDay
from bot.domain.entries import Kind, Sensitive
from bot.domain.feeds import Filters, OnEmpty
from bot.services.daily.picking import Origin, Picker
from tests import sample

from .conftest import DAY, plan

EMPTY_DAY = dt.date(2026, 3, 3)


@pytest.fixture
def picker(catalogue):
    return Picker(catalogue)


PEOPLE = next(
    topic.people
    for topic in sample.catalogue().contents.topics.values()
    if topic.id == "battle-of-stalingrad"
)


def filtered(**filters):
    return plan(filters=Filters(**filters))


def every_key(picker, chosen):
    days = (dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(365))
    return {key for day in days for key in picker.pick(chosen, day)}


def test_a_day_gives_its_entries_the_foremost_first(picker):
    assert picker.pick(plan(), DAY)[0] == "event:operation-uranus"


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        (
            {"topics": ("battle-of-stalingrad",)},
            lambda e: "battle-of-stalingrad" in e.topics or e.id in PEOPLE,
        ),
        ({"kinds": (Kind.BATTLE,)}, lambda e: getattr(e, "kind", None) is Kind.BATTLE),
        ({"importance": 3}, lambda e: e.importance == 3),
        ({"without": tuple(Sensitive)}, lambda e: not e.sensitive),
    ],
)
def test_filters_leave_out_what_does_not_fit(picker, catalogue, filters, fits):
    everything = every_key(picker, plan())
    wanted = {key for key in everything if fits(catalogue.entries[key])}
    assert every_key(picker, filtered(**filters)) == wanted
    assert wanted not in (set(), everything)


def test_an_empty_day_is_skipped_unless_the_plan_says_otherwise(picker):
    assert picker.pick(plan(), EMPTY_DAY) == ()


def test_the_nearest_day_stands_in_and_says_which_it_is(picker):
    chosen = plan(on_empty=OnEmpty.NEAREST)
    keys = picker.pick(chosen, EMPTY_DAY)
    found = picker.selection(chosen, EMPTY_DAY, keys)
    assert found.origin is Origin.NEAREST
    assert found.on != EMPTY_DAY
    assert tuple(item.entry.key for item in found.items) == keys


def test_the_nearest_day_is_another_as_long_as_there_is_any_that_was_not_shown(picker):
    """It had been the same day after day; the last of all are those shown the longest ago."""
    chosen, shown = plan(on_empty=OnEmpty.NEAREST), dict[str, dt.date]()
    day, told = EMPTY_DAY, list[tuple[str, ...]]()
    for _ in range(6):
        told.append(picker.pick(chosen, day, shown))
        assert set(told[-1]).isdisjoint(shown)
        found = picker.selection(chosen, day, told[-1])
        assert (found.origin, {item.entry.key for item in found.items}) == (
            Origin.NEAREST,
            set(told[-1]),
        )
        shown |= dict.fromkeys(told[-1], day)
        day += dt.timedelta(days=1)
    assert (
        picker.pick(chosen, EMPTY_DAY, {told[0][0]: EMPTY_DAY - dt.timedelta(days=31)}) == told[0]
    )


def test_the_nearest_day_is_the_one_shown_the_longest_ago_where_all_were(picker, catalogue):
    chosen = plan(on_empty=OnEmpty.NEAREST)
    shown = dict.fromkeys(catalogue.entries, EMPTY_DAY - dt.timedelta(days=1))
    nearest = picker.pick(chosen, EMPTY_DAY)
    assert picker.pick(chosen, EMPTY_DAY, shown) == nearest
    old = picker.pick(chosen, EMPTY_DAY, dict.fromkeys(nearest, EMPTY_DAY))
    shown |= dict.fromkeys(old, EMPTY_DAY - dt.timedelta(days=9))
    assert set(picker.pick(chosen, EMPTY_DAY, shown)) >= set(old)


def test_nearest_finds_nothing_where_there_is_nothing(picker):
    chosen = plan(on_empty=OnEmpty.NEAREST, filters=Filters(topics=("none",)))
    assert picker.pick(chosen, EMPTY_DAY) == ()


def test_the_archive_gives_the_same_on_the_same_date_and_avoids_what_was_shown(picker):
    chosen = plan(on_empty=OnEmpty.ARCHIVE)
    (key,) = picker.pick(chosen, EMPTY_DAY)
    assert picker.pick(chosen, EMPTY_DAY) == (key,)
    (other,) = picker.pick(chosen, EMPTY_DAY, shown={key: EMPTY_DAY})
    assert other != key


def test_the_archive_repeats_itself_rather_than_say_nothing(picker, catalogue):
    chosen = plan(on_empty=OnEmpty.ARCHIVE)
    assert picker.pick(chosen, EMPTY_DAY, shown=dict.fromkeys(catalogue.entries, EMPTY_DAY)) != ()
    assert picker.pick(plan(on_empty=OnEmpty.ARCHIVE, filters=Filters(topics=("x",))), DAY) == ()


def test_an_entry_of_the_archive_is_told_as_such(picker):
    chosen = plan(on_empty=OnEmpty.ARCHIVE)
    found = picker.selection(chosen, EMPTY_DAY, picker.pick(chosen, EMPTY_DAY))
    assert found.origin is Origin.ARCHIVE
    assert len(found.items) == 1


def test_entries_that_are_gone_are_left_out(picker):
    found = picker.selection(plan(), DAY, ("event:operation-uranus", "event:gone"))
    assert [item.entry.id for item in found.items] == ["operation-uranus"]
    assert picker.selection(plan(), DAY, ("event:gone",)).items == ()


@pytest.mark.parametrize("rule", LeapDay)
def test_the_leap_day_goes_where_the_plan_says(catalogue, picker, rule):
    leap = catalogue.calendar.on_day(2, 29, dt.date(2026, 1, 1))
    chosen = plan(leap_day=rule)
    days = {
        LeapDay.FEBRUARY_28: dt.date(2026, 2, 28),
        LeapDay.MARCH_1: dt.date(2026, 3, 1),
    }
    for day in (dt.date(2026, 2, 28), dt.date(2026, 3, 1)):
        keys = set(picker.pick(chosen, day))
        assert (days.get(rule) == day) == bool(keys & {each.key for each in leap}) or not leap
