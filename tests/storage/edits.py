"""Revisions, drafts and suggestions to keep, and how SQLite goes about a query."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, settings, strategies as st
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.revisions import (
    Action,
    Draft,
    Revision,
    Standing,
    Suggestion,
    SuggestionState,
)
from tests.storage.samples import AUTHOR, GUILD, NOW, ids, instants, words

EDITOR, MEMBER, LARGEST_ID = AUTHOR, 11, 2**63 - 1
RECORD = "event:the-battle"
BODY: dict[str, Any] = {
    "id": "the-battle",
    "title": "Сражение",
    "sources": ["beevor-1998", {"source": "glantz-2009", "at": "p. 12"}],
}

one_database = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def revision(record: str = RECORD, number: int = 1, **changes: Any) -> Revision:
    """Make a revision that gives a record a body of the server's own."""
    made = Revision(
        guild=GUILD,
        record=record,
        number=number,
        action=Action.IMPORT,
        standing=Standing.OWN,
        body=BODY,
        author=EDITOR,
        at=NOW,
    )
    return replace(made, **changes)


def hidden(record: str = RECORD, number: int = 1, **changes: Any) -> Revision:
    return revision(record, number, standing=Standing.HIDDEN, body=None, **changes)


def from_the_pack(record: str = RECORD, number: int = 1, **changes: Any) -> Revision:
    return revision(record, number, standing=Standing.PACK, body=None, **changes)


def draft(**changes: Any) -> Draft:
    made = Draft(
        id=0,
        guild=GUILD,
        author=EDITOR,
        record=RECORD,
        is_new=False,
        base=0,
        body=BODY,
        updated_at=NOW,
    )
    return replace(made, **changes)


def suggestion(**changes: Any) -> Suggestion:
    made = Suggestion(
        id=0,
        guild=GUILD,
        author=MEMBER,
        record=RECORD,
        wrong="It was in July.",
        source="Glantz, page 12",
        fields={"date": "1942-07"},
        wants_credit=True,
        at=NOW,
    )
    return replace(made, **changes)


_slugs = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
_types = st.sampled_from(["event", "person", "topic", "place", "source"])
records = st.builds("{}:{}".format, _types, _slugs)
bodies: st.SearchStrategy[Mapping[str, Any]] = st.dictionaries(
    words,
    st.recursive(
        words,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)
standings = {
    Action.ADD: [Standing.OWN],
    Action.EDIT: [Standing.OWN, Standing.PACK],
    Action.HIDE: [Standing.HIDDEN],
    Action.RESTORE: [Standing.OWN, Standing.PACK],
    Action.ROLLBACK: list(Standing),
    Action.UNDO: list(Standing),
    Action.IMPORT: list(Standing),
}


@st.composite
def revisions(draw: st.DrawFn) -> Revision:
    """Make revisions of a record that has one already, with anything in them."""
    action = draw(st.sampled_from(Action))
    standing = draw(st.sampled_from(standings[action]))
    return Revision(
        guild=draw(ids),
        record=RECORD,
        number=2,
        action=action,
        standing=standing,
        body=draw(bodies) if standing is Standing.OWN else None,
        author=draw(st.none() | ids),
        at=draw(instants),
        note=draw(words),
        credit=draw(st.none() | ids),
    )


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Make drafts of anything, that take nothing up."""
    is_new = draw(st.booleans())
    return Draft(
        id=0,
        guild=draw(ids),
        author=draw(ids),
        record=draw(_types) + ":" if is_new else draw(records),
        is_new=is_new,
        base=0 if is_new else draw(st.integers(0, 1000)),
        body=draw(bodies),
        updated_at=draw(instants),
    )


@st.composite
def suggestions(draw: st.DrawFn) -> Suggestion:
    """Make suggestions of anything, open or decided."""
    is_new = draw(st.booleans())
    state = draw(st.sampled_from(SuggestionState))
    is_open = state is SuggestionState.OPEN
    return Suggestion(
        id=0,
        guild=draw(ids),
        author=draw(ids),
        record=draw(_types) + ":" if is_new else draw(records),
        wrong="" if is_new else draw(words),
        source=draw(words),
        fields=draw(st.dictionaries(words, words, max_size=3)),
        wants_credit=draw(st.booleans()),
        at=draw(instants),
        state=state,
        decided_by=None if is_open else draw(st.none() | ids),
        decided_at=None if is_open else draw(instants),
        reason="" if is_open else draw(words),
        told=not is_open and draw(st.booleans()),
    )


@contextmanager
def explained(connection: AsyncConnection) -> Iterator[list[str]]:
    """Collect what SQLite says of how it goes about each statement that is run meanwhile."""
    plan: list[str] = []

    def explain(sync: Connection, _: object, statement: str, parameters: Any, *__: object) -> None:
        if not statement.startswith(("EXPLAIN", "\n")):  # text of our own needs no index
            rows = sync.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plan.extend(row.detail for row in rows)

    event.listen(connection.sync_connection, "before_cursor_execute", explain)
    yield plan
    event.remove(connection.sync_connection, "before_cursor_execute", explain)
