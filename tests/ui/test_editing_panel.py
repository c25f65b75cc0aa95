"""Panels and pickers fit Discord's limits, however full or faulty a draft is."""

import dataclasses
from typing import Any

import pytest

from bot.catalogue.records import Problem
from bot.domain.revisions import Action, Revision, Standing
from bot.services.editing.merging import Conflict
from bot.services.editing.sections import LAYOUTS, Input
from bot.ui import editing_panel as panel, editing_texts as texts
from bot.ui.editing_maker import Panels
from bot.ui.editing_picker import Spot, query_of
from bot.ui.editing_shown import fitted, seen
from tests import sample
from tests.cogs.content.panels import crowded
from tests.services.editing.newsrooms import newsroom_of
from tests.storage.edits import suggestion
from tests.ui import reading
from tests.ui.drafts import LAST, draft_of, faults_of

FILLINGS = [
    "x",
    "word ",
    "*",
    "`",
    "```\n",
    "\u202e",
    "\x00\x07",
    "é",
    "## ",
    "@everyone ",
    "<@1>\n",
    "[a](https://b.c) ",
    "\U0001f468\u200d\U0001f469",
    "ﷺ",
]


@pytest.fixture
def panels(clock, database):
    return Panels(newsroom_of(sample.answering(crowded(), clock), database, clock))


def full(type_, filling, length=4000):
    """Give a body whose every field is as full as forms and menus let it be."""
    text = (filling * length)[:length]
    body: Any = {}
    for section in LAYOUTS[type_].sections:
        for field in section.fields:
            body[field.name] = text
            if field.input in {Input.LINES, Input.CHOICES}:
                body[field.name] = [text[:100]] * 40
            if field.input is Input.ROLES:
                body[field.name] = [{"title": text[:120], "years": text[:40]}] * 30
    for name in LAYOUTS[type_].picks:
        body[name] = [f"{name}-{number:02}".ljust(60, "x") for number in range(60)]
    if type_ == "topic":
        body["sections"] = "\n\n".join(f"## {n} {text[:200]}\n\n{text}" for n in range(30))
    return body


@pytest.mark.parametrize("type_", LAYOUTS)
@pytest.mark.parametrize("filling", FILLINGS)
def test_the_fullest_draft_fits(panels, type_, filling):
    body = full(type_, filling)
    draft = draft_of(f"{type_}:", body, suggestion=10**18 - 1)
    headline = texts.NOT_PUBLISHED
    assert faults_of(panels.panel(draft, headline)) == []
    change = draft_of(f"{type_}:{'x' * 60}", body)
    assert faults_of(panels.panel(change, headline)) == []
    assert faults_of(panel.ask_discard(draft)) == []
    assert (
        faults_of(panel.drafts([draft_of(f"{type_}:", body, id=n) for n in range(20)], "", 30))
        == []
    )
    for field in LAYOUTS[type_].picks:
        for page in (0, 2, 99):
            spot = Spot(field=field, page=page, query=query_of(filling * 100))
            assert faults_of(panels.picker(draft, spot)) == []
            assert faults_of(panels.picker(draft, Spot(field=field, page=page))) == []


REVISION = Revision(
    guild=1,
    record="event:uranus",
    number=3,
    action=Action.EDIT,
    standing=Standing.OWN,
    body={},
    author=10**18,
    at=LAST,
)


@pytest.mark.parametrize("filling", FILLINGS)
async def test_a_full_conflict_fits(panels, filling):
    draft = draft_of("event:uranus", full("event", filling))
    body = full("event", "y")
    latest = dataclasses.replace(REVISION, body=body)
    for base in (full("event", "z"), {**body, "title": "z"}, draft.body, None):
        for theirs in (body, None):
            conflict = Conflict(latest=latest, base=base, theirs=theirs, mine=draft.body)
            assert faults_of(panels.stale(draft, conflict)) == []
            assert faults_of(await panels.settled(draft, conflict)) == []


def test_an_editor_who_was_erased_is_not_named(panels):
    draft = draft_of("event:uranus", {"title": "Uranus"})
    latest = dataclasses.replace(REVISION, author=None)
    conflict = Conflict(latest=latest, base={}, theirs={"title": "Ur"}, mine=draft.body)
    assert "meanwhile it was changed.**" in reading.text(panels.stale(draft, conflict))


@pytest.mark.parametrize("filling", FILLINGS)
def test_a_suggestion_that_was_decided_meanwhile_is_told_at_any_length(panels, filling):
    taken = suggestion(state="rejected", decided_by=10**18, reason=filling * 500)
    draft = draft_of("event:uranus", full("event", filling), suggestion=taken.id)
    assert faults_of(panels.decided(draft, taken)) == []
    taken = suggestion(state="approved", decided_by=None)
    assert "was approved:**" in reading.text(panels.decided(draft, taken))


@pytest.mark.parametrize("record", ["event:leap", "person:nobody", "topic:battle-of-moscow"])
def test_what_was_published_is_shown_with_what_takes_it_back(panels, record):
    revision = Revision(
        guild=1,
        record=record,
        number=12,
        action=Action.EDIT,
        standing=Standing.OWN,
        body={},
        author=2,
        at=LAST,
    )
    view = panels.published(revision)
    assert faults_of(view) == []
    assert reading.buttons(view) == {
        texts.HISTORY: f"f:history:{record}:0",
        texts.UNDO: f"f:takeback:12:{record}",
    }


def test_nothing_that_is_typed_hides_or_turns_round():
    assert seen("a\u202eb\u200bc\x07d", 100) == "a b c d"


def test_texts_are_cut_to_the_room_there_is():
    assert fitted(["abc", "defgh"], 8) == ["abc", "defgh"]
    assert fitted(["abc", "defgh"], 6) == ["abc", "de…"]
    assert fitted(["abc", "defgh"], 4) == ["abc"]
    assert fitted(["ab\\*cd"], 4) == ["ab…"]


def problem(field, *more):
    return Problem(path=(field, *more), sentence="It is wrong.")


@pytest.mark.parametrize(
    ("type_", "found", "place"),
    [
        ("event", problem("kind"), "words"),
        ("event", problem("old_style"), "names"),
        ("event", problem("places", 3), "places"),
        ("event", problem("sections"), "words"),
        ("person", problem("roles", 0, "years"), "life"),
        ("topic", problem("sections", 12), "sections"),
        ("source", problem("url"), "published"),
        ("place", problem("hat"), "words"),
        ("place", Problem(path=(), sentence="All of it."), "words"),
    ],
)
def test_a_problem_is_mended_where_its_field_is_edited(type_, found, place):
    assert panel.place_of(type_, found) == place


def test_every_field_and_section_has_a_label():
    for type_, layout in LAYOUTS.items():
        for section in layout.sections:
            assert texts.where(type_, section.name) != section.name
            for field in section.fields:
                assert texts.of_type(texts.FIELDS, type_, field.name)
        assert set(layout.picks) <= set(texts.FIELDS)


def test_a_draft_is_called_by_its_name_or_by_what_it_is():
    assert panel.named(draft_of("event:", {"title": "A *b*"})) == "“A \\*b\\*”"
    assert panel.named(draft_of("event:", {})) == "a new event"
    assert panel.named(draft_of("event:uranus", {})) == "event:uranus"
