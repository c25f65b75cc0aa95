"""A server's catalogue equals one that was made anew of the pack and its changes."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.overlay import LeftOut, overlaid
from bot.catalogue.search import Match
from bot.catalogue.writing import key_of
from bot.domain.calendar import LeapDay
from bot.domain.revisions import Overlay
from bot.services.details import details
from bot.services.today import day_item, of_day
from tests.catalogue.overlays import FIELDS, by_hand, overlays, packs, records
from tests.catalogue.packs import SOUND, write

TYPES = (None, ("event",), ("person", "topic"))
DAYS = [dt.date(2024, 1, 1) + dt.timedelta(days=day) for day in range(366)]
UNHURRIED = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEWER = settings(UNHURRIED, max_examples=15)


def assert_same(shown, expected):
    """Compare all that a catalogue offers, but for search."""
    for field in FIELDS.values():
        mapping, plain = getattr(shown.contents, field), getattr(expected.contents, field)
        assert list(mapping.items()) == list(plain.items())
        assert list(mapping.values()) == list(plain.values())
        assert len(mapping) == len(plain)
    assert shown.entries == expected.entries
    assert len(shown.entries) == len(expected.entries)
    assert list(shown.timeline) == list(expected.timeline)
    assert len(shown.timeline) == len(expected.timeline)
    assert dict(shown.events_of) == dict(expected.events_of)
    assert len(shown.events_of) == len(expected.events_of)
    assert shown.calendar.filled_days() == expected.calendar.filled_days()
    for day in DAYS:
        assert shown.calendar.count(day.month, day.day) == expected.calendar.count(
            day.month, day.day
        )
        assert shown.calendar.on_day(day.month, day.day, day) == expected.calendar.on_day(
            day.month, day.day, day
        )
    for leap_day in LeapDay:
        for day in (dt.date(2025, 2, 28), dt.date(2025, 3, 1)):
            assert shown.calendar.on(day, leap_day) == expected.calendar.on(day, leap_day)


def asked(*catalogues):
    """Give what to search for: every name in any of them, its beginning, and with a typo."""
    names = {
        name
        for catalogue in catalogues
        for entry in catalogue.entries.values()
        for name in (entry.name, entry.key, entry.id, *entry.aliases)
    }
    return sorted(
        {
            typed
            for name in names
            for typed in (name, name[:3], f"{name[:4]}x{name[4:]}", f"{name[1:]} snow", name[4:8])
        }
    )


def told(hits):
    """Hits in their order, but for those that any word of the text led to, which share a place."""
    return [hit for hit in hits if hit.match is not Match.TEXT], {
        hit for hit in hits if hit.match is Match.TEXT
    }


def assert_same_answers(shown, expected, queries, types):
    for text in queries:
        for query in ("exact", "complete", "find", "suggest"):
            hits = getattr(shown.search, query)(text, types=types)
            assert told(hits) == told(getattr(expected.search, query)(text, types=types)), text
        assert shown.search.close(text, types=types) == expected.search.close(text, types=types)
        few = shown.search.complete(text, limit=2)
        assert few == expected.search.complete(text, limit=2)


def sound(pack):
    """Give a catalogue of a pack; its records name only what is there."""
    return Catalogue.of(by_hand(pack, Overlay()))


@UNHURRIED
@given(packs(), overlays())
def test_it_holds_what_the_pack_merged_by_hand_would(pack, overlay):
    base = sound(pack)
    expected = Catalogue.of(by_hand(base.contents, overlay))
    assert_same(overlaid(base, overlay).catalogue, expected)


@FEWER
@given(packs(), overlays(), st.randoms(use_true_random=False), st.sampled_from(TYPES))
def test_it_is_searched_as_the_pack_merged_by_hand_would_be(pack, overlay, random, types):
    base = sound(pack)
    expected = Catalogue.of(by_hand(base.contents, overlay))
    queries = random.sample(asked(base, expected), 20)
    assert_same_answers(overlaid(base, overlay).catalogue, expected, ["", *queries], types)


@FEWER
@given(packs(), overlays(), overlays(), st.randoms(use_true_random=False))
def test_one_overlay_may_lie_on_another(pack, first, second, random):
    base = sound(pack)
    below = overlaid(base, first).catalogue
    shown = overlaid(below, second).catalogue
    expected = Catalogue.of(by_hand(by_hand(base.contents, first), second))
    assert_same(shown, expected)
    queries = random.sample(asked(base, expected), 10)
    assert_same_answers(shown, expected, ["", *queries], None)


@FEWER
@given(packs(), overlays(), overlays())
def test_two_servers_and_the_pack_never_see_each_other(pack, one, other):
    base, alone = sound(pack), sound(pack)
    first, second = overlaid(base, one).catalogue, overlaid(base, other).catalogue
    assert_same(first, Catalogue.of(by_hand(alone.contents, one)))
    assert_same(second, Catalogue.of(by_hand(alone.contents, other)))
    assert_same(base, alone)
    for text in ("stalingrad", "winter", "mulr", "snow", ""):
        assert told(base.search.find(text)) == told(alone.search.find(text))


@UNHURRIED
@given(packs(), overlays(), st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_every_card_and_day_can_be_made(pack, overlay, date):
    shown = overlaid(sound(pack), overlay).catalogue
    for entry in shown.entries.values():
        found = details(shown, entry)
        assert len(found.citations) == len(entry.sources) > 0
        assert {each.key for each in found.related} <= shown.entries.keys()
    for each in shown.calendar.on(date):
        entry = of_day(shown, each.key)
        assert day_item(shown, entry, each.mark, each.year, date).source.id


@given(
    packs(),
    st.dictionaries(
        st.one_of(st.text(max_size=9), records().map(key_of)),
        st.dictionaries(
            st.sampled_from(["id", "title", "name", "date", "text", "sources", "sections", "x"]),
            st.recursive(st.text(max_size=5), lambda inner: st.lists(inner, max_size=2)),
        ),
        max_size=5,
    ),
    st.sets(st.text(max_size=9)),
)
@UNHURRIED
def test_nothing_in_an_overlay_makes_it_raise(pack, own, hidden):
    base = sound(pack)
    found = overlaid(base, Overlay(own=own, hidden=frozenset(hidden)))
    assert {each.record for each in found.left_out} == own.keys() - hidden
    assert_same(found.catalogue, base)


def event(id_, **fields):
    return {
        "id": id_,
        "title": "The river thaws",
        "date": "1943-03-20",
        "text": "The ice went.",
        "kind": "war",
        "importance": "1",
        "sources": ["leaflet"],
    } | fields


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return Catalogue.load(write(tmp_path_factory.mktemp("overlaid"), SOUND))


def put(base, *own, hidden=()):
    return overlaid(base, Overlay(own=dict(own), hidden=frozenset(hidden)))


def test_without_changes_it_is_the_pack(base):
    assert overlaid(base, Overlay()).catalogue is base


def test_what_is_not_changed_is_the_packs_own(base):
    shown = put(base, ("event:thaw", event("thaw"))).catalogue
    for key, entry in base.entries.items():
        assert shown.entries[key] is entry
    assert shown.timeline[0] is base.timeline[0]
    assert shown.events_of["topic:volga-flotilla"] is base.events_of["topic:volga-flotilla"]
    assert list(shown.timeline[1:]) == list(shown.timeline)[1:]


def test_a_record_whose_sources_are_gone_is_left_out_and_the_pack_shows(base):
    changed = event("river-frozen", sources=["burnt", {"source": "lost", "at": "2"}])
    found = put(base, ("event:river-frozen", changed))
    sentence = "None of the sources that it cites is there any more: cite another."
    left_out = LeftOut(record="event:river-frozen", sentence=sentence, name=changed["title"])
    assert found.left_out == (left_out,)
    assert found.catalogue.entries["event:river-frozen"] is base.entries["event:river-frozen"]


def test_a_record_that_the_schema_refuses_is_left_out_with_the_checkers_sentence(base):
    found = put(base, ("event:thaw", event("thaw", kind="thaw")), ("thing:x", {"id": "x"}))
    assert [each.record for each in found.left_out] == ["event:thaw", "thing:x"]
    assert found.left_out[0].sentence.startswith("`thaw` is not one of war, battle")
    assert "event:thaw" not in found.catalogue.entries


def test_an_entry_loses_what_it_names_that_is_gone_and_keeps_the_rest(base):
    body = event(
        "thaw",
        topics=["volga-flotilla", "gone"],
        people=["nobody", "nicholas"],
        places=["atlantis", "stalingrad"],
        sources=["burnt", "leaflet"],
    )
    shown = put(base, ("event:thaw", body), hidden=["person:nicholas"]).catalogue.entries
    thaw = shown["event:thaw"]
    assert (thaw.topics, thaw.people, thaw.places) == (("volga-flotilla",), (), ("stalingrad",))
    assert [each.source for each in thaw.sources] == ["leaflet"]
    assert shown["topic:battle-of-stalingrad"].people == ("georgy-zhukov",)


def test_a_hidden_source_or_place_stays_while_it_is_named(base):
    hidden = ["source:leaflet", "place:stalingrad"]
    assert put(base, hidden=hidden).catalogue.contents.sources.keys() == {"beevor-1998", "leaflet"}
    unnamed = ["topic:battle-of-stalingrad", "event:operation-uranus-begins"]
    contents = put(base, hidden=[*hidden, *unnamed]).catalogue.contents
    assert list(contents.places) == []
    assert "leaflet" in contents.sources


def test_a_hidden_source_goes_with_the_last_that_cites_it(base):
    one, two = (event(id_, title=id_, sources=["own"]) for id_ in ("one", "two"))
    source = {"id": "own", "title": "A leaflet", "kind": "book", "trust": "None."}
    below = put(base, ("event:one", one), ("source:own", source)).catalogue
    hidden = ["source:own"]
    assert "own" in put(below, hidden=hidden).catalogue.contents.sources
    assert "own" not in put(below, hidden=[*hidden, "event:one"]).catalogue.contents.sources
    changed = ("event:one", event("one"))
    assert "own" not in put(below, changed, hidden=hidden).catalogue.contents.sources
    both = put(below, changed, ("event:two", two), hidden=hidden).catalogue.contents
    assert "own" in both.sources


def test_what_is_not_changed_is_not_even_looked_at(base):
    class Unread(dict[str, object]):
        def values(self):
            raise AssertionError("all of them were read")

        __iter__ = items = values

    fields = ("events", "people", "topics")
    contents = replace(base.contents, **{n: Unread(getattr(base.contents, n)) for n in fields})
    unread = replace(base, contents=contents, entries=Unread(base.entries))
    hidden = ["source:leaflet", "place:stalingrad"]
    shown = put(unread, ("event:thaw", event("thaw")), hidden=hidden).catalogue
    assert "leaflet" in shown.contents.sources


def test_a_changed_person_shows_on_the_cards_of_events(base):
    body = {"id": "georgy-zhukov", "name": "Marshal Zhukov", "text": "He.", "sources": ["leaflet"]}
    shown = put(base, ("person:georgy-zhukov", body)).catalogue
    found = details(shown, shown.entries["event:operation-uranus-begins"])
    assert [each.name for each in found.people] == ["Marshal Zhukov"]
    assert [hit.name for hit in shown.search.find("schukow")] == ["Marshal Zhukov"]
    assert base.search.exact("marshal zhukov") == []


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("The river thaws", Match.EXACT),
        ("the river thaw", Match.PREFIX),
        ("the rivre thawz", Match.FUZZY),
        ("theriverthaw", Match.FUZZY),
        ("riwer tavs", Match.FUZZY),
        ("ice went", Match.TEXT),
        ("ice berg", Match.TEXT),
    ],
)
def test_a_new_entry_is_found_at_once_however_it_is_typed(base, text, match):
    shown = put(base, ("event:thaw", event("thaw"))).catalogue
    shown.search.wait()
    assert next((hit.key, hit.match) for hit in shown.search.find(text)) == ("event:thaw", match)
    assert "event:thaw" not in [hit.key for hit in base.search.find(text)]


def test_the_entry_with_the_rarer_word_is_mentioned_first(base):
    shown = put(base, ("event:thaw", event("thaw", text="Ice on the Volga."))).catalogue
    hits = shown.search.find("counter xqxq ice xyxy river")
    assert hits[0].key == "event:thaw"
    assert shown.search.find("xqxqxq", limit=0) == []
