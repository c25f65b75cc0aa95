"""A form knows by its marks what was typed over in it."""

import pytest

from bot.domain.revisions import Value
from bot.services.editing.marks import marks, touched
from bot.ui import editing_panel as panel, theme
from bot.ui.controls import custom_id

BEFORE: dict[str, Value] = {
    "title": "Uranus",
    "text": "",
    "aliases": ["A", "B"],
    "kind": "war",
    "dispute": "Who?",
}


def test_what_was_not_typed_over_is_not_touched():
    assert touched(BEFORE, marks(BEFORE)) == {}


CHANGES: list[dict[str, Value]] = [
    {"title": "Mars"},
    {"text": "Text."},
    {"aliases": ["A"]},
    {"dispute": ""},
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_typed_over_is(change):
    assert touched({**BEFORE, **change}, marks(BEFORE)) == change


def test_what_is_moved_to_another_field_is_touched():
    swapped: dict[str, Value] = {"title": "", "text": "Uranus"}
    assert touched(swapped, marks({"title": "Uranus", "text": ""})) == swapped


def test_nothing_chosen_is_nothing_typed():
    assert touched({"sensitive": []}, marks({"sensitive": ""})) == {}


def test_without_marks_all_is_touched():
    assert touched(BEFORE, "") == BEFORE


def test_the_marks_of_the_largest_form_fit_into_the_longest_custom_id():
    made = custom_id(panel.ROUTE, panel.SECTION, 10**18 - 1, "published", marks(BEFORE))
    assert len(made) <= theme.CUSTOM_ID
