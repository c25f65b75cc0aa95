"""Members hear what became of their suggestions, now or later; no failure to tell undoes a decision."""

import dataclasses

from bot.domain.revisions import SuggestionState
from bot.playground.faults import Fault
from bot.services.editing.suggesting import Suggesting
from bot.ui import suggesting_texts as texts
from bot.ui.outcomes import tell_outcome
from tests.cogs.conftest import newsroom_in
from tests.cogs.suggestions import (
    BARBAROSSA,
    EVENT,
    FORBIDDEN,
    suggested,
    until,
    users,
)


async def test_who_takes_no_messages_hears_it_with_the_next_suggestion(editor, playground, untold):
    await suggested(playground)
    refusal = Fault(what="status", status=403, code=FORBIDDEN, path="/channels/*/messages")
    playground.faults.add(refusal)
    shown = await editor.press(await editor.ask("/content review"), texts.APPROVE)
    assert texts.APPROVED.format(record=BARBAROSSA, number=1) in shown.text

    async def was_refused():
        return not playground.faults.rules

    await until(was_refused)
    assert [each.id for each in await untold()] == [1]
    thanks = await suggested(playground)
    assert "**Your suggestion “Barbarossa begins” (Playground) was accepted.**" in thanks.text

    async def is_told():
        return not await untold()

    await until(is_told)


async def test_nobody_is_told_of_what_is_open_or_of_who_was_erased(editor, playground, desk):
    await suggested(playground)
    suggesting = desk.newsroom.suggesting
    waiting = await suggesting.get(desk.guild, 1)
    erased = dataclasses.replace(waiting, state=SuggestionState.APPROVED, author=None)
    for suggestion in (waiting, erased):
        await tell_outcome(desk.client, suggesting, suggestion)
    assert playground.read("dm") == []


async def test_a_failure_to_note_it_fails_no_decision(editor, playground, monkeypatch, capsys):
    async def broken(*_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(Suggesting, "told", broken)
    await suggested(playground)
    shown = await editor.press(await editor.ask("/content review"), texts.APPROVE)
    assert texts.APPROVED.format(record=BARBAROSSA, number=1) in shown.text

    async def is_logged():
        return "an outcome could not be told" in capsys.readouterr().out

    await until(is_logged)


async def test_a_review_goes_on_after_a_restart(connect, playground):
    async with connect():
        await suggested(playground)
        review = await playground.type("/content review", who="moderator")
    async with connect() as bot:
        shown = await playground.press(review, texts.APPROVE, who="moderator")
        assert texts.APPROVED.format(record=BARBAROSSA, number=1) in shown.text
        assert EVENT["title"] in (await playground.type("/event name:Barbarossa begins")).text

        async def is_told():
            return not await newsroom_in(bot).suggesting.untold(users(playground)["member"])

        await until(is_told)
