"""A role is pinged after a clear yes alone."""

import asyncio

from bot.playground import Overwrite, Permission
from bot.ui import daily_texts as texts, texts as general

from .talking import MANAGE_GUILD, SETUP, role_named


async def test_a_role_is_pinged_only_after_a_button_says_so(ask, press, home, playground):
    await ask(SETUP)
    editors = role_named(home, "Editors")
    asked = await ask("/daily edit role:editors silent:true")
    assert f"This pings <@&{editors.id}> (everyone who has the role) with every post" in asked.text
    assert "without a sound" in asked.text
    assert f"pings <@&{editors.id}>;" not in asked.text
    assert "pings" not in (await ask("/daily edit grace:5")).text
    answer = await press(asked, texts.PING_YES)
    assert "role:none" in answer.text
    assert f"pings <@&{editors.id}>" in (await ask("/daily edit grace:5")).text
    assert "pings" not in (await ask("/daily edit role:none")).text


async def test_the_button_asks_for_a_role_then_for_a_yes(ask, press, home, playground):
    shown = await ask(SETUP)
    question = await press(shown, texts.PING)
    assert "Which role is to be pinged" in question.text
    chosen = await playground.choose(question, "Editors", who="moderator")
    assert chosen.kind == "update"
    assert "This pings" in chosen.text
    assert "pings" in (await press(chosen, texts.PING_YES)).text
    assert "pings <@&" in (await ask("/daily edit grace:5")).text


async def test_nobody_is_pinged_whom_the_moderator_may_not_ping(ask, home, playground):
    moderators = role_named(home, "Editors")
    moderators.mentionable = False
    moderators.permissions = MANAGE_GUILD
    playground.happens.role_changed(home, moderators.id)
    member = next(each for each in home.members.values() if each.user.username == "member")
    member.roles.append(moderators.id)
    await ask(SETUP, who="member")
    answer = await ask("/daily edit role:Editors", who="member")
    assert "You may not ping @Editors in #on-this-day yourself" in answer.text
    assert texts.PING_YES not in answer.buttons
    asked = await ask("/daily edit role:Editors")
    assert texts.PING_YES in asked.buttons


async def test_a_role_that_is_gone_cannot_be_pinged(ask, press, home, playground):
    await ask(SETUP)
    asked = await ask("/daily edit role:Editors")
    editors = role_named(home, "Editors")
    playground.backend.tell(
        "GUILD_ROLE_DELETE", {"guild_id": home.id, "role_id": editors.id}, home.id
    )
    await asyncio.sleep(0.05)
    assert (await press(asked, texts.PING_YES)).text == general.STALE_BUTTON


async def test_a_role_that_was_deleted_is_warned_of_with_the_remedy(ask, press, home, playground):
    await ask(SETUP)
    await press(await ask("/daily edit role:Editors"), texts.PING_YES)
    assert "✅ Role: " in (await ask("/daily check")).text
    editors = role_named(home, "Editors")
    playground.backend.tell(
        "GUILD_ROLE_DELETE", {"guild_id": home.id, "role_id": editors.id}, home.id
    )
    await asyncio.sleep(0.05)
    for command in ("/daily check", "/daily edit grace:5"):
        answer = await ask(command)
        assert "⚠️ The role that the post was to mention is gone." in answer.text
        assert "Until then my posts come without the ping." in answer.text
    assert f"⚠️ Role: <@&{editors.id}>" in (await ask("/daily check")).text


async def test_a_ping_that_the_bot_may_not_make_is_warned_of(ask, press, home, playground, channel):
    editors = role_named(home, "Editors")
    editors.mentionable = False
    playground.happens.role_changed(home, editors.id)
    denied = Overwrite(id=home.id, deny=int(Permission.MENTION_EVERYONE))
    playground.happens.overwrite(channel, denied)
    await ask(SETUP)
    answer = await press(await ask("/daily edit role:Editors"), texts.PING_YES)
    assert "pings <@&" in answer.text
    assert "⚠️ I need **Mention @everyone, @here and All Roles**" in answer.text
    assert "Until then my posts come without the ping." in answer.text
