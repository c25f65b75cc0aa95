"""What is uploaded is compared, checked all together, and saved all or nothing."""

import asyncio
import datetime as dt
import gc
import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy.exc import OperationalError

from bot.catalogue.bundling import bundle
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.rules import problems
from bot.catalogue.writing import body_of, key_of, topic_text, yaml_of
from bot.domain.entries import Event, Person, Place, Topic
from bot.domain.errors import MemberError
from bot.domain.revisions import (
    MOST_OWN,
    Action,
    Body,
    Overlay,
    Revision,
    StaleError,
    Standing,
    TooManyRecordsError,
)
from bot.services.catalogues import Catalogues
from bot.services.editing import waiting_plans
from bot.services.editing.exporting import Exporting
from bot.services.editing.importing import FIRST, Importing
from bot.services.editing.revising import Revising
from bot.services.editing.waiting_plans import KEPT, MOST_PLANS
from bot.storage.revisions import Revisions
from tests import sample
from tests.catalogue import overlays

from .newsrooms import EDITOR, ELSEWHERE, HOME, OTHER

URANUS = "event:operation-uranus"
NEW = """\
- id: operation-ring
  date: 1943-01-10
  title: Operation Ring begins
  text: The pocket is attacked.
  kind: battle
  importance: 2
  topics: [battle-of-stalingrad]
  sources: [{source: beevor-1998, at: chapter 20}]
"""


class Desk:
    """The services of imports on a database and a catalogue."""

    def __init__(self, database, clock, catalogue):
        self.database = database
        self.catalogues = Catalogues(catalogue)
        self.revising = Revising(database, clock, self.catalogues)
        self.importing = Importing(database, clock, self.catalogues, self.revising)
        self.exporting = Exporting(database)

    async def plan(self, files, *, guild=HOME, editor=EDITOR):
        """Plan the import of one file, or of several in a zip."""
        [(name, data)] = files.items()
        data = data if isinstance(data, bytes) else data.encode()
        return await self.importing.plan(guild, editor, name, data)

    async def import_(self, files, *, guild=HOME, editor=EDITOR):
        """Plan the import of a file without faults, and apply it."""
        plan = await self.plan(files, guild=guild, editor=editor)
        assert plan.faults == ()
        return await self.importing.apply(guild, editor, plan.id)

    async def put(self, overlay, *, guild=HOME):
        """Give a server an overlay, revision by revision."""
        changes = [
            *((record, Action.EDIT, Standing.OWN, body) for record, body in overlay.own.items()),
            *((record, Action.HIDE, Standing.HIDDEN, None) for record in overlay.hidden),
        ]
        await self.revising.append(
            [
                Revision(
                    guild=guild,
                    record=record,
                    number=1,
                    action=action,
                    standing=standing,
                    body=body,
                    author=EDITOR,
                    at=sample.Noon().now(),
                )
                for record, action, standing, body in changes
            ]
        )

    async def overlay(self, guild=HOME):
        """Give what the database has of a server."""
        async with self.database.read() as connection:
            return await Revisions(connection).overlay(guild)

    async def count(self, guild=HOME):
        """Count the revisions of a server."""
        async with self.database.read() as connection:
            return await Revisions(connection).count(guild)


@pytest.fixture
def desk(database, clock, catalogue):
    return Desk(database, clock, catalogue)


def said(catalogue, record=URANUS, **changes):
    """Give the body of an entry of the pack, with changes."""
    return {**body_of(catalogue.entries[record]), **changes}


def counts(plan):
    return plan.added, plan.changed, plan.hidden, plan.unchanged


def sentences(plan):
    return [str(fault) for fault in plan.faults]


# ------------------------------------------------------------------------------- plans


async def test_a_new_record_is_planned_and_nothing_saved(desk):
    plan = await desk.plan({"events.yaml": NEW})
    assert counts(plan) == (1, 0, 0, 0)
    assert (plan.name, plan.total, plan.faults) == ("events.yaml", 1, ())
    [change] = plan.first
    assert (change.record, change.before) == ("event:operation-ring", None)
    assert change.after["title"] == "Operation Ring begins"
    assert await desk.count() == 0
    assert "event:operation-ring" not in desk.catalogues.of(HOME).entries


async def test_a_plan_is_applied(desk):
    [revision] = await desk.import_({"events.yaml": NEW})
    assert (revision.action, revision.standing, revision.number) == (
        Action.IMPORT,
        Standing.OWN,
        1,
    )
    assert (revision.author, revision.note) == (EDITOR, "from events.yaml")
    assert "event:operation-ring" in desk.catalogues.of(HOME).entries
    assert "event:operation-ring" not in desk.catalogues.of(ELSEWHERE).entries


async def test_what_says_the_same_as_the_pack_changes_nothing(desk, catalogue):
    plan = await desk.plan({"events.yaml": yaml_of("event", [said(catalogue)])})
    assert counts(plan) == (0, 0, 0, 1)
    assert (plan.id, plan.total) == ("", 0)


async def test_a_changed_record_is_shown_as_it_is_and_as_it_would_be(desk, catalogue):
    plan = await desk.plan({"events.yaml": yaml_of("event", [said(catalogue, title="Uranus")])})
    assert counts(plan) == (0, 1, 0, 0)
    [change] = plan.first
    assert change.before == said(catalogue)
    assert change.after == said(catalogue, title="Uranus")


async def test_a_change_is_compared_with_what_the_server_shows(desk, catalogue):
    file = {"events.yaml": yaml_of("event", [said(catalogue, title="Uranus")])}
    await desk.import_(file)
    assert counts(await desk.plan(file)) == (0, 0, 0, 1)
    assert counts(await desk.plan(file, guild=ELSEWHERE)) == (0, 1, 0, 0)


async def test_own_text_that_is_written_otherwise_is_the_same(desk, catalogue):
    body = said(catalogue, title="Uranus")
    written = dict(reversed(body.items())) | {"aliases": [*body["aliases"]], "sensitive": []}
    await desk.put(Overlay(own={URANUS: written}))
    plan = await desk.plan({"events.yaml": yaml_of("event", [body])})
    assert counts(plan) == (0, 0, 0, 1)


async def test_own_text_at_fault_is_mended(desk, catalogue):
    await desk.put(Overlay(own={URANUS: {"id": "operation-uranus", "title": "Uranus"}}))
    plan = await desk.plan({"events.yaml": yaml_of("event", [said(catalogue, title="Uranus")])})
    assert counts(plan) == (0, 1, 0, 0)
    assert plan.first[0].before == {"id": "operation-uranus", "title": "Uranus"}


async def test_what_the_pack_says_takes_back_what_the_server_says(desk, catalogue):
    """The server then follows the pack again, and is not left with a text like it."""
    await desk.put(Overlay(own={URANUS: said(catalogue, title="Ours")}))
    [revision] = await desk.import_({"events.yaml": yaml_of("event", [said(catalogue)])})
    assert (revision.standing, revision.body, revision.number) == (Standing.PACK, None, 2)
    assert await desk.overlay() == Overlay()


async def test_records_are_hidden(desk):
    plan = await desk.plan({"hidden.yaml": f"- {URANUS}\n- event:leap\n"})
    assert counts(plan) == (0, 0, 2, 0)
    assert plan.faults == ()
    await desk.importing.apply(HOME, EDITOR, plan.id)
    assert URANUS not in desk.catalogues.of(HOME).entries
    assert counts(await desk.plan({"hidden.yaml": f"- {URANUS}\n"})) == (0, 0, 0, 1)


async def test_a_hidden_record_with_a_text_is_shown_again(desk, catalogue):
    await desk.put(Overlay(hidden=frozenset({URANUS})))
    plan = await desk.plan({"events.yaml": yaml_of("event", [said(catalogue)])})
    assert counts(plan) == (1, 0, 0, 0)
    await desk.importing.apply(HOME, EDITOR, plan.id)
    assert await desk.overlay() == Overlay()


async def test_the_first_changes_are_of_what_is_shown(desk, catalogue):
    events = [said(catalogue, title="Uranus")]
    events += [said(catalogue, id=f"new-{n}", title=f"New {n}", aliases=[]) for n in range(20)]
    bodies = {f"event:{event['id']}": event for event in events}
    plan = await desk.plan({"all.zip": bundle(bodies, {"event:leap"})})
    assert counts(plan) == (20, 1, 1, 0)
    assert [change.record for change in plan.first[:2]] == [URANUS, "event:leap"]
    assert len(plan.first) == FIRST


# ------------------------------------------------------------------------------- faults


async def test_a_file_that_cannot_be_read_is_told_with_its_line(desk):
    plan = await desk.plan({"events.yaml": NEW.replace("kind: battle", "kind: brawl")})
    [fault] = plan.errors
    assert (fault.file, fault.line, fault.where) == (
        "events.yaml",
        5,
        "event:operation-ring.kind",
    )
    assert plan.id == ""


async def test_references_that_lead_nowhere_are_told_with_what_was_meant(desk):
    text = NEW.replace("battle-of-stalingrad", "battle-of-stalingrat")
    plan = await desk.plan({"events.yaml": text})
    [told] = sentences(plan)
    assert told.startswith("events.yaml:7: event:operation-ring.topics: There is no topic ")
    assert told.endswith("Did you mean `battle-of-stalingrad`?")
    assert plan.id == ""


async def test_references_among_the_uploaded_hold(desk):
    source: Body = {"id": "new-book", "title": "A new book", "kind": "book", "trust": "None."}
    person: Body = {
        "id": "somebody-new",
        "name": "Somebody New",
        "text": "New.",
        "sources": ["new-book"],
    }
    event: Body = {
        "id": "new-event",
        "date": "1943-01-10",
        "title": "Something new",
        "text": "It happened.",
        "kind": "war",
        "importance": "1",
        "people": ["somebody-new"],
        "sources": ["new-book"],
    }
    bodies: dict[str, Body] = {
        "source:new-book": source,
        "person:somebody-new": person,
        "event:new-event": event,
    }
    await desk.import_({"all.zip": bundle(bodies, ())})
    assert desk.catalogues.of(HOME).entries["event:new-event"].people == ("somebody-new",)


async def test_references_to_the_servers_own_hold(desk):
    await desk.put(
        Overlay(
            own={
                "source:ours": {"id": "ours", "title": "Ours", "kind": "book", "trust": "None."},
            }
        )
    )
    file = {"events.yaml": NEW.replace("beevor-1998", "ours")}
    assert (await desk.plan(file)).errors == ()
    assert len((await desk.plan(file, guild=ELSEWHERE)).errors) == 1


async def test_a_name_that_another_has_is_told(desk):
    topic = """\
---
title: Battle of Moscow
period: 1941
summary: Another.
sources: [leaflet]
---
## One

Text.
"""
    plan = await desk.plan({"battle-of-moscow-again.md": topic})
    [fault] = plan.errors
    assert "topic:battle-of-moscow" in fault.sentence
    assert (fault.file, fault.line) == ("battle-of-moscow-again.md", 2)


async def test_a_name_may_move_from_one_uploaded_record_to_another(desk, catalogue):
    moscow = body_of(catalogue.entries["topic:battle-of-moscow"])
    bodies = {
        "topic:battle-of-moscow": {**moscow, "title": "Battle before Moscow"},
        "topic:another": {**moscow, "id": "another"},
    }
    plan = await desk.plan({"all.zip": bundle(bodies, ())})
    assert plan.errors == ()


async def test_warnings_do_not_keep_it_from_being_applied(desk):
    text = NEW.replace("  sources:", "  people: [georgy-zhukov]\n  sources:")
    plan = await desk.plan({"events.yaml": text.replace("1943-01-10", "1812-01-10")})
    [warning] = plan.faults
    assert warning.warning
    assert "was born after" in warning.sentence
    assert plan.errors == ()
    assert await desk.importing.apply(HOME, EDITOR, plan.id)


async def test_a_warning_of_one_record_is_told_once(desk, catalogue):
    body = said(catalogue, sensitive=["execution"], importance="1", aliases=["Uranus"])
    plan = await desk.plan({"events.yaml": yaml_of("event", [body])})
    assert len(set(plan.faults)) == len(plan.faults)


async def test_hiding_what_is_not_there_is_a_warning(desk):
    plan = await desk.plan({"hidden.yaml": "- event:leap\n- event:nothing\n"})
    [told] = sentences(plan)
    assert told.startswith("hidden.yaml:2: warning: event:nothing: There is no such record here")
    await desk.importing.apply(HOME, EDITOR, plan.id)
    assert (await desk.overlay()).hidden == {"event:leap", "event:nothing"}


async def test_hiding_a_place_that_is_named_is_a_warning(desk):
    plan = await desk.plan({"hidden.yaml": "- place:stalingrad\n"})
    [told] = sentences(plan)
    assert told.startswith("hidden.yaml:1: warning: place:stalingrad: It is shown as long as")


async def test_what_is_named_may_be_hidden_but_not_unknown(desk, catalogue):
    """As on the server that it was exported from, where somebody hid a person after the event."""
    bodies = {URANUS: said(catalogue, title="Uranus", people=["georgy-zhukov"])}
    plan = await desk.plan({"all.zip": bundle(bodies, {"person:georgy-zhukov"})})
    assert plan.errors == ()
    await desk.importing.apply(HOME, EDITOR, plan.id)
    assert desk.catalogues.of(HOME).entries[URANUS].people == ()
    bodies[URANUS]["people"] = ["no-one-at-all"]
    plan = await desk.plan({"all.zip": bundle(bodies, {"person:georgy-zhukov"})})
    assert len(plan.errors) == 1


async def test_of_very_many_faults_the_first_are_told(desk, catalogue):
    events = [said(catalogue, id=f"new-{n}", title=f"New {n}", aliases=[]) for n in range(300)]
    for event in events:
        event["topics"] = ["nothing"]
    plan = await desk.plan({"events.yaml": yaml_of("event", events)})
    assert len(plan.faults) == 201
    assert plan.faults[-1].sentence.startswith("There are more faults")
    assert len(plan.errors) == 201


async def test_more_than_a_server_may_have_is_refused(desk, catalogue):
    body = said(catalogue, aliases=[])
    own = {f"event:o-{n}": {**body, "id": f"o-{n}", "title": f"O {n}"} for n in range(MOST_OWN)}
    await desk.put(Overlay(own=own))
    with pytest.raises(TooManyRecordsError):
        await desk.plan({"events.yaml": NEW})
    changed = {**own["event:o-1"], "text": "Another."}
    assert (await desk.plan({"events.yaml": yaml_of("event", [changed])})).id


# ------------------------------------------------------------------------------- applying


async def test_a_plan_is_applied_once(desk):
    plan = await desk.plan({"events.yaml": NEW})
    results = await asyncio.gather(
        *(desk.importing.apply(HOME, EDITOR, plan.id) for _ in range(2)), return_exceptions=True
    )
    assert sum(isinstance(each, MemberError) for each in results) == 1
    assert await desk.count() == 1


@pytest.mark.parametrize(("guild", "editor"), [(HOME, OTHER), (ELSEWHERE, EDITOR)])
async def test_a_plan_is_of_one_editor_in_one_server(desk, guild, editor):
    plan = await desk.plan({"events.yaml": NEW})
    with pytest.raises(MemberError, match="upload the file again"):
        await desk.importing.apply(guild, editor, plan.id)
    with pytest.raises(MemberError, match="upload the file again"):
        desk.importing.discard(guild, editor, plan.id)
    assert await desk.importing.apply(HOME, EDITOR, plan.id)


async def test_a_discarded_plan_is_gone(desk):
    plan = await desk.plan({"events.yaml": NEW})
    desk.importing.discard(HOME, EDITOR, plan.id)
    with pytest.raises(MemberError, match="upload the file again"):
        await desk.importing.apply(HOME, EDITOR, plan.id)


async def test_a_plan_waits_for_a_quarter_of_an_hour(desk, clock):
    first = await desk.plan({"events.yaml": NEW})
    clock.time += KEPT - dt.timedelta(seconds=1)
    second = await desk.plan({"events.yaml": NEW.replace("ring", "circle")})
    assert await desk.importing.apply(HOME, EDITOR, second.id)
    clock.time += dt.timedelta(seconds=1)
    with pytest.raises(MemberError, match="upload the file again"):
        await desk.importing.apply(HOME, EDITOR, first.id)


async def test_so_many_plans_wait_and_the_oldest_goes_first(desk):
    plans = [await desk.plan({"events.yaml": NEW}, editor=n) for n in range(MOST_PLANS + 1)]
    with pytest.raises(MemberError, match="upload the file again"):
        await desk.importing.apply(HOME, 0, plans[0].id)
    assert await desk.importing.apply(HOME, 1, plans[1].id)


async def test_large_plans_are_let_go_of_sooner(desk, monkeypatch):
    monkeypatch.setattr(waiting_plans, "MOST_BYTES", 500)
    plans = [await desk.plan({"events.yaml": NEW}, editor=n) for n in range(3)]
    with pytest.raises(MemberError):
        await desk.importing.apply(HOME, 0, plans[0].id)
    assert await desk.importing.apply(HOME, 2, plans[2].id)


async def test_a_plan_has_an_id_that_none_had_before_a_restart(database, clock, catalogue):
    before = await Desk(database, clock, catalogue).plan({"events.yaml": NEW})
    clock.time += dt.timedelta(seconds=1)
    after = Desk(database, clock, catalogue)
    plan = await after.plan({"events.yaml": NEW})
    assert plan.id != before.id
    with pytest.raises(MemberError, match="upload the file again"):
        await after.importing.apply(HOME, EDITOR, before.id)


@pytest.mark.parametrize("record", ["event:operation-ring", "event:leap"])
async def test_nothing_is_applied_if_anything_changed_meanwhile(desk, record):
    """Not even where it is another record: what the file names of it may be gone."""
    text = NEW + NEW.replace("ring", "circle").replace("Ring", "Circle")
    plan = await desk.plan({"events.yaml": text})
    await desk.put(Overlay(hidden=frozenset({record})))
    with pytest.raises(StaleError) as stale:
        await desk.importing.apply(HOME, EDITOR, plan.id)
    assert stale.value.record == record
    assert stale.value.present is not None
    assert await desk.count() == 1
    with pytest.raises(MemberError, match="upload the file again"):
        await desk.importing.apply(HOME, EDITOR, plan.id)


async def test_what_changes_elsewhere_does_not_matter(desk):
    plan = await desk.plan({"events.yaml": NEW})
    await desk.put(Overlay(hidden=frozenset({"event:leap"})), guild=ELSEWHERE)
    assert await desk.importing.apply(HOME, EDITOR, plan.id)


async def test_a_change_at_the_last_moment_is_not_overwritten(desk, monkeypatch):
    plan = await desk.plan({"events.yaml": NEW})
    refuse = desk.importing._refuse_stale

    async def refusing(*arguments):
        await refuse(*arguments)
        await desk.put(Overlay(hidden=frozenset({"event:operation-ring"})))

    monkeypatch.setattr(desk.importing, "_refuse_stale", refusing)
    with pytest.raises(StaleError):
        await desk.importing.apply(HOME, EDITOR, plan.id)
    assert await desk.count() == 1


async def test_a_pack_that_was_loaded_anew_is_compared_with_anew(desk):
    plan = await desk.plan({"events.yaml": NEW})
    desk.catalogues.rebase(sample.catalogue())
    with pytest.raises(MemberError, match="loaded anew"):
        await desk.importing.apply(HOME, EDITOR, plan.id)
    assert await desk.count() == 0


async def test_a_waiting_plan_does_not_keep_an_old_pack_in_memory(database, clock):
    desk = Desk(database, clock, sample.catalogue())
    await desk.plan({"events.yaml": NEW})
    [waiting] = desk.importing._waiting._kept.values()
    assert waiting.pack() is not None
    desk.catalogues.rebase(sample.catalogue())
    gc.collect()
    assert waiting.pack() is None


async def test_what_fails_may_be_tried_again(desk, monkeypatch):
    plan = await desk.plan({"events.yaml": NEW})

    async def failing(_):
        raise OperationalError("", None, OSError())

    monkeypatch.setattr(desk.revising, "append", failing)
    with pytest.raises(OperationalError):
        await desk.importing.apply(HOME, EDITOR, plan.id)
    monkeypatch.undo()
    assert await desk.importing.apply(HOME, EDITOR, plan.id)


async def test_all_of_an_import_is_undone_together(desk, catalogue):
    bodies = {
        URANUS: said(catalogue, title="Uranus"),
        "event:leap": said(catalogue, "event:leap", title="Leap"),
    }
    await desk.import_({"all.zip": bundle(bodies, {"event:pocket"})})
    await desk.revising.undo(HOME, EDITOR)
    assert await desk.overlay() == Overlay()


async def test_an_editors_second_file_waits_for_the_answer_to_the_first(desk, monkeypatch):
    begun, go_on = asyncio.Event(), asyncio.Event()
    present = desk.importing._present

    async def waiting(guild):
        begun.set()
        await go_on.wait()
        return await present(guild)

    monkeypatch.setattr(desk.importing, "_present", waiting)
    first = asyncio.create_task(desk.plan({"events.yaml": NEW}))
    await begun.wait()
    with pytest.raises(MemberError, match="still being read"):
        await desk.plan({"events.yaml": NEW})
    others = asyncio.create_task(desk.plan({"events.yaml": NEW}, editor=OTHER))
    go_on.set()
    assert (await first).id
    assert (await others).id
    assert (await desk.plan({"events.yaml": NEW})).id


async def test_a_file_is_read_in_a_thread(desk, monkeypatch):
    threads = []
    to_thread = asyncio.to_thread

    async def noting(function, *arguments):
        threads.append(function.__name__)
        return await to_thread(function, *arguments)

    monkeypatch.setattr(asyncio, "to_thread", noting)
    await desk.import_({"events.yaml": NEW})
    assert threads == ["read_upload", "_prepared", "unpacked"]


# ------------------------------------------------------------------------------- round trips


async def test_a_server_without_changes_has_nothing_to_export(desk):
    assert await desk.exporting.zipped(HOME) is None
    assert await desk.exporting.files(HOME) == {}


async def test_what_one_server_exports_another_imports(desk, catalogue):
    overlay = Overlay(
        own={
            URANUS: said(catalogue, title="Uranus", people=["georgy-zhukov"]),
            "topic:battle-of-moscow": said(catalogue, "topic:battle-of-moscow", summary="Anew."),
            "person:ours": {
                "id": "ours",
                "name": "Ours",
                "text": "Text: no.",
                "sources": ["ours"],
            },
            "source:ours": {"id": "ours", "title": "12:30", "kind": "book", "trust": "no"},
            "place:here": {"id": "here", "name": "Here", "latitude": "1.5", "longitude": "-2.0"},
        },
        hidden=frozenset({"event:leap", "person:georgy-zhukov", "event:gone"}),
    )
    await desk.put(overlay)
    data = (await desk.exporting.zipped(HOME)).data
    plan = await desk.plan({"export.zip": data}, guild=ELSEWHERE)
    assert plan.errors == ()
    assert counts(plan) == (3, 2, 3, 0)
    await desk.importing.apply(ELSEWHERE, EDITOR, plan.id)
    assert await desk.overlay(ELSEWHERE) == await desk.overlay(HOME) == overlay
    assert (await desk.exporting.zipped(ELSEWHERE)).data == data


async def test_files_are_those_of_a_pack(desk, catalogue):
    topic = said(catalogue, "topic:battle-of-moscow", summary="Anew.")
    await desk.put(Overlay(own={"topic:battle-of-moscow": topic}, hidden=frozenset({URANUS})))
    assert await desk.exporting.files(HOME) == {
        "topics/battle-of-moscow.md": topic_text(topic),
        "hidden.yaml": f"- {URANUS}\n",
    }


def _named_apart(record):
    """Give a record a name that no other has."""
    match record:
        case Event() | Topic():
            return replace(record, title=f"{record.title} {record.id}", aliases=())
        case Person():
            return replace(record, name=f"{record.name} {record.id}", aliases=())
        case Place():
            return replace(record, name=f"{record.name} {record.id}")
        case _:
            return record


def _sound(overlay, records):
    """Give an overlay of those of the records that hold by themselves."""
    named = [_named_apart(record) for record in records]
    sound = [each for each in named if all(problem.warning for problem in problems(each))]
    own = {key_of(record): body_of(record) for record in sound}
    return Overlay(own=own, hidden=frozenset(overlay.hidden - own.keys()))


GUILDS = itertools.count(1000)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    overlays.packs(),
    st.builds(_sound, overlays.overlays(), st.lists(overlays.records(), max_size=8)),
)
async def test_any_export_gives_the_same_entries_elsewhere(database, clock, contents, overlay):
    desk = Desk(database, clock, Catalogue.of(contents))
    here, there = next(GUILDS), next(GUILDS)
    await desk.put(overlay, guild=here)
    export = await desk.exporting.zipped(here)
    if export is None:
        assert not overlay
        return
    plan = await desk.plan({"export.zip": export.data}, guild=there)
    assert plan.errors == ()
    await desk.importing.apply(there, EDITOR, plan.id)
    assert await desk.overlay(there) == overlay
    shown, expected = desk.catalogues.of(there).contents, desk.catalogues.of(here).contents
    for field in overlays.FIELDS.values():
        assert dict(getattr(shown, field)) == dict(getattr(expected, field))
