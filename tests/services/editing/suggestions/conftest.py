"""Members who suggest and report, and the services that editors decide with."""

import pytest

from bot.services.editing.comparing import Comparing
from bot.services.editing.suggesting import Suggesting
from tests.services.editing.newsrooms import HOME

from .said import BOOK, EVENT, MEMBER, POCKET


@pytest.fixture
def suggesting(database, clock, services):
    drafting, revising, catalogues = services
    comparing = Comparing(
        database=database,
        clock=clock,
        catalogues=catalogues,
        revising=revising,
        drafting=drafting,
    )
    return Suggesting(
        database=database,
        clock=clock,
        revising=revising,
        drafting=drafting,
        comparing=comparing,
    )


@pytest.fixture
def suggest(suggesting):
    """Give a function that suggests an event."""

    def suggested(author=MEMBER, guild=HOME, source=BOOK, record="event:", **fields):
        credited = fields.pop("wants_credit", False)
        return suggesting.take(
            guild,
            author,
            record,
            fields=(EVENT if record == "event:" else {}) | fields,
            source=source,
            wants_credit=credited,
        )

    return suggested


@pytest.fixture
def report(suggesting):
    """Give a function that reports a mistake."""

    def reported(text="", author=MEMBER, wrong="It held out longer.", record=POCKET, **options):
        given = {"source": BOOK} | options
        return suggesting.take(HOME, author, record, fields={"text": text}, wrong=wrong, **given)

    return reported
