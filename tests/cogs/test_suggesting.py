"""Members suggest what is missing and report mistakes, for the editors of their server alone."""

import datetime as dt

import pytest

from bot.playground import reading
from bot.playground.rules.walk import Type
from bot.services.editing.suggesting import MOST_IN_AN_HOUR
from bot.ui import editing_texts, suggesting_texts as texts
from bot.ui.outcomes import MOST_TOLD

from .content.panels import prefilled
from .suggestions import (
    EVENT,
    MENDED,
    reported,
    suggested,
    until,
    users,
)


@pytest.fixture(autouse=True)
def _nothing_was_refused(playground):
    """Discord refuses no request of ours in any of these conversations."""
    yield
    assert list(playground.journal.violations) == []


@pytest.fixture
def home(playground):
    return int(next(iter(playground.world.guilds)))


@pytest.fixture
def waiting(newsroom, home):
    """Give a function that gives the oldest suggestion that waits."""

    async def oldest(after=0):
        review = await newsroom.suggesting.next(home, after)
        return None if review is None else review.suggestion

    return oldest


# ---------------------------------------------------------------- something new
async def test_a_member_suggests_an_event(bot, playground, waiting):
    form = await playground.type("/suggest what:event", who="member")
    assert form.modal["title"] == "Suggest an event"
    assert list(prefilled(form)) == ["date", "title", "text", "kind", "source"]
    thanks = await playground.submit(form, EVENT, who="member")
    assert thanks.ephemeral
    assert thanks.text == texts.THANKS
    taken = await waiting()
    assert taken.record == "event:"
    assert taken.author == users(playground)["member"]
    assert taken.fields == {name: EVENT[name] for name in ("date", "title", "text")} | {
        "kind": "war"
    }
    assert taken.source == EVENT["source"]
    assert not taken.wants_credit


TYPES = [
    (
        "person",
        {"name": "Vasily Chuikov", "born": "1900", "died": "", "text": "A commander."},
        {"name": "Vasily Chuikov", "born": "1900", "text": "A commander."},
    ),
    (
        "topic",
        {"title": "The Winter War", "period": "1939 - 1940", "summary": "A war in the north."},
        {"title": "The Winter War", "period": "1939 - 1940", "summary": "A war in the north."},
    ),
]


@pytest.mark.parametrize(("what", "typed", "kept"), TYPES)
async def test_a_member_suggests_a_person_or_a_topic(playground, waiting, what, typed, kept):
    form = await playground.type(f"/suggest what:{what} named:True", who="member")
    await playground.submit(form, {**typed, "source": "A book"}, who="member")
    taken = await waiting()
    assert (taken.record, taken.fields, taken.wants_credit) == (f"{what}:", kept, True)


@pytest.mark.parametrize("where", ["dm", "Elsewhere/lounge"])
async def test_without_editors_there_is_nothing_to_suggest(bot, playground, where):
    outcome = await playground.type("/suggest what:event", who="member", where=where)
    assert not outcome.ok


async def test_what_cannot_be_taken_is_handed_back(bot, playground, waiting):
    answer = await suggested(
        playground, {"title": "***", "text": "@everyone <@1> [a](https://b.c)"}
    )
    assert answer.ephemeral
    assert "The title says nothing: write a few words." in answer.text
    assert editing_texts.HANDED_BACK in answer.text
    assert "**When?** 22 June 1941" in answer.text
    assert "**What sort of event?** War" in answer.text
    assert "@everyone" not in answer.text
    assert "[a](" not in answer.text
    assert await waiting() is None


async def test_half_letters_and_nothing_are_not_kept(bot, playground, waiting):
    """Discord sends no such texts; a database would refuse them."""
    await suggested(playground, {"title": "Bar\0barossa"})
    assert (await waiting()).fields["title"] == "Barbarossa"


async def test_a_form_of_another_version_is_refused(bot, playground, waiting):
    form = await playground.type("/suggest what:event", who="member")
    stored = playground.outcome(form.interaction)
    stored.modal["custom_id"] = "f:suggest:place:0"
    answer = await playground.submit(form, EVENT, who="member")
    assert "older version" in answer.text
    assert await waiting() is None


# ---------------------------------------------------------------- mistakes
async def test_a_member_reports_a_mistake_and_says_how_it_should_read(
    bot, playground, waiting, catalogue
):
    card = await playground.type("/event name:The pocket", who="member")
    form = await playground.press(card, "Report a mistake", who="member")
    assert form.modal["title"] == "Report a mistake"
    assert prefilled(form)["text"] == catalogue.entries["event:pocket"].text
    assert form.modal["components"][0]["description"] == "In “The pocket”"
    filled = {"wrong": "Until when?", "source": "A book", "text": MENDED, "named": True}
    thanks = await playground.submit(form, filled, who="member")
    assert (thanks.ephemeral, thanks.text) == (True, texts.THANKS)
    taken = await waiting()
    assert (taken.record, taken.wrong, taken.source) == ("event:pocket", "Until when?", "A book")
    assert taken.fields == {"text": MENDED}
    assert taken.wants_credit


async def test_what_was_left_as_it_is_is_no_proposal(bot, playground, waiting):
    await reported(playground)
    taken = await waiting()
    assert taken.fields == {}
    assert not taken.wants_credit


CARDS = [
    "/event name:Famine",
    "/person name:Zhukov",
    "/topic name:Stalingrad",
    "/random",
    "/search query:event:pocket",
]


@pytest.mark.parametrize("command", CARDS)
async def test_each_card_has_the_button_where_there_are_editors(bot, playground, command):
    here = await playground.type(command, who="member")
    assert "Report a mistake" in here.buttons
    for where in ("dm", "Elsewhere/lounge"):
        there = await playground.type(command, who="member", where=where)
        assert "Report a mistake" not in there.buttons


async def test_the_summary_of_a_topic_is_reported_on_any_page(bot, playground, waiting):
    card = await playground.type("/topic name:Battle of Stalingrad", who="member")
    card = await playground.press(card, "Page 2 ▶", who="member")
    form = await playground.press(card, "Report a mistake", who="member")
    assert prefilled(form)["summary"] == "A battle on the Volga."
    filled = {"wrong": "Dull.", "source": "I read it", "summary": "The battle on the Volga."}
    await playground.submit(form, filled, who="member")
    assert (await waiting()).fields == {"summary": "The battle on the Volga."}


async def test_a_day_keeps_its_layout_and_its_menu_opens_cards_with_the_button(
    bot, playground, clock
):
    clock.time = dt.datetime(2026, 11, 19, 9, tzinfo=dt.UTC)
    day = await playground.type("/today", who="member")
    assert "Report a mistake" not in day.buttons
    card = await playground.choose(day, "Operation Uranus begins", who="member")
    assert card.ephemeral
    assert "Report a mistake" in card.buttons


async def test_elsewhere_mistakes_go_to_the_host(connect, chosen, playground):
    settings = chosen.model_copy(update={"report_url": "https://example.org/report"})
    async with connect(settings=settings):
        for where, is_link in (("general", False), ("dm", True)):
            card = await playground.type("/event name:Famine", who="member", where=where)
            [url] = [
                each.get("url") for each in _buttons(card) if each["label"] == "Report a mistake"
            ]
            assert (url == "https://example.org/report") is is_link


def _buttons(outcome):
    return list(reading._of_type(outcome.message, {Type.BUTTON}))


async def test_a_button_that_got_where_no_editors_are_says_where_to_go(bot, playground):
    card = await playground.type("/event name:The pocket", who="member", where="dm")
    next(reading._of_type(_stored(playground, card), {Type.BUTTON}))["custom_id"] = (
        "f:report:event:famine"
    )
    answer = await playground.press(card, "f:report:event:famine", who="member")
    assert texts.SERVERS_ONLY in answer.text


def _stored(playground, outcome):
    messages = playground.world.messages_in(outcome.message["channel_id"])
    return messages.get(outcome.message["id"], outcome.message)


async def test_an_entry_that_was_hidden_meanwhile_cannot_be_reported(
    bot, playground, newsroom, home, waiting
):
    card = await playground.type("/event name:The pocket", who="member")
    form = await playground.press(card, "Report a mistake", who="member")
    await newsroom.revising.hide(home, "event:pocket", 1)
    pressed = await playground.press(card, "Report a mistake", who="member")
    assert "no longer in the content" in pressed.text
    sent = await playground.submit(
        form, {"wrong": "It held out longer.", "source": "A book"}, who="member"
    )
    assert "no longer shown here" in sent.text
    assert "It held out longer" in sent.text
    assert await waiting() is None


# ---------------------------------------------------------------- limits
async def test_a_member_who_suggests_a_lot_is_thanked_and_asked_to_wait(bot, playground, clock):
    for number in range(MOST_IN_AN_HOUR - 1):
        await suggested(playground, {"title": f"Title {number}"})
    late = await playground.type("/suggest what:event", who="member")
    await reported(playground)
    for refused in (
        await playground.type("/suggest what:event", who="member"),
        await playground.press(
            await playground.type("/event name:The pocket", who="member"),
            "Report a mistake",
            who="member",
        ),
        await playground.submit(late, EVENT, who="member"),
    ):
        assert "come back in an hour" in refused.text
        assert refused.ephemeral
    clock.time += dt.timedelta(hours=1)
    assert (await suggested(playground)).text == texts.THANKS


async def test_from_who_is_blocked_nothing_is_taken(bot, playground, newsroom, home, waiting):
    form = await playground.type("/suggest what:event", who="member")
    await newsroom.editors.block(home, users(playground)["member"])
    for refused in (
        await playground.type("/suggest what:event", who="member"),
        await playground.submit(form, EVENT, who="member"),
    ):
        assert "take no more suggestions from you" in refused.text
    assert await waiting() is None
    assert (await suggested(playground, who="moderator")).text == texts.THANKS


# ---------------------------------------------------------------- outcomes
async def test_an_outcome_that_could_not_be_told_is_told_at_the_next_suggestion(
    bot, playground, newsroom, home, waiting
):
    await reported(playground, {"wrong": "It is *all* wrong @everyone"})
    taken = await waiting()
    await newsroom.suggesting.reject(home, taken.id, 1, "It is right: see `Beevor`.")
    thanks = await suggested(playground)
    assert thanks.text.startswith(f"{texts.THANKS}\n{texts.OUTCOMES}\n")
    assert "**Your report on “The pocket” (Playground) was not accepted.**" in thanks.text
    assert r"see \`Beevor\`." in thanks.text
    assert r"It is \*all\* wrong" in thanks.text
    assert "@everyone" not in thanks.text
    assert (await suggested(playground)).text == texts.THANKS


async def test_many_outcomes_are_told_in_parts(bot, playground, newsroom, home, clock):
    member = users(playground)["member"]
    for number in range(MOST_TOLD):
        taken = await newsroom.suggesting.take(
            home, member, "event:", fields=EVENT | {"title": f"Title {number}"}, source="A book"
        )
        await newsroom.suggesting.reject(home, taken.id, 1, "y" * 490)
    clock.time += dt.timedelta(hours=1)
    taken = await newsroom.suggesting.take(home, member, "event:", fields=EVENT, source="A book")
    await newsroom.suggesting.reject(home, taken.id, 1, "No.")
    thanks = await suggested(playground)
    assert thanks.text.count("was not accepted") == MOST_TOLD

    async def all_but_one_are_told():
        return len(await newsroom.suggesting.untold(member)) == 1

    await until(all_but_one_are_told)


async def test_a_server_that_is_gone_is_not_named(bot, playground, newsroom):
    member = users(playground)["member"]
    taken = await newsroom.suggesting.take(
        4711, member, "event:", fields=EVENT | {"kind": "war"}, source="A book"
    )
    await newsroom.suggesting.approve(4711, taken.id, 1, seen=0)
    thanks = await suggested(playground)
    assert "**Your suggestion “Barbarossa begins” was accepted.**" in thanks.text
