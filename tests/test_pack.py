"""The shipped pack, as members meet it: every card, day and list is what Discord takes."""

import datetime as dt
import re
import zoneinfo

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.coverage import Coverage
from bot.domain.entries import EntryType, Person, Topic
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


COMMANDS: dict[str, tuple[EntryType, ...]] = {
    "event": ("event", "topic"),
    "person": ("person",),
    "topic": ("topic", "event"),
}
"""What /event, /person and /topic look for, the type preferred first."""


def test_every_name_and_alias_finds_its_entry_first(pack):
    """Typing any name of an entry, in any of its scripts, leads to it under its own command."""
    lookup = Lookup(pack)
    astray = []
    for entry in pack.entries.values():
        for name in (entry.name, *entry.aliases):
            found = lookup.find(name, COMMANDS[entry.key.partition(":")[0]])
            if entry.key != found.entry.key:
                astray.append((entry.key, name, found.entry.key))
    assert astray == []


def test_everybody_and_every_topic_can_be_typed_in_russian(pack):
    named = [*pack.contents.people.values(), *pack.contents.topics.values()]
    assert [entry.key for entry in named if not any(map(_CYRILLIC.search, _names(entry)))] == []


def _names(entry):
    native = [entry.native_name] if isinstance(entry, Person) else []
    return [entry.name, *entry.aliases, *native]


_CYRILLIC = re.compile("[\u0400-\u04ff]")


def test_every_day_of_the_year_has_something_and_most_have_more(pack):
    coverage = Coverage.of(pack.contents)
    assert coverage.empty_days == ()
    assert 366 - len(coverage.single_days) >= 250
    assert len(coverage.life_days) <= 366 // 2


def test_nothing_lacks_a_source_or_stands_alone(pack):
    coverage = Coverage.of(pack.contents)
    assert (coverage.unsourced_entries, coverage.lone_entries) == ((), ())
    assert [event.id for event in pack.contents.events.values() if not event.topics] == []
    assert [topic.id for topic in pack.contents.topics.values() if not topic.related] == []


def test_a_topic_reads_in_two_to_six_pages(pack):
    topics = pack.contents.topics.values()
    # The summary comes first.
    pages = {topic.id: 1 + len(paged(topic.sections)) for topic in topics}
    assert {id_: count for id_, count in pages.items() if not 2 <= count <= 6} == {}


def test_an_event_is_told_in_one_to_three_sentences(pack):
    """An end of a sentence is a stop before a capital; initials and abbreviations are none."""
    long = {
        event.id: found
        for event in pack.contents.events.values()
        if len(found := _SENTENCE_END.findall(event.text)) > 3
    }
    assert long == {}


_SENTENCE_END = re.compile(r"(?:[a-z0-9%)’\"”]{2})[.!?](?= [A-Z“]|$|\n)")


@pytest.fixture(scope="module")
def covered():
    """Give the ids that the editorial record names, paragraph by paragraph, by document."""
    record = (ROOT / "content" / "EDITORIAL.md").read_text(encoding="utf-8")
    table = record.partition("## What covers what\n")[2].partition("\n## ")[0]
    found = {}
    for part in table.split("\n### ")[1:]:
        heading, _, rows = part.partition("\n")
        cells = [line.split("|")[3] for line in rows.splitlines() if line.startswith("| ")][1:]
        ids = [id_.strip() for cell in cells for id_ in cell.partition(";")[0].split(",")]
        found[heading] = [id_ for id_ in ids if id_ not in {"none", "", "---"}]
    return found


def test_every_entry_that_covers_a_paragraph_is_there(pack, covered):
    contents = pack.contents
    known = {*contents.topics, *contents.events, *contents.people, *contents.places}
    assert [(at, id_) for at, ids in covered.items() for id_ in ids if id_ not in known] == []


def test_the_documents_are_covered_by_as_many_entries_as_they_ask_for(pack, covered):
    ids = {id_ for found in covered.values() for id_ in found}
    contents = pack.contents
    assert len(covered) == 4
    assert len(ids & set(contents.events)) >= 300
    assert len(ids & set(contents.people)) >= 150
    assert len(ids & set(contents.topics)) >= 45


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
        ("uprising", ("event", "topic")),
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
