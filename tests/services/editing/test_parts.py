"""The parts of a topic are edited one at a time, and nothing of the others changes."""

import pytest
from hypothesis import given, strategies as st

from bot.services.editing.parts import (
    Halves,
    Part,
    halved,
    marks_of,
    part_at,
    parts,
    typed_over,
    whole,
    with_part,
    with_parts,
)

BODY = {"title": "Uranus", "sections": "## Before\n\nIt snowed.\n\n## After\n\nIt thawed."}
BEFORE, AFTER = Part("Before", "It snowed."), Part("After", "It thawed.")


def test_each_heading_begins_a_part():
    assert parts(BODY) == [BEFORE, AFTER]


def test_what_stands_above_the_first_heading_is_a_part_as_well():
    assert parts({"sections": "Loose.\n\n## Before\n\nIt snowed."}) == [Part("", "Loose."), BEFORE]


@pytest.mark.parametrize("body", [{}, {"sections": ""}, {"sections": ["a", "list"]}])
def test_without_text_there_is_no_part(body):
    assert parts(body) == []


NEW = Part("Later", "It froze.")
CHANGES = [
    (0, NEW, [NEW, AFTER]),
    (1, NEW, [BEFORE, NEW]),
    (2, NEW, [BEFORE, AFTER, NEW]),
    (9, NEW, [BEFORE, AFTER, NEW]),
    (0, Part("", ""), [AFTER]),
    (2, Part("", ""), [BEFORE, AFTER]),
    (1, Part("After", ""), [BEFORE, Part("After", "")]),
    (1, Part("", "It thawed."), [BEFORE, Part("", "It thawed.")]),
    (0, Part("", "It snowed."), [Part("", "It snowed."), AFTER]),
]


@pytest.mark.parametrize(("at", "part", "expected"), CHANGES)
def test_a_part_is_changed_added_or_removed_by_itself(at, part, expected):
    changed = with_part(BODY, at, part)
    assert parts(changed) == expected
    assert changed["title"] == "Uranus"


def test_a_topic_without_its_last_part_has_no_sections():
    assert with_part({"sections": "## Before"}, 0, Part("", "")) == {}


def test_a_heading_in_the_text_begins_another_part():
    changed = with_part(BODY, 0, Part("Before", "It snowed.\n\n## Then\n\nIt stopped."))
    assert [part.heading for part in parts(changed)] == ["Before", "Then", "After"]


@pytest.mark.parametrize(("line", "at"), [(0, 0), (2, 0), (3, 0), (4, 1), (6, 1), (99, 1)])
def test_a_line_is_in_a_part(line, at):
    assert part_at(BODY, line) == at


def test_a_line_of_nothing_is_in_the_part_that_is_written_first():
    assert part_at({}, 0) == 0


def test_a_line_above_the_first_heading_is_in_a_part_of_its_own():
    body = {"sections": "Loose.\n\n## Before"}
    assert (part_at(body, 0), part_at(body, 2)) == (0, 1)


HALVES = [
    ("short", Halves("short", "")),
    ("One two.\n\nThree.", Halves("One two.", "Three.", 0)),
    ("One two\nthree four", Halves("One two", "three four", 1)),
    ("One two three four", Halves("One two", "three four", 2)),
    ("x" * 15, Halves("x" * 10, "x" * 5, 3)),
    ("x" * 10 + "\n\n" + "y" * 10, Halves("x" * 10, "y" * 10, 0)),
    ("a\n\nword word word", Halves("a\n\nword", "word word", 2)),
    ("x" * 21, None),
]


@pytest.mark.parametrize(("text", "expected"), HALVES)
def test_a_long_text_is_parted_where_it_breaks_anyway(text, expected):
    assert halved(text, 10) == expected


words = st.text("ab*-", min_size=1, max_size=8)
paragraphs = st.lists(st.lists(words, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=6)


@given(paragraphs, st.sampled_from(["\n\n", "\n"]), st.integers(12, 60))
def test_two_halves_make_the_same_text_again(told, joint, longest):
    text = joint.join(told)
    halves = halved(text, longest)
    if halves is None:
        assert len(text) > longest
        return
    assert len(halves.first) <= longest
    assert len(halves.second) <= longest
    assert whole(halves) == text


def test_what_is_typed_into_the_second_half_is_a_paragraph_more():
    assert whole(Halves("One.  \n", "\nTwo.")) == "One.\n\nTwo."
    assert whole(Halves("", "Two.")) == "Two."
    assert whole(Halves("One.", "Two.", 77)) == "One.\n\nTwo."


def typing(**words):
    """Give what types over a part."""
    return lambda part: part._replace(**words)


MEANWHILE = [
    ("what it says", [Part("Before", "Theirs."), AFTER], [Part("Mine", "Theirs."), AFTER]),
    ("where it stands", [AFTER, BEFORE], [AFTER, Part("Mine", "It snowed.")]),
    (
        "what it is called",
        [AFTER, Part("Theirs", "It snowed.")],
        [AFTER, Part("Mine", "It snowed.")],
    ),
    ("whether it is there", [AFTER], [AFTER, Part("Mine", "")]),
]


@pytest.mark.parametrize(
    ("now", "after"), [each[1:] for each in MEANWHILE], ids=[e[0] for e in MEANWHILE]
)
def test_a_part_is_typed_over_whatever_changed_meanwhile(now, after):
    changed = with_parts(BODY, now)
    assert parts(typed_over(changed, 0, typing(heading="Mine"), marks_of(BEFORE))) == after


def test_a_new_part_takes_the_place_of_none():
    body = with_parts(BODY, [Part("", "Loose."), BEFORE])
    made = typed_over(body, 1, lambda _: NEW, marks_of(Part("", "")))
    assert parts(made) == [Part("", "Loose."), BEFORE, NEW]
