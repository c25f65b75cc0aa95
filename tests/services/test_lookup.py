"""What a member means by a name."""

import re
from dataclasses import replace

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.domain.entries import EntryType, Person, Topic
from bot.domain.errors import MemberError, NotFoundError
from bot.services.lookup import Lookup
from tests import sample

EVENTS: tuple[EntryType, ...] = ("event", "topic")
TOPICS: tuple[EntryType, ...] = ("topic", "event")


@pytest.fixture
def lookup(catalogue):
    return Lookup(catalogue)


@pytest.mark.parametrize(
    ("text", "types", "key"),
    [
        ("event:operation-uranus", EVENTS, "event:operation-uranus"),
        ("operation-uranus", EVENTS, "event:operation-uranus"),
        ("Operation Uranus begins", EVENTS, "event:operation-uranus"),
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


@pytest.mark.parametrize("text", ["operation u", "uranus operation", "Operaton Uranus"])
def test_most_of_a_name_answers_and_is_told(lookup, text):
    found = lookup.find(text, EVENTS)
    assert (found.entry.key, found.asked) == ("event:operation-uranus", text)


def test_a_surname_of_one_person_is_as_good_as_a_name(lookup):
    found = lookup.find("Known", ("person",))
    assert (found.entry.key, found.asked) == ("person:nobody", "")


def test_a_part_of_several_names_asks_which_one_was_meant(lookup):
    with pytest.raises(NotFoundError, match="“battle of” is only a part of a name") as caught:
        lookup.find("battle of", TOPICS)
    assert set(caught.value.suggestions[:2]) == {
        "topic:battle-of-stalingrad",
        "topic:battle-of-moscow",
    }


def test_of_equally_close_entries_the_first_type_asked_for_answers(catalogue):
    contents = catalogue.contents
    war = sample.event("war", "1939-11-30", "The Winter War", importance=1)
    moscow = contents.topics["battle-of-moscow"]
    topic = replace(moscow, id="war", title="War of the Winter", aliases=("The Winter War now",))
    both = replace(contents, events={"war": war}, topics={"war": topic, moscow.id: moscow})
    lookup = Lookup(Catalogue.of(both))
    assert lookup.find("war winter the", EVENTS).entry.key == "event:war"
    assert lookup.find("the of war winter", TOPICS).entry.key == "topic:war"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("19 November 1942", {"event:operation-uranus", "event:shooting"}),
        ("1942-11-19", {"event:operation-uranus", "event:shooting"}),
        ("19.11.", {"event:operation-uranus", "event:shooting"}),
        ("1917", {"event:october-revolution"}),
    ],
)
def test_a_date_asks_which_of_its_events_was_meant(lookup, text, keys):
    with pytest.raises(NotFoundError, match="but I know what happened then") as caught:
        lookup.find(text, EVENTS)
    assert set(caught.value.suggestions) == keys


def test_a_date_names_no_person_and_an_empty_one_is_told_as_a_name(lookup):
    for text, types in (("19 November 1942", ("person",)), ("20 November 1942", EVENTS)):
        with pytest.raises(NotFoundError, match=r"I know no .* called “[0-9]+ November 1942”"):
            lookup.find(text, types)


def test_a_search_for_a_date_begins_with_what_happened_then(lookup):
    keys = [hit.key for hit in lookup.search("1942-11-19")]
    assert keys[:2] == ["event:operation-uranus", "event:shooting"]
    assert len(keys) == len(set(keys))


def test_where_topics_are_asked_for_an_event_suggests_its_own(lookup):
    asked = "I know no topic or person called “The pocket”. Did you mean one of these?"
    with pytest.raises(NotFoundError, match=re.escape(asked)) as caught:
        lookup.find("The pocket", ("topic", "person"), only=True)
    assert caught.value.suggestions[0] == "topic:battle-of-stalingrad"
    with pytest.raises(NotFoundError) as caught:
        lookup.find("The pocket", ("person",), only=True)
    assert caught.value.suggestions == ("event:pocket",)


def test_what_distresses_is_not_suggested_for_the_words_of_its_text(lookup):
    with pytest.raises(NotFoundError) as caught:
        lookup.find("sentence", ("event",))
    assert caught.value.suggestions
    assert not {"event:shooting", "event:raid-on-the-city"} & set(caught.value.suggestions)


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


def test_completion_puts_the_first_type_first_where_names_fit_as_well(lookup):
    for text, types in (("", TOPICS), ("b", TOPICS), ("", EVENTS), ("b", EVENTS)):
        offered = [entry.key.partition(":")[0] for entry in lookup.complete(text, types)]
        assert offered == sorted(offered, key=types.index)
        assert set(offered) == set(types)
    assert lookup.complete("stalingrad", EVENTS)[0].key == "topic:battle-of-stalingrad"


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
