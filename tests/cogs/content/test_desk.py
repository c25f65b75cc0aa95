"""Who manages a server names its editors and its audit channel, and blocks who suggests nonsense."""

import pytest

from bot.playground import Fault, Overwrite, Permission
from bot.ui import editing_texts, looking_texts as texts
from tests.cogs.daily.talking import mention, role_named

COMMANDS = (
    "editors role:Editors",
    "audit channel:#general",
    "block member:member",
    "unblock member:member",
)


async def test_a_role_is_named_told_and_taken_away(ask, home):
    role = f"<@&{role_named(home, 'Editors').id}>"
    assert "nobody else" in (await ask("/content editors")).text
    named = await ask("/content editors role:Editors")
    assert named.text == texts.EDITORS_NAMED.format(role=role)
    assert named.ephemeral
    assert named.message["mention_roles"] == []
    assert (await ask("/content editors")).text == texts.EDITORS_ROLE.format(role=role)
    assert (await ask("/content editors remove:true")).text == texts.EDITORS_REMOVED
    assert "nobody else" in (await ask("/content editors")).text


async def test_those_with_the_role_edit_from_then_on(ask, home, playground):
    role = role_named(home, "Editors")
    member = next(each for each in home.members.values() if each.user.username == "member")
    member.roles.append(role.id)
    hide = "/content hide entry:event:ides"
    assert "Only this server's editors" in (await ask(hide, who="member")).text
    await ask("/content editors role:Editors")
    assert "Hidden" in (await ask(hide, who="member")).text
    await ask("/content editors remove:true")
    assert (
        "Only this server's editors"
        in (await ask("/content restore entry:event:ides", who="member")).text
    )


async def test_everybody_is_no_editors_role(ask):
    assert (await ask("/content editors role:@everyone")).text == texts.EDITORS_EVERYONE


async def test_setting_and_removing_at_once_is_asked_about(ask):
    for command in ("editors role:Editors", "audit channel:#general"):
        assert (await ask(f"/content {command} remove:true")).text == texts.ONE_OF_BOTH


@pytest.mark.parametrize("command", COMMANDS)
async def test_editors_alone_may_not(ask, member_edits, command):
    await member_edits()
    answer = await ask(f"/content {command}", who="member")
    assert answer.text == texts.MANAGERS_ONLY
    assert "daily" not in answer.text


async def test_a_channel_is_named_told_and_taken_away(ask, home):
    general = mention(home, "general")
    assert (await ask("/content audit")).text == texts.AUDIT_NONE
    named = await ask("/content audit channel:#general")
    assert named.text == texts.AUDIT_NAMED.format(channel=general)
    assert (await ask("/content audit")).text == texts.AUDIT_CHANNEL.format(channel=general)
    assert (await ask("/content audit remove:true")).text == texts.AUDIT_REMOVED
    assert (await ask("/content audit")).text == texts.AUDIT_NONE


async def test_a_missing_permission_is_named_and_nothing_stored(ask, home, playground):
    channel = next(each for each in home.channels.values() if each.name == "on-this-day")
    deny = Overwrite(id=home.id, deny=int(Permission.SEND_MESSAGES))
    playground.happens.overwrite(channel, deny)
    answer = await ask("/content audit channel:#on-this-day")
    assert "I need **Send Messages** in" in answer.text.replace("\\", "")
    assert (await ask("/content audit")).text == texts.AUDIT_NONE


async def test_a_channel_that_is_closed_or_gone_is_told(ask, home, playground):
    channel = next(each for each in home.channels.values() if each.name == "on-this-day")
    await ask("/content audit channel:#on-this-day")
    deny = Overwrite(id=home.id, deny=int(Permission.VIEW_CHANNEL))
    playground.happens.overwrite(channel, deny)
    for command in ("audit", "status"):
        assert "I need **View Channel**" in (await ask(f"/content {command}")).text
    playground.happens.delete_channel(channel)
    for command in ("audit", "status"):
        assert texts.NO_CHANNEL in (await ask(f"/content {command}")).text


async def test_a_role_that_is_gone_is_told(ask, home, playground):
    await ask("/content editors role:Editors")
    playground.happens.delete_role(home, role_named(home, "Editors").id)
    assert "is deleted: name another with" in (await ask("/content status")).text
    assert (await ask("/content editors")).text == texts.EDITORS_ROLE_GONE
    await ask("/content editors remove:true")
    assert (await ask("/content editors")).text == texts.EDITORS_NONE


@pytest.mark.parametrize(
    ("whom", "refusal"),
    [("moderator", editing_texts.BLOCK_ONESELF), ("Fasti", editing_texts.BLOCK_BOT)],
)
async def test_oneself_and_a_bot_are_not_blocked(ask, newsroom, home, whom, refusal):
    assert (await ask(f"/content block member:{whom}")).text == refusal
    assert await newsroom.editors.blocked(int(home.id)) == []


@pytest.mark.usefixtures("newsroom")
async def test_an_editor_is_not_blocked_until_they_are_none_any_more(ask, member_edits):
    roles = await member_edits()
    assert (await ask("/content block member:member")).text == editing_texts.BLOCK_EDITOR
    roles.clear()
    assert "may not suggest anything here" in (await ask("/content block member:member")).text


async def test_a_member_is_blocked_and_unblocked(ask, playground):
    member = next(each for each in playground.world.users.values() if each.username == "member")
    blocked = await ask("/content block member:member")
    assert texts.BLOCKED.format(member=f"<@{member.id}>") in blocked.text
    assert f"Blocked here: <@{member.id}>" in blocked.text
    assert blocked.message["mentions"] == []
    assert "that was so already" in (await ask("/content block member:member")).text
    assert "may suggest again" in (await ask("/content unblock member:member")).text
    assert "nobody had blocked them" in (await ask("/content unblock member:member")).text


@pytest.mark.parametrize("fault", [{"what": "slow", "seconds": 4}, {"what": "status"}])
async def test_blocking_waits_for_nobody(ask, playground, newsroom, home, fault):
    playground.faults.add(Fault(**fault, status=503, path="/guilds/*/members/*", times=None))
    blocked = await ask("/content block member:member")
    assert "may not suggest anything here" in blocked.text
    assert len(await newsroom.editors.blocked(int(home.id))) == 1


async def test_many_who_are_blocked_are_not_all_named(ask, newsroom, home):
    for member in range(1, 45):
        await newsroom.editors.block(int(home.id), member)
    assert "<@40> and 4 more" in (await ask("/content unblock member:member")).text
