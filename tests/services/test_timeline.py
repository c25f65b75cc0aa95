"""Events in the order in which they happened."""

import random

import pytest

from bot.domain.dates import day_number
from bot.domain.errors import DateError, MemberError
from bot.services.about import facts
from bot.services.chance import Chance
from bot.services.timeline import Span, Timeline


@pytest.fixture
def timeline(catalogue):
    return Timeline(catalogue)


def ids(line):
    return [event.id for event in line.events]


def test_all_events_come_oldest_first(timeline):
    found = ids(timeline.line(Span()))
    assert found[:3] == ["ides", "october-revolution", "famine"]
    assert found[-1] == "leap"


def test_a_span_takes_in_whatever_touches_it(timeline):
    span = timeline.read(None, "1933", "July 1942")
    assert ids(timeline.line(span)) == ["famine", "battle-begins"]
    assert span.last == day_number(1942, 7, 31)


def test_a_topic_or_person_narrows_it(timeline, catalogue):
    topic = catalogue.contents.topics["battle-of-stalingrad"]
    line = timeline.line(timeline.read(topic, "", ""))
    assert ids(line) == ["battle-begins", "raid-on-the-city", "operation-uranus", "pocket"]
    assert line.about is topic


def test_a_span_that_ends_before_it_begins_is_refused(timeline):
    with pytest.raises(MemberError, match="“1941” is before “1945”"):
        timeline.read(None, "1945", "1941")


def test_a_date_that_cannot_be_read_is_refused(timeline):
    with pytest.raises(DateError):
        timeline.read(None, "soon", "")


def test_a_span_without_events_says_what_to_do(timeline):
    with pytest.raises(MemberError, match="Widen the dates"):
        timeline.line(timeline.read(None, "1800", "1801"))


def test_years_complete_to_those_that_have_events(timeline):
    assert timeline.complete("194") == ["1942", "1944"]
    assert timeline.complete("")[0] == "1917"


def test_chance_draws_from_the_asked_types_alone(catalogue):
    chance = Chance(catalogue, random.Random(3))
    drawn = {chance.draw(("person", "topic")).key for _ in range(100)}
    assert drawn == {
        "person:georgy-zhukov",
        "person:nobody",
        "topic:battle-of-stalingrad",
        "topic:battle-of-moscow",
    }


def test_facts_count_the_catalogue(catalogue):
    found = facts(catalogue, "0.1.0")
    assert (found.events, found.people, found.topics, found.sources) == (9, 2, 2, 2)
    assert found.days == len(
        {"07-17", "11-19", "08-23", "11-23", "02-02", "11-07", "03-15", "02-29", "12-01", "06-18"}
    )
