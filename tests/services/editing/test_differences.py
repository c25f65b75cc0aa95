"""Differences of bodies are told field by field, and a text's sentence by sentence."""

import random
import time

import pytest
from hypothesis import given, strategies as st

from bot.services.editing.differences import Difference, differences

BEFORE = {
    "title": "Uranus",
    "text": "One. Two. Three. Four. Five.",
    "aliases": ["a", "b"],
    "sources": ["x", {"source": "y", "at": "p. 1"}],
    "kind": "battle",
}


def told(before, after):
    return {each.field: list(each.lines) for each in differences(before, after)}


TABLE = [
    ({"title": "A"}, {"title": "A"}, {}),
    ({"title": "A"}, {"title": "B"}, {"title": ["- A", "+ B"]}),
    (None, {"title": "A"}, {"title": ["+ A"]}),
    ({"title": "A"}, None, {"title": ["- A"]}),
    (None, None, {}),
    (
        {"text": "One. Two. Three. Four. Five."},
        {"text": "One. Two. Third. Four. Five."},
        {"text": ["  …", "  Two.", "- Three.", "+ Third.", "  Four.", "  …"]},
    ),
    ({"text": "One. Two."}, {"text": "One. Two. Three."}, {"text": ["  …", "  Two.", "+ Three."]}),
    ({"text": "One."}, {"text": "One. Two."}, {"text": ["  One.", "+ Two."]}),
    ({"aliases": ["a", "b"]}, {"aliases": ["b", "c"]}, {"aliases": ["- a", "  b", "+ c"]}),
    (
        {"sources": ["x", {"source": "y", "at": "p. 1"}]},
        {"sources": ["x", {"source": "y", "at": "p. 2"}]},
        {"sources": ["  x", "- source: y, at: p. 1", "+ source: y, at: p. 2"]},
    ),
    ({"odd": {"a": ["b", "c"]}}, {"odd": [["d"]]}, {"odd": ["- a: b, c", "+ d"]}),
    (
        {"sections": "## A\n\nText.\n\n## B"},
        {"sections": "## A\n\nText!\n\n## B"},
        {"sections": ["  …", "", "- Text.", "+ Text!", "", "  …"]},
    ),
]


@pytest.mark.parametrize(("before", "after", "lines"), TABLE)
def test_what_differs_is_told(before, after, lines):
    assert told(before, after) == lines


def test_changes_far_apart_have_a_gap_between_them():
    words = [f"Number {n}." for n in range(20)]
    other = [*words]
    other[3], other[15] = "Three.", "Fifteen."
    [difference] = differences({"text": " ".join(words)}, {"text": " ".join(other)})
    assert difference == Difference(
        "text",
        (
            "  …",
            "  Number 2.",
            "- Number 3.",
            "+ Three.",
            "  Number 4.",
            "  …",
            "  Number 14.",
            "- Number 15.",
            "+ Fifteen.",
            "  Number 16.",
            "  …",
        ),
    )


def test_fields_come_in_the_newer_order_and_what_is_gone_last():
    after = {"kind": "war", "title": "Other"}
    assert list(told(BEFORE, after)) == ["kind", "title", "text", "aliases", "sources"]


bodies = st.dictionaries(
    st.sampled_from(["title", "text", "aliases"]),
    st.text(alphabet="ab. \n", max_size=40) | st.lists(st.sampled_from("abc"), max_size=6),
)


@given(bodies, bodies)
def test_what_is_taken_out_was_there_and_what_is_put_in_is_there(before, after):
    for difference in differences(before, after):
        assert before.get(difference.field) != after.get(difference.field)
        for body, mark in ((before, "-"), (after, "+")):
            value = body.get(difference.field, "")
            whole = value if isinstance(value, str) else "\n".join(value)
            for line in difference.lines:
                assert not line.startswith(mark) or line[2:] in whole


@pytest.mark.parametrize("count", [200, 399, 5_000])
def test_hostile_texts_take_no_time(count):
    """Lines that come again and again make a careless comparison take minutes."""
    chance = random.Random(1)
    texts = [
        "\n".join(chance.choice("ab") for _ in range(count)),
        "\n".join(str(chance.randrange(count // 4)) for _ in range(count)),
        "\n".join(f"a\n{n}" for n in range(count // 2)),
        "\n".join(f"b\n{n}" for n in range(count // 2)),
    ]
    began = time.perf_counter()
    for one in texts:
        for other in texts:
            differences({"text": one}, {"text": other})
    assert time.perf_counter() - began < 3
