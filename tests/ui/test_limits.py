"""Every card fits Discord's limits, however full its content is."""

import pytest

from bot.domain.calendar import Mark
from bot.domain.dates import parse
from bot.domain.entries import (
    Citation,
    Event,
    Kind,
    Person,
    Place,
    Role,
    Section,
    Sensitive,
    Source,
    SourceKind,
    Topic,
)
from bot.services.details import Details
from bot.services.timeline import Line, Span
from bot.ui.cards import Setting, card
from bot.ui.day import day_card
from bot.ui.lists import search_card, timeline_card
from tests.ui import reading
from tests.ui.days import TODAY, day_of, item_of

ID = "x" * 60
DATES = ["1941-06-22", "1942-08-23/1943-02-02", "1918~", "-0043-03-15?", "1939/.."]
CITATIONS = (Citation(source=ID, at="a" * 80),) * 25
SOURCE = Source(
    id=ID, title="t" * 100, author="a" * 100, year="1998", kind=SourceKind.BOOK, trust="x"
)
PLACE = Place(id=ID, name="p" * 100, today="q" * 100, latitude=0, longitude=0)
FILLINGS = [
    "*",
    "_",
    "`|",
    "é",
    "word ",
    "word\n\n",
    "<@1>",
    "@everyone ",
    "[a](https://b.c)",
    "\U0001f468\u200d\U0001f469",
]


def full_entries(filling, date, sensitive):
    """Give a person, an event and a topic whose every field is as full as content may be."""

    def full(limit):
        return (filling * limit)[:limit].strip() or "x"

    shared = {"id": ID, "sources": CITATIONS, "dispute": full(800), "sensitive": sensitive}
    person = Person(
        name=full(100),
        native_name=full(100),
        born=date,
        died=date,
        roles=(Role(title=full(120), years=date),) * 12,
        text=full(1500),
        **shared,
    )
    event = Event(
        date=date, title=full(100), text=full(800), kind=Kind.REVOLUTION, importance=1, **shared
    )
    topic = Topic(
        title=full(100),
        period=date,
        summary=full(600),
        sections=(Section(heading=full(100), text=full(6000)),) * 3,
        **shared,
    )
    return person, event, topic


@pytest.fixture(params=FILLINGS)
def full(request):
    """Give full entries of each date, open ones and hidden ones."""
    return [
        full_entries(request.param, parse(date), sensitive)
        for date in DATES
        for sensitive in ((), tuple(Sensitive))
    ]


def assert_fits(view):
    """Discord's limits (developer documentation, component reference)."""
    every = list(reading.walk(view.to_components()))
    ids = [each["custom_id"] for each in every if "custom_id" in each]
    assert len(every) <= 40
    assert sum(len(each["content"]) for each in every if each["type"] == 10) <= 4000
    assert all(each["content"] for each in every if each["type"] == 10)
    assert len(ids) == len(set(ids))
    assert all(len(id_) <= 100 for id_ in ids)
    for menu in (each for each in every if each["type"] == 3):
        assert 1 <= len(menu["options"]) <= 25
        assert len({option["value"] for option in menu["options"]}) == len(menu["options"])
        assert all(len(option["label"]) <= 100 for option in menu["options"])
        assert all(len(option["value"]) <= 100 for option in menu["options"])
        assert all(len(option["description"]) <= 100 for option in menu["options"])
    assert all(1 <= len(each["label"]) <= 80 for each in every if each["type"] == 2)
    assert all(len(each["components"]) <= 5 for each in every if each["type"] == 1)


def test_every_card_fits_however_full_its_entry_is(full):
    setting = Setting(today=TODAY, report_url="https://example.org/" + "r" * 400)
    for person, event, topic in full:
        for entry, page in ((person, 0), (event, 0), (topic, 0), (topic, 1), (topic, 9)):
            found = Details(
                entry=entry,
                people=(person,) * 25,
                places=(PLACE,) * 25,
                citations=tuple((SOURCE, citation) for citation in CITATIONS),
                related=(person, event, topic),
            )
            assert_fits(card(found, setting, page=page, others=[topic], asked="*" * 100))


def test_every_day_fits_however_full_it_is(full):
    told = [
        (entry, mark) for person, event, _ in full for entry in (event, person) for mark in Mark
    ]
    topic = full[0][2]
    for page in range(0, len(told) // 4, 3):
        assert_fits(day_card(day_of(*told, topic=topic, source=SOURCE), page))
    near = tuple((TODAY, item_of(*each)) for each in told[:2])
    assert_fits(day_card(day_of(topic=topic, nearest=near)))


def test_every_list_fits_however_long_its_names_are(full):
    found = [entry for entries in full for entry in entries]
    query = (full[0][1].title * 80)[:80]
    assert_fits(search_card(query, found, 1))
    events = tuple(event for _, event, _ in full) * 3
    span = Span(about=f"person:{ID}", first=-3_000_000, last=3_000_000)
    assert_fits(timeline_card(Line(span=span, about=full[0][0], events=events), 1))
