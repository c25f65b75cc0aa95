"""The shipped pack, as members meet it: every card, day and list is what Discord takes."""

import datetime as dt
import zoneinfo

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.domain.entries import Topic
from bot.domain.errors import NotFoundError
from bot.playground.description import Description
from bot.playground.rules.messages import check_message
from bot.services.details import details
from bot.services.lookup import Lookup
from bot.services.timeline import Span, Timeline
from bot.services.today import Today
from bot.settings import ROOT
from bot.ui.cards import Setting, card
from bot.ui.day import day_card
from bot.ui.lists import search_card, timeline_card
from bot.ui.pages import paged

TODAY = dt.date(2026, 6, 22)
SETTING = Setting(today=TODAY, report_url="https://example.org/report")
V2 = 1 << 15


@pytest.fixture(scope="module")
def pack():
    return Catalogue.load(ROOT / "content")


@pytest.fixture(scope="module")
def refused():
    """Give a function that lists what Discord would refuse of a view."""
    description = Description.load()

    def faults(view):
        message = {"flags": V2, "components": view.to_components()}
        body = {"type": 4, "data": message}
        path = "/interactions/{interaction_id}/{interaction_token}/callback"
        found = [str(fault) for fault in description.body("POST", path, body)]
        try:
            check_message(message, files=set())
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
            found.append(str(error))
        return found

    return faults


def test_every_card_of_every_entry_is_taken_by_discord(pack, refused):
    for entry in pack.entries.values():
        found = details(pack, entry)
        pages = len(paged(entry.sections)) + 1 if isinstance(entry, Topic) else 1
        for page in range(pages):
            assert refused(card(found, SETTING, page=page)) == [], f"{entry.key}, page {page}"


def test_every_day_of_a_leap_year_and_a_common_year_is_taken_by_discord(pack, clock, refused):
    today = Today(pack, clock, zoneinfo.ZoneInfo("UTC"))
    for ordinal in range(dt.date(2027, 1, 1).toordinal(), dt.date(2029, 1, 1).toordinal()):
        day = today.day(dt.date.fromordinal(ordinal))
        assert refused(day_card(day)) == [], str(day.date)


def test_every_timeline_and_list_is_taken_by_discord(pack, refused):
    timeline = Timeline(pack)
    for key in ("", *pack.events_of):
        assert refused(timeline_card(timeline.line(Span(about=key)))) == [], key
    assert refused(search_card("everything", list(pack.entries.values()))) == []


def test_a_card_that_is_too_long_would_be_noticed(refused, pack):
    """Prove that the tests above can fail."""
    view = card(details(pack, next(iter(pack.entries.values()))), SETTING)
    next(part for part in view.walk_children() if hasattr(part, "content")).content = "x" * 4001
    assert refused(view) != []


def test_every_name_and_alias_finds_its_entry(pack):
    """Typing any name of an entry, in any of its scripts, leads to it or to a namesake."""
    lookup = Lookup(pack)
    astray = []
    for entry in pack.entries.values():
        type_ = entry.key.partition(":")[0]
        for name in (entry.name, *entry.aliases):
            found = lookup.find(name, (type_,))
            if entry.key not in {found.entry.key, *(each.key for each in found.others)}:
                astray.append((entry.key, name, found.entry.key))
    assert astray == []


def test_the_pack_has_what_the_first_version_promised(pack):
    contents = pack.contents
    days = [
        event for event in contents.events.values() if getattr(event.date.start, "is_day", False)
    ]
    assert {
        "treaty-of-brest-litovsk",
        "treaty-of-rapallo",
        "molotov-ribbentrop-pact",
        "winter-war",
        "operation-barbarossa",
        "battle-of-stalingrad",
        "battle-of-kursk",
        "battle-of-berlin",
    } <= set(contents.topics)
    assert len(days) >= 80
    assert len(contents.people) >= 40
    assert all(entry.sources for entry in pack.entries.values())


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("zukhov", "person:georgy-zhukov"),
        ("Rokosovsky", "person:konstantin-rokossovsky"),
        ("stalngrad", "topic:battle-of-stalingrad"),
        ("barbarosa", "topic:operation-barbarossa"),
        ("ribentrop pact", "topic:molotov-ribbentrop-pact"),
        ("Гитлер", "person:adolf-hitler"),
        ("Курская битва", "topic:battle-of-kursk"),
    ],
)
def test_what_people_mistype_is_found(pack, typed, key):
    assert Lookup(pack).find(typed, ("person", "topic")).entry.key == key


@pytest.mark.parametrize(
    ("typed", "types", "key"),
    [
        ("operation uran", ("event", "topic"), "event:operation-uranus-begins"),
        ("stalingrad battle", ("event", "topic"), "topic:battle-of-stalingrad"),
        ("kursk battle", ("event", "topic"), "topic:battle-of-kursk"),
        ("elbe", ("event", "topic"), "event:elbe-meeting"),
        ("Paulus", ("person",), "person:friedrich-paulus"),
        ("hitlr", ("person",), "person:adolf-hitler"),
        ("molotov ribbentrop", ("topic", "event"), "topic:molotov-ribbentrop-pact"),
    ],
)
def test_most_of_a_name_finds_its_entry(pack, typed, types, key):
    assert Lookup(pack).find(typed, types).entry.key == key


@pytest.mark.parametrize(
    ("typed", "types"),
    [
        ("1941", ("event", "topic")),
        ("22 June 1941", ("event", "topic")),
        ("8 May", ("event", "topic")),
        ("holocaust", ("event", "topic")),
        ("the", ("event", "topic")),
        ("a", ("event", "topic")),
        ("**bold**", ("event", "topic")),
        ("von", ("person",)),
        ("Ivan", ("person",)),
        ("Wilhelm", ("person",)),
    ],
)
def test_a_part_of_many_names_asks_which_was_meant(pack, typed, types):
    with pytest.raises(NotFoundError, match="Which one did you mean") as caught:
        Lookup(pack).find(typed, types)
    assert 1 < len(caught.value.suggestions) <= 25


def test_common_words_suggest_nothing_that_distresses(pack):
    for typed in ("the war", "battle of the", "Great Fatherland War", "the soviet union"):
        with pytest.raises(NotFoundError) as caught:
            Lookup(pack).find(typed, ("event", "topic"))
        assert not any(pack.entries[key].sensitive for key in caught.value.suggestions), typed
