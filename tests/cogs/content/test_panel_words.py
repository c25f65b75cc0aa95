"""The panel speaks as its forms and cards do: of dates, of roles, and of new sources."""

import pytest

from bot.ui import editing_texts as texts, looking_texts

from .panels import WORDS, begun, cited

PERSON = {"name": "Ivan Konev", "text": "A commander."}
UNREAD = {
    "31 February 1941": "“31 February 1941” is not a date that I can read: February 1941 has 28 days.",
    "some day": "“some day” is not a date that I can read.",
}


@pytest.mark.parametrize(("typed", "told"), UNREAD.items())
async def test_a_date_that_cannot_be_read_is_told_with_the_examples_of_its_form(
    ask, submit, typed, told
):
    panel = await begun(ask, submit, date=typed)
    assert f"- Words and date: {told} Write it like {texts.DATE_EXAMPLE}." in panel.text
    assert texts.HINTS["date"] == texts.DATE_EXAMPLE
    assert f"**Date:** {typed}" in panel.text


SHOWN = {
    "44 BC": "44 BC",
    "22.06.1941": "22 June 1941",
    "about 1918": "about 1918",
    "17 July 1942 - 2 February 1943": "17 July 1942 \u2013 2 February 1943",
}


@pytest.mark.parametrize(("typed", "shown"), SHOWN.items())
async def test_a_date_is_shown_as_on_cards(ask, submit, typed, shown):
    panel = await begun(ask, submit, date=typed)
    assert f"**Date:** {shown}\n" in panel.text


@pytest.fixture
async def lived(ask, submit, press):
    """Give a function that types into the form of a life, and gives the panel."""

    async def living(**words):
        panel = await submit(await ask("/content add person"), PERSON)
        return await submit(await press(panel, "Life and roles"), words)

    return living


async def test_a_life_is_shown_as_on_cards(lived):
    panel = await lived(
        born="28 December 1897",
        born_old_style="16 December 1897",
        died="1973",
        roles="Marshal | 1944-1973\nWriter",
    )
    assert "**Born:** 28 December 1897\n**Born, Old Style:** 16 December 1897\n" in panel.text
    assert "**Roles:** Marshal (1944\u20131973); Writer" in panel.text


async def test_what_is_wrong_with_a_life_is_told_in_the_words_of_its_form(lived):
    panel = await lived(
        born_old_style="October 1917",
        roles="Marshal | of old\n| 1943",
    )
    told = panel.text.replace("\\|", "|")
    assert (
        "“October 1917” is not a date that I can read. Write it like 25 October 1917." in panel.text
    )
    assert "“of old” is not a date that I can read. Write it like Marshal | 1943-1946." in told
    assert "`" not in panel.text
    assert "“title”" not in panel.text


async def test_a_role_is_named_where_its_title_is_at_fault(lived):
    panel = await lived(roles="Marshal | of | 1943")
    assert "- Life and roles: A role holds “|”" in panel.text.replace("\\|", "|")


async def test_what_is_wrong_beside_the_dates_is_told_as_it_was(lived, press, choose):
    panel = await cited(press, choose, await lived(born="1973", died="1897"))
    assert "is not a date that I can read" not in panel.text
    assert "- Life and roles:" in panel.text


async def test_a_new_source_at_fault_is_shown_by_its_title(ask, submit, press):
    panel = await begun(ask, submit)
    form = await press(await press(panel, "Sources"), texts.SOURCE_NEW_BUTTON)
    words = {"title": "A *diary*", "kind": "Document", "trust": "Kept daily."}
    panel = await submit(form, words)
    assert "**Sources:** A \\*diary\\*\n" in panel.text
    assert "a-diary" not in panel.text
    assert WORDS["title"] in panel.text


async def test_refusals_are_plain_text(ask, press, playground):
    told = await ask("/content history entry:event:nothing")
    assert "`" not in told.text
    for refusal in (texts.DRAFTS_NONE, looking_texts.UNKNOWN):
        assert "`" not in refusal
