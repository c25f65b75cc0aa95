"""What a daily post will tell, and whether all is well with it."""

from bot.playground import Overwrite, Permission
from bot.ui import daily_texts as texts, texts as general

from .talking import SETUP, role_named


async def test_a_server_without_daily_posts_is_told_how_to_make_one(ask):
    for command in ("/daily check", "/daily edit time:8", "/daily log"):
        assert "Set one up with /daily setup" in (await ask(command)).text


async def test_one_of_several_must_be_named(ask):
    await ask(SETUP)
    await ask("/daily setup channel:#general time:18:00 zone:Tokyo")
    answer = await ask("/daily check")
    assert "There are 2 daily posts here: name one with feed:1 or feed:2." in answer.text
    assert "no daily post “7”" in (await ask("/daily check feed:7")).text
    assert "## Check of #2" in (await ask("/daily check feed:2")).text
    assert "## Check of #2" in (await ask("/daily check feed:#2 · #general")).text


async def test_a_daily_post_is_offered_with_channel_time_and_zone(ask, playground):
    await ask(SETUP)
    await ask("/daily setup channel:#general time:18:00 zone:Tokyo")
    offered = await playground.complete("/daily check feed:gen", who="moderator")
    (choice,) = offered.choices
    assert choice["name"] == "#2 · #general · 18:00 Asia/Tokyo"
    assert choice["value"] == "2"


async def test_the_next_posts_tell_what_they_will_tell(ask):
    await ask(SETUP)
    answer = await ask("/daily upcoming")
    lines = answer.text.splitlines()
    assert lines[1].startswith("**Thursday, 19 November 2026** · Operation Uranus begins (1942); ")
    assert lines[2] == "**Friday, 20 November 2026** · nothing: the day is left out"
    assert len(lines) == 8


async def test_upcoming_posts_stand_in_for_empty_days(ask):
    await ask(SETUP)
    await ask("/daily edit on-empty:nearest")
    coming = (await ask("/daily upcoming")).text
    assert "from 23 August: Raid on the city" in coming
    assert coming.count("Operation Uranus") == 1
    await ask("/daily edit on-empty:archive")
    assert "from the archive: " in (await ask("/daily upcoming")).text


async def test_the_post_of_any_day_can_be_previewed(ask):
    await ask(SETUP)
    assert (
        "**Preview of the post of** Thursday, 19 November 2026:"
        in (await ask("/daily preview")).text
    )
    leap = await ask("/daily preview date:29 February")
    assert "Tuesday, 29 February 2028" in leap.text
    assert "A leap day" in leap.text
    empty = await ask("/daily preview date:tomorrow feed:1")
    assert "Operation Uranus" in empty.text
    assert "nothing to tell" in (await ask("/daily preview date:18 November")).text
    for outside in ("19.11.1942", "1 June 2035"):
        answer = (await ask(f"/daily preview date:{outside}")).text
        assert "I preview posts from 2025 to 2034." in answer
        assert "what happened on a day of the past is told by /today." in answer
    assert "June has 30 days" in (await ask("/daily preview date:31 June")).text


async def test_a_check_names_everything_one_by_one(ask, playground, home, channel):
    await ask(SETUP)
    answer = await ask("/daily check")
    assert f"✅ Channel: <#{channel.id}>" in answer.text
    for good in ("View Channel", "Send Messages", "Time zone Europe/Berlin: it is 13:00 there now"):
        assert f"✅ {good}" in answer.text
    assert "nothing to tell on 27 of the next 30 days; then: no post" in answer.text
    assert "Next post: Thursday, 19 November 2026, 09:00" in answer.text
    assert "❌" not in answer.text
    denied = int(Permission.SEND_MESSAGES | Permission.READ_MESSAGE_HISTORY)
    playground.happens.overwrite(channel, Overwrite(id=home.id, deny=denied))
    answer = await ask("/daily check")
    assert "✅ View Channel" in answer.text
    assert "❌ Send Messages" in answer.text
    assert "Read Message History in" in answer.text
    assert f"I need **Send Messages** in <#{channel.id}>." in answer.text
    assert answer.buttons == [general.CHECK_AGAIN]


async def test_a_check_names_role_tags_and_a_channel_that_is_gone(ask, playground, home):
    forum = next(each for each in home.channels.values() if each.name == "history-forum")
    answer = await ask("/daily setup channel:#history-forum time:9 zone:Berlin tags:Event, Person")
    ping = await ask("/daily edit role:Editors")
    await playground.press(ping, texts.PING_YES, who="moderator")
    answer = await ask("/daily check")
    editors = role_named(home, "Editors")
    assert f"✅ Role: <@&{editors.id}>" in answer.text
    assert "✅ Tags: Event, Person" in answer.text
    forum.tags = forum.tags[1:]
    playground.happens.channel_changed(forum)
    answer = await ask("/daily check")
    assert "❌ Tags: ?, Person" in answer.text
    playground.happens.delete_channel(forum)
    answer = await ask("/daily check")
    assert "❌ Channel" in answer.text
    assert "The channel that I post in is gone." in answer.text
    assert "The channel that I post in is gone." in (await ask("/daily edit role:Editors")).text
    assert (await ask("/daily list")).ok


async def test_the_list_shows_which_ones_cannot_post_before_they_fail(
    ask, playground, home, channel
):
    await ask(SETUP)
    await ask("/daily setup channel:#general time:18:00 zone:Tokyo")
    assert "⚠️" not in (await ask("/daily list")).text
    denied = int(Permission.SEND_MESSAGES)
    playground.happens.overwrite(channel, Overwrite(id=home.id, deny=denied))
    answer = await ask("/daily list")
    assert answer.text.count("⚠️") == 1
    assert (
        "⚠️ Cannot post now: I lack Send Messages. `/daily check feed:1` says what to do."
        in answer.text
    )


async def test_a_day_on_which_the_clocks_change_is_marked(ask):
    await ask("/daily setup channel:#on-this-day time:2:30 zone:Berlin")
    answer = await ask("/daily preview date:28 March 2027")
    assert "Sunday, 28 March 2027, 03:00 (the clocks go forward that day)" in answer.text
    answer = await ask("/daily preview date:31 October 2027")
    assert "Sunday, 31 October 2027, 02:30 (the clocks go back that day)" in answer.text
    assert "clocks" not in (await ask("/daily preview date:22 June")).text
