"""Pausing, resuming, removing, posting now, and the log that tells of all."""

import asyncio
import datetime as dt

from bot.playground import Fault, Overwrite, Permission, reading
from bot.ui import daily_texts as texts, texts as general

from .talking import MORNING, SETUP, logged, posted, public


async def test_a_paused_daily_post_rests_until_it_is_resumed(ask, clock, playground, channel):
    await ask(SETUP)
    assert f"Daily post #1 in <#{channel.id}> is paused." in (await ask("/daily pause")).text
    assert "paused already" in (await ask("/daily pause")).text
    assert "Paused" in (await ask("/daily list")).text
    assert "It is paused: this is what it would post." in (await ask("/daily upcoming")).text
    assert texts.PREVIEW_PAUSED in (await ask("/daily preview")).text
    assert "It is paused: `/daily resume`" in (await ask("/daily check")).text
    assert "**Paused since <t:" in (await ask("/daily edit time:9:00")).text
    assert "It is paused." in (await ask("/daily post-now")).text
    clock.time = MORNING
    await asyncio.sleep(1.2)
    assert playground.posted("on-this-day") == []
    resumed = await ask("/daily resume")
    assert "The next one comes on Friday, 20 November 2026, 09:00." in resumed.text
    assert "is on. The next" in resumed.text
    again = (await ask("/daily resume")).text
    assert "is on already. The next one comes on Friday, 20 November 2026, 09:00." in again


async def test_a_daily_post_is_removed_after_a_question(ask, press):
    await ask(SETUP)
    asked = await ask("/daily remove")
    assert "Its settings and its log go" in asked.text
    assert "**#1**" in (await ask("/daily list")).text
    assert "is removed" in (await press(asked, texts.REMOVE)).text
    assert texts.FEEDS_NONE in (await ask("/daily list")).text


async def test_todays_post_goes_out_at_once_and_only_once(ask, clock, playground, home):
    clock.time = MORNING - dt.timedelta(hours=3)
    await ask(SETUP)
    answer = await ask("/daily post-now")
    assert "The post of Thursday, 19 November 2026 goes out to" in answer.text
    (message,) = await posted(playground)
    link = f"https://discord.com/channels/{home.id}/{message['channel_id']}/{message['id']}"
    await logged(ask, "posted at")
    again = await ask("/daily post-now")
    assert "The post of Thursday, 19 November 2026 went out at " in again.text
    assert link in again.text
    assert "Next: Friday, 20 November 2026" in (await ask("/daily list")).text
    clock.time = MORNING
    await asyncio.sleep(1.2)
    assert len(playground.posted("on-this-day")) == 1
    assert "**Thursday, 19 November 2026** · posted at " in (await ask("/daily log")).text
    assert link in (await ask("/daily log")).text


async def test_a_post_tells_what_editors_have_made_of_the_day(
    ask, clock, playground, home, newsroom
):
    await ask(SETUP)
    guild, uranus = int(home.id), "event:operation-uranus"
    body, number = await newsroom.revising.present(guild, uranus)
    new = {**body, "title": "Uranus, as edited here"}
    await newsroom.revising.publish(guild, uranus, new, parent=number, author=5)
    clock.time = MORNING
    (message,) = await posted(playground)
    assert "Uranus, as edited here" in reading.text(message)
    assert "**Operation Uranus begins**" not in reading.text(message)


async def test_a_day_with_nothing_is_not_posted_now(ask):
    await ask(SETUP)
    answer = await ask("/daily post-now")
    assert "There is nothing to tell of Wednesday, 18 November 2026" in answer.text
    assert "Nothing has been due yet" in (await ask("/daily log")).text


async def test_what_was_missed_is_in_the_log_and_can_be_posted_after_all(ask, clock, playground):
    await ask(SETUP)
    clock.time = MORNING + dt.timedelta(hours=8)
    assert "skipped: it would have come too late" in await logged(ask, "skipped")
    assert playground.posted("on-this-day") == []
    assert "goes out" in (await ask("/daily post-now")).text
    await posted(playground)


async def test_the_log_tells_what_failed_and_why(ask, clock, playground, home):
    await ask("/daily setup channel:#general time:9 zone:Berlin")
    await ask("/daily edit pin:true")
    playground.faults.add(Fault(what="status", status=403, path="/channels/*/pins*", times=9))
    playground.faults.add(
        Fault(what="status", status=403, path="/channels/*/messages/pins*", times=9)
    )
    clock.time = MORNING
    assert "pinning it failed: " in await logged(ask, "posted at")


async def test_a_post_that_somebody_deleted_stays_deleted(ask, clock, playground, channel):
    await ask(SETUP)
    clock.time = MORNING
    (message,) = await posted(playground)
    await logged(ask, "posted at")
    playground.happens.delete_message(channel, message["id"])
    answer = (await ask("/daily post-now")).text
    assert (
        "There is one a day: if it is not there, somebody deleted it, and it is not sent" in answer
    )
    await asyncio.sleep(1.2)
    assert len(playground.posted("on-this-day")) == 1


async def test_a_late_post_says_so_in_the_log(ask, clock, playground):
    await ask(SETUP)
    clock.time = MORNING + dt.timedelta(hours=2)
    assert "posted late, at " in await logged(ask, "posted")


async def test_a_stopped_post_is_mended_by_its_button(ask, press, clock, playground, channel):
    await ask(SETUP)
    denied = Overwrite(id=channel.guild_id, deny=int(Permission.SEND_MESSAGES))
    playground.happens.overwrite(channel, denied)
    clock.time = MORNING
    assert "waiting: something was in the way" in await logged(ask, "waiting")
    assert "Send Messages" in (await ask("/daily log")).text
    listed = (await ask("/daily list")).text
    assert "⚠️ Stopped: I lack Send Messages. `/daily check feed:1` says what to do." in listed
    assert "It has stopped: this is what it would post." in (await ask("/daily upcoming")).text
    checked = await ask("/daily check")
    assert "I need" in (await press(checked, general.CHECK_AGAIN)).text
    playground.happens.overwrite(channel)
    mended = await press(checked, general.CHECK_AGAIN)
    assert "All is well: the post of Thursday, 19 November 2026 goes out to" in mended.text
    assert "Operation Uranus" in reading.text((await posted(playground))[0])


async def test_checking_again_does_not_resume_what_was_paused(ask, press, playground):
    await ask(SETUP)
    await ask("/daily pause")
    pressed = await press(*public(playground, "f:daily:check:1"))
    assert pressed.text == texts.FEED_STILL_PAUSED


async def test_who_set_it_up_can_check_again_in_a_direct_message(ask, press, playground):
    await ask(SETUP)
    pressed = await press(*public(playground, "f:daily:check:1", where="dm"))
    assert "All is well" in pressed.text
    theirs = public(playground, "f:daily:check:1", who="member", where="dm")
    assert "That daily post is gone." in (await press(*theirs, who="member")).text
    other = await press(*public(playground, "f:daily:remove:1", where="dm"))
    assert other.text == texts.SERVERS_ONLY


async def test_a_day_left_out_for_nothing_can_be_sent_after_a_change(ask, clock):
    clock.time = MORNING + dt.timedelta(hours=3)
    await ask(SETUP)
    await ask("/daily edit kinds:science time:13:00")
    clock.time = MORNING + dt.timedelta(hours=5)
    await logged(ask, "nothing to tell under the filters")
    assert "`/daily post-now` sends today's post." in (await ask("/daily edit kinds:all")).text
