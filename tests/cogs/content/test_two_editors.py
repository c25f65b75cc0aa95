"""Two editors publish at once, again and again: nothing is lost, and who is late keeps the draft.

Twenty times here; `make race` does it two hundred times.
"""

import asyncio
import os
import random
import re

import pytest

from bot.playground import Playground
from bot.storage.revisions import Revisions
from bot.ui import editing_texts as texts

ROUNDS = int(os.environ.get("ROUNDS", "20"))
EDITORS = ("moderator", "member")
RECORDS = ("event:operation-uranus", "event:ides")
PUBLISHED = re.compile(r"this is number (\d+) of `(.+)`")
STALE, STALE_OPENED = (each.partition("{by}")[0] for each in (texts.STALE, texts.STALE_OPENED))
TYPED = re.compile(r"Turn \d+ of the \w+\.")


class Editor:
    """Somebody with drafts of their own, who notes what becomes of each change."""

    def __init__(self, name, ask, press, submit):
        self._name = name
        self._chance = random.Random(name)
        self._ask, self._press, self._submit = ask, press, submit
        self.published, self.refused = {}, []

    async def change(self, turn):
        """Type into a draft and publish it, whether or not it was refused in an earlier turn."""
        record = self._chance.choice(RECORDS)
        mine = f"Turn {turn} of the {self._name}."
        panel = await self._ask(f"/content edit entry:{record}", who=self._name)
        form = await self._later(panel, "Words and date")
        panel = await self._submit(form, {"text": mine}, who=self._name)
        if texts.COMPARE in panel.buttons:
            panel = await self._later(panel, texts.COMPARE)
        while texts.TAKE_MINE in panel.buttons:  # again, if they publish meanwhile
            panel = await self._later(panel, texts.TAKE_MINE)
        told = await self._later(panel, texts.PUBLISH)
        if published := PUBLISHED.search(told.text):
            self.published[published[2], int(published[1])] = mine
        else:
            await self._handed_back(told, record, mine)

    async def _handed_back(self, told, record, mine):
        assert STALE in told.text
        theirs, own = (TYPED.findall(each)[-1] for each in told.text.split(texts.STALE_MINE))
        assert own == mine
        self.refused.append((record, theirs))
        kept = await self._later(told, texts.BACK)
        assert STALE_OPENED in kept.text
        assert mine in kept.text
        if self._chance.random() < 0.5:
            await self._later(await self._later(kept, texts.DISCARD), texts.DISCARD_YES)

    async def _later(self, message, button):
        await asyncio.sleep(self._chance.random() / 20)
        return await self._press(message, button, who=self._name)


@pytest.fixture
async def playground():
    """Serve a playground that does not check its own answers: others look at those."""
    async with Playground() as served:
        yield served


@pytest.fixture
async def both(ask, press, submit, member_edits):
    await member_edits()
    return [Editor(name, ask, press, submit) for name in EDITORS]


@pytest.fixture
def kept(database, home):
    """Give a function that gives all revisions of the records, the first first."""

    async def keeping():
        async with database.read() as connection:
            histories = [
                await Revisions(connection).history(int(home.id), record, 10 * ROUNDS)
                for record in RECORDS
            ]
        return [each for history in histories for each in reversed(history)]

    return keeping


async def test_each_change_is_a_revision_or_is_handed_back(both, kept, ask):
    chance = random.Random(5)
    for turn in range(ROUNDS):
        await asyncio.gather(*(each.change(turn) for each in chance.sample(both, k=2)))
    published = both[0].published | both[1].published
    refused = [*both[0].refused, *both[1].refused]
    assert len(published) + len(refused) == 2 * ROUNDS
    assert refused  # else nothing was tried
    revisions = await kept()
    assert {(each.record, each.number): each.body["text"] for each in revisions} == published
    assert set(refused) <= {(record, text) for (record, _), text in published.items()}
    for record in RECORDS:
        numbers = [each.number for each in revisions if each.record == record]
        assert numbers == list(range(1, len(numbers) + 1))
        assert published[record, numbers[-1]] in (await ask(f"/content show entry:{record}")).text
