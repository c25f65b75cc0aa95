"""What a suggestion says can be edited first; publishing the draft approves it."""

import pytest

from bot.domain.errors import MemberError
from bot.domain.revisions import DecidedError, SuggestionState
from tests.services.editing.newsrooms import EDITOR, HOME, OTHER

from .said import MEMBER, MENDED, POCKET


async def test_publishing_a_draft_approves_what_it_took_up(suggesting, suggest, drafting):
    taken = await suggest(date="sometime", wants_credit=True)
    draft = await suggesting.take_up(HOME, taken.id, EDITOR)
    assert draft.is_new
    assert await suggesting.take_up(HOME, taken.id, EDITOR) == draft
    draft = await drafting.change(draft, lambda body: {**body, "date": "1941-06-22"})
    revision, approved = await suggesting.publish(draft)
    assert revision.credit == MEMBER
    assert approved.state is SuggestionState.APPROVED
    assert approved.revision == revision.id


async def test_a_report_is_taken_up_with_its_text(suggesting, report):
    taken = await report(MENDED)
    draft = await suggesting.take_up(HOME, taken.id, EDITOR)
    assert draft.body["text"] == MENDED
    assert (draft.record, draft.suggestion) == (POCKET, taken.id)


async def test_a_draft_outlives_the_decision_of_another_editor(suggesting, report, drafting):
    taken = await report(MENDED)
    draft = await suggesting.take_up(HOME, taken.id, EDITOR)
    rejected = await suggesting.reject(HOME, taken.id, OTHER, "No.")
    with pytest.raises(DecidedError) as decided:
        await suggesting.publish(draft)
    assert decided.value.present == rejected
    revision, approved = await suggesting.publish(await drafting.detach(draft))
    assert approved is None
    assert (revision.note, revision.credit) == ("", None)


async def test_a_draft_that_takes_nothing_up_is_published_alone(suggesting, drafting):
    draft = await drafting.edit(HOME, EDITOR, POCKET)
    draft = await drafting.change(draft, lambda body: {**body, "text": MENDED})
    revision, approved = await suggesting.publish(draft)
    assert approved is None
    assert revision.body["text"] == MENDED


async def test_no_source_is_made_before_the_entry_is_published(
    suggesting, suggest, drafting, catalogues, revising
):
    taken = await suggest(source="A diary")
    draft = await suggesting.take_up(HOME, taken.id, EDITOR)
    assert drafting.prove(draft).is_sound
    assert not catalogues.overlay(HOME)
    await drafting.discard(draft)
    with pytest.raises(MemberError, match="Nothing has been changed"):
        await revising.last(HOME)


async def test_a_source_is_published_with_the_entry_and_goes_with_it(
    suggesting, suggest, drafting, catalogues
):
    taken = await suggest(source="A diary")
    revision, _ = await suggesting.publish(await suggesting.take_up(HOME, taken.id, EDITOR))
    contents = catalogues.of(HOME).contents
    assert contents.sources["a-diary"].title == "A diary"
    assert "new_sources" not in revision.body
    assert [each.source for each in contents.events["barbarossa-begins"].sources] == ["a-diary"]
    await drafting.take_back(HOME, EDITOR, revision.record, revision.number)
    assert not catalogues.overlay(HOME)


async def test_no_source_is_made_for_who_has_no_room_for_a_draft(
    suggesting, suggest, drafting, catalogues
):
    for _ in range(20):
        await drafting.add(HOME, EDITOR, "event", {})
    taken = await suggest(source="A diary")
    with pytest.raises(MemberError, match="20 drafts"):
        await suggesting.take_up(HOME, taken.id, EDITOR)
    assert "a-diary" not in catalogues.of(HOME).contents.sources
