"""What tests of several layers share."""

import datetime as dt

import pytest

from tests import sample


class HeldClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now):
        self.time = now

    def now(self):
        return self.time


@pytest.fixture
def clock():
    return HeldClock(dt.datetime(2026, 6, 22, 9, tzinfo=dt.UTC))


@pytest.fixture(scope="session")
def catalogue():
    return sample.catalogue()
