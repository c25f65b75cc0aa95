"""What is uploaded is compared with what is shown, and checked all together."""

import pytest

from bot.catalogue.bundling import bundle
from bot.catalogue.writing import body_of, yaml_of
from bot.domain.revisions import (
    MOST_OWN,
    Action,
    Body,
    Overlay,
    Standing,
    TooManyRecordsError,
)
from bot.services.editing.importing import FIRST

from .imports import NEW, URANUS, counts, said, sentences
from .newsrooms import EDITOR, ELSEWHERE, HOME


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
