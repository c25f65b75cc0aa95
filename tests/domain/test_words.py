"""Words are counted, listed and cut the way a careful writer would."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from bot.domain.words import join, plural, truncate


@pytest.mark.parametrize(
    ("number", "words", "result"),
    [
        (1, ("event",), "1 event"),
        (0, ("event",), "0 events"),
        (2, ("event",), "2 events"),
        (2500, ("event",), "2,500 events"),
        (2, ("entry",), "2 entries"),
        (1, ("entry",), "1 entry"),
        (2, ("day",), "2 days"),
        (2, ("person", "people"), "2 people"),
        (1, ("person", "people"), "1 person"),
    ],
)
def test_things_are_counted(number: int, words: tuple[str, ...], result: str):
    assert plural(number, *words) == result


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
    ],
)
def test_things_are_listed(words: list[str], result: str):
    assert join(words) == result


def test_alternatives_are_listed_with_or():
    assert join(("June", "July"), "or") == "June or July"


FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"  # one emoji of three, joined
FLAG = "\U0001f1fa\U0001f1e6"
WAVE = "\U0001f44b\U0001f3fd"  # a hand and its skin tone


@pytest.mark.parametrize(
    ("text", "limit", "result"),
    [
        ("Stalingrad", 10, "Stalingrad"),
        ("The fall of Berlin", 18, "The fall of Berlin"),
        ("The fall of Berlin", 17, "The fall of…"),
        ("The fall of Berlin", 12, "The fall of…"),
        ("The fall of Berlin", 11, "The fall…"),
        ("The fall, of Berlin", 10, "The fall…"),
        ("The fall - of Berlin", 12, "The fall…"),
        ("Winterschlacht", 8, "Winters…"),
        ("A Winterschlacht", 10, "A Winters…"),  # the only gap would leave too little
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("e\u0301e\u0301e\u0301", 4, "e\u0301…"),  # never an e without its accent
        (f"ab{FAMILY}{FAMILY}", 9, f"ab{FAMILY}…"),
        (f"ab{FAMILY}", 6, "ab…"),
        (f"{WAVE}{WAVE}", 2, "…"),
        (f"{FLAG}{FLAG}{FLAG}", 4, f"{FLAG}…"),
        (f"{FLAG}{FLAG}{FLAG}", 5, f"{FLAG}{FLAG}…"),
        (f"a{FLAG}", 2, "a…"),
    ],
)
def test_a_text_is_cut_at_a_word_and_never_within_a_letter(text: str, limit: int, result: str):
    assert truncate(text, limit) == result


@given(st.text(), st.integers(0, 60))
def test_a_cut_text_is_never_longer_than_its_limit(text: str, limit: int):
    cut = truncate(text, limit)
    assert len(cut) <= limit
    assert cut == text or not cut or cut.endswith("…")


@given(st.text(alphabet="abc\u0301\u0308\ufe0f ", min_size=1), st.integers(1, 20))
def test_what_is_cut_off_never_begins_with_an_accent(text: str, limit: int):
    kept = truncate(text, limit).removesuffix("…")
    rest = text[len(kept) :]
    assert not kept or not rest or not unicodedata.category(rest[0]).startswith("M")
