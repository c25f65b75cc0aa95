"""Records of any type are found by whatever they are called."""

import dataclasses

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.domain.errors import MemberError
from bot.services.editing.records import called, key_of, matching, meant, offered
from tests import sample


def ids(records):
    return [record.id for record in records]


FOUND = [
    ("person", "zhukov", "georgy-zhukov"),
    ("person", "Жуков", "georgy-zhukov"),
    ("person", "schukow", "georgy-zhukov"),
    ("person", "zukhov", "georgy-zhukov"),
    ("topic", "stalin", "battle-of-stalingrad"),
    ("place", "Сталинград", "stalingrad"),
    ("place", "volgo", "stalingrad"),
    ("place", "zarizyn", "stalingrad"),
    ("place", "tsaritsyn", "stalingrad"),
    ("place", "mosc", "moscow"),
    ("source", "beevor 1998", "beevor-1998"),
    ("source", "stalingrad bee", "beevor-1998"),
    ("source", "bievor", "beevor-1998"),
    ("source", "a leaf", "leaflet"),
]


@pytest.mark.parametrize(("type_", "words", "first"), FOUND)
def test_a_record_is_found_by_any_spelling(catalogue, type_, words, first):
    assert ids(matching(catalogue, type_, words))[0] == first


@pytest.mark.parametrize("type_", ["place", "source", "person", "topic"])
@pytest.mark.parametrize("words", ["qqq", "qqqqqqqq"])
def test_what_is_like_nothing_finds_nothing(catalogue, type_, words):
    assert matching(catalogue, type_, words) == []


@pytest.mark.parametrize("words", ["", "  ", "…"])
def test_without_words_all_are_listed_by_name(catalogue, words):
    assert ids(matching(catalogue, "place", words)) == ["moscow", "stalingrad"]
    assert ids(matching(catalogue, "source", words)) == ["leaflet", "beevor-1998"]
    assert ids(matching(catalogue, "person", words)) == ["georgy-zhukov", "nobody"]


def test_a_name_comes_before_one_that_begins_so_and_one_that_has_it():
    places = [
        dataclasses.replace(sample.PLACES[0], id=id_, name=name, names=(), today="")
        for id_, name in (("c", "New Volga Town"), ("b", "Volga Town"), ("a", "Volga"))
    ]
    contents = dataclasses.replace(
        sample.contents(), places={place.id: place for place in places}, events={}, topics={}
    )
    assert ids(matching(Catalogue.of(contents), "place", "volga")) == ["a", "b", "c"]


def test_people_are_found_by_their_texts_where_no_name_is_like_it(catalogue):
    assert ids(matching(catalogue, "person", "commander")) == ["georgy-zhukov"]


def test_all_types_are_offered_places_and_sources_last(catalogue):
    found = offered(catalogue, "stalingrad")
    assert [key_of(record) for record in found] == [
        "topic:battle-of-stalingrad",
        "place:stalingrad",
        "source:beevor-1998",
    ]
    assert [called(record) for record in found[1:]] == ["Stalingrad", "Stalingrad"]
    assert {type(record).__name__ for record in offered(catalogue, "")} <= {
        "Event",
        "Person",
        "Topic",
    }


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Stalingrad", "topic:battle-of-stalingrad"),
        (" place:stalingrad ", "place:stalingrad"),
        ("event:nothing", "event:nothing"),
        ("Tsaritsyn", "place:stalingrad"),
        ("A leaflet", "source:leaflet"),
        ("operation URANUS begins", "event:operation-uranus"),
        ("operation-uranus", "event:operation-uranus"),
    ],
)
def test_a_record_is_meant_by_key_or_name(catalogue, words, key):
    assert meant(catalogue, words) == key


@pytest.mark.parametrize("words", ["qqqq", "…", "x" * 100])
def test_what_is_like_no_name_is_asked_for_again(catalogue, words):
    with pytest.raises(MemberError, match=r"I know nothing called .* here: choose one of those"):
        meant(catalogue, words)


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("Uranus", "Did you mean “Operation Uranus begins” (event:operation-uranus)?"),
        ("Operation Ring begins", "“Operation Uranus begins” (event:operation-uranus)"),
        ("Zhukof", "(person:georgy-zhukov)"),
        ("leaf", "(source:leaflet)"),
        ("Tsaritsy", "“Stalingrad” (place:stalingrad)"),
    ],
)
def test_what_is_only_like_a_name_is_a_question_and_never_taken(catalogue, words, near):
    with pytest.raises(MemberError, match="I know nothing called") as refused:
        meant(catalogue, words)
    assert near in str(refused.value)


def test_a_name_that_several_have_is_a_question():
    contents = sample.contents()
    ides = dataclasses.replace(contents.events["ides"], title="Operation Uranus begins")
    contents = dataclasses.replace(contents, events={**contents.events, "ides": ides})
    with pytest.raises(MemberError, match="the name of more than one") as refused:
        meant(Catalogue.of(contents), "Operation Uranus begins")
    assert "(event:ides)" in str(refused.value)
    assert "(event:operation-uranus)" in str(refused.value)
