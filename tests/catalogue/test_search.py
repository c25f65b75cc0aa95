"""Search finds what a member means: exact, begun, mistyped, transliterated and mentioned."""

import string
from random import Random
from time import monotonic, sleep

import psutil
import pytest
from hypothesis import given, strategies as st

from bot.catalogue.search import Hit, Match, Search
from bot.domain.dates import parse
from bot.domain.entries import Citation, Event, Kind, Person, Role, Section, Topic

CITED = (Citation(source="beevor-1998"),)
DAY = parse("1942-07-17")
TYPES = ("event", "person", "topic")
QUERIES = ("complete", "find", "suggest", "exact")


def event(id_, title, *aliases, importance=2, text="It happened."):
    return Event(
        id=id_,
        date=DAY,
        title=title,
        text=text,
        kind=Kind.BATTLE,
        importance=importance,
        sources=CITED,
        aliases=aliases,
    )


def person(id_, name, *aliases, native="", importance=2, roles=(), text="A life."):
    return Person(
        id=id_,
        name=name,
        native_name=native,
        aliases=aliases,
        importance=importance,
        roles=tuple(Role(title=role) for role in roles),
        text=text,
        sources=CITED,
    )


def topic(id_, title, *aliases, importance=3, section="It went on."):
    return Topic(
        id=id_,
        title=title,
        aliases=aliases,
        period=DAY,
        summary="Two armies met.",
        sections=(Section(heading="What came of it", text=section),),
        importance=importance,
        sources=CITED,
    )


ENTRIES = (
    topic(
        "battle-of-stalingrad",
        "Battle of Stalingrad",
        "Stalingrad",
        "Сталинградская битва",
        section="A counter-attack cut off the **Sixth Army**; snow fell.",
    ),
    topic("battle-of-kursk", "Battle of Kursk", "Kursk", "Operation Citadel"),
    topic("molotov-ribbentrop-pact", "Molotov–Ribbentrop Pact", "Nazi-Soviet Pact"),
    topic("winter-war", "Winter War"),
    event("stalingrad-day-one", "Stalingrad: the first day", importance=1),
    event("stalingrad-ends", "The last Germans at Stalingrad surrender", importance=3),
    event("operation-uranus", "Operation Uranus begins", text="Snow fell on the tanks."),
    event("order-227", "Stalin's Order No. 227", "“Not a step back!”"),
    event("winter-war-begins", "The Winter War begins", importance=3),
    event("raid", "Raid on Stalingrad", importance=2),
    event("berlin-capitulates", "Berlin capitulates"),
    person("georgy-zhukov", "Georgy Zhukov", native="Георгий Жуков", importance=3),
    person("ivan-konev", "Ivan Konev", roles=("Marshal of the Soviet Union",)),
    person("heinrich-muller", "Heinrich Müller"),
    person("hans-mueller", "Hans Mueller", "Gestapo Müller of Bonn"),
    person("joachim-von-ribbentrop", "Joachim von Ribbentrop"),
    person("joseph-stalin", "Joseph Stalin", "Stalin", importance=3),
    person("eduard-gross", "Eduard Groß"),
)


@pytest.fixture(scope="module")
def search():
    return Search.of(ENTRIES)


def keys(hits):
    return [hit.key for hit in hits]


@pytest.mark.parametrize(
    ("text", "key", "match"),
    [
        ("Stalingrad", "topic:battle-of-stalingrad", Match.EXACT),
        ("  bATTLE of stalinGRAD ", "topic:battle-of-stalingrad", Match.EXACT),
        ("Сталинград", "topic:battle-of-stalingrad", Match.EXACT),
        ("Stalingrád", "topic:battle-of-stalingrad", Match.EXACT),
        ("сталинградская битва", "topic:battle-of-stalingrad", Match.EXACT),
        ("stalngrad", "topic:battle-of-stalingrad", Match.FUZZY),
        ("Battelof Stalingrda", "topic:battle-of-stalingrad", Match.FUZZY),
        ("stalingrad battle", "topic:battle-of-stalingrad", Match.PREFIX),
        ("batt stal", "topic:battle-of-stalingrad", Match.PREFIX),
        ("stalingrad bxqtle", "topic:battle-of-stalingrad", Match.FUZZY),
        ("Georgy Zhukov", "person:georgy-zhukov", Match.EXACT),
        ("Георгий Жуков", "person:georgy-zhukov", Match.EXACT),
        ("Жуков", "person:georgy-zhukov", Match.PREFIX),
        ("Zhukov", "person:georgy-zhukov", Match.PREFIX),
        ("Schukow", "person:georgy-zhukov", Match.FUZZY),
        ("Joukov", "person:georgy-zhukov", Match.FUZZY),
        ("Heinrich Müller", "person:heinrich-muller", Match.EXACT),
        ("Heinrich Mueller", "person:heinrich-muller", Match.EXACT),
        ("heinrich muller", "person:heinrich-muller", Match.EXACT),
        ("Hans Müller", "person:hans-mueller", Match.EXACT),
        ("Hans Muller", "person:hans-mueller", Match.FUZZY),
        ("Eduard Gross", "person:eduard-gross", Match.EXACT),
        ("ribbentrop", "topic:molotov-ribbentrop-pact", Match.PREFIX),
        ("von ribbentr", "person:joachim-von-ribbentrop", Match.PREFIX),
        ("molotovribbentrop", "topic:molotov-ribbentrop-pact", Match.FUZZY),
        ("nazi soviet pact", "topic:molotov-ribbentrop-pact", Match.EXACT),
        ("stalins order no 227", "event:order-227", Match.EXACT),
        ("not a step back", "event:order-227", Match.EXACT),
        ("order-227", "event:order-227", Match.EXACT),
        ("event:order-227", "event:order-227", Match.EXACT),
        ("Topic: Winter War", "topic:winter-war", Match.EXACT),
    ],
)
def test_the_first_hit_is_what_was_meant(search, text, key, match):
    for hits in (search.find(text), search.complete(text)):
        assert (hits[0].key, hits[0].match) == (key, match)


def test_a_hit_says_which_name_matched(search):
    assert search.find("citadel")[0] == Hit(
        "topic:battle-of-kursk", "Battle of Kursk", "Operation Citadel", Match.PREFIX
    )
    assert search.find("Battle of Kursk")[0].matched == "Battle of Kursk"
    assert search.find("georgii zhukof")[0].matched == "Георгий Жуков"


def test_of_names_that_fold_alike_the_one_in_plain_letters_is_shown():
    found = Search.of([person("georgy-zhukov", "Georgy Zhukov", "Жуков", "Zhukov")])
    assert found.find("жуков")[0].matched == "Zhukov"


def test_exact_comes_before_begun_and_begun_before_text_each_by_importance_then_name(search):
    assert [(hit.key, hit.match) for hit in search.find("Stalingrad")] == [
        ("topic:battle-of-stalingrad", Match.EXACT),
        ("event:stalingrad-ends", Match.PREFIX),
        ("event:raid", Match.PREFIX),
        ("event:stalingrad-day-one", Match.PREFIX),
    ]
    assert [(hit.key, hit.match) for hit in search.find("snow fell")] == [
        ("topic:battle-of-stalingrad", Match.TEXT),
        ("event:operation-uranus", Match.TEXT),
    ]


def test_of_equal_importance_a_name_that_begins_so_comes_before_one_that_holds_it(search):
    assert keys(search.complete("winter w")) == ["topic:winter-war", "event:winter-war-begins"]
    assert keys(search.complete("berl")) == ["event:berlin-capitulates"]


def test_fewer_typos_come_first_then_whole_names_then_importance():
    found = Search.of(
        [
            event("two-typos", "Kharkyb", importance=3),
            event("begun", "Kharkov falls", importance=3),
            event("minor", "Kharkow", importance=1),
            event("major", "Kharkob", importance=3),
        ]
    )
    assert keys(found.find("kharkop")) == [
        "event:major",
        "event:minor",
        "event:begun",
        "event:two-typos",
    ]


def test_a_name_that_sounds_so_counts_as_one_typo():
    found = Search.of([event("alike", "Schurov", importance=3), person("zhukov", "Zhukov")])
    assert keys(found.find("schukow")) == ["person:zhukov", "event:alike"]


def test_typos_are_forgiven_in_words_alone_and_only_where_no_name_is_exact():
    found = Search.of([event("order", "1942 Order"), event("kursk", "Kursk"), event("k", "Kurst")])
    assert keys(found.find("ordre 1942")) == ["event:order"]
    assert keys(found.complete("order 1943")) == []
    assert keys(found.find("kursk")) == ["event:kursk"]
    assert keys(found.find("kursp")) == ["event:kursk", "event:k"]


@pytest.mark.parametrize("name", ["Kursk", "Stalingrad", "Battle of Kursk", "Ivan Konev"])
def test_a_typo_anywhere_in_a_name_is_forgiven(search, name):
    random = Random(1942)
    wanted = search.exact(name)[0].key
    for place in range(len(name)):
        before, letter, after = name[:place], name[place], name[place + 1 :]
        other = random.choice(string.ascii_lowercase)
        for typed in (
            before + after,
            before + other + letter + after,
            before + other + after,
            before + after[:1] + letter + after[1:],
        ):
            assert wanted in keys(search.find(typed))[:5], typed


def test_every_keystroke_of_every_name_completes_to_its_entry(search):
    for entry in ENTRIES:
        for name in (entry.name, *entry.aliases):
            for end in range(1, len(name) + 1):
                assert entry.key in keys(search.complete(name[:end]))


def test_nothing_typed_yet_offers_the_most_important_entries(search):
    foremost = search.complete("", limit=3)
    assert keys(foremost) == [
        "topic:battle-of-kursk",
        "topic:battle-of-stalingrad",
        "person:georgy-zhukov",
    ]
    assert search.complete(" …\x00", limit=3) == foremost
    assert keys(search.complete("", types=["person"], limit=2)) == [
        "person:georgy-zhukov",
        "person:joseph-stalin",
    ]
    assert not any(getattr(search, query)("") for query in ("find", "suggest", "exact"))


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("text", ["", "Stalingrad", "stalngrad", "konew", "snow", "Stalin"])
def test_only_the_wanted_types_are_found_and_each_entry_once(search, query, text):
    answer = getattr(search, query)
    for type_ in TYPES:
        hits = answer(text, types={type_})
        assert all(hit.key.startswith(type_) for hit in hits)
    everything = keys(answer(text, types=TYPES))
    assert everything == keys(answer(text))
    assert len(everything) == len(set(everything))
    assert answer(text, types=[]) == []


def test_an_exact_name_of_another_type_does_not_hide_a_typo_of_the_wanted_one(search):
    assert keys(search.find("Stalin", types=["topic"]))[0] == "topic:battle-of-stalingrad"
    assert keys(search.find("Konev", types=["event"])) == []


@pytest.mark.parametrize("query", ["complete", "find", "suggest"])
def test_no_more_than_the_limit_are_found(search, query):
    for text in ("stalingrad", "stalngrad", "snow fell", "s"):
        answers = [getattr(search, query)(text, limit=limit) for limit in (0, 1, 2, 25)]
        assert [len(hits) <= limit for hits, limit in zip(answers, (0, 1, 2, 25), strict=True)]
        assert answers[1] == answers[3][:1]
        assert answers[0] == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("stlngrd", "topic:battle-of-stalingrad"),
        ("who won the battle of kursk", "topic:battle-of-kursk"),
        ("riebenthropp", "person:joachim-von-ribbentrop"),
        ("winter fight", "topic:winter-war"),
        ("konnyev", "person:ivan-konev"),
    ],
)
def test_what_is_not_found_is_guessed(search, text, key):
    assert search.suggest(text)[0].key == key


@pytest.mark.parametrize("text", ["xqzvw", "!?", "qqqqqqqq zzzzzzz", "1815", "qu"])
def test_nothing_near_gives_no_guess(search, text):
    assert search.suggest(text) == []


def test_texts_roles_and_sections_are_found_when_no_name_is(search):
    assert keys(search.find("sixth army")) == ["topic:battle-of-stalingrad"]
    assert keys(search.find("marshal")) == ["person:ivan-konev"]
    assert keys(search.find("counter attack across snowy snow")) == [
        "topic:battle-of-stalingrad",
        "event:operation-uranus",
    ]
    assert search.complete("sixth army") == []


def test_words_that_most_texts_hold_find_nothing_by_themselves():
    crowd = [event(f"e-{number}", f"E{number}", text="And so on.") for number in range(300)]
    found = Search.of([*crowd, event("rare", "Rare", text="Peat.")])
    assert keys(found.find("and some peat")) == ["event:rare"]
    assert found.find("and some mud") == []


def test_exact_takes_a_key_for_one_entry_and_a_name_for_all_that_bear_it():
    twins = Search.of([event("war", "Winter War"), topic("war", "Winter War"), topic("w", "War")])
    assert keys(twins.exact("winter war")) == ["topic:war", "event:war"]
    assert keys(twins.exact("event:war")) == ["event:war"]
    assert keys(twins.exact("EVENT: War")) == ["event:war"]
    assert keys(twins.exact("war")) == ["topic:w", "topic:war", "event:war"]
    assert keys(twins.exact("topic:war", types=["event"])) == []
    assert keys(twins.exact("winter")) == []


def test_only_the_first_100_characters_count(search):
    assert search.find("Winter War" + " " * 90 + "x" * 10_000) == search.find("Winter War")
    assert search.find("東" * 1000) == []


def test_names_without_letters_and_empty_catalogues_do_no_harm():
    odd = Search.of([event("odd", "???", "…", "Kursk bulge"), event("year", "1815")])
    assert odd.find("???") == []
    assert odd.find("bulqe")[0].matched == "Kursk bulge"
    assert keys(odd.complete("odd")) == ["event:odd"]
    assert keys(odd.find("1815")) == ["event:year"]
    assert keys(odd.find("1816")) == []
    empty = Search.of([])
    assert not any(getattr(empty, query)(text) for query in QUERIES for text in ("", "kursk"))


ANYTHING = st.one_of(
    st.text(),
    st.text(alphabet="abckrsu +-\"'*?~^:()[]{}\\/!&|\0"),
    st.lists(st.sampled_from(["kursk", "AND", "OR", "NOT", "event:", '"', "~2", "*"])).map(
        " ".join
    ),
    st.text(alphabet=st.characters(categories=["Cs", "Cc", "Mn", "So"])),
)


@given(ANYTHING, st.sampled_from([None, {"event"}, TYPES, []]), st.integers(-1, 30))
def test_nothing_that_is_typed_raises(search, text, types, limit):
    for query in ("complete", "find", "suggest"):
        assert len(getattr(search, query)(text, types=types, limit=limit)) <= max(limit, 0)
    assert all(hit.match is Match.EXACT for hit in search.exact(text, types=types))


def test_an_index_leaves_no_threads_behind():
    before = psutil.Process().num_threads()
    kept = [Search.of(ENTRIES) for _ in range(5)]
    deadline = monotonic() + 10
    while psutil.Process().num_threads() > before and monotonic() < deadline:
        sleep(0.01)
    assert psutil.Process().num_threads() <= before
    assert all(each.exact("kursk") for each in kept)
