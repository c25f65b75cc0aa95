"""What a member means by a name."""

import pytest

from bot.domain.entries import Person, Topic
from bot.domain.errors import MemberError, NotFoundError
from bot.services.lookup import Lookup

EVENTS = ("event", "topic")
TOPICS = ("topic", "event")


@pytest.fixture
def lookup(catalogue):
    return Lookup(catalogue)


@pytest.mark.parametrize(
    ("text", "types", "key"),
    [
        ("event:operation-uranus", EVENTS, "event:operation-uranus"),
        ("operation-uranus", EVENTS, "event:operation-uranus"),
        ("Operation Uranus begins", EVENTS, "event:operation-uranus"),
        ("operation u", EVENTS, "event:operation-uranus"),
        ("Уран", EVENTS, "event:operation-uranus"),
        ("Stalingrad", EVENTS, "topic:battle-of-stalingrad"),
        ("Сталинград", TOPICS, "topic:battle-of-stalingrad"),
        ("The pocket", TOPICS, "event:pocket"),
        ("Schukow", ("person",), "person:georgy-zhukov"),
        ("Georgy Zhukov", EVENTS, "person:georgy-zhukov"),
    ],
)
def test_a_name_finds_its_entry_whichever_command_was_used(lookup, text, types, key):
    found = lookup.find(text, types)
    assert found.entry.key == key
    assert found.asked == ""


def test_what_was_typed_is_told_when_it_is_only_like_a_name(lookup):
    found = lookup.find("stalngrad", EVENTS)
    assert found.entry.key == "topic:battle-of-stalingrad"
    assert found.asked == "stalngrad"


def test_others_that_begin_alike_are_offered(lookup):
    found = lookup.find("battle of", TOPICS)
    assert {found.entry.key, *(other.key for other in found.others)} == {
        "topic:battle-of-stalingrad",
        "topic:battle-of-moscow",
    }


def test_a_name_that_nothing_bears_gets_suggestions(lookup):
    with pytest.raises(NotFoundError, match="I know no person called “Zhukova Maria”") as caught:
        lookup.find("Zhukova Maria", ("person",))
    assert caught.value.suggestions == ("person:georgy-zhukov",)


def test_a_name_like_nothing_gets_advice(lookup):
    with pytest.raises(
        NotFoundError, match="Try fewer letters, another spelling, or /search"
    ) as caught:
        lookup.find("qqqqqqqqqq", EVENTS)
    assert caught.value.suggestions == ()


def test_words_of_a_text_alone_do_not_name_an_entry(lookup):
    with pytest.raises(NotFoundError, match="Did you mean one of these") as caught:
        lookup.find("snowed", TOPICS)
    assert caught.value.suggestions == ("topic:battle-of-moscow",)


def test_a_topic_that_is_asked_for_is_never_an_event(lookup):
    assert lookup.topic("Stalingrad").id == "battle-of-stalingrad"
    with pytest.raises(NotFoundError):
        lookup.topic("The pocket")


def test_a_menu_opens_the_entry_behind_its_key(lookup):
    assert isinstance(lookup.open("person:georgy-zhukov"), Person)


def test_a_menu_says_so_when_its_entry_is_gone(lookup):
    with pytest.raises(NotFoundError, match="no longer in the content"):
        lookup.open("person:gone")


def test_completion_offers_the_asked_types_alone(lookup):
    assert {entry.key for entry in lookup.complete("", ("topic",))} == {
        "topic:battle-of-stalingrad",
        "topic:battle-of-moscow",
    }


def test_search_finds_all_types_and_words_of_texts(lookup):
    assert {hit.key for hit in lookup.search("snowed")} == {"topic:battle-of-moscow"}
    assert {"person:georgy-zhukov"} == {hit.key for hit in lookup.search("Georgy")}


def test_a_search_for_nothing_asks_for_words(lookup):
    with pytest.raises(MemberError, match="Type what to search for"):
        lookup.search("   ")


def test_a_search_that_finds_nothing_says_what_it_looked_for(lookup):
    with pytest.raises(NotFoundError, match="I know no entry called “qqqqqqqqqq”"):
        lookup.search("qqqqqqqqqq")


def test_entries_that_are_gone_are_left_out(lookup):
    assert [entry.key for entry in lookup.entries(["event:gone", "event:pocket"])] == [
        "event:pocket"
    ]


def test_a_card_brings_what_it_names(lookup):
    found = lookup.details(lookup.open("event:operation-uranus"))
    assert [person.id for person in found.people] == ["georgy-zhukov"]
    assert [place.id for place in found.places] == ["stalingrad", "moscow"]
    assert [(source.id, citation.at) for source, citation in found.citations] == [
        ("beevor-1998", "chapter 4")
    ]
    assert [entry.key for entry in found.related] == [
        "topic:battle-of-stalingrad",
        "event:raid-on-the-city",
        "event:pocket",
        "person:georgy-zhukov",
    ]


def test_a_person_is_related_to_their_topics_and_events(lookup):
    related = lookup.details(lookup.open("person:georgy-zhukov")).related
    assert [entry.key for entry in related] == [
        "topic:battle-of-stalingrad",
        "event:operation-uranus",
    ]


def test_a_topic_is_related_to_topics_people_and_its_events_in_order(lookup):
    related = lookup.details(lookup.open("topic:battle-of-stalingrad")).related
    assert isinstance(related[0], Topic)
    assert [entry.key for entry in related] == [
        "topic:battle-of-moscow",
        "person:georgy-zhukov",
        "event:battle-begins",
        "event:raid-on-the-city",
        "event:operation-uranus",
        "event:pocket",
    ]
