"""The journal: what happened, and waiting for it."""

import asyncio
import contextlib

from bot.playground.journal import Journal, Noted, Request, Violation


async def test_an_event_is_waited_for_by_name_and_content():
    journal = Journal()
    waiting = asyncio.create_task(journal.wait("PIN", lambda data: data["id"] == "2"))
    await asyncio.sleep(0)
    journal.happened("PIN", {"id": "1"})
    journal.happened("POST", {"id": "2"})
    journal.happened("PIN", {"id": "2"})
    journal.happened("PIN", {"id": "2"})
    assert (await waiting).number == 3


async def test_what_happened_before_counts_only_when_asked_for():
    journal = Journal()
    journal.happened("PIN", {"id": "1"})
    assert (await journal.wait("PIN", after=0)).data == {"id": "1"}
    waiting = asyncio.create_task(journal.wait("PIN", after=1))
    await asyncio.sleep(0)
    assert not waiting.done()
    waiting.cancel()
    await asyncio.wait([waiting])
    assert not journal._waiting


def test_only_the_latest_are_kept():
    journal = Journal(keep=2)
    for _ in range(3):
        journal.happened("PIN", {})
    assert [event.number for event in journal.events] == [2, 3]
    assert journal.told()["events"] == 3


def test_people_are_told_no_token_of_an_interaction():
    token = "aW50-" + "x" * 43
    path = f"/webhooks/1234567890123456789/{token}/messages/@original"
    request = Request(0.0, "PATCH", path, {"content": token}, 200)
    journal = Journal()
    journal.requested(request)
    journal.violated(Violation(0.0, "PATCH", path, ()))
    short = "/webhooks/1234567890123456789/aW50-x…/messages/@original"
    told = journal.told()
    assert [told[kind][0]["path"] for kind in ("requests", "violations")] == [short, short]
    assert request.told() == {
        "at": 0.0,
        "method": "PATCH",
        "path": short,
        "body": {"content": token},
        "status": 200,
        "number": 0,
    }
    assert journal.requests[-1].path == path


def test_whoever_follows_is_told_of_events_and_requests_until_they_leave():
    journal = Journal(keep=1)
    request = Request(0.0, "GET", "/x", None, 200)
    heard: list[Noted] = []
    with journal.followed(heard.append):
        journal.happened("PIN", {})
        journal.requested(request)
        journal.requested(request)
    journal.happened("PIN", {})
    numbers = [(type(one).__name__, one.number) for one in heard]
    assert numbers == [("Event", 1), ("Request", 1), ("Request", 2)]
    assert [one.number for one in journal.requests] == [2]


def test_one_who_leaves_while_others_are_told_keeps_nothing_from_them():
    journal = Journal()
    heard: list[int] = []
    with contextlib.ExitStack() as first:
        first.enter_context(journal.followed(lambda _: first.close()))
        with journal.followed(lambda one: heard.append(one.number)):
            journal.happened("PIN", {})
            journal.happened("PIN", {})
    assert heard == [1, 2]
