"""Cards lead mistakes to where they are taken; forms keep Discord's limits."""

import dataclasses

import pytest

from bot.domain.entries import Event
from bot.services.details import details
from bot.services.editing.suggested import FIELDS
from bot.ui.cardmaker import CardMaker
from bot.ui.cards import Setting, card
from bot.ui.controls import button
from bot.ui.suggesting import report_form, suggest_form
from tests import sample
from tests.ui import reading
from tests.ui.days import TODAY

ADDRESS = "https://example.org/report"
KEYS = ["event:pocket", "person:georgy-zhukov", "topic:battle-of-stalingrad"]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("address", ["", ADDRESS])
def test_where_editors_take_reports_the_button_leads_to_them(catalogue, key, address):
    setting = Setting(today=TODAY, report_url=address, takes_reports=True)
    view = card(details(catalogue, catalogue.entries[key]), setting)
    assert reading.buttons(view)["Report a mistake"] == f"f:report:{key}"


@pytest.mark.parametrize("key", KEYS)
def test_beside_all_others_it_fits_one_row(catalogue, key):
    setting = Setting(today=TODAY, takes_reports=True)
    again = button("Another", "random", "event")
    found = details(catalogue, catalogue.entries[key])
    for page in range(3):
        extra = [again] if page == 0 else []
        view = card(found, setting, page=page, extra=extra)
        assert len(reading.buttons(view)) <= 5


def test_a_card_with_the_button_and_one_without_are_two(catalogue):
    here = sample.answering(catalogue).of(None)
    maker = CardMaker(ADDRESS)
    entry = catalogue.entries["event:pocket"]
    without = maker.card(here, entry)
    with_it = maker.card(here, entry, takes_reports=True)
    assert reading.buttons(without)["Report a mistake"] == ADDRESS
    assert reading.buttons(with_it)["Report a mistake"] == "f:report:event:pocket"
    assert maker.card(here, entry) is without
    assert maker.card(here, entry, takes_reports=True) is with_it


def kept_by(form):
    """Check what Discord asks of a form, and give its fields."""
    made = form.to_dict()
    assert 1 <= len(made["components"]) <= 5
    assert len(made["title"]) <= 45
    assert len(made["custom_id"]) <= 100
    for label in made["components"]:
        assert len(label["label"]) <= 45
        assert 1 <= len(label["description"]) <= 100
        yield label["component"]


@pytest.mark.parametrize("type_", FIELDS)
def test_each_form_asks_for_its_fields_and_how_they_are_known(type_):
    fields = list(kept_by(suggest_form(type_, named=True)))
    assert [each["custom_id"] for each in fields] == [*FIELDS[type_], "source"]


def test_an_entry_of_the_longest_name_and_text_can_be_reported():
    longest = dataclasses.replace(
        sample.EVENTS[0], id="x" * 60, title="A long title " * 8, text="A long text. " * 60
    )
    assert isinstance(longest, Event)
    text = next(each for each in kept_by(report_form(longest)) if each["custom_id"] == "text")
    assert text["value"] == longest.text
    assert text["max_length"] >= len(longest.text)
