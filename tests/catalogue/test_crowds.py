"""Search among thousands of alike names stays right and quick."""

from random import Random

import pytest

from bot.catalogue.search import Match, Search
from tests.catalogue.test_search import event, keys


@pytest.fixture(scope="module")
def crowd():
    random = Random(1942)
    return [
        event(
            f"battle-{number}",
            f"Battle of {random.choice('abcdefgh')}{number:04}",
            importance=random.choice((1, 2, 3)),
            text="A battle of its time.",
        )
        for number in range(3000)
    ]


@pytest.fixture(scope="module")
def crowded(crowd):
    return Search.of(crowd)


def best(entries):
    return keys(sorted(entries, key=lambda entry: (-entry.importance, entry.name)))[:25]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("b", "B"),
        ("battle", "B"),
        ("battle of", "B"),
        ("of", "B"),
        ("battle of c", " c"),
        ("of c", " c"),
        ("c", " c"),
        ("c00", " c00"),
    ],
)
def test_of_a_crowd_the_most_important_come_first_however_little_is_typed(
    crowd, crowded, typed, word
):
    assert keys(crowded.complete(typed)) == best(entry for entry in crowd if word in entry.name)


def test_of_a_crowd_within_one_typo_the_most_important_come_first(crowd, crowded):
    hits = crowded.complete("battel")
    assert keys(hits) == best(crowd)
    assert {hit.match for hit in hits} == {Match.FUZZY}


def test_where_many_names_match_texts_are_not_looked_into(crowded):
    assert {hit.match for hit in crowded.find("battle", limit=5000)} == {Match.PREFIX}
