"""Editors who change records, and what their server shows then."""

import pytest

from bot.services.catalogues import Catalogues
from bot.services.editing.revising import Revising
from tests.services.editing.newsrooms import EDITOR, HOME

from .said import URANUS


@pytest.fixture
def catalogues(catalogue):
    return Catalogues(catalogue)


@pytest.fixture
def revising(database, clock, catalogues):
    return Revising(database, clock, catalogues)


@pytest.fixture
def edit(revising):
    """Give a function that publishes what a record says now, with changes."""

    async def editing(record=URANUS, *, guild=HOME, author=EDITOR, **changes):
        body, number = await revising.present(guild, record)
        return await revising.publish(
            guild, record, {**body, **changes}, parent=number, author=author
        )

    return editing


@pytest.fixture
def title(catalogues):
    """Give a function that tells what an event is called in a server, if it is shown."""

    def telling(record=URANUS, guild=HOME):
        entry = catalogues.of(guild).entries.get(record)
        return None if entry is None else entry.name

    return telling
