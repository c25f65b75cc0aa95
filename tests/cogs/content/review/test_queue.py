"""Editors see one suggestion after another, with what would change, and nothing that breaks out."""

import pytest

from bot.domain.revisions import SuggestionState
from bot.services.editing.named_sources import Doubt
from bot.ui import suggesting_texts as texts
from tests.cogs.suggestions import (
    MENDED,
    ROW,
    reported,
    suggested,
    users,
)


async def test_an_empty_queue_says_where_suggestions_come_from(editor):
    answer = await editor.ask("/content review")
    assert answer.ephemeral
    assert answer.text == texts.NOTHING_WAITS


async def test_something_new_is_shown_as_what_would_be_added(editor, playground):
    await suggested(playground, named=True)
    review = await editor.ask("/content review")
    assert review.ephemeral
    assert review.buttons == ROW
    assert "## Suggested: the event “Barbarossa begins”" in review.text
    member = users(playground)["member"]
    assert f"by <@{member}>, <t:1782118800:R> · suggestion 1 · wishes to be named" in review.text
    assert "**How they know:** Beevor, Stalingrad, chapter 1" in review.text
    assert "```diff\n@@ Title @@\n+ Barbarossa begins" in review.text
    assert "@@ Date @@\n+ 1941-06-22" in review.text
    assert "source: beevor-1998" in review.text
    assert "1 suggestion waiting in all." in review.text


async def test_a_report_is_shown_with_what_would_change(editor, playground, catalogue):
    await reported(playground, {"text": MENDED})
    review = await editor.ask("/content review")
    assert review.buttons == ROW
    assert "## A mistake in “The pocket”?" in review.text
    assert "**What is wrong:** It held out longer." in review.text
    before = catalogue.entries["event:pocket"].text
    assert f"```diff\n@@ Text @@\n- {before}\n+ {MENDED}\n```" in review.text


@pytest.mark.parametrize("suggesting", [suggested, reported])
async def test_a_new_source_is_shown_whole(editor, playground, suggesting):
    await suggesting(playground, {"source": "A diary, https://example.org/a", "text": MENDED})
    review = await editor.ask("/content review")
    assert review.buttons == ROW
    assert (
        f"{texts.WOULD_MAKE.format(id='a-diary')}\n"
        "```diff\n@@ Title @@\n+ A diary\n@@ Kind @@\n+ website\n@@ Trust @@\n"
        "+ Named by a member of this server, and accepted by one of its editors.\n"
        "@@ Link @@\n+ https://example.org/a\n```"
    ) in review.text


@pytest.mark.parametrize("suggesting", [suggested, reported])
@pytest.mark.parametrize(
    ("source", "doubt"),
    [("p. 12", Doubt.NAMELESS), ("http://example.org/a", Doubt.LINK_LEFT_OUT)],
)
async def test_a_source_worth_no_name_is_edited_first(
    editor, playground, suggesting, source, doubt
):
    await suggesting(playground, {"source": source, "text": MENDED})
    review = await editor.ask("/content review")
    assert texts.DOUBTS[doubt] in review.text
    assert review.buttons == ROW[1:]


async def test_a_source_of_which_not_all_fits_is_edited_first(editor, playground):
    await suggested(playground, {"source": f"A diary, https://example.org/{'a' * 400}"})
    review = await editor.ask("/content review")
    assert texts.CUT in review.text
    assert review.buttons == ROW[1:]


async def test_a_report_without_a_text_shows_what_it_says_now(editor, playground, catalogue):
    await reported(playground)
    review = await editor.ask("/content review")
    assert review.buttons == ROW[1:]
    assert catalogue.entries["event:pocket"].text in review.text
    assert texts.NOT_TOLD in review.text


async def test_what_may_be_there_already_is_shown_and_opens(editor, playground):
    await suggested(playground, {"title": "Operation Uranus begins"})
    await suggested(playground, {"title": "operation uranus begins!"}, who="moderator")
    review = await editor.ask("/content review")
    assert "**It may be there already:** Operation Uranus begins" in review.text
    assert "**The same may wait already:** suggestion 2, “operation uranus begins!”" in review.text
    card = await editor.choose(review, "Operation Uranus begins", select=texts.OPEN_KNOWN)
    assert card.ephemeral
    assert "19 November 1942" in card.text


async def test_what_may_be_the_same_opens_from_its_menu(editor, playground):
    await suggested(playground)
    await suggested(playground, {"title": "Something else"})
    await suggested(playground, {"title": "*Barbarossa* begins\u202e!"})
    review = await editor.ask("/content review")
    assert review.options == ["Suggestion 3: *Barbarossa* begins !"]
    other = await editor.choose(review, "3")
    assert other.kind == "update"
    assert "· suggestion 3" in other.text
    assert other.options == ["Suggestion 1: Barbarossa begins"]
    assert other.buttons == ROW[1:]


async def test_what_was_decided_meanwhile_leads_to_the_next_one(editor, playground, desk):
    for _ in range(3):
        await reported(playground)
    review = await editor.ask("/content review")
    assert review.options == ["Suggestion 2", "Suggestion 3"]
    await desk.newsroom.suggesting.reject(desk.guild, 2, 1, "No.")
    shown = await editor.choose(review, "2")
    assert texts.DECIDED[SuggestionState.REJECTED].format(id=2) in shown.text
    assert "· suggestion 3" in shown.text


async def test_other_reports_on_the_entry_are_named(editor, playground):
    for _ in range(3):
        await reported(playground)
    review = await editor.ask("/content review")
    assert "**Others wait about the same entry:** suggestion 2 and suggestion 3" in review.text


async def test_what_is_typed_pings_nobody_and_breaks_out_of_nothing(editor, playground):
    hostile = "@everyone <@&1> [a](https://b.c) ||x|| `y` ```\u202e# z"
    fields = {"title": hostile, "text": f"{hostile}\n```\n@everyone", "source": hostile}
    await suggested(playground, fields)
    await reported(playground, {"wrong": hostile, "text": f"```\n{hostile}"})
    review = await editor.ask("/content review")
    for blocks in (2, 1):  # one of them of the source that would be made
        assert review.message["mentions"] == []
        assert not review.message["mention_everyone"]
        outside = "".join(review.text.split("```")[::2])
        assert review.text.count("```") == 2 * blocks
        assert "\u202e" not in review.text
        assert "@everyone" not in outside
        assert "[a](" not in outside
        assert "||x||" not in outside
        review = await editor.press(review, texts.SKIP)


async def test_nobody_approves_what_they_cannot_see(editor, playground):
    await suggested(playground, {"text": "German forces " + "advance and " * 40 + "win."})
    review = await editor.ask("/content review")
    assert texts.FAULTS not in review.text
    assert texts.CUT in review.text
    assert review.buttons == ROW[1:]


async def test_the_longest_that_is_taken_fits_a_card(editor, playground):
    long = {"title": "*" * 199 + "a", "text": "`" * 1999 + "a", "source": "_" * 499 + "a"}
    await suggested(playground, long)
    await reported(
        playground, {"wrong": "*" * 999 + "a", "source": "~" * 499 + "a", "text": "`x" * 1000}
    )
    review = await editor.ask("/content review")
    assert texts.CUT in review.text
    assert texts.APPROVE not in review.buttons
    assert (await editor.press(review, texts.SKIP)).ok


@pytest.mark.parametrize("link", ["", " https://example.org/" + "c" * 290])
async def test_the_longest_source_fits_a_card(editor, playground, link):
    fields = {"source": "_ab" * 60 + link, "title": "*" * 199 + "a", "text": "Ab. " * 499 + "Ab."}
    for _ in range(3):
        await suggested(playground, fields)
    told = {"wrong": "*" * 999 + "a", "text": fields["text"], "source": fields["source"]}
    await reported(playground, told)
    review = await editor.press(await editor.ask("/content review"), texts.BLOCK)
    for _ in range(4):
        assert texts.WOULD_MAKE.split(",", maxsplit=1)[0] in review.text
        review = await editor.press(review, texts.SKIP)
        assert review.ok


async def test_faults_keep_it_from_being_approved_as_it_is(editor, playground):
    await suggested(playground, {"date": "03/04/1941"})
    review = await editor.ask("/content review")
    assert review.buttons == ROW[1:]
    assert texts.FAULTS in review.text
    assert "In “03/04/1941”, “03” is not a date" in review.text


async def test_a_topic_is_told_at_length_by_an_editor(editor, playground):
    fields = {"title": "Winter War", "period": "1939-1940", "summary": "A war in the north."}
    form = await playground.type("/suggest what:topic", who="member")
    await playground.submit(form, fields | {"source": "A leaflet"}, who="member")
    review = await editor.ask("/content review")
    assert "## Suggested: the topic “Winter War”" in review.text
    assert texts.EDIT in review.buttons
