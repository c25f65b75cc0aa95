"""What one server exports gives the same entries in another."""

import itertools
from dataclasses import replace

from hypothesis import HealthCheck, given, settings, strategies as st

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.rules import problems
from bot.catalogue.writing import body_of, key_of, topic_text
from bot.domain.entries import Event, Person, Place, Topic
from bot.domain.revisions import (
    Overlay,
)
from bot.services.editing.bodies import of_pack
from tests.catalogue import overlays

from .imports import URANUS, Desk, counts, said
from .newsrooms import EDITOR, ELSEWHERE, HOME


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


def _apart_from(contents, overlay):
    """Give an overlay without what the pack says in the same words: imported, that is the pack's."""
    pack = {key: of_pack(contents, key) for key in overlay.own}
    own = {key: body for key, body in overlay.own.items() if body != pack[key]}
    return Overlay(own=own, hidden=overlay.hidden)


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
    assert await desk.overlay(there) == _apart_from(contents, overlay)
    shown, expected = desk.catalogues.of(there).contents, desk.catalogues.of(here).contents
    for field in overlays.FIELDS.values():
        assert dict(getattr(shown, field)) == dict(getattr(expected, field))
