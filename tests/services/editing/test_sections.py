"""What is typed into forms becomes fields of a body, and comes back as it was typed."""

import pytest

from bot.catalogue.writing import body_of, fields_of
from bot.domain.revisions import Body
from bot.services.editing.sections import (
    LAYOUTS,
    MOST_INPUTS,
    Field,
    Input,
    Section,
    chosen_in,
    filled_in,
    located,
    locators,
    picked,
    typed,
)
from tests import sample

EVENT: Body = {
    "id": "uranus",
    "title": "Uranus",
    "sources": [{"source": "beevor-1998", "at": "chapter 4"}, "leaflet"],
}
RECORDS = [*sample.EVENTS, *sample.PEOPLE, *sample.TOPICS, *sample.PLACES, *sample.SOURCES]


@pytest.mark.parametrize("type_", LAYOUTS)
def test_every_field_is_edited_somewhere_and_each_form_fits(type_):
    layout = LAYOUTS[type_]
    named = [field.name for section in layout.sections for field in section.fields]
    assert all(len(section.fields) <= MOST_INPUTS for section in layout.sections)
    assert sorted([*named, *layout.picks]) == sorted({*fields_of(type_)} - {"id", "sections"})


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)
def test_a_form_sent_as_it_was_opened_changes_nothing(record):
    body = body_of(record)
    type_ = next(name for name in LAYOUTS if type(record).__name__.lower() == name)
    for section in LAYOUTS[type_].sections:
        values = {field.name: typed(body, field) for field in section.fields}
        form = {
            name: [value] if isinstance(value, str) else value for name, value in values.items()
        }
        assert filled_in(body, section, form) == body


TYPED = [
    (Input.LINE, ["  The   pocket "], "The pocket"),
    (Input.PROSE, ["\nIt  began. \n\n It ended.\n"], "It began.\n\nIt ended."),
    (Input.LINES, ["Uran\n\n  Уран "], ["Uran", "Уран"]),
    (
        Input.ROLES,
        ["Marshal | 1943 - 1946\nWriter\nEditor | c. 1950"],
        [
            {"title": "Marshal", "years": "1943/1946"},
            {"title": "Writer"},
            {"title": "Editor", "years": "1950~"},
        ],
    ),
    (Input.DATE, [" 22 June  1941 "], "1941-06-22"),
    (Input.DATE, ["some day"], "some day"),
    (Input.OLD_STYLE, ["25 October 1917"], "1917-10-25"),
    (Input.CHOICE, ["battle"], "battle"),
    (Input.CHOICES, ["torture", "children"], ["torture", "children"]),
]


@pytest.mark.parametrize(("input_", "given", "value"), TYPED)
def test_what_is_typed_becomes_what_a_file_says(input_, given, value):
    section = Section(name="any", fields=(Field(name="field", input=input_),))
    assert filled_in(EVENT, section, {"field": given}) == {**EVENT, "field": value}


@pytest.mark.parametrize("given", [[], [""], ["  \n "]])
def test_an_emptied_field_is_left_out_and_one_that_was_not_sent_stays(given):
    words = LAYOUTS["event"].sections[0]
    assert "title" not in filled_in(EVENT, words, {"title": given})
    assert filled_in(EVENT, words, {}) == EVENT


@pytest.mark.parametrize(
    ("value", "shown"), [(None, ""), ({"a": "b"}, ""), (["a", {"b": "c"}], "a\n"), ("text", "")]
)
def test_a_list_that_is_none_is_shown_as_far_as_it_is_one(value, shown):
    assert typed({"names": value}, Field(name="names", input=Input.LINES)) == shown


def test_choices_that_are_none_are_not_chosen():
    assert typed({"sensitive": "torture"}, Field(name="sensitive", input=Input.CHOICES)) == []
    assert typed({"kind": ["war"]}, Field(name="kind", input=Input.CHOICE)) == ""


def test_a_section_is_known_by_its_name_and_by_its_fields():
    layout = LAYOUTS["person"]
    assert layout.section("life") is layout.sections[1]
    assert layout.section_of("born") == "life"
    assert layout.section("lives") is None
    assert layout.section_of("topics") == "topics"


def test_a_citation_that_stays_keeps_where_it_cites():
    assert chosen_in(EVENT, "sources") == ["beevor-1998", "leaflet"]
    changed = picked(EVENT, "sources", ["other", "beevor-1998", "other"])
    assert changed["sources"] == ["other", {"source": "beevor-1998", "at": "chapter 4"}]


def test_a_field_from_which_all_is_put_back_is_left_out():
    assert "sources" not in picked(EVENT, "sources", [])
    assert chosen_in({"people": "zhukov"}, "people") == []
    assert picked({"people": "zhukov"}, "people", ["nobody"]) == {"people": ["nobody"]}


def test_where_a_citation_points_is_told_and_changed():
    assert locators(EVENT) == {"beevor-1998": "chapter 4", "leaflet": ""}
    changed = located(EVENT, {"beevor-1998": " ", "leaflet": " p.  3 ", "gone": "p. 1"})
    assert changed["sources"] == ["beevor-1998", {"source": "leaflet", "at": "p. 3"}]
    assert located({"title": "Uranus"}, {"gone": "p. 1"}) == {"title": "Uranus"}


def test_citations_that_are_none_point_nowhere():
    assert locators({"sources": "leaflet"}) == {}
    assert locators({"sources": [{"source": ["a"], "at": ["b"]}]}) == {"": ""}
