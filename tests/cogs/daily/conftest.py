"""Moderators who talk to the bot on the day before the first post, and whom Discord holds to its rules."""

import pytest

from .talking import DAY_BEFORE


@pytest.fixture
def asker():
    return "moderator"


@pytest.fixture(autouse=True)
def _the_day_before(clock):
    clock.time = DAY_BEFORE


@pytest.fixture
def channel(home):
    return next(each for each in home.channels.values() if each.name == "on-this-day")
