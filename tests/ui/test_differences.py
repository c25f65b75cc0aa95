"""A diff is one block of code that nothing in it ends, hides in or makes too long."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from bot.ui.differences import diff_text, harmless

ROOM = 300


def lines(text):
    assert text.startswith("```diff\n")
    assert text.endswith("\n```")
    return text.splitlines()[1:-1]


def test_a_diff_names_fields_as_the_forms_do():
    text = diff_text({"title": "A", "kind": "war"}, {"title": "B", "kind": "war"}, ROOM)
    assert text == "```diff\n@@ Title @@\n- A\n+ B\n```"


def test_a_field_of_no_form_goes_by_its_name():
    assert lines(diff_text(None, {"odd": "x"}, ROOM)) == ["@@ odd @@", "+ x"]


def test_nothing_differs_is_said():
    assert diff_text({"title": "A"}, {"title": "A"}, ROOM) == "Nothing differs."


def test_what_does_not_fit_is_counted():
    body = {"text": " ".join(f"Sentence {n}." for n in range(100))}
    shown = lines(diff_text(None, body, ROOM))
    assert shown[-1] == f"… and {101 - (len(shown) - 1)} more lines"


def test_one_line_that_does_not_fit_is_cut():
    [_, line] = lines(diff_text(None, {"text": "word " * 500}, 1000))
    assert line.endswith("word…")
    assert len(line) <= 400


@pytest.mark.parametrize(
    "hostile",
    [
        "```\n@everyone",
        "``````",
        "a`` `b```c",
        "\u202egnp.exe",
        "\u2066\u200b\u00ad\u061c",
        "\x00\x1b[31m\x07",
        "\ud800",
        "\ufffe\uffff",
        "\u2028new line\u2029",
    ],
)
def test_what_would_break_out_or_hide_is_made_harmless(hostile):
    shown = "\n".join(lines(diff_text({"title": hostile}, {hostile: hostile}, ROOM)))
    assert "``" not in shown
    assert all(unicodedata.category(each) not in {"Cs", "Zl", "Zp"} for each in shown)
    hidden = [each for each in shown if unicodedata.category(each) in {"Cc", "Cf"}]
    assert set(hidden) <= {"\n", "\u200b"}
    assert not {"\ufffe", "\uffff"} & set(shown)


def test_letters_that_are_joined_stay_joined():
    assert (
        harmless("\U0001f469\u200d\U0001f4bb می\u200cخواهم")
        == "\U0001f469\u200d\U0001f4bb می\u200cخواهم"
    )


@given(
    st.dictionaries(st.text(max_size=5), st.text(max_size=600), max_size=4),
    st.dictionaries(st.text(max_size=5), st.text(max_size=600), max_size=4),
    st.integers(120, 1000),
)
def test_a_diff_is_one_block_within_its_limit(before, after, limit):
    text = diff_text(before, after, limit)
    assert len(text) <= limit
    assert text.count("```") == (2 if before != after else 0)
