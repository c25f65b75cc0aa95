"""What members call a source becomes one that can be cited: a known one, or a new one without faults."""

import pytest
from hypothesis import given, settings, strategies as st

from bot.catalogue.checking import problems_of, record_of
from bot.domain.entries import Source, SourceKind
from bot.domain.revisions import Body
from bot.services.editing.named_sources import Doubt, citing, source_of
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
            {"title": "example.org", "kind": "website", "url": "https://example.org/a"},
        ),
        (
            "The archive's list (https://example.org/a), p. 3",
            {"title": "The archive's list", "kind": "website", "url": "https://example.org/a"},
        ),
        (
            "[A list](https://example.org/a_(b)).",
            {"title": "A list", "kind": "website", "url": "https://example.org/a_(b)"},
        ),
        ("Glantz (p. 3), 1995", {"title": "Glantz, 1995", "kind": "document", "year": "1995"}),
        ("http://example.org/a", {"title": "example.org", "kind": "website"}),
        ("https://[1", {"title": "A source without a name", "kind": "website"}),
        ("\u202e\u200b*", {"title": "A source without a name", "kind": "document"}),
        ("Beevor, Berlin", {"title": "Beevor, Berlin", "kind": "document"}),
    ],
)
def test_another_is_made_of_what_was_said(words, said):
    found = source_of(words, KNOWN)
    assert found.is_new
    assert found.citation in (found.id, {"source": found.id, "at": "p. 3"})
    assert {name: found.body.get(name) for name in ("title", "kind", "year", "url")} == {
        "year": None,
        "url": None,
        **said,
    }


@pytest.mark.parametrize(
    ("words", "title", "at"),
    [
        ("My father told me", "My father told me", ""),
        ("史记", "史记", ""),
        ("...https://example.org", "example.org", ""),
        ("<https://example.org/a>", "example.org", ""),
        ("||https://example.org/a||.", "example.org", ""),
        ("see https://example.org/x, p. 3", "example.org", "p. 3"),
        ("Glantz, When Titans Clashed, pp. 3-4", "Glantz, When Titans Clashed", "pp. 3-4"),
    ],
)
def test_what_is_named_well_may_be_published(words, title, at):
    found = source_of(words, KNOWN)
    assert (found.body["title"], found.at, found.doubt) == (title, at, None)


@pytest.mark.parametrize("words", ["p. 12", "see there, page 1", "1941", "\u202e*", "x y z", "..."])
def test_what_names_nothing_is_doubted(words):
    assert source_of(words, KNOWN).doubt is Doubt.NAMELESS


@pytest.mark.parametrize(
    "words",
    [
        "http://insecure.org/page",
        "https://example.org/a?b=<@1>",
        "https://example.org/a|b",
        "https://example.org/a\u200bb",
        "https://[1",
        "Two lists: https://example.org/a https://example.org/b",
    ],
)
def test_a_link_that_is_not_kept_whole_is_doubted(words):
    assert source_of(words, KNOWN).doubt is Doubt.LINK_LEFT_OUT


def test_what_is_cited_stays_cited_where_it_is():
    source = source_of("Beevor, Stalingrad, p. 9", KNOWN)
    for cited, at in (("chapter 4", "chapter 4"), ("", "p. 9")):
        before: Body = {"sources": [{"source": "beevor-1998", "at": cited}, "leaflet"]}
        assert citing(before, source, ()) == {
            "sources": [{"source": "beevor-1998", "at": at}, "leaflet"]
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
