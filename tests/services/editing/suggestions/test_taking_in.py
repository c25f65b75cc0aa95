"""Members suggest within limits: nothing empty, nothing endless, and not too much at once."""

import datetime as dt

import pytest

from bot.domain.errors import MemberError
from bot.services.editing import suggesting as module
from bot.services.editing.suggested import MOST_LINE, MOST_TEXT, longest
from bot.services.editing.suggesting import MOST_IN_A_DAY, MOST_IN_AN_HOUR
from bot.storage.desks import Desks
from tests.services.editing.newsrooms import EDITOR, ELSEWHERE, HOME

from .said import MEMBER, MENDED, NEIGHBOUR, POCKET


async def test_what_is_new_is_laid_before_editors_as_it_would_be_published(suggesting, suggest):
    taken = await suggest()
    review = await suggesting.next(HOME)
    assert review.suggestion == taken
    assert review.name == "Barbarossa begins"
    assert review.after == {
        "date": "1941-06-22",
        "title": "Barbarossa begins",
        "text": "German forces invade the Soviet Union.",
        "kind": "war",
        "importance": "1",
        "sources": [{"source": "beevor-1998", "at": "chapter 1"}],
    }
    assert review.can_publish
    assert not review.is_gone
    assert await suggesting.next(HOME, after=taken.id) is None
    assert await suggesting.next(ELSEWHERE) is None


async def test_a_report_keeps_only_what_differs(suggesting, report, revising):
    body, _ = await revising.present(HOME, POCKET)
    untouched = await report(body["text"] + "\n ")
    assert untouched.fields == {}
    review = await suggesting.review(untouched)
    assert review.after is None
    assert not review.can_publish
    changed = await report(MENDED)
    review = await suggesting.review(changed)
    assert review.before == body
    assert review.after == {**body, "text": MENDED}
    assert review.can_publish


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"title": " "}, "The title says nothing: write a few words."),
        ({"title": "*"}, "The title says nothing"),
        ({"text": ""}, "The text says nothing"),
        ({"date": ""}, "The date says nothing"),
        ({"source": "..."}, "How you know it says nothing"),
        ({"title": "x" * (MOST_LINE + 1)}, "The title has 201 characters, and at most 200 fit"),
        ({"text": "x" * (MOST_TEXT + 1)}, "The text has 2,001 characters"),
        ({"source": "x" * 501}, "How you know it has 501 characters"),
        ({"title": "\ud800x"}, "The title holds characters that are none"),
        ({"text": "a\0b"}, "The text holds characters that are none"),
        ({"source": "a\udfff"}, "How you know it holds characters that are none"),
        ({"record": "place:"}, "Suggest an event, a person or a topic"),
        ({"record": "nonsense"}, "Suggest an event, a person or a topic"),
        ({"record": "event"}, "Suggest an event, a person or a topic"),
        ({"record": "event:\0"}, "Suggest an event, a person or a topic"),
    ],
)
async def test_what_says_nothing_or_far_too_much_is_refused(suggesting, suggest, fields, reason):
    with pytest.raises(MemberError, match=reason):
        await suggest(**fields)
    assert await suggesting.count(HOME) == 0


async def test_faults_are_for_editors_to_mend(suggesting, suggest):
    await suggest(date="03/04/1941", kind="", title="@everyone [look](https://example.org)")
    review = await suggesting.next(HOME)
    assert review.after["date"] == "03/04/1941"
    assert not review.can_publish


@pytest.mark.parametrize("wrong", ["", "  ", "\u200b", "x" * (longest("wrong") + 1)])
async def test_a_report_says_what_is_wrong(report, wrong):
    with pytest.raises(MemberError, match="What is wrong"):
        await report(wrong=wrong)


async def test_what_is_not_shown_cannot_be_reported(report, revising):
    with pytest.raises(MemberError, match="no longer shown"):
        await report(record="event:no-such")
    await revising.hide(HOME, POCKET, EDITOR)
    with pytest.raises(MemberError, match="no longer shown"):
        await report()


async def test_a_member_suggests_five_an_hour(suggesting, suggest, clock):
    for _ in range(MOST_IN_AN_HOUR):
        await suggest()
    with pytest.raises(MemberError, match="come back in an hour"):
        await suggest()
    with pytest.raises(MemberError, match="come back in an hour"):
        await suggesting.welcome(HOME, MEMBER)
    await suggest(NEIGHBOUR)
    await suggest(guild=ELSEWHERE)
    clock.time += dt.timedelta(hours=1)
    await suggesting.welcome(HOME, MEMBER)
    await suggest()


async def test_a_member_suggests_twenty_a_day(suggest, clock):
    for _ in range(MOST_IN_A_DAY):
        await suggest()
        clock.time += dt.timedelta(minutes=15)
    clock.time += dt.timedelta(hours=2)
    with pytest.raises(MemberError, match="come back in a day"):
        await suggest()


async def test_a_queue_has_an_end(suggesting, suggest, monkeypatch):
    monkeypatch.setattr(module, "MOST_OPEN", 2)
    first = await suggest()
    await suggest()
    with pytest.raises(MemberError, match="have not looked at yet"):
        await suggest(NEIGHBOUR)
    await suggesting.reject(HOME, first.id, EDITOR, "No.")
    await suggest(NEIGHBOUR)


async def test_nothing_is_taken_from_who_is_blocked(suggesting, suggest, database):
    async with database.write() as connection:
        await Desks(connection).block(HOME, MEMBER)
    with pytest.raises(MemberError, match="take no more suggestions from you"):
        await suggest()
    with pytest.raises(MemberError, match="take no more suggestions from you"):
        await suggesting.welcome(HOME, MEMBER)
    await suggest(NEIGHBOUR)
    await suggest(guild=ELSEWHERE)
