"""A field takes just as many characters as the schema lets it have."""

import pytest

from bot.catalogue.checking import record_of
from bot.catalogue.lengths import longest
from bot.catalogue.records import RecordError
from bot.services.editing.sections import LAYOUTS, Field, Input, filled_in, typed

FIELDS = [
    (type_, section, field)
    for type_, layout in LAYOUTS.items()
    for section in layout.sections
    for field in section.fields
    if field.input in {Input.LINE, Input.PROSE, Input.LINES}
    and field.name not in {"latitude", "longitude", "year"}
]


def of_length(field: Field, length: int) -> str:
    """Give a text of so many characters that is right but for its length."""
    if field.input is Input.LINES:
        lines = [f"{number:02}".ljust(100, "x") for number in range(40)]
        return "\n".join(lines) + "x" * (length - 4039)
    return ("https://a.b/" if field.name == "url" else "").ljust(length, "x")


@pytest.mark.parametrize(("type_", "section", "field"), FIELDS)
def test_a_text_of_a_field_can_be_as_long_as_that_and_no_longer(type_, section, field):
    most = longest(type_, field.name)
    for length in (most, most + 1):
        text = of_length(field, length)
        assert len(text) == length
        body = filled_in({}, section, {field.name: [text]})
        assert typed(body, field) == text
        with pytest.raises(RecordError) as refused:  # for all that is not there
            record_of(type_, body)
        told = [each.sentence for each in refused.value.problems if each.path[0] == field.name]
        assert bool(told) == (length > most), told


@pytest.mark.parametrize(
    ("type_", "field", "length"),
    [
        ("event", "date", 100),
        ("place", "latitude", 100),
        ("source", "year", 100),
        ("person", "roles", 12 * (120 + 3 + 100 + 1) - 1),
    ],
)
def test_what_the_schema_tells_by_its_form_has_a_length_that_will_do(type_, field, length):
    assert longest(type_, field) == length
