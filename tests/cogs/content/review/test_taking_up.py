"""Who edits a suggestion sees what the member wrote, cites their source, and goes on to the next one."""

from bot.playground import reading
from bot.ui import editing_texts, looking_texts, suggesting_texts as texts
from tests.cogs.content.panels import prefilled
from tests.cogs.suggestions import BARBAROSSA, MENDED, reported, suggested, until, users

DIARY = {"source": "The diary of Nobody, 1941"}


async def taken_up(editor):
    return await editor.press(await editor.ask("/content review"), texts.EDIT)


async def test_the_panel_shows_what_the_member_wrote(editor, playground):
    await reported(playground, {"text": MENDED, "wrong": "@everyone **No**, it held [out](x)."})
    panel = await taken_up(editor)
    member = users(playground)["member"]
    assert editing_texts.THEIR_WORDS.format(who=f"<@{member}>") in panel.text
    assert r"\*\*No\*\*, it held" in panel.text
    assert "@everyone" not in panel.text
    assert editing_texts.THEIR_SOURCE.format(text="Beevor, Stalingrad") in panel.text
    assert editing_texts.THEIR_FIELD.format(field="Text", text=MENDED) not in panel.text
    form = await editor.press(panel, "Words and date")
    panel = await editor.submit(form, {"text": "The pocket held out for long."})
    assert editing_texts.THEIR_FIELD.format(field="Text", text=MENDED) in panel.text


async def test_a_known_source_that_the_member_named_is_cited_with_a_button(
    editor, playground, desk
):
    await reported(playground, {"text": MENDED, "source": "a leaflet"})
    panel = await taken_up(editor)
    panel = await editor.press(panel, editing_texts.CITE_THEIRS)
    assert editing_texts.CITE_THEIRS not in panel.buttons
    await editor.press(panel, editing_texts.PUBLISH)
    body, _ = await desk.newsroom.revising.present(desk.guild, "event:pocket")
    assert body["sources"][-1] == "leaflet"


async def test_what_is_cited_already_is_not_offered(editor, playground):
    await reported(playground, {"text": MENDED})
    assert editing_texts.CITE_THEIRS not in (await taken_up(editor)).buttons
    await suggested(playground, DIARY)
    review = await editor.press(await editor.ask("/content review"), texts.SKIP)
    assert editing_texts.CITE_THEIRS not in (await editor.press(review, texts.EDIT)).buttons


async def test_a_new_source_that_the_member_named_is_typed_once(editor, playground, desk):
    await reported(playground, {"text": MENDED, **DIARY})
    form = await editor.press(await taken_up(editor), editing_texts.CITE_THEIRS)
    assert prefilled(form)["title"] == "The diary of Nobody, 1941"
    assert prefilled(form)["authored"] == "1941"
    panel = await editor.submit(form, {"title": "The diary", "authored": "Nobody, 1941"})
    assert not desk.newsroom.catalogues.overlay(desk.guild)
    await editor.press(panel, editing_texts.PUBLISH)
    own = desk.newsroom.catalogues.overlay(desk.guild).own
    assert sorted(own) == ["event:pocket", "source:nobody-1941"]
    assert own["source:nobody-1941"]["title"] == "The diary"


async def test_a_discarded_draft_leaves_no_source(editor, playground, desk):
    await suggested(playground, DIARY)
    panel = await taken_up(editor)
    assert "Nothing is missing" in panel.text
    await editor.press(await editor.press(panel, editing_texts.DISCARD), editing_texts.DISCARD_YES)
    assert not desk.newsroom.catalogues.overlay(desk.guild)


async def test_publishing_leads_to_the_next_suggestion(editor, playground):
    for number in range(1, 4):
        await suggested(playground, {"title": f"Number {number}", **DIARY})
    panel = await editor.press(
        await editor.press(await editor.ask("/content review"), texts.SKIP), texts.EDIT
    )
    review = await editor.press(panel, editing_texts.PUBLISH)
    assert texts.APPROVED.format(record="event:number-2", number=1) in review.text
    assert "“Number 3”" in review.text
    taken = await editor.press(review, texts.UNDO)
    assert editing_texts.TAKEN_BACK_NEW.format(record="event:number-2", number=2) in taken.text


async def test_what_was_approved_is_undone_with_its_source(editor, playground, desk):
    await suggested(playground, DIARY)
    await editor.press(await editor.ask("/content review"), texts.APPROVE)
    assert len(desk.newsroom.catalogues.overlay(desk.guild).own) == 2
    answer = await editor.ask("/content undo")
    assert "Taken back with it: 1 source" in answer.text
    assert BARBAROSSA in answer.text
    assert not desk.newsroom.catalogues.overlay(desk.guild)


async def test_who_undoes_what_another_published_sees_what_was_made_with_it(
    editor, playground, desk
):
    await suggested(playground, DIARY)
    await desk.newsroom.suggesting.approve(desk.guild, 1, 1, seen=0)
    asked = await editor.ask("/content undo")
    assert f"`{BARBAROSSA}` was added" in asked.text
    made = looking_texts.MADE_WITH.format(lines="- `source:the-diary-of-nobody-1941`, number 1")
    assert made in asked.text
    await editor.press(asked, looking_texts.TAKE_BACK)
    assert not desk.newsroom.catalogues.overlay(desk.guild)


async def test_the_audit_channel_is_told_once_of_both(editor, playground, desk):
    await editor.ask("/content audit channel:#on-this-day")
    await suggested(playground, DIARY)
    await editor.press(await editor.ask("/content review"), texts.APPROVE)

    async def told():
        return [each for each in playground.read("on-this-day") if BARBAROSSA in reading.text(each)]

    await until(told)
    [notice] = await told()
    assert "source:the-diary-of-nobody-1941" in reading.text(notice)
    assert "+ Barbarossa begins" in reading.text(notice)
