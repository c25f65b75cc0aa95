"""Once a suggestion is published, others of the same are rejected in one go, as far as the editor says."""

from bot.domain.revisions import SuggestionState
from bot.ui import editing_texts, suggesting_texts as texts
from tests.cogs.content.panels import prefilled
from tests.cogs.suggestions import MENDED, reported, suggested


async def states(desk, count):
    found = [await desk.newsroom.suggesting.get(desk.guild, n) for n in range(1, count + 1)]
    return [each.state for each in found]


APPROVED, REJECTED, OPEN = (
    SuggestionState.APPROVED,
    SuggestionState.REJECTED,
    SuggestionState.OPEN,
)


async def test_others_of_the_same_are_rejected_in_one_go(editor, playground, desk, heard):
    for title in (
        "Barbarossa begins",
        "barbarossa begins!",
        "Something else",
        "Barbarossa  begins",
    ):
        await suggested(playground, {"title": title})
    shown = await editor.press(await editor.ask("/content review"), texts.APPROVE)
    form = await editor.press(shown, texts.REJECT_ALIKE)
    assert prefilled(form)["which"] == ["2", "4"]
    assert prefilled(form)["reason"] == texts.REJECT_ALIKE_REASON
    shown = await editor.submit(form, {})
    assert texts.REJECTED_ALIKE.format(count="2 suggestions") in shown.text
    assert "“Something else”" in shown.text
    assert await states(desk, 4) == [APPROVED, REJECTED, OPEN, REJECTED]
    assert texts.REJECT_ALIKE_REASON in await heard()


async def test_of_reports_none_is_chosen_beforehand(editor, playground, desk):
    for _ in range(3):
        await reported(playground, {"text": MENDED})
    panel = await editor.press(await editor.ask("/content review"), texts.EDIT)
    shown = await editor.press(panel, editing_texts.PUBLISH)
    form = await editor.press(shown, texts.REJECT_ALIKE)
    assert prefilled(form)["which"] == []
    await editor.submit(form, {"which": ["Suggestion 3"]})
    assert await states(desk, 3) == [APPROVED, OPEN, REJECTED]


async def test_what_another_editor_decided_meanwhile_stands(editor, playground, desk, monkeypatch):
    for _ in range(3):
        await suggested(playground)
    shown = await editor.press(await editor.ask("/content review"), texts.APPROVE)
    form = await editor.press(shown, texts.REJECT_ALIKE)
    suggesting = desk.newsroom.suggesting
    alike = await suggesting.alike(await suggesting.get(desk.guild, 1))

    async def as_it_was(_):
        await suggesting.approve(desk.guild, 2, 1, seen=0)
        return alike

    monkeypatch.setattr(suggesting, "alike", as_it_was)
    shown = await editor.submit(form, {})
    assert texts.REJECTED_ALIKE.format(count="1 suggestion") in shown.text
    assert await states(desk, 3) == [APPROVED, APPROVED, REJECTED]


async def test_nothing_is_asked_where_no_other_waits_any_more(editor, playground, desk):
    await suggested(playground)
    await suggested(playground)
    shown = await editor.press(await editor.ask("/content review"), texts.APPROVE)
    await desk.newsroom.suggesting.reject(desk.guild, 2, 1, "No.")
    assert texts.NOTHING_WAITS in (await editor.press(shown, texts.REJECT_ALIKE)).text


async def test_where_nothing_is_alike_nothing_is_offered(editor, playground):
    await suggested(playground)
    await suggested(playground, {"title": "Something else"})
    shown = await editor.press(await editor.ask("/content review"), texts.APPROVE)
    assert texts.REJECT_ALIKE not in shown.buttons
