"""What members call a source becomes one that can be cited: a known one, or a new one without faults."""

import pytest
from hypothesis import given, settings, strategies as st

from bot.catalogue.checking import problems_of, record_of
from bot.domain.entries import Source, SourceKind
from bot.services.editing.named_sources import source_of
from tests import sample

LINKED = Source(
    id="archive",
    title="The archive",
    url="https://archive.example.org/1941",
    kind=SourceKind.WEBSITE,
    trust="An archive.",
)
KNOWN = {each.id: each for each in (*sample.SOURCES, LINKED)}


@pytest.mark.parametrize(
    ("words", "citation"),
    [
        ("beevor-1998", "beevor-1998"),
        ("Stalingrad", "beevor-1998"),
        ("Antony Beevor, Stalingrad", "beevor-1998"),
        ("a leaflet", "leaflet"),
        ("Beevor, “Stalingrad” (1998), p. 123", {"source": "beevor-1998", "at": "p. 123"}),
        ("STALINGRAD by Beevor, chapter 4", {"source": "beevor-1998", "at": "chapter 4"}),
        ("Beevor: Stalingrad, pp. 12-14.", {"source": "beevor-1998", "at": "pp. 12-14"}),
        ("It is at https://archive.example.org/1941.", "archive"),
    ],
)
def test_a_known_source_is_found(words, citation):
    found = source_of(words, KNOWN)
    assert not found.is_new
    assert found.citation == citation


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("My father told me", {"title": "My father told me", "kind": "document"}),
        (
            "Glantz, When Titans Clashed, 1995",
            {"title": "Glantz, When Titans Clashed, 1995", "kind": "document", "year": "1995"},
        ),
        (
            "See https://example.org/a, please",
            {"title": "See please", "kind": "website", "url": "https://example.org/a"},
        ),
        ("http://example.org/a", {"title": "example.org", "kind": "website"}),
        ("https://[1", {"title": "A source without a name", "kind": "website"}),
        ("\u202e\u200b*", {"title": "A source without a name", "kind": "document"}),
        ("Beevor, Berlin", {"title": "Beevor, Berlin", "kind": "document"}),
    ],
)
def test_another_is_made_of_what_was_said(words, said):
    found = source_of(words, KNOWN)
    assert found.is_new
    assert found.citation == found.id
    assert {name: found.body.get(name) for name in ("title", "kind", "year", "url")} == {
        "year": None,
        "url": None,
        **said,
    }


def test_two_works_that_may_be_meant_are_none():
    twin = Source(
        id="beevor-2012", author="Antony Beevor", title="War", kind=SourceKind.BOOK, trust="A book."
    )
    found = source_of("Beevor on the war, in Stalingrad", {**KNOWN, twin.id: twin})
    assert found.is_new


PIECES = st.sampled_from(
    [
        "https://",
        "http://[",
        "ftp://",
        "](",
        "@everyone",
        "```",
        "\u202e",
        "\x1b",
        "1941",
        "#",
        "a.",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=60)), max_size=8).map("".join))
def test_whatever_is_said_makes_a_source_without_faults(words):
    found = source_of(words, {})
    record = record_of("source", found.body)
    assert problems_of(record, sample.contents()) == []
