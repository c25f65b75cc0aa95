"""Whatever the shipped pack says can be edited in the panel, and is not changed by looking at it."""

import pytest

from bot.catalogue.load import load
from bot.catalogue.writing import body_of
from bot.services.editing.parts import Part, parts, whole, with_part
from bot.services.editing.records import TYPES, records_of
from bot.services.editing.sections import LAYOUTS, filled_in, typed
from bot.settings import Settings
from bot.ui.editing_forms import halves_of


@pytest.fixture(scope="module")
def contents():
    return load(Settings(_env_file=None).content_path)


@pytest.mark.parametrize("type_", TYPES)
def test_a_form_sent_as_it_was_opened_changes_nothing(contents, type_):
    for record in records_of(type_, contents).values():
        body = body_of(record)
        for section in LAYOUTS[type_].sections:
            values = {field.name: typed(body, field) for field in section.fields}
            form = {
                name: [each] if isinstance(each, str) else each for name, each in values.items()
            }
            assert filled_in(body, section, form) == body, record.id


def test_a_part_sent_as_it_was_opened_changes_nothing(contents):
    for topic in contents.topics.values():
        body = body_of(topic)
        for at, part in enumerate(parts(body)):
            halves = halves_of(part)
            assert halves is not None, topic.id
            assert with_part(body, at, Part(part.heading, whole(halves))) == body, topic.id
