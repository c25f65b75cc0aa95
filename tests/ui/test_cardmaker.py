"""Cards are made once a day, and never shown when they no longer hold."""

import dataclasses
import datetime as dt

import pytest

from bot.ui.cardmaker import KEPT, CardMaker
from tests import sample
from tests.conftest import HeldClock
from tests.ui import reading
from tests.ui.days import TODAY


@pytest.fixture
def clock():
    return HeldClock(dt.datetime.combine(TODAY, dt.time(9), dt.UTC))


@pytest.fixture
def here(catalogue, clock):
    return sample.answering(catalogue, clock).of(None)


@pytest.fixture
def maker():
    return CardMaker("")


@pytest.fixture
def cards(maker, here):
    """Make cards where `here` answers."""

    class Here:
        def card(self, *arguments, **options):
            return maker.card(here, *arguments, **options)

    return Here()


def test_a_card_is_made_once_a_day(cards, clock, catalogue):
    entry = catalogue.entries["event:operation-uranus"]
    first = cards.card(entry)
    assert cards.card(entry) is first
    clock.time = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
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


def test_two_catalogues_never_share_a_card(maker, here, catalogue):
    entry = catalogue.entries["event:operation-uranus"]
    theirs = sample.answering(dataclasses.replace(catalogue), here.today._clock).of(None)
    assert maker.card(here, entry) is not maker.card(theirs, entry)


def test_only_the_latest_cards_are_kept(cards, maker, catalogue):
    entry = catalogue.entries["event:pocket"]
    for number in range(KEPT + 1):
        cards.card(dataclasses.replace(entry, id=str(number), topics=()))
    cards.card(dataclasses.replace(entry, id="1", topics=()))
    assert len(maker._kept) == KEPT
