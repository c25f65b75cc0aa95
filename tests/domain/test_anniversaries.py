"""An entry belongs to the days of the year that are known of it."""

import pytest

from bot.domain.anniversaries import Anniversary, Mark, anniversaries
from bot.domain.entries import Entry

from .invented import event, person, topic


def days(entry: Entry) -> list[tuple[str, Mark]]:
    return [
        (f"{each.year:04}-{each.month:02}-{each.day:02}", each.mark)
        for each in anniversaries(entry)
    ]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1941-06-22", [("1941-06-22", Mark.ON)]),
        ("1941-06-22?", [("1941-06-22", Mark.ON)]),
        ("1941-06-22~", []),
        ("1941-06-22%", []),
        ("1941-06", []),
        ("1941", []),
        ("1941-22", []),
        ("194X", []),
        (
            "1942-08-23/1943-02-02",
            [("1942-08-23", Mark.BEGINS), ("1943-02-02", Mark.ENDS)],
        ),
        ("1942-08-23/1942-08-23", [("1942-08-23", Mark.ON)]),
        (
            "1941-06-22/1942-06-22",
            [("1941-06-22", Mark.BEGINS), ("1942-06-22", Mark.ENDS)],
        ),
        ("1942-08-23/1943-02", [("1942-08-23", Mark.BEGINS)]),
        ("1942-08/1943-02-02", [("1943-02-02", Mark.ENDS)]),
        ("1942-08-23~/1943-02-02?", [("1943-02-02", Mark.ENDS)]),
        ("1942-08-23/..", [("1942-08-23", Mark.BEGINS)]),
        ("1942-08-23/", [("1942-08-23", Mark.BEGINS)]),
        ("../1943-02-02", [("1943-02-02", Mark.ENDS)]),
        ("/1943-02-02", [("1943-02-02", Mark.ENDS)]),
        ("1942/..", []),
    ],
)
def test_an_event_belongs_to_its_day_or_to_its_first_and_last(
    date: str, expected: list[tuple[str, Mark]]
):
    assert days(event(date)) == expected


@pytest.mark.parametrize(
    ("born", "died", "expected"),
    [
        ("1896-12-01", "1974-06-18", [("1896-12-01", Mark.BORN), ("1974-06-18", Mark.DIED)]),
        ("1896-12-01", "", [("1896-12-01", Mark.BORN)]),
        ("1896", "1974-06-18", [("1974-06-18", Mark.DIED)]),
        ("1896-12-01~", "", []),
        ("1896-12-01/1896-12-02", "../1974-06-18", []),
        ("", "", []),
    ],
)
def test_a_person_belongs_to_the_days_of_birth_and_death(
    born: str, died: str, expected: list[tuple[str, Mark]]
):
    assert days(person(born, died)) == expected


def test_a_topic_belongs_to_no_day():
    assert anniversaries(topic("1942-07-17/1943-02-02")) == ()


def test_an_anniversary_knows_its_entry():
    assert anniversaries(event("-0043-03-15", id_="ides-of-march", importance=3)) == (
        Anniversary(
            key="event:ides-of-march", month=3, day=15, year=-43, mark=Mark.ON, importance=3
        ),
    )


def test_births_and_deaths_are_of_life_and_events_are_not():
    (born,) = anniversaries(person(born="1896-12-01"))
    (day,) = anniversaries(event("1941-06-22"))
    assert born.is_of_life
    assert not day.is_of_life
