"""What cannot be taken is handed back as it was typed, each piece under the label of its input."""

import pytest

from bot.ui import editing_texts as texts, suggesting_texts
from tests.cogs.suggestions import users

from .panels import WORDS, begun, cited

URANUS = "event:operation-uranus"


@pytest.fixture
def in_vain(press, submit, home, newsroom, moderator):
    """Give a function that sends a form after its draft was discarded."""

    async def sending(form, fields):
        for draft in await newsroom.drafting.of_author(int(home.id), moderator):
            await newsroom.drafting.discard(draft)
        answer = await submit(form, fields)
        assert "That draft is gone" in answer.text
        return answer.text.partition(texts.HANDED_BACK)[2].strip().splitlines()

    return sending


async def test_a_section_is_handed_back_with_its_labels(ask, submit, press, in_vain):
    form = await press(await begun(ask, submit), "Words and date")
    assert await in_vain(form, WORDS | {"title": "Mine", "text": "One.\nTwo."}) == [
        "**Title** Mine",
        "**Date** 22 June 1941",
        "**Text**",
        "One.",
        "Two.",
        "**Kind** War",
        "**Importance** 3, major",
    ]


async def test_several_choices_are_handed_back_by_their_names(ask, submit, press, in_vain):
    form = await press(await begun(ask, submit), "Dispute and warning")
    given = await in_vain(form, {"dispute": "Who?", "sensitive": ["Mass killing", "children"]})
    assert given == ["**Dispute** Who?", "**Warning** Mass killing, Harm to children"]


async def test_a_part_of_a_topic_is_handed_back_with_its_labels(
    ask, submit, choose, press, in_vain
):
    panel = await ask("/content edit entry:Battle of Moscow")
    panel = await submit(await choose(panel, texts.PART_NEW), {"heading": "One", "first": "First."})
    form = await choose(panel, texts.PART_NEW)
    given = await in_vain(form, {"heading": "Two", "first": "A.", "second": "B."})
    assert given == ["**Heading** Two", "**Text** A.", "**Text, continued** B."]


async def test_where_it_stands_is_handed_back_with_the_source(ask, submit, press, choose, in_vain):
    panel = await cited(press, choose, await begun(ask, submit))
    form = await press(panel, texts.LOCATE)
    assert await in_vain(form, {"beevor-1998": "pp. 12-14"}) == [
        "**Antony Beevor, Stalingrad** pp. 12-14"
    ]


async def test_a_report_is_handed_back_with_its_labels(ask, press, submit):
    card = await ask("/event name:Uranus", who="member")
    form = await press(card, "Report a mistake", who="member")
    typed = {"wrong": "The date.", "source": " ", "text": "Anew."}
    answer = await submit(form, typed, who="member")
    assert f"**{suggesting_texts.WRONG}** The date." in answer.text
    assert f"**{suggesting_texts.AS_IT_SHOULD_BE}** Anew." in answer.text
    assert "False" not in answer.text


@pytest.fixture
async def waits(newsroom, playground, home):
    """Let a member suggest something."""
    member = users(playground)["member"]
    return await newsroom.suggesting.take(
        int(home.id), member, URANUS, fields={}, source="A book.", wrong="The text."
    )


async def test_a_reason_is_handed_back_with_its_label(ask, press, submit, waits, member_edits):
    assert waits.state == "open"
    roles = await member_edits()
    queue = await ask("/content review", who="member")
    form = await press(queue, suggesting_texts.REJECT, who="member")
    roles.clear()
    answer = await submit(form, {"reason": "It is right."}, who="member")
    assert "Only this server's editors" in answer.text
    assert f"**{suggesting_texts.REASON}** It is right." in answer.text
