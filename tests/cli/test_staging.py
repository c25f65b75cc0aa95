"""The stage of the playground, set by the real bot on a moderator's commands."""

import structlog.testing

from bot.cli.staging import stage
from bot.playground import Overwrite, Permission
from tests.cli.conftest import CHANNEL, titles


async def test_the_stage_is_set_as_a_moderator_would(served):
    with structlog.testing.capture_logs() as logs:
        await stage(served, "Europe/Berlin")
    assert [log for log in logs if log["log_level"] == "warning"] == []
    assert len(served.posted(CHANNEL)) == 1  # it is there already when the stage is set
    assert await titles(served, 1) == ["## Friday, 17 July"]
    editors = await served.type("/content editors", who="moderator")
    role = next(iter(served.world.guilds.values())).members[_id(served, "editor")].roles[0]
    assert f"<@&{role}>" in editors.text
    listed = await served.type("/daily list", who="moderator")
    assert "09:00 every day, Europe/Berlin" in listed.text


def _id(served, name):
    return next(one.id for one in served.world.users.values() if one.username == name)


async def test_what_the_moderator_was_answered_is_put_away(served):
    await stage(served, "UTC")
    assert served.read("general", who="moderator") == []


async def test_what_cannot_be_set_up_is_said_and_left_out(served):
    """A zone that no city has, say: the editors are named none the less."""
    with structlog.testing.capture_logs() as logs:
        await stage(served, "No/Where")
    told = [log for log in logs if log["log_level"] == "warning"]
    assert [log["command"].split()[1] for log in told] == ["setup", "post-now"]
    assert "“No/Where”" in told[0]["answer"]
    assert "<@&" in (await served.type("/content editors", who="moderator")).text


async def test_a_channel_that_the_bot_may_not_write_in_is_said(served):
    home, channel = next(
        (guild, one)
        for guild in served.world.guilds.values()
        for one in guild.channels.values()
        if one.name == CHANNEL
    )
    served.happens.overwrite(channel, Overwrite(id=home.id, deny=int(Permission.SEND_MESSAGES)))
    with structlog.testing.capture_logs() as logs:
        await stage(served, "UTC")
    assert [log["command"].split()[1] for log in logs if "command" in log] == ["setup", "post-now"]
