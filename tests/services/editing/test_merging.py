"""Two changes become one where they touch different things, and clash where they touch the same."""

import pytest

from bot.domain.revisions import Body
from bot.services.editing.merging import Clash, Merged, merged

BASE: Body = {"title": "One", "text": "A.", "aliases": ["x"], "sources": ["s"]}


def test_different_fields_are_both_taken():
    theirs = {**BASE, "title": "Theirs", "date": "1941"}
    mine: Body = {**BASE, "text": "Mine.", "sources": ["s", "t"]}
    found = merged(BASE, theirs, mine)
    assert found.clashes == ()
    assert found.body == {**theirs, "text": "Mine.", "sources": ["s", "t"]}


def test_what_one_took_away_is_gone_and_what_one_added_is_there():
    theirs = {key: BASE[key] for key in BASE if key != "aliases"}
    mine = {key: BASE[key] for key in BASE if key != "text"} | {"dispute": "Who?"}
    assert merged(BASE, theirs, mine).body == {"title": "One", "sources": ["s"], "dispute": "Who?"}


def test_what_both_changed_in_the_same_way_is_no_clash():
    both: Body = {**BASE, "title": "Two"}
    found = merged(BASE, both, {**both, "text": "B."})
    assert found == Merged({**both, "text": "B."}, ())


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [({"title": "Theirs"}, {"title": "Mine"}), ({"title": "Theirs"}, {}), ({}, {"title": "Mine"})],
)
def test_what_both_changed_differently_is_mine_and_said_to_clash(theirs, mine):
    found = merged({"title": "One"}, theirs, mine)
    assert found.body == mine
    assert found.clashes == (Clash("title"),)


def topic(**parts):
    """Give a topic with these parts, by heading."""
    return {"sections": "\n\n".join(f"## {heading}\n\n{text}" for heading, text in parts.items())}


TOPIC = topic(A="a", B="b", C="c")


@pytest.mark.parametrize(
    ("theirs", "mine", "both"),
    [
        (topic(A="a2", B="b", C="c"), topic(A="a", B="b", C="c2"), topic(A="a2", B="b", C="c2")),
        (topic(A="a", C="c"), topic(A="a2", B="b", C="c"), topic(A="a2", C="c")),
        (topic(A="a", N="n", B="b", C="c"), topic(A="a", B="b", M="m", C="c"),
         topic(A="a", N="n", B="b", M="m", C="c")),
        (topic(N="n", A="a", B="b", C="c"), topic(C="c", B="b", A="a"),
         topic(N="n", C="c", B="b", A="a")),
        (topic(C="c", B="b", A="a"), topic(A="a", B="b", C="c2"), topic(C="c2", B="b", A="a")),
    ],
)  # fmt: skip
def test_a_topic_is_merged_part_by_part(theirs, mine, both):
    found = merged(TOPIC, theirs, mine)
    assert found.clashes == ()
    assert found.body == both


def test_a_part_that_both_changed_clashes_by_its_heading():
    theirs, mine = topic(A="a2", B="theirs", C="c"), topic(A="a", B="mine", C="c")
    found = merged(TOPIC, theirs, mine)
    assert found.body == topic(A="a2", B="mine", C="c")
    assert found.clashes == (Clash("sections", "B"),)


def test_parts_are_taken_away_by_both():
    assert merged(TOPIC, topic(A="a"), topic(C="c")).body == {}


def test_parts_that_their_headings_do_not_tell_apart_are_one_text():
    twice = {"sections": "## A\n\na\n\n## A\n\nb"}
    found = merged(TOPIC, twice, topic(A="a", B="b", C="c2"))
    assert found.body == topic(A="a", B="b", C="c2")
    assert found.clashes == (Clash("sections"),)
