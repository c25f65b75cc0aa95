"""Buttons, the menu and the form: right after the command, late, and after a restart."""

import asyncio
import dataclasses
import datetime as dt

import pytest

from bot.domain.feeds import FeedState
from bot.domain.troubles import Problem, Trouble
from bot.playground import Fault, Overwrite, Permission, reading
from bot.storage.feeds import Feeds
from bot.ui import daily_texts as texts, texts as general

from .talking import DAY_BEFORE, SETUP, posted, public


async def test_the_buttons_of_a_daily_post_that_is_gone_say_so(ask, press, playground):
    shown = await ask(SETUP)
    await press(await ask("/daily remove"), texts.REMOVE)
    for label in (texts.TEST, texts.EDIT, texts.PING):
        assert "That daily post is gone." in (await press(shown, label)).text


STALE = (
    "f:daily",
    "f:daily:dance:1",
    "f:daily:test:x",
    "f:daily:test:-1",
    "f:daily:test:12345678901234567890",
    "f:daily:ping:1:x",
    "f:daily:ping:1:99",
    "f:daily:ping:1",
)


async def test_a_button_of_an_older_version_says_so(ask, press, playground):
    await ask(SETUP)
    for custom_id in STALE:
        pressed = await press(*public(playground, custom_id))
        assert pressed.text == general.STALE_BUTTON, custom_id


async def test_a_button_of_another_server_does_nothing_here(ask, press, playground, database, home):
    await ask(SETUP)
    async with database.write() as connection:
        feeds = Feeds(connection)
        (mine,) = await feeds.of_guild(int(home.id))
        other = await feeds.add(77, mine.plan, 1, DAY_BEFORE, None, None)
    pressed = await press(*public(playground, f"f:daily:remove:{other.id}"))
    assert "That daily post is gone." in pressed.text


async def test_a_test_post_is_labelled_and_pings_nobody(ask, press, playground, home):
    shown = await ask(SETUP)
    await press(await ask("/daily edit role:Editors"), texts.PING_YES)
    answer = await press(shown, texts.TEST)
    assert answer.deferred
    (message,) = await posted(playground)
    assert f"https://discord.com/channels/{home.id}/{message['channel_id']}/{message['id']}" in (
        answer.text
    )
    assert "**Test post.**" in reading.text(message)
    assert "Operation Uranus begins" in reading.text(message)
    assert message["mention_roles"] == []
    assert "Nothing has been due yet" in (await ask("/daily log")).text


async def test_a_test_post_of_an_empty_week_shows_a_later_day(ask, press, clock, playground):
    clock.time = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)
    await press(await ask(SETUP), texts.TEST)
    (message,) = await posted(playground)
    assert "The October Revolution" in reading.text(message)


async def test_nothing_to_test_is_said(ask, press, playground):
    shown = await ask(f"{SETUP}")
    await ask("/daily edit kinds:science")
    assert "There is nothing to post on the days to come" in (await press(shown, texts.TEST)).text


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Fault(what="status", status=503, path="/channels/*"), "Discord did not say whether"),
        (Fault(what="status", status=400, path="/channels/*"), "Discord does not take the test"),
        (Fault(what="status", status=403, path="/channels/*"), "Discord refuses my posts"),
    ],
)
async def test_a_test_post_that_fails_says_why(ask, press, playground, fault, sentence):
    shown = await ask(SETUP)
    playground.faults.add(dataclasses.replace(fault, times=9))
    answer = await press(shown, texts.TEST)
    assert sentence in answer.text, answer.text


async def test_permissions_that_are_gone_meanwhile_are_named(ask, press, playground, home, channel):
    shown = await ask(SETUP)
    playground.happens.overwrite(channel, Overwrite(id=home.id, deny=int(Permission.SEND_MESSAGES)))
    for answer in (
        await press(shown, texts.TEST),
        await ask("/daily post-now"),
        await ask("/daily edit time:8"),
        await press(await ask("/daily check"), general.CHECK_AGAIN),
    ):
        assert "I need **Send Messages** in" in answer.text
        assert answer.ephemeral
    await ask("/daily pause")
    assert "I need **Send Messages**" in (await ask("/daily resume")).text


async def test_the_form_changes_what_matters_most(ask, press, playground):
    shown = await ask(SETUP)
    form = await press(shown, texts.EDIT)
    assert form.kind == "modal"
    answer = await playground.submit(
        form,
        {
            "time": "18.30",
            "zone": "Tokyo",
            "days": "weekdays",
            "topics": "Stalingrad",
            "style": "lead",
        },
        who="moderator",
    )
    assert answer.kind == "update"
    assert "## Daily post #1 is changed" in answer.text
    assert "**When:** 18:30 Monday to Friday, Asia/Tokyo" in answer.text
    assert "one entry at length; all entries about Battle of Stalingrad" in answer.text


async def test_the_form_sent_as_it_is_changes_nothing(ask, press, playground):
    shown = await ask(SETUP)
    await ask("/daily edit topics:Stalingrad; Moscow weekdays:Mon Wed Thu kinds:battle")
    before = (await ask("/daily list")).text
    await playground.submit(await press(shown, texts.EDIT), {}, who="moderator")
    assert (await ask("/daily list")).text == before
    assert (
        "about Battle of Stalingrad and Battle of Moscow" in (await ask("/daily edit grace:3")).text
    )


async def test_a_mistake_in_the_form_hands_back_what_was_typed(ask, press, playground):
    form = await press(await ask(SETUP), texts.EDIT)
    answer = await playground.submit(
        form, {"time": "9:75", "zone": "Tokyo", "topics": "Stalingrad"}, who="moderator"
    )
    assert "I cannot read “9:75” as a time" in answer.text
    assert "You typed: “9:75”, “Tokyo”, “every day”, “Stalingrad” and “digest”." in answer.text
    assert "Europe/Berlin" in (await ask("/daily list")).text


async def test_a_form_where_the_bot_may_no_longer_post_names_the_permission(
    ask, press, playground, home, channel
):
    form = await press(await ask(SETUP), texts.EDIT)
    playground.happens.overwrite(channel, Overwrite(id=home.id, deny=int(Permission.SEND_MESSAGES)))
    answer = await playground.submit(form, {"time": "8:00"}, who="moderator")
    assert "I need **Send Messages** in" in answer.text


async def test_buttons_and_the_form_work_after_a_restart(connect, playground):
    async with connect():
        shown = await playground.type(SETUP, who="moderator")
        form = await playground.press(shown, texts.EDIT, who="moderator")
    async with connect():
        answer = await playground.submit(form, {"time": "8:00"}, who="moderator")
        assert "08:00 every day" in answer.text
        assert (await playground.press(answer, texts.PING, who="moderator")).ok


# ---------------------------------------------------------------- the notice in a direct message


@pytest.fixture
async def notice(ask, playground, database, home):
    """Give the daily post of a moderator that stopped for nothing, and the button of its notice."""
    await ask(SETUP)
    async with database.write() as connection:
        feeds = Feeds(connection)
        (feed,) = await feeds.of_guild(int(home.id))
        await feeds.break_(feed.id, Trouble(Problem.REFUSED, ("50013",)), DAY_BEFORE)
        await feeds.told(feed.id, DAY_BEFORE)
    return feed, public(playground, f"f:daily:check:{feed.id}", where="dm")


async def until(holds):
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - the client tells nobody
            await asyncio.sleep(0.01)


async def state(database, feed):
    async with database.read() as connection:
        return (await Feeds(connection).by_ids({feed.id}))[feed.id].state


async def test_who_set_it_up_lets_it_go_on_from_a_direct_message(press, notice, database):
    feed, button = notice
    assert "All is well" in (await press(*button)).text
    assert await state(database, feed) is FeedState.ACTIVE


async def test_who_may_no_longer_manage_the_server_does_not(
    press, notice, bot, *, database, home, playground
):
    feed, button = notice
    moderator = home.members[home.owner_id]
    home.owner_id = playground.world.bot.id
    moderator.roles.clear()
    playground.happens.guild_available(home)
    await until(lambda: bot.get_guild(int(home.id)).owner_id == int(home.owner_id))
    pressed = await press(*button)
    assert pressed.text == texts.NOT_MODERATOR_THERE
    assert await state(database, feed) is FeedState.BROKEN


async def test_who_has_left_the_server_does_not(press, notice, database, playground):
    feed, button = notice
    fault = Fault(what="status", status=404, code=10007, method="GET", path="/guilds/*/members/*")
    playground.faults.add(fault)
    assert (await press(*button)).text == texts.NOT_MODERATOR_THERE
    assert await state(database, feed) is FeedState.BROKEN


async def test_of_a_server_that_is_away_nothing_is_checked(
    press, notice, bot, *, database, home, playground
):
    feed, button = notice
    playground.happens.guild_unavailable(home)
    await until(lambda: bot.get_guild(int(home.id)).unavailable)
    assert (await press(*button)).text == texts.SERVER_AWAY
    assert await state(database, feed) is FeedState.BROKEN
