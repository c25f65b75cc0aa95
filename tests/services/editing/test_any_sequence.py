"""Whatever editors do one after another, the server shows what a plain model of it says."""

import asyncio
import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.catalogue.bundling import bundle
from bot.catalogue.uploads import read_upload
from bot.catalogue.writing import body_of
from bot.domain.errors import MemberError
from bot.domain.revisions import Action, Overlay, Revision, Standing, id_of, type_of
from bot.services.catalogues import Catalogues
from bot.services.editing.revising import Revising
from bot.storage.database import Database
from tests import sample

PACK = {
    f"{type_}:{record.id}": dict(body_of(record))
    for type_, records in (
        ("event", sample.EVENTS),
        ("person", sample.PEOPLE),
        ("topic", sample.TOPICS),
        ("place", sample.PLACES),
        ("source", sample.SOURCES),
    )
    for record in records
}
NAMED = {"people": "person", "topics": "topic", "related": "topic"}
NEW = ("event:new-one", "event:new-two", "person:new-three", "topic:new-four")
FROM_PACK = (Standing.PACK, None)
EDITOR = 11
TITLES = {"event": "title", "person": "name", "topic": "title"}


class Clock:
    """Moves on with each look, so that no two changes are at one instant."""

    def __init__(self):
        self.ticks = count()

    def now(self):
        """Give the next millisecond."""
        start = dt.datetime(2026, 6, 22, tzinfo=dt.UTC)
        return start + dt.timedelta(milliseconds=next(self.ticks))


class Model:
    """What each record was made to show, by number; and what could be undone, the latest last."""

    def __init__(self):
        self.past = {}
        self.done = []

    def state(self, record):
        """Give the standing and the body of a record now."""
        return self.past.get(record, [FROM_PACK])[-1]

    def body(self, record):
        """Give what is shown of a record; None for nothing."""
        standing, body = self.state(record)
        return PACK.get(record) if standing is Standing.PACK else body

    def number(self, record):
        """Give the number of the latest revision of a record."""
        return len(self.past.get(record, [FROM_PACK])) - 1

    def shown(self):
        """Give all that members see: each body without the names that lead nowhere."""
        records = dict.fromkeys([*PACK, *self.past])
        there = {record: body for record in records if (body := self.body(record)) is not None}
        return {record: self.pruned(body, there) for record, body in there.items()}

    @staticmethod
    def pruned(body, there):
        """Leave out names that lead nowhere."""
        kept = {
            field: [id_ for id_ in body[field] if f"{type_}:{id_}" in there]
            for field, type_ in NAMED.items()
            if field in body
        }
        return without_gaps(body | kept)

    def overlay(self):
        """Give what is shown in place of the pack."""
        states = {record: states[-1] for record, states in self.past.items()}
        return Overlay(
            own={key: body for key, (standing, body) in states.items() if standing is Standing.OWN},
            hidden=frozenset(
                key for key, (standing, _) in states.items() if standing is Standing.HIDDEN
            ),
        )

    def change(self, states, *, undoable=True):
        """Let records stand otherwise from now on."""
        if undoable:
            self.done.append({record: self.state(record) for record in states})
        for record, state in states.items():
            self.past.setdefault(record, [FROM_PACK]).append(state)


CATALOGUE = sample.catalogue()


def without_gaps(body):
    """Leave out what says nothing: empty lists, and spaces at the ends of lines."""
    said = {field: value for field, value in body.items() if value != []}
    if "sections" in said:
        said["sections"] = "\n".join(line.rstrip() for line in said["sections"].splitlines())
    return said


def first_of(type_):
    return next(body for key, body in PACK.items() if type_of(key) == type_)


def fields_of(type_):
    return {"event": {"people", "topics"}, "person": {"topics"}, "topic": {"people", "related"}}[
        type_
    ]


class AnySequence(RuleBasedStateMachine):
    """Works on a server of its own, in a database that all share."""

    runner: asyncio.Runner
    database: Database
    guilds: Iterator[int]

    def __init__(self):
        super().__init__()
        self.guild = next(self.guilds)
        self.words = count(1)
        self.model = Model()
        self.clock = Clock()
        self.start()

    def start(self):
        """Show what a new process would, before it has looked."""
        self.catalogues = Catalogues(CATALOGUE)
        self.revising = Revising(self.database, self.clock, self.catalogues)

    def does(self, work, states, *, undoable=True):
        """Do it in both; what the model cannot do is refused."""
        if states is None:
            with pytest.raises(MemberError):
                self.runner.run(work)
        else:
            self.runner.run(work)
            self.model.change(states, undoable=undoable)

    def written(self, data, record):
        """Give a body that holds, for something new or for what is there."""
        type_ = type_of(record)
        shown = self.model.shown()
        body = shown.get(record) or {**first_of(type_), "id": id_of(record)}
        for name in ("aliases", "native_name"):
            if record not in PACK:
                body.pop(name, None)
        for field in NAMED.keys() & fields_of(type_):
            ids = [id_of(key) for key in shown if type_of(key) == NAMED[field]]
            chosen = data.draw(st.lists(st.sampled_from(ids or [""]), unique=True, max_size=2))
            body = {**body, field: [id_ for id_ in chosen if id_ not in {"", id_of(record)}]}
        return without_gaps({**body, TITLES[type_]: f"Version {next(self.words)}"})

    @rule(data=st.data(), record=st.sampled_from(NEW))
    def add(self, data, record):
        """Add something, where it is not shown yet."""
        if self.model.body(record) is None:
            self.publish(data, record, Action.ADD)

    @rule(data=st.data())
    @precondition(lambda self: self.entries())
    def edit(self, data):
        """Change what is shown."""
        self.publish(data, data.draw(st.sampled_from(self.entries())), Action.EDIT)

    def publish(self, data, record, action):
        """Publish a body that holds."""
        body = self.written(data, record)
        publishing = self.revising.publish(
            self.guild,
            record,
            body,
            parent=self.model.number(record),
            author=EDITOR,
            action=action,
        )
        self.does(publishing, {record: (Standing.OWN, body)})

    @rule(data=st.data())
    @precondition(lambda self: self.entries())
    def hide(self, data):
        """Hide what is shown."""
        record = data.draw(st.sampled_from(self.entries()))
        hiding = self.revising.hide(self.guild, record, EDITOR)
        self.does(hiding, {record: (Standing.HIDDEN, None)})

    @rule(data=st.data())
    @precondition(lambda self: self.model.past)
    def restore(self, data):
        """Restore what is hidden; anything else is refused."""
        record = data.draw(st.sampled_from(sorted(self.model.past)))
        states = None
        if self.model.state(record)[0] is Standing.HIDDEN:
            past = reversed(self.model.past[record])
            before = next(each for each in past if each[0] is not Standing.HIDDEN)
            states = None if before == FROM_PACK and record not in PACK else {record: before}
        self.does(self.revising.restore(self.guild, record, EDITOR), states)

    @rule(data=st.data())
    @precondition(lambda self: self.model.past)
    def roll_back(self, data):
        """Go back to any number; what it says now, or never said, is refused."""
        record = data.draw(st.sampled_from(sorted(self.model.past)))
        number = data.draw(st.integers(0, self.model.number(record) + 1))
        past = self.model.past[record]
        states = None
        if number < len(past) and past[number] != past[-1]:
            states = {record: past[number]}
        self.does(self.revising.roll_back(self.guild, record, number, EDITOR), states)

    @rule()
    def undo(self):
        """Take back the latest change, or all of an import; nothing left is refused."""
        states = self.model.done.pop() if self.model.done else None
        self.does(self.revising.undo(self.guild, EDITOR), states, undoable=False)

    @rule(data=st.data())
    def bring_in(self, data):
        """Import some records, and hide some others, at once."""
        entries = [*self.entries(), *NEW]
        records = data.draw(st.lists(st.sampled_from(entries), min_size=1, max_size=4, unique=True))
        states = {}
        for record in records:
            hides = data.draw(st.booleans()) and self.model.body(record) is not None
            own = (Standing.HIDDEN, None) if hides else None
            states[record] = own or (Standing.OWN, self.written(data, record))
        self.does(self.revising.append(self.imported(self.guild, states)), states)

    def imported(self, guild, states):
        """Give the changes of one import."""
        at = self.clock.now()
        return [
            Revision(
                guild=guild,
                record=record,
                number=(self.model.number(record) if guild == self.guild else 0) + 1,
                action=Action.IMPORT,
                standing=standing,
                body=body,
                author=EDITOR,
                at=at,
            )
            for record, (standing, body) in states.items()
        ]

    @rule()
    def export_and_import_elsewhere(self):
        """Let another server take in what is written to files."""
        overlay = self.catalogues.overlay(self.guild)
        upload = read_upload("export.zip", bundle(overlay.own, overlay.hidden))
        assert upload.faults == ()
        states: dict[str, Any] = {
            record: (Standing.OWN, body) for record, body in upload.bodies.items()
        }
        states |= dict.fromkeys(upload.hidden, (Standing.HIDDEN, None))
        elsewhere = next(self.guilds)
        self.runner.run(self.revising.append(self.imported(elsewhere, states)))
        assert self.catalogues.overlay(elsewhere) == overlay

    @rule()
    def restart(self):
        """Another process shows the same from what is stored."""
        self.start()
        self.runner.run(self.revising.load())

    def entries(self):
        """Give the keys of all entries that are shown."""
        return [key for key in self.model.shown() if type_of(key) in TITLES]

    @invariant()
    def it_shows_what_the_model_says(self):
        """Compare all that members see, and what is kept of it."""
        overlaid = self.catalogues.overlaid(self.guild)
        contents = overlaid.catalogue.contents
        mappings: Mapping[str, Mapping[str, Any]] = {
            "event": contents.events,
            "person": contents.people,
            "topic": contents.topics,
            "place": contents.places,
            "source": contents.sources,
        }
        shown = {
            f"{type_}:{id_}": without_gaps(body_of(record))
            for type_, records in mappings.items()
            for id_, record in records.items()
        }
        assert self.catalogues.overlay(self.guild) == self.model.overlay()
        assert overlaid.left_out == ()
        assert shown == self.model.shown()
        assert set(overlaid.catalogue.entries) == set(self.entries())

    def teardown(self):
        """Find each revision of each record where it was written."""
        for record, past in self.model.past.items():
            for number, (standing, body) in enumerate(past[1:], start=1):
                kept = self.runner.run(self.revising.revision(self.guild, record, number))
                assert kept is not None
                assert (kept.standing, kept.body) == (standing, body)


def test_any_sequence_of_changes_shows_what_the_model_says(database_address):
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        opening = stack.enter_async_context(Database.open(database_address))
        database = runner.run(opening)
        shared = {"runner": runner, "database": database, "guilds": count(1)}
        try:
            run_state_machine_as_test(
                type("Here", (AnySequence,), shared),
                settings=settings(
                    max_examples=25,
                    stateful_step_count=25,
                    deadline=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            runner.run(stack.aclose())
