"""Each suggestion is decided once, and each decision leads to the next one."""

from bot.domain.revisions import SuggestionState
from bot.ui import editing_texts, suggesting_texts as texts
from tests.cogs.suggestions import (
    BARBAROSSA,
    MENDED,
    reported,
    suggested,
    users,
)


async def test_an_approved_event_is_shown_and_the_member_hears_of_it(editor, playground, heard):
    await suggested(playground)
    shown = await editor.press(await editor.ask("/content review"), texts.APPROVE)
    assert shown.kind == "update"
    assert texts.APPROVED.format(record=BARBAROSSA, number=1) in shown.text
    assert texts.NOTHING_WAITS in shown.text
    card = await editor.ask("/event name:Barbarossa begins", who="member")
    assert "German forces invade" in card.text
    told = await heard()
    assert told.startswith("**Your suggestion “Barbarossa begins” (Playground) was accepted.**")
    moderator = users(playground)["moderator"]
    assert str(moderator) not in told
    assert (await suggested(playground)).text == texts.THANKS


async def test_an_approval_is_taken_back_with_a_button(editor, playground):
    await suggested(playground)
    shown = await editor.press(await editor.ask("/content review"), texts.APPROVE)
    taken = await editor.press(shown, texts.UNDO)
    assert editing_texts.TAKEN_BACK_NEW.format(record=BARBAROSSA, number=2) in taken.text


async def test_an_approved_report_changes_the_entry_for_this_server_alone(
    editor, playground, desk, heard
):
    await reported(playground, {"text": MENDED, "named": True})
    await editor.press(await editor.ask("/content review"), texts.APPROVE)
    assert MENDED in (await editor.ask("/event name:The pocket", who="member")).text
    there = await editor.ask("/event name:The pocket", who="member", where="Elsewhere/lounge")
    assert MENDED not in there.text
    revision = await desk.newsroom.revising.revision(desk.guild, "event:pocket", 1)
    assert revision.credit == users(playground)["member"]
    assert "**Your report on “The pocket” (Playground) was accepted.**" in await heard()


async def test_the_reason_of_a_rejection_is_told_without_a_name(editor, playground, heard):
    await reported(playground, {"wrong": "No @everyone"})
    form = await editor.press(await editor.ask("/content review"), texts.REJECT)
    assert form.modal["title"] == "Reject suggestion 1"
    shown = await editor.submit(form, {"reason": "See `Beevor`, @everyone"})
    assert shown.kind == "update"
    assert texts.REJECTED in shown.text
    told = await heard()
    assert "**Your report on “The pocket” (Playground) was not accepted.**" in told
    assert r"The reason: See \`Beevor\`, @" in told
    assert "@everyone" not in told
    assert "oderator" not in told


async def test_each_decision_leads_to_the_next_one(editor, playground):
    for number in range(1, 5):
        await suggested(playground, {"title": f"Number {number}"})
    review = await editor.ask("/content review")
    assert "“Number 1”" in review.text
    review = await editor.press(review, texts.SKIP)
    assert "“Number 2”" in review.text
    review = await editor.press(review, texts.APPROVE)
    assert "“Number 3”" in review.text
    review = await editor.reject(review)
    assert "“Number 4”" in review.text
    review = await editor.reject(review)
    assert texts.END.format(count="1 suggestion", wait="waits") in review.text
    review = await editor.press(review, texts.FROM_THE_FIRST)
    assert "“Number 1”" in review.text


async def test_edit_and_approve_opens_the_panel_which_approves(editor, playground, desk, heard):
    await suggested(playground, {"date": "the longest day of 1941"})
    review = await editor.ask("/content review")
    panel = await editor.press(review, texts.EDIT)
    assert texts.TAKEN_UP.format(id=1) in panel.text
    assert (await desk.newsroom.suggesting.get(desk.guild, 1)).state is SuggestionState.OPEN
    again = await editor.press(await editor.ask("/content review"), texts.EDIT)
    assert again.text == panel.text
    form = await editor.press(again, editing_texts.CONTINUE)
    panel = await editor.submit(form, {"date": "22 June 1941"})
    shown = await editor.press(panel, editing_texts.PUBLISH)
    assert texts.APPROVED.format(record=BARBAROSSA, number=1) in shown.text
    assert texts.NOTHING_WAITS in shown.text
    assert (await desk.newsroom.suggesting.get(desk.guild, 1)).state is SuggestionState.APPROVED
    assert "“Barbarossa begins” (Playground) was accepted" in await heard()
