"""The journal: what happened, and waiting for it."""

import asyncio

from bot.playground.journal import Journal


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
