"""Drafts are kept right or wrong, belong to one editor, and are published once."""

import asyncio
import datetime as dt

import pytest

from bot.catalogue.overlay import overlaid
from bot.domain.errors import MemberError
from bot.domain.revisions import (
    MOST_DRAFTS,
    Action,
    Body,
    Overlay,
    StaleError,
    Standing,
    Suggestion,
    TooManyDraftsError,
)
from bot.services.catalogues import LARGE
from bot.services.editing.drafting import KEPT_DAYS, FaultyError, name_of
from bot.storage.suggestions import Suggestions

from .newsrooms import EDITOR, ELSEWHERE, HOME, OTHER, drafting_on

BODY: Body = {
    "date": "1941-06-22",
    "title": "Barbarossa begins",
    "text": "German forces invade the Soviet Union.",
    "kind": "war",
    "importance": "3",
    "sources": ["beevor-1998"],
}
URANUS = "event:operation-uranus"


async def suggested(database, clock):
    """Give the id of a suggestion that a member made."""
    suggestion = Suggestion(
        id=0,
        guild=HOME,
        author=OTHER,
        record=URANUS,
        wrong="All of it.",
        source="A book.",
        fields={},
        wants_credit=False,
        at=clock.now(),
    )
    async with database.write() as connection:
        return (await Suggestions(connection).add(suggestion)).id


async def test_what_is_written_is_kept_right_or_wrong(drafting, services, database, clock):
    draft = await drafting.add(HOME, EDITOR, "event", {"title": "Barbarossa", "date": "soon"})
    await drafting.change(draft, lambda _: {"title": "Barbarossa", "date": "some day"})
    again, *_ = drafting_on(database, clock, services[2].pack)
    assert (await again.get(HOME, EDITOR, draft.id)).body == {
        "title": "Barbarossa",
        "date": "some day",
    }


async def test_an_editor_goes_on_with_the_draft_of_a_record(drafting):
    draft = await drafting.edit(HOME, EDITOR, URANUS)
    await drafting.change(draft, lambda body: {**body, "title": "Uranus"})
    assert (await drafting.edit(HOME, EDITOR, URANUS)).body["title"] == "Uranus"
    assert (await drafting.edit(HOME, OTHER, URANUS)).body["title"] == "Operation Uranus begins"


async def test_a_draft_is_of_one_editor_and_one_server(drafting):
    draft = await drafting.add(HOME, EDITOR, "event", BODY)
    with pytest.raises(MemberError, match="another editor's"):
        await drafting.get(HOME, OTHER, draft.id)
    with pytest.raises(MemberError, match="is gone"):
        await drafting.get(ELSEWHERE, EDITOR, draft.id)
    assert await drafting.of_author(ELSEWHERE, EDITOR) == []


async def test_what_is_not_shown_is_not_edited(drafting, revising):
    with pytest.raises(MemberError, match="There is no event:nothing here"):
        await drafting.edit(HOME, EDITOR, "event:nothing")
    await revising.hide(HOME, URANUS, OTHER)
    with pytest.raises(MemberError, match="/content restore"):
        await drafting.edit(HOME, EDITOR, URANUS)


async def test_a_suggestion_is_taken_up_in_one_draft(drafting, database, clock):
    first, second = [await suggested(database, clock) for _ in range(2)]
    draft = await drafting.take_up(
        HOME, EDITOR, URANUS, lambda body: {**body, "text": "New."}, first
    )
    assert (draft.suggestion, draft.body["text"]) == (first, "New.")
    await drafting.change(draft, lambda body: {**body, "text": "Newer."})
    again = await drafting.take_up(HOME, EDITOR, URANUS, dict, first)
    assert (again.id, again.body["text"]) == (draft.id, "Newer.")
    added = await drafting.add(HOME, EDITOR, "event", BODY, suggestion=second)
    assert (await drafting.add(HOME, EDITOR, "event", {}, suggestion=second)).id == added.id
    with pytest.raises(MemberError, match="reject the suggestion"):
        await drafting.take_up(HOME, EDITOR, "event:nothing", dict, 99)


async def test_a_sound_draft_is_proved_as_it_would_be_shown(drafting, catalogues):
    proof = drafting.prove(await drafting.add(HOME, EDITOR, "event", BODY))
    assert proof.is_sound
    assert proof.entry.key == "event:barbarossa-begins"
    assert proof.catalogue.entries[proof.entry.key] is proof.entry
    assert proof.entry.key not in catalogues.of(HOME).entries


async def test_a_look_at_a_draft_costs_no_more_where_a_server_has_much_of_its_own(
    drafting, catalogues, monkeypatch
):
    others: dict[str, Body] = {
        f"event:own-{number}": {**BODY, "title": f"{number}"} for number in range(LARGE)
    }
    await catalogues.show(HOME, Overlay(own=others))
    draft = await drafting.edit(HOME, EDITOR, "person:georgy-zhukov")
    added = await drafting.add(HOME, EDITOR, "event", {**BODY, "title": "Own 7"})
    put = []

    def noting(base, overlay):
        put.append({*overlay.own, *overlay.hidden})
        return overlaid(base, overlay)

    monkeypatch.setattr("bot.services.editing.drafting.overlaid", noting)
    monkeypatch.setattr("bot.services.catalogues.overlaid", noting)
    monkeypatch.setattr(catalogues, "overlay", lambda _: pytest.fail("all were unpacked"))
    assert "event:own-3" in drafting.prove(draft).catalogue.entries
    assert drafting.prove(added).entry.key == "event:own-7-2"
    assert put == [{"person:georgy-zhukov"}, {"event:own-7-2"}]


async def test_a_draft_of_what_was_hidden_meanwhile_is_shown_as_it_would_be(drafting, revising):
    draft = await drafting.edit(HOME, EDITOR, URANUS)
    await revising.hide(HOME, URANUS, OTHER)
    assert drafting.prove(draft).entry.key == URANUS


async def test_a_faulty_draft_is_told_what_is_wrong_and_kept(drafting):
    draft = await drafting.add(HOME, EDITOR, "event", {**BODY, "kind": "batle"})
    proof = drafting.prove(draft)
    assert not proof.is_sound
    assert proof.entry is None
    assert [problem.path for problem in proof.problems] == [("kind",)]
    with pytest.raises(FaultyError, match="Did you mean `battle`"):
        await drafting.publish(draft)
    assert await drafting.get(HOME, EDITOR, draft.id) == draft


async def test_a_warning_is_no_obstacle(drafting):
    draft = await drafting.add(HOME, EDITOR, "event", {**BODY, "date": "2941-06-22"})
    proof = drafting.prove(draft)
    assert proof.is_sound
    assert proof.entry is not None
    assert [problem.warning for problem in proof.problems] == [True]


@pytest.mark.parametrize(
    ("type_", "body", "record"),
    [
        ("event", BODY, "event:barbarossa-begins"),
        ("event", {**BODY, "title": "The pocket!"}, "event:the-pocket"),
        ("person", {"name": "Георгий Жуков", "text": "A."}, "person:georgiy-zhukov"),
        ("topic", {"title": "Battle of Moscow"}, "topic:battle-of-moscow-2"),
        ("place", {"name": "Moscow"}, "place:moscow-2"),
        ("source", {"title": "War", "author": "Antony Beevor", "year": "1998"}, "beevor-1998-2"),
        ("event", {"title": ["no", "title"]}, "event:event"),
    ],
)
async def test_a_new_record_is_called_after_its_name(drafting, type_, body, record):
    draft = await drafting.add(HOME, EDITOR, type_, body)
    named, with_id, _ = drafting._named(draft)
    assert named.endswith(record)
    assert with_id["id"] == named.partition(":")[2]


async def test_ids_that_are_hidden_or_cannot_be_shown_are_taken(drafting, revising, catalogues):
    await revising.hide(HOME, URANUS, OTHER)
    draft = await drafting.add(HOME, EDITOR, "event", {**BODY, "title": "Operation Uranus"})
    assert drafting._named(draft)[0] == "event:operation-uranus-2"


async def test_publishing_shows_it_here_alone_and_forgets_the_draft(drafting, catalogues):
    draft = await drafting.add(HOME, EDITOR, "event", BODY)
    revision = await drafting.publish(draft, note="suggestion 3", credit=OTHER)
    assert (revision.record, revision.number, revision.action) == (
        "event:barbarossa-begins",
        1,
        Action.ADD,
    )
    assert (revision.note, revision.credit) == ("suggestion 3", OTHER)
    assert revision.record in catalogues.of(HOME).entries
    assert revision.record not in catalogues.of(ELSEWHERE).entries
    assert await drafting.of_author(HOME, EDITOR) == []


async def test_two_presses_publish_once(drafting, catalogues):
    draft = await drafting.add(HOME, EDITOR, "event", BODY)
    done = await asyncio.gather(
        drafting.publish(draft), drafting.publish(draft), return_exceptions=True
    )
    assert [isinstance(each, MemberError) for each in done] == [False, True]
    own = [key for key in catalogues.of(HOME).entries if key.startswith("event:barbarossa")]
    assert own == ["event:barbarossa-begins"]


async def test_one_of_the_same_name_that_is_added_at_that_moment_is_not_overwritten(
    drafting, revising, monkeypatch
):
    mine = await drafting.add(HOME, EDITOR, "event", BODY)
    present = revising.present

    async def meanwhile(guild, record):
        found = await present(guild, record)
        monkeypatch.undo()
        theirs = {**BODY, "id": "barbarossa-begins", "text": "Theirs."}
        await revising.publish(guild, record, theirs, parent=0, author=OTHER)
        return found

    monkeypatch.setattr(revising, "present", meanwhile)
    with pytest.raises(StaleError):
        await drafting.publish(mine)
    assert (await drafting.publish(mine)).record == "event:barbarossa-begins-2"


async def test_what_was_taken_back_can_be_added_again(drafting):
    first = await drafting.publish(await drafting.add(HOME, EDITOR, "event", BODY))
    await drafting.take_back(HOME, EDITOR, first.record, first.number)
    again = await drafting.publish(await drafting.add(HOME, EDITOR, "event", BODY))
    assert (again.record, again.number) == (first.record, 3)


async def test_only_the_latest_is_taken_back(drafting):
    draft = await drafting.edit(HOME, EDITOR, URANUS)
    first = await drafting.publish(
        await drafting.change(draft, lambda body: {**body, "title": "One"})
    )
    draft = await drafting.edit(HOME, OTHER, URANUS)
    await drafting.publish(await drafting.change(draft, lambda body: {**body, "title": "Two"}))
    with pytest.raises(MemberError, match="what it says now is number 2"):
        await drafting.take_back(HOME, EDITOR, URANUS, first.number)
    assert (await drafting.take_back(HOME, EDITOR, URANUS, 2)).body["title"] == "One"


async def test_what_was_taken_back_with_its_button_is_passed_over_by_undo(drafting, revising):
    draft = await drafting.edit(HOME, EDITOR, URANUS)
    first = await drafting.publish(
        await drafting.change(draft, lambda body: {**body, "title": "One"})
    )
    back = await drafting.take_back(HOME, EDITOR, URANUS, first.number)
    assert (back.action, back.note, back.standing) == (
        Action.UNDO,
        "of number 1",
        Standing.PACK,
    )
    with pytest.raises(MemberError, match="Nothing has been changed here"):
        await revising.undo(HOME, EDITOR)
    with pytest.raises(MemberError, match="what it says now is number 0"):
        await drafting.take_back(HOME, EDITOR, "event:ides", 1)


async def test_a_draft_that_changes_nothing_is_kept_and_not_published(drafting, revising):
    draft = await drafting.edit(HOME, EDITOR, URANUS)
    with pytest.raises(MemberError, match="Nothing is changed yet"):
        await drafting.publish(draft)
    assert await drafting.get(HOME, EDITOR, draft.id) == draft
    assert await revising.latest(HOME, URANUS) is None


async def test_there_is_room_for_so_many_drafts(drafting):
    for number in range(MOST_DRAFTS):
        await drafting.make_sure_of_room(HOME, EDITOR)
        await drafting.add(HOME, EDITOR, "event", {"title": f"{number}"})
    with pytest.raises(TooManyDraftsError):
        await drafting.make_sure_of_room(HOME, EDITOR)
    await drafting.make_sure_of_room(HOME, OTHER)


async def test_drafts_that_are_left_alone_are_forgotten(drafting, clock):
    await drafting.add(HOME, EDITOR, "event", BODY)
    kept = await drafting.add(HOME, EDITOR, "person", {})
    clock.time += dt.timedelta(days=KEPT_DAYS - 1)
    await drafting.change(kept, lambda _: {"name": "Somebody"})
    assert await drafting.tidy() == 0
    clock.time += dt.timedelta(days=1, seconds=1)
    assert await drafting.tidy() == 1
    assert [name_of(draft) for draft in await drafting.of_author(HOME, EDITOR)] == ["Somebody"]
