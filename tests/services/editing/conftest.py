"""What tests of imports and exports share."""

import pytest

from .imports import Desk


@pytest.fixture
def desk(database, clock, catalogue):
    return Desk(database, clock, catalogue)
