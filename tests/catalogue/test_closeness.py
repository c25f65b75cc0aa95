"""How close what was typed comes to a name: rare words count, common ones hardly do."""

import pytest

from bot.catalogue.closeness import Rarity, closeness
from bot.catalogue.search import Search
from tests.catalogue.test_search import event, keys, person

COUNTS = {"the": 60, "of": 50, "battle": 30, "war": 30, "great": 2, "told": 1, "day": 8}
CLEAR = 0.5


@pytest.fixture(scope="module")
def rarity():
    return Rarity(100, lambda word: COUNTS.get(word, 1))


def test_a_word_is_the_rarer_the_fewer_names_have_it(rarity):
    words = ["unheard", "great", "day", "battle", "the"]
    assert sorted(words, key=rarity.of, reverse=True) == words
    assert rarity.of("unheard") == 1
    assert 0 < rarity.of("the") < rarity.of("day") < 1
    assert Rarity(0, lambda _: 0).of("any") == 1


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("battle of kursk", "battle of kursk"),
        ("kursk", "battle of kursk"),
        ("kursk battle", "the battle of kursk"),
        ("operation uran", "operation uranus"),
        ("kursq", "battle of kursk"),
        ("schukow", "zhukov"),
        ("molotovribbentrop", "molotov ribbentrop pact"),
        ("battelofkursk", "battle of kursk"),
    ],
)
def test_most_of_a_name_is_close_to_it(rarity, typed, name):
    near = closeness(typed, name, rarity)
    assert near.score >= CLEAR
    assert near.holds_most


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("", "battle of kursk"),
        ("kursk", ""),
        ("battle of", "the battle of smolensk"),
        ("the", "the battle of the dnieper"),
        ("bold", "the army is told not to accept the surrender of moscow"),
        ("great patriotic war", "the great war"),
        ("order 228", "order 227"),
        ("1942", "1941"),
        ("d day", "elbe day"),
        ("battle of kiev", "battle of kursk"),
        ("day day", "elbe day"),
    ],
)
def test_a_part_of_a_name_or_something_else_is_not_close(rarity, typed, name):
    near = closeness(typed, name, rarity)
    assert near.score < CLEAR or not near.holds_most


def test_common_words_alone_tell_nothing(rarity):
    assert not closeness("the war", "the great war", rarity).is_telling
    assert closeness("the kursk", "battle of kursk", rarity).is_telling
    assert closeness("great", "great purge", rarity).is_striking
    assert not closeness("day", "a long story of the day the retreat began", rarity).is_striking


@pytest.mark.parametrize(("typed", "found"), [("d day", []), ("d da", ["event:d"]), ("day", None)])
def test_each_typed_word_begins_another_word_of_a_name(typed, found):
    search = Search.of([event("elbe", "Elbe Day"), event("d", "Dark Dawn")])
    wanted = ["event:elbe"] if found is None else found
    assert keys(search.complete(typed)) == wanted


def test_the_closest_comes_first_whatever_matters_most():
    entries = [
        event("long", "Uranus and many other planets", importance=3),
        event("short", "Operation Uranus", importance=1),
    ]
    near = Search.of(entries).close("uranus")
    assert [each.hit.key for each in near] == ["event:short", "event:long"]
    assert not any(each.is_name for each in near)


def test_a_surname_is_a_name_but_less_than_a_whole_one():
    people = [person("eva", "Eva Hitler", importance=3), person("adolf", "Adolf H", "Hitler")]
    near = Search.of(people).close("hitlr")
    assert [each.hit.key for each in near] == ["person:adolf", "person:eva"]
    assert [each.is_name for each in Search.of(people).close("hitler")] == [True, True]
