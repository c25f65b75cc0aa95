"""Daily posts are changed by who may manage the server, and by nobody else."""

import pytest

from bot.ui import daily_texts as texts

from .talking import SETUP, public

COMMANDS = (
    SETUP,
    "/daily list",
    "/daily edit time:8",
    "/daily pause",
    "/daily resume",
    "/daily remove",
    "/daily preview",
    "/daily post-now",
    "/daily upcoming",
    "/daily log",
    "/daily check",
)


async def test_discord_offers_the_commands_to_moderators_alone(ask):
    answer = await ask("/daily list", who="member")
    assert not answer.ok
    assert "There is no command /daily" in answer.problem


async def test_a_member_whom_the_server_lets_use_them_is_refused(ask, home):
    home.open_commands = True
    for command in COMMANDS:
        answer = await ask(command, who="member")
        assert answer.ok, answer.problem
        assert answer.text == texts.MODERATORS_ONLY, command
        assert answer.ephemeral


async def test_a_member_is_offered_nothing_while_typing(ask, home, playground):
    await ask(SETUP)
    home.open_commands = True
    for typed in ("edit feed:", "edit role:ed", "setup channel:#history-forum tags:e"):
        answer = await playground.complete(f"/daily {typed}", who="member")
        assert answer.ok, answer.problem
        assert answer.choices == [], typed


@pytest.mark.parametrize("where", ["dm", "Elsewhere/lounge"])
async def test_there_is_no_daily_post_outside_a_server_with_the_bot(ask, where):
    answer = await ask("/daily list", where=where)
    assert not answer.ok


async def test_a_member_cannot_press_the_buttons(ask, press, playground):
    await ask(SETUP)
    for action in ("test", "edit", "roles", "remove", "check", "ping"):
        pressed = await press(*public(playground, f"f:daily:{action}:1:1"), who="member")
        assert pressed.text == texts.MODERATORS_ONLY
        assert pressed.ephemeral


async def test_help_lists_the_commands_of_moderators_for_them_alone(ask):
    assert "/daily" not in (await ask("/help", who="member")).text
    assert "/daily" not in (await ask("/help", where="dm")).text
    shown = (await ask("/help")).text
    assert "### For moderators\n**`/daily setup channel time zone [style] [tags]`** Post" in shown
    assert "**`/daily edit [feed] [channel] [time] [zone] [weekdays] [topics] …`** Change" in shown


async def test_what_is_kept_of_who_sets_a_daily_post_up_is_no_secret(ask):
    assert "whoever set it up" in (await ask("/privacy", who="member")).text
