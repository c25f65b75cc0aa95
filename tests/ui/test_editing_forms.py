"""Forms fit Discord's limits, and lose nothing of what they cannot show."""

import pytest

from bot.catalogue.lengths import longest
from bot.services.editing.parts import Part
from bot.services.editing.sections import LAYOUTS
from bot.ui import editing_forms as forms, editing_texts as texts
from bot.ui.controls import custom_id
from bot.ui.editing_panel import option
from tests.ui.drafts import LARGEST_ID, draft_of, faults_of_form
from tests.ui.test_editing_panel import FILLINGS, full

ROUTE = custom_id("draft", "section", LARGEST_ID, "words")


@pytest.mark.parametrize("type_", LAYOUTS)
@pytest.mark.parametrize("filling", FILLINGS)
def test_the_fullest_form_fits(type_, filling):
    for section in LAYOUTS[type_].sections:
        for length in (0, 4000, 5000):
            body = full(type_, filling, length)
            assert faults_of_form(forms.section_form(ROUTE, type_, section, body)) == []


@pytest.mark.parametrize("length", [0, 3999, 4000, 4001, 8000, 8001, 20_000])
def test_a_part_of_any_length_has_a_form(length):
    part = Part("h" * 100, "x" * length)
    halves = forms.halves_of(part)
    form = forms.part_form(ROUTE, part, halves)
    assert faults_of_form(form) == []
    shown = {
        each["component"]["custom_id"]: each["component"].get("value", "")
        for each in form.to_dict()["components"]
        if "component" in each
    }
    joint = 0 if halves is None else halves.joint
    assert forms.typed_part(part, shown, joint) == part


def test_a_field_too_long_for_an_input_is_named_and_not_in_the_form():
    section = LAYOUTS["event"].sections[1]
    form = forms.section_form(ROUTE, "event", section, {"aliases": ["x" * 100] * 40})
    old_style, too_long = form.to_dict()["components"]
    assert old_style["component"]["custom_id"] == "old_style"
    assert too_long["content"] == texts.FORM_TOO_LONG.format(field="Other names")


def test_other_forms_fit():
    cited = [(f"{number}" * 60, "n" * 300, "a" * 80) for number in range(5)]
    drafts = [draft_of("event:", {"title": "t" * 300}, id=number) for number in range(20)]
    for form in (
        forms.locator_form(ROUTE, cited),
        forms.find_form(ROUTE, "sources", "q" * 40),
        forms.find_form(ROUTE, "people", ""),
        forms.drafts_form(ROUTE, [option(draft) for draft in drafts]),
    ):
        assert faults_of_form(form) == []


def lengths(form):
    """Give how many characters each input of a form takes, by the name of its field."""
    fields = [part["component"] for part in form.to_dict()["components"] if "component" in part]
    return {each["custom_id"]: each["max_length"] for each in fields if "max_length" in each}


@pytest.mark.parametrize("type_", LAYOUTS)
def test_an_input_takes_as_much_as_its_field(type_):
    for section in LAYOUTS[type_].sections:
        found = lengths(forms.section_form(ROUTE, type_, section, {}))
        typing = {each.name for each in section.fields if not each.choices}
        assert found == {name: min(longest(type_, name), 4000) for name in typing}


def test_other_inputs_take_as_much_as_their_fields():
    assert lengths(forms.locator_form(ROUTE, [("s", "S", "")])) == {"s": 80}
    part = Part("", "")
    form = forms.part_form(ROUTE, part, forms.halves_of(part))
    assert lengths(form) == {"heading": 100, "first": 4000, "second": 4000}


def test_what_is_too_long_already_can_be_shortened():
    [section, *_] = LAYOUTS["event"].sections
    form = forms.section_form(ROUTE, "event", section, {"title": "t" * 150, "text": "t" * 3999})
    assert lengths(form) == {"title": 150, "date": 100, "text": 3999}
