"""Cards are made once a day, and never shown when they no longer hold."""

import dataclasses
import datetime as dt

import pytest

from bot.services.details import Details
from bot.ui.cardmaker import KEPT, CardMaker
from tests.ui import reading
from tests.ui.days import TODAY


@pytest.fixture
def made(catalogue):
    """Count how often a card was made; `day` is the present day."""

    class Made:
        day = TODAY
        count = 0

        def details(self, entry):
            self.count += 1
            return Details(entry=entry)

    return Made()


@pytest.fixture
def cards(made):
    return CardMaker(made.details, lambda: made.day, "")


def test_a_card_is_made_once_a_day(cards, made, catalogue):
    entry = catalogue.entries["event:operation-uranus"]
    first = cards.card(entry)
    assert cards.card(entry) is first
    assert made.count == 1
    made.day = dt.date(2027, 1, 1)
    assert "85 years ago" in reading.text(cards.card(entry))


def test_a_reloaded_entry_has_a_new_card(cards, catalogue):
    entry = catalogue.entries["event:operation-uranus"]
    cards.card(entry)
    changed = dataclasses.replace(entry, text="Something else.")
    assert "Something else." in reading.text(cards.card(changed))


def test_pages_and_what_was_asked_make_other_cards(cards, catalogue):
    topic = catalogue.entries["topic:battle-of-stalingrad"]
    assert "Page 2 of 4" in reading.text(cards.card(topic, page=1))
    assert "Page 1 of 4" in reading.text(cards.card(topic))
    assert "nearest name" in reading.text(cards.card(topic, asked="stalngrad"))
    assert "nearest name" not in reading.text(cards.card(topic))


def test_only_the_latest_cards_are_kept(cards, made, catalogue):
    entry = catalogue.entries["event:pocket"]
    for number in range(KEPT + 1):
        cards.card(dataclasses.replace(entry, id=str(number)))
    cards.card(dataclasses.replace(entry, id="1"))
    assert len(cards._kept) == KEPT
