"""What tests of editing share."""

import pytest

from .imports import Desk
from .newsrooms import drafting_on


@pytest.fixture
def desk(database, clock, catalogue):
    return Desk(database, clock, catalogue)


@pytest.fixture
def services(database, clock, catalogue):
    return drafting_on(database, clock, catalogue)


@pytest.fixture
def drafting(services):
    return services[0]


@pytest.fixture
def revising(services):
    return services[1]


@pytest.fixture
def catalogues(services):
    return services[2]
