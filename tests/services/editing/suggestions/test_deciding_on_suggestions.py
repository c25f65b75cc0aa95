"""Editors decide on what they saw, each suggestion once."""

import asyncio

import pytest

from bot.domain.errors import MemberError
from bot.domain.revisions import Action, DecidedError, StaleError, SuggestionState
from bot.services.editing.revising import FaultyError
from bot.storage.guilds import Guilds
from bot.storage.members import Members
from tests.services.editing.newsrooms import EDITOR, ELSEWHERE, HOME, OTHER

from .said import MEMBER, MENDED, POCKET


async def test_an_approved_event_is_shown_with_its_source(suggesting, suggest, catalogues):
    taken = await suggest(source="Glantz, When Titans Clashed, 1995", wants_credit=True)
    assert (await suggesting.next(HOME)).can_publish
    decided, revision = await suggesting.approve(HOME, taken.id, EDITOR, seen=0)
    assert decided.state is SuggestionState.APPROVED
    assert (decided.decided_by, decided.revision) == (EDITOR, revision.id)
    assert (revision.action, revision.credit, revision.note) == (
        Action.ADD,
        MEMBER,
        f"suggestion {taken.id}",
    )
    event = catalogues.of(HOME).contents.events["barbarossa-begins"]
    [cited] = event.sources
    assert catalogues.of(HOME).contents.sources[cited.source].year == "1995"
    assert "event:barbarossa-begins" not in catalogues.of(ELSEWHERE).entries
    assert await suggesting.next(HOME) is None


async def test_an_approved_report_changes_its_text_alone(suggesting, report, revising):
    taken = await report(MENDED)
    before, _ = await revising.present(HOME, POCKET)
    _, revision = await suggesting.approve(HOME, taken.id, EDITOR, seen=0)
    assert revision.body == {**before, "text": MENDED}
    assert revision.credit is None


async def test_an_approved_report_cites_what_the_member_knows_it_from(
    suggesting, report, catalogues
):
    taken = await report(MENDED, source="a leaflet")
    _, revision = await suggesting.approve(HOME, taken.id, EDITOR, seen=0)
    before = {"source": "beevor-1998", "at": "chapter 4"}
    assert revision.body["sources"] == [before, "leaflet"]
    other = await report("It held out for long.", source="A diary, p. 9")
    review = await suggesting.review(other)
    assert review.after["sources"] == [before, "leaflet", {"source": "a-diary", "at": "p. 9"}]
    assert review.made["a-diary"]["title"] == "A diary"
    _, revision = await suggesting.approve(HOME, other.id, EDITOR, seen=1)
    assert (revision.body, revision.note) == (review.after, f"suggestion {other.id}")
    assert catalogues.of(HOME).contents.sources["a-diary"].title == "A diary"


async def test_a_new_source_that_is_doubted_is_not_published(suggesting, suggest, report):
    for taken in (await suggest(source="p. 12"), await report(MENDED, source="http://a.org/b")):
        review = await suggesting.review(taken)
        assert review.doubt is not None
        assert not review.can_publish
        with pytest.raises(MemberError, match="edit and approve it"):
            await suggesting.approve(HOME, taken.id, EDITOR, seen=0)
    unclear = await suggesting.review(await report(source="p. 12"))
    assert (unclear.doubt, unclear.made) == (None, {})


async def test_a_report_that_tells_no_text_cannot_be_published(suggesting, report):
    taken = await report()
    with pytest.raises(MemberError, match="edit and approve it"):
        await suggesting.approve(HOME, taken.id, EDITOR, seen=0)


async def test_what_is_at_fault_is_not_published(suggesting, suggest, revising):
    taken = await suggest(date="sometime")
    with pytest.raises(FaultyError):
        await suggesting.approve(HOME, taken.id, EDITOR, seen=0)
    assert (await suggesting.get(HOME, taken.id)).state is SuggestionState.OPEN
    assert await revising.present(HOME, "event:barbarossa-begins") == (None, 0)


async def test_an_editor_approves_what_they_saw_and_nothing_newer(suggesting, report, revising):
    taken = await report(MENDED)
    body, _ = await revising.present(HOME, POCKET)
    await revising.publish(HOME, POCKET, {**body, "title": "The ring"}, parent=0, author=OTHER)
    with pytest.raises(StaleError):
        await suggesting.approve(HOME, taken.id, EDITOR, seen=0)
    _, revision = await suggesting.approve(HOME, taken.id, EDITOR, seen=1)
    assert (revision.body["title"], revision.body["text"]) == ("The ring", MENDED)


async def test_two_editors_at_once_publish_one(suggesting, suggest, revising):
    taken = await suggest()
    found = await asyncio.gather(
        *(suggesting.approve(HOME, taken.id, each, seen=0) for each in (EDITOR, OTHER)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, DecidedError) for each in found) == 1
    _, number = await revising.present(HOME, "event:barbarossa-begins")
    assert number == 1
    assert await revising.present(HOME, "event:barbarossa-begins-2") == (None, 0)


async def test_what_another_process_decides_while_it_is_published_stands(
    suggesting, report, revising
):
    taken = await report(MENDED)

    async def elsewhere(_):
        await suggesting.reject(HOME, taken.id, OTHER, "No.")

    revising.follow(elsewhere)
    decided, revision = await suggesting.approve(HOME, taken.id, EDITOR, seen=0)
    assert (decided.state, decided.decided_by) == (SuggestionState.REJECTED, OTHER)
    assert revision.body["text"] == MENDED


async def test_an_approval_is_undone_with_the_source_that_it_made(
    suggesting, suggest, revising, catalogues
):
    taken = await suggest(source="A diary")
    _, revision = await suggesting.approve(HOME, taken.id, EDITOR, seen=0)
    assert "a-diary" in catalogues.of(HOME).contents.sources
    undone = await revising.undo(HOME, EDITOR)
    assert [each.record for each in undone.changes] == [revision.record, "source:a-diary"]
    assert "a-diary" not in catalogues.of(HOME).contents.sources
    assert not catalogues.overlay(HOME).own


async def test_a_decision_stands(suggesting, suggest):
    taken = await suggest()
    rejected = await suggesting.reject(HOME, taken.id, EDITOR, " It is\n there already. ")
    assert rejected.reason == "It is there already."
    for deciding in (
        suggesting.reject(HOME, taken.id, OTHER, "Mine."),
        suggesting.approve(HOME, taken.id, OTHER, seen=0),
        suggesting.take_up(HOME, taken.id, OTHER),
    ):
        with pytest.raises(DecidedError, match="has been rejected"):
            await deciding


@pytest.mark.parametrize("reason", ["", " ", "\0", "x" * 501])
async def test_a_rejection_has_a_reason(suggesting, suggest, reason):
    taken = await suggest()
    with pytest.raises(MemberError, match="The reason"):
        await suggesting.reject(HOME, taken.id, EDITOR, reason)


async def test_another_server_decides_nothing(suggesting, suggest):
    taken = await suggest()
    for deciding in (
        suggesting.get(ELSEWHERE, taken.id),
        suggesting.reject(ELSEWHERE, taken.id, EDITOR, "No."),
        suggesting.approve(ELSEWHERE, taken.id, EDITOR, seen=0),
        suggesting.take_up(ELSEWHERE, taken.id, EDITOR),
    ):
        with pytest.raises(MemberError, match="has been erased"):
            await deciding


async def test_members_hear_of_each_outcome_once(suggesting, suggest):
    taken = await suggest()
    assert await suggesting.untold(MEMBER) == []
    rejected = await suggesting.reject(HOME, taken.id, EDITOR, "No.")
    assert await suggesting.untold(MEMBER) == [rejected]
    await suggesting.told([])
    await suggesting.told([rejected])
    assert await suggesting.untold(MEMBER) == []


async def test_who_is_erased_leaves_no_suggestion_to_decide(suggesting, suggest, database):
    taken = await suggest()
    async with database.write() as connection:
        await Members(connection).erase(MEMBER)
    with pytest.raises(MemberError, match="has been erased"):
        await suggesting.approve(HOME, taken.id, EDITOR, seen=0)


async def test_a_server_that_is_erased_has_no_queue(suggesting, suggest, database):
    await suggest()
    async with database.write() as connection:
        await Guilds(connection).erase(HOME)
    assert await suggesting.next(HOME) is None
