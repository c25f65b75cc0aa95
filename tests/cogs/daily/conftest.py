"""Moderators who talk to the bot on the day before the first post, and whom Discord holds to its rules."""

import pytest

from .talking import DAY_BEFORE


@pytest.fixture(autouse=True)
def _nothing_was_refused(playground):
    """Discord refuses no request of ours in any of these conversations."""
    yield
    assert list(playground.journal.violations) == []


@pytest.fixture(autouse=True)
def _the_day_before(clock):
    clock.time = DAY_BEFORE


@pytest.fixture
def ask(bot, playground):
    """Give a function that sends a command as a moderator and returns the outcome."""

    def asking(text, *, who="moderator", where="general"):
        return playground.type(text, who=who, where=where)

    return asking


@pytest.fixture
def press(playground):
    """Give a function that presses a button as a moderator."""

    def pressing(message, button, *, who="moderator"):
        return playground.press(message, button, who=who)

    return pressing


@pytest.fixture
def home(playground):
    return next(iter(playground.world.guilds.values()))


@pytest.fixture
def channel(home):
    return next(each for each in home.channels.values() if each.name == "on-this-day")
