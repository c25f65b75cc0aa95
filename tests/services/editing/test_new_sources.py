"""A source is made together with what cites it: checked, published and taken back as one."""

import pytest

from bot.domain.errors import MemberError
from bot.domain.revisions import Action, made_for
from bot.services.editing.new_sources import (
    MOST,
    new_sources,
    record_alone,
    settled,
    with_changed,
    with_source,
)
from bot.services.editing.revising import FaultyError
from bot.services.editing.sections import chosen_in, located, picked
from tests import sample
from tests.services.editing.newsrooms import EDITOR, HOME, OTHER

BODY = {
    "date": "1941-06-22",
    "title": "Barbarossa begins",
    "text": "German forces invade the Soviet Union.",
    "kind": "war",
    "importance": "3",
}
DIARY = {"title": "A diary", "kind": "document", "trust": "Written on the day."}
TITANS = {
    "title": "When Titans Clashed",
    "author": "David Glantz",
    "year": "1995",
    "kind": "book",
    "trust": "A history.",
}
MADE = "event:barbarossa-begins"


def test_a_new_source_is_called_by_its_author_and_cited():
    body = with_source({**BODY, "sources": ["leaflet"]}, TITANS, {})
    assert chosen_in(body, "sources") == ["leaflet", "glantz-1995"]
    assert new_sources(body) == {"glantz-1995": {"id": "glantz-1995", **TITANS}}
    assert record_alone(body) == {**BODY, "sources": ["leaflet", "glantz-1995"]}


def test_no_two_new_sources_have_one_id():
    body = with_source(with_source(BODY, DIARY, {"a-diary"}), DIARY, {"a-diary"})
    assert list(new_sources(body)) == ["a-diary-2", "a-diary-3"]


def test_a_draft_makes_few_sources():
    body = record_alone(BODY)
    for _ in range(MOST):
        body = with_source(body, DIARY, {})
    with pytest.raises(MemberError, match="at most 5 new sources"):
        with_source(body, DIARY, {})


def test_what_is_put_back_is_kept_and_not_made():
    body = picked(with_source(BODY, DIARY, {}), "sources", ["leaflet"])
    assert list(new_sources(body)) == ["a-diary"]
    assert settled(body, {}, sample.contents()) == ({**BODY, "sources": ["leaflet"]}, {})


def test_a_new_source_is_changed_in_its_place():
    body = with_changed(with_source(BODY, DIARY, {}), "a-diary", TITANS)
    assert new_sources(body) == {"a-diary": {"id": "a-diary", **TITANS}}


def test_an_id_that_is_taken_since_is_not_taken_from_another():
    body = located(with_source(BODY, DIARY, {}), {"a-diary": "p. 3"})
    said, made = settled(body, {"a-diary"}, sample.contents())
    assert said["sources"] == [{"source": "a-diary-2", "at": "p. 3"}]
    assert made == {"a-diary-2": {"id": "a-diary-2", **DIARY}}


async def test_what_another_draft_made_meanwhile_is_not_made_twice(drafting, catalogues):
    drafts = [
        await drafting.add(HOME, editor, "event", with_source({**BODY, "title": title}, DIARY, {}))
        for editor, title in ((EDITOR, "One"), (OTHER, "Another"))
    ]
    for draft in drafts:
        await drafting.publish(draft)
    assert sorted(catalogues.overlay(HOME).own) == ["event:another", "event:one", "source:a-diary"]


async def test_an_entry_is_proved_with_the_sources_that_it_makes(drafting):
    draft = await drafting.add(HOME, EDITOR, "event", with_source(BODY, DIARY, {}))
    proof = drafting.prove(draft)
    assert proof.is_sound
    assert [each.source for each in proof.entry.sources] == ["a-diary"]
    assert proof.catalogue.contents.sources["a-diary"].title == "A diary"


async def test_what_is_wrong_with_a_new_source_is_said_of_the_sources(drafting, catalogues):
    body = with_source({**BODY, "sources": ["leaflet"]}, {**DIARY, "url": "ftp://a.b"}, {})
    draft = await drafting.add(HOME, EDITOR, "event", body)
    [problem] = drafting.prove(draft).problems
    assert problem.path == ("sources", 1)
    assert problem.sentence.startswith("In the new source “A diary”: ")
    with pytest.raises(FaultyError, match="In the new source"):
        await drafting.publish(draft)
    assert not catalogues.overlay(HOME)


async def test_a_source_that_nobody_makes_is_a_fault_still(drafting):
    body = with_source({**BODY, "sources": ["no-such"]}, DIARY, {})
    draft = await drafting.add(HOME, EDITOR, "event", body)
    [problem] = drafting.prove(draft).problems
    assert problem.path == ("sources", 0)
    assert "no-such" in problem.sentence


async def test_an_edit_makes_a_source_and_one_undo_takes_back_both(drafting, revising, catalogues):
    draft = await drafting.edit(HOME, EDITOR, "event:pocket")
    before = draft.body
    draft = await drafting.change(draft, lambda _: with_source(before, DIARY, {}))
    revision = await drafting.publish(draft)
    source = await revising.latest(HOME, "source:a-diary")
    assert (revision.action, source.action) == (Action.EDIT, Action.ADD)
    assert made_for(source) == "event:pocket"
    assert [each.record for each in await revising.last(HOME)] == ["event:pocket", source.record]
    taken = await revising.undo(HOME, OTHER, only=revision.id)
    assert len(taken.made) == 2
    assert not catalogues.overlay(HOME)


async def test_a_source_that_others_cite_since_stays(drafting, revising, catalogues, clock):
    draft = await drafting.add(HOME, EDITOR, "event", with_source(BODY, DIARY, {}))
    revision = await drafting.publish(draft)
    other = {**BODY, "id": "other", "title": "Other", "sources": ["a-diary"]}
    await revising.publish(HOME, "event:other", other, parent=0, author=OTHER)
    await drafting.take_back(HOME, EDITOR, MADE, revision.number)
    assert sorted(catalogues.overlay(HOME).own) == ["event:other", "source:a-diary"]


async def test_a_source_that_was_changed_since_stays(drafting, revising, catalogues):
    revision = await drafting.publish(
        await drafting.add(HOME, EDITOR, "event", with_source(BODY, DIARY, {}))
    )
    changed = {"id": "a-diary", **DIARY, "trust": "Found since to be a forgery."}
    await revising.publish(HOME, "source:a-diary", changed, parent=1, author=OTHER)
    await drafting.take_back(HOME, EDITOR, MADE, revision.number)
    assert list(catalogues.overlay(HOME).own) == ["source:a-diary"]


async def test_what_was_taken_back_is_added_again_with_its_source(drafting, catalogues):
    for number in (1, 3):
        draft = await drafting.add(HOME, EDITOR, "event", with_source(BODY, DIARY, {}))
        revision = await drafting.publish(draft)
        assert revision.number == number
        await drafting.take_back(HOME, EDITOR, MADE, number)
    assert not catalogues.overlay(HOME)


async def test_the_source_found_last_leads_to_all_that_was_made_with_it(drafting, revising):
    body = with_source(with_source(BODY, DIARY, {}), TITANS, {})
    await drafting.publish(await drafting.add(HOME, EDITOR, "event", body))
    records = [each.record for each in await revising.last(HOME)]
    assert records == [MADE, "source:a-diary", "source:glantz-1995"]
