"""A moderator sets a daily post up in one command, and is told what is in the way."""

import asyncio
import datetime as dt
import re
from pathlib import Path

import pytest

from bot.playground import Overwrite, Permission, reading
from bot.storage.database import Database
from bot.storage.feeds import Feeds
from bot.ui import daily_texts as texts

from .talking import DAY_BEFORE, MORNING, SETUP, mention, posted


async def test_one_command_sets_a_daily_post_up_and_shows_it(ask, home):
    answer = await ask(SETUP)
    assert answer.ok, answer.problem
    assert answer.ephemeral
    assert "## Daily post #1 is set up" in answer.text
    assert f"**Where:** {mention(home, 'on-this-day')}, a text channel" in answer.text
    assert "**When:** 09:00 every day, Europe/Berlin" in answer.text
    assert "**Next post:** Thursday, 19 November 2026, 09:00" in answer.text
    assert "**Preview of the next post,** Thursday, 19 November 2026:" in answer.text
    assert "Operation Uranus begins" in answer.text
    assert answer.buttons[:3] == [texts.TEST, texts.EDIT, texts.PING]


async def test_the_post_appears_at_its_minute(ask, clock, playground):
    await ask(SETUP)
    clock.time = MORNING - dt.timedelta(seconds=1)
    await asyncio.sleep(1.2)
    assert playground.posted("on-this-day") == []
    clock.time = MORNING
    (message,) = await posted(playground)
    assert "Operation Uranus begins" in reading.text(message)
    assert "late" not in reading.text(message)


async def test_a_set_up_outlives_the_process(connect, playground):
    async with connect():
        await playground.type(SETUP, who="moderator")
    async with connect():
        listed = await playground.type("/daily list", who="moderator")
    assert "**#1**" in listed.text
    assert "09:00 every day, Europe/Berlin" in listed.text


@pytest.mark.parametrize(
    ("where", "target"),
    [
        ("#general", "a text channel"),
        ("#announcements", "an announcement channel"),
        ("#history-forum", "a forum"),
    ],
)
async def test_each_kind_of_channel_is_recognised(ask, where, target):
    answer = await ask(f"/daily setup channel:{where} time:9am zone:Europe/Berlin style:lead")
    assert f", {target}" in answer.text
    assert "one entry at length" in answer.text


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("/daily setup channel:#general time:25:00 zone:Berlin", "I cannot read “25:00” as a time"),
        ("/daily setup channel:#general time:9 zone:Atlantis", "Atlantis"),
        ("/daily setup channel:#general time:9 zone:EST", "Type a city"),
        ("/daily setup channel:#general time:9 zone:Berlin tags:Event", texts.NO_TAGS),
        (
            "/daily setup channel:#history-forum time:9 zone:Berlin tags:Evento",
            "#history-forum has no tag “Evento”. It has: Event, Person, Question.",
        ),
    ],
)
async def test_what_cannot_be_set_up_is_said_and_not_stored(ask, command, sentence):
    answer = await ask(command)
    assert answer.ephemeral
    assert sentence in answer.text
    assert texts.FEEDS_NONE in (await ask("/daily list")).text


async def test_missing_permissions_are_named_before_anything_is_stored(
    ask, playground, home, channel
):
    denied = int(Permission.SEND_MESSAGES)
    playground.happens.overwrite(channel, Overwrite(id=home.id, deny=denied))
    answer = await ask(SETUP)
    assert f"I need **Send Messages** in <#{channel.id}>" in answer.text
    playground.happens.overwrite(
        channel, Overwrite(id=home.id, deny=denied | int(Permission.VIEW_CHANNEL))
    )
    answer = await ask(SETUP)
    assert "I need **View Channel** and **Send Messages**" in answer.text
    assert texts.FEEDS_NONE in (await ask("/daily list")).text


async def test_a_forum_that_requires_a_tag_is_set_up_with_one(ask, playground, home):
    forum = next(each for each in home.channels.values() if each.name == "history-forum")
    forum.require_tag = True
    playground.happens.channel_changed(forum)
    command = "/daily setup channel:#history-forum time:9 zone:Berlin"
    assert "asks for a tag" in (await ask(command)).text
    answer = await ask(f"{command} tags:event, quest")
    assert "tagged Event and Question" in answer.text


async def test_a_server_has_a_limited_number_of_daily_posts(ask, database, home):
    answer = await ask(SETUP)
    async with database.write() as connection:
        feeds = Feeds(connection)
        (feed,) = await feeds.of_guild(int(home.id))
        for _ in range(24):
            await feeds.add(feed.guild, feed.plan, 1, DAY_BEFORE, None, None)
    answer = await ask(SETUP)
    assert "A server can have 25 daily posts, and this one has." in answer.text
    listed = await ask("/daily list")
    assert listed.ok, listed.problem
    assert "**#25**" in listed.text


async def test_a_set_up_under_a_lock_is_refused_and_retried_makes_one(ask, database_address):
    """It had waited longer than Discord does, and was carried out after all, each time."""
    async with Database.open(database_address) as other, other.write():
        for answer in await asyncio.gather(ask(SETUP), ask(SETUP)):
            assert answer.ok, answer.problem
            assert answer.ephemeral
            assert "My database is busy just now: nothing is changed." in answer.text
    assert texts.FEEDS_NONE in (await ask("/daily list")).text
    assert "#1 is set up" in (await ask(SETUP)).text
    listed = (await ask("/daily list")).text
    assert "**#1**" in listed
    assert "**#2**" not in listed


async def test_a_missing_read_message_history_is_warned_of_from_the_first(
    ask, playground, home, channel
):
    """Only the check had told of it, which nobody asks for when all seems well."""
    denied = Overwrite(id=home.id, deny=int(Permission.READ_MESSAGE_HISTORY))
    playground.happens.overwrite(channel, denied)
    warning = f"⚠️ Read Message History in <#{channel.id}> is missing"
    assert warning in (await ask(SETUP)).text
    assert warning in (await ask("/daily edit time:8:30")).text
    await ask("/daily pause")
    assert warning in (await ask("/daily resume")).text
    assert warning in (await ask("/daily check")).text
    playground.happens.overwrite(channel)
    assert "✅ Read Message History" in (await ask("/daily check")).text
    await ask("/daily pause")
    for command in ("/daily resume", "/daily edit time:9"):
        assert "Read Message History" not in (await ask(command)).text


async def test_the_list_tells_of_two_that_post_the_same(ask):
    await ask(SETUP)
    await ask(SETUP)
    listed = (await ask("/daily list")).text
    for number in (1, 2):
        assert f"⚠️ #{number} posts the same there at the same time" in listed
    await ask("/daily pause feed:2")
    assert "posts the same" not in (await ask("/daily list")).text
    await ask("/daily edit feed:1 topics:Stalingrad importance:the most important entries")
    listed = (await ask("/daily list")).text
    assert "a digest of the day; the most important entries about Battle of Stalingrad" in listed


async def test_one_that_cannot_be_read_is_listed_and_can_be_removed(ask, press, database):
    await ask(SETUP)
    async with database.write() as connection:
        await connection.exec_driver_sql("UPDATE feeds SET kinds = '[\"gone\"]'")
    assert "**#1** cannot be read" in (await ask("/daily list")).text
    assert "I cannot read daily post #1" in (await ask("/daily check")).text
    asked = await ask("/daily remove feed:1")
    assert "I cannot read daily post #1. Remove it" in asked.text
    twice = await ask("/daily remove feed:1")
    assert "Daily post #1 is removed." in (await press(asked, texts.REMOVE)).text
    assert "is gone" in (await press(twice, texts.REMOVE)).text
    assert texts.FEEDS_NONE in (await ask("/daily list")).text


async def test_the_example_of_the_readme_works_in_the_playground(ask):
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    (example,) = re.findall("`(/daily setup channel:#[^`]*)`", readme)
    assert "#1 is set up" in (await ask(" ".join(example.split()))).text
