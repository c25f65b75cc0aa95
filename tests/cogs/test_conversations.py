"""What members get for what they type and press, through the real bot and a strict Discord."""

import asyncio
import contextlib
import dataclasses

import pytest
from structlog.testing import capture_logs

from bot.catalogue.catalogue import Catalogue
from bot.playground import Fault, HeldClock, Playground
from bot.services.lookup import Lookup
from bot.ui import texts
from tests import sample
from tests.ui import reading


@pytest.fixture(autouse=True)
def _nothing_was_refused(playground):
    """Discord refuses no request of ours in any of these conversations."""
    yield
    assert list(playground.journal.violations) == []


@pytest.mark.parametrize(
    ("command", "begins"),
    [
        ("/event name:Operation Uranus begins", "## Operation Uranus begins\n"),
        ("/event name:Сталинград", "## Battle of Stalingrad\n"),
        ("/topic name:stalngrad", "-# The nearest name to “stalngrad”.\n## Battle of Stalingrad"),
        ("/topic name:The pocket", "## The pocket\n"),
        ("/person name:Schukow", "## Georgy Zhukov\n"),
        ("/today date:19 November", "## 19 November\n"),
        ("/today date:11-19 topic:Stalingrad", "## 19 November: Battle of Stalingrad\n"),
        ("/today", "## 22 June\nNothing is recorded for this day yet."),
        ("/search query:battle", "## Search: battle\n"),
        ("/search query:event:pocket", "## The pocket\n"),
        ("/timeline", "## Timeline\n-# 9 events"),
        (
            "/timeline about:Stalingrad from:August 1942 to:1943",
            "## Timeline: Battle of Stalingrad\n-# 3",
        ),
        ("/random what:topic", "## Battle of "),
    ],
)
async def test_a_command_is_answered_for_all_to_see(ask, command, begins):
    answer = await ask(command)
    assert answer.ok, answer.problem
    assert answer.text.startswith(begins)
    assert not answer.ephemeral


@pytest.mark.parametrize(
    ("command", "holds"),
    [
        ("/help", "`/today [date] [topic]`"),
        ("/about", "9 events, 2 people and 2 topics, from 2 sources; 10 of the 366 days"),
        ("/privacy", "Nothing, as long as you only ask: I answer each command from memory"),
        ("/today date:31 June", "June has 30 days"),
        ("/event name:qqqqqqq", "I know no event called “qqqqqqq”."),
        ("/timeline from:1950 to:1940", "“1940” is before “1950”"),
        ("/timeline about:The pocket", "I know no topic or person called “The pocket”"),
    ],
)
async def test_help_and_refusals_are_for_who_asked_alone(ask, command, holds):
    answer = await ask(command)
    assert answer.ok, answer.problem
    assert holds in answer.text
    assert answer.ephemeral


@pytest.mark.parametrize("where", ["dm", "Elsewhere/lounge", "general", "on-this-day"])
async def test_commands_work_in_servers_direct_messages_and_for_user_installs(ask, where):
    answer = await ask("/person name:Zhukov", where=where)
    assert answer.ok, answer.problem
    assert answer.text.startswith("## Georgy Zhukov")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("/event name:uran", "event:operation-uranus"),
        ("/person name:Жу", "person:georgy-zhukov"),
        ("/topic name:mosc", "topic:battle-of-moscow"),
        ("/search query:zhuk", "person:georgy-zhukov"),
        ("/today date:19 n", "19 November"),
        ("/today topic:stal", "topic:battle-of-stalingrad"),
        ("/timeline about:geor", "person:georgy-zhukov"),
        ("/timeline from:194", "1942"),
        ("/timeline to:194", "1942"),
    ],
)
async def test_every_name_date_and_topic_completes_while_typing(bot, playground, typed, value):
    answer = await playground.complete(typed)
    assert answer.ok, answer.problem
    assert value in [choice["value"] for choice in answer.choices]
    chosen = typed[: typed.rindex(":")] + f":{value}"
    assert (await playground.type(chosen)).ok


# ---------------------------------------------------------------- buttons and menus


async def test_who_asked_turns_the_page_for_all(ask, playground):
    first = await ask("/topic name:Stalingrad")
    second = await playground.press(first, "Page 2 ▶")
    assert second.kind == "update"
    assert "### Part 1" in second.text
    back = await playground.press(second, "◀ Page 1")
    assert "A battle on the Volga." in back.text


async def test_anybody_else_gets_a_page_of_their_own(ask, playground):
    first = await ask("/topic name:Stalingrad")
    theirs = await playground.press(first, "Page 2 ▶", who="moderator")
    assert (theirs.kind, theirs.ephemeral) == ("message", True)
    assert "### Part 1" in theirs.text


async def test_days_are_turned_with_buttons(ask, playground):
    day = await ask("/today date:18 November")
    assert "Nothing is recorded" in day.text
    day = await playground.press(day, "19 November ▶")
    assert "Operation Uranus begins" in day.text
    day = await playground.press(day, "◀ 18 November")
    assert day.text.startswith("## 18 November")


async def test_a_day_of_a_topic_stays_with_the_topic(ask, playground):
    day = await ask("/today date:18 November topic:Stalingrad")
    day = await playground.press(day, "19 November ▶")
    assert day.text.startswith("## 19 November: Battle of Stalingrad")
    assert "shooting" not in day.text


async def test_an_entry_leads_to_its_day_and_timeline(ask, playground):
    event = await ask("/event name:Operation Uranus begins")
    assert (await playground.press(event, "All of 19 November")).text.startswith("## 19 November")
    person = await ask("/person name:Zhukov")
    line = await playground.press(person, "Timeline")
    assert line.text.startswith("## Timeline: Georgy Zhukov")


async def test_a_related_entry_opens_for_who_chose_it(ask, playground):
    event = await ask("/event name:Operation Uranus begins")
    opened = await playground.choose(event, "person:georgy-zhukov")
    assert opened.ephemeral
    assert opened.text.startswith("## Georgy Zhukov")


async def test_a_suggestion_opens_the_entry_that_was_meant(ask, playground):
    refused = await ask("/person name:Zhukova Maria")
    assert refused.options == ["Georgy Zhukov"]
    assert (await playground.choose(refused, "Georgy Zhukov")).text.startswith("## Georgy Zhukov")


async def test_chance_can_be_tried_again(ask, playground):
    drawn = await ask("/random what:person")
    again = await playground.press(drawn, "Another")
    assert again.text.startswith(("## Georgy Zhukov", "## Nobody Known"))


async def test_long_searches_and_timelines_turn_their_pages(connect, playground):
    many = {
        f"clash-{n}": sample.event(f"clash-{n}", f"1943-01-{n:02}", f"Clash {n}")
        for n in range(1, 31)
    }
    crowded = Catalogue.of(dataclasses.replace(sample.contents(), events=many))
    async with connect(catalogue=crowded):
        for command, head in (("/search query:clash", "## Search"), ("/timeline", "## Timeline")):
            first = await playground.type(command)
            shown = set(first.options)
            second = await playground.press(first, "Page 2 ▶")
            assert second.kind == "update"
            assert second.text.startswith(head)
            assert "Page 2 of 3" in second.text
            assert len(shown) == len(set(second.options) - shown) == 12
            assert set((await playground.press(second, "◀ Page 1")).options) == shown


async def test_a_sensitive_entry_warns_before_it_shows(ask):
    answer = await ask("/event name:Raid on the city")
    warning, rest = answer.text.split("\n", 1)
    assert "mass killing and harm to children" in warning
    assert "in a sentence" in rest
    boxes = [each for each in answer.message["components"] if each["type"] == 17]
    assert [box["spoiler"] for box in boxes] == [True]


async def test_buttons_and_menus_work_after_a_restart(connect, playground):
    async with connect():
        topic = await playground.type("/topic name:Stalingrad")
    async with connect():
        second = await playground.press(topic, "Page 2 ▶")
        assert "### Part 1" in second.text
        opened = await playground.choose(second, "topic:battle-of-moscow")
        assert opened.text.startswith("## Battle of Moscow")


# ---------------------------------------------------------------- safety


async def test_no_answer_can_ping_anybody(ask, playground):
    """Every message that is sent allows no mention at all, whatever it holds."""
    found = await ask("/search query:battle")
    await playground.choose(found, "topic:battle-of-moscow")
    await playground.press(await ask("/topic name:Stalingrad"), "Page 2 ▶")
    await ask("/event name:@everyone <@1> qqqqqq")
    sent = [
        each.body["data"]
        for each in playground.journal.requests
        if each.path.endswith("/callback") and each.body["type"] in {4, 7}
    ]
    assert len(sent) == 5
    assert all(message["allowed_mentions"] == {"parse": []} for message in sent)


async def test_what_a_member_types_comes_back_as_plain_text(ask):
    answer = await ask("/event name:**b** <@1> [x](https://evil.example) discord.gg/abc qqqq")
    assert (
        "\\*\\*b\\*\\* \\<@1> \\[x\\](https:\u200b//evil.example) discord.gg\u200b/abc"
        in answer.text
    )
    listed = await ask("/search query:battle https://evil.example/a")
    assert "https://" not in listed.text


def test_the_client_keeps_nothing_it_need_not_know(bot):
    assert bot.intents.value == 1
    assert bot._connection.max_messages is None
    assert bot._connection.member_cache_flags.value == 0
    assert bot.http.max_ratelimit_timeout == 30


# ---------------------------------------------------------------- errors


def aged(playground, answer, custom_id):
    """Change the first button of a message to what an older version may have sent."""
    stored = playground.world.messages_in(answer.message["channel_id"])[answer.message["id"]]
    buttons = [part for part in reading.walk(stored["components"]) if part["type"] == 2]
    buttons[0]["custom_id"] = custom_id
    return custom_id


@pytest.mark.parametrize(
    "custom_id",
    [
        "f:gone:1",
        "g:day:2026-06-22:0:",
        "f:day:yesterday:0:",
        "f:day:2026-06-22",
        "f:topic:battle-of-moscow:x",
        "f:find:x:query",
        "f:line:0:topic",
        "f:line:0:topic:battle-of-moscow:x:",
        "f:random:planet",
    ],
)
async def test_a_button_of_an_older_version_says_so(ask, playground, custom_id):
    answer = await ask("/event name:The pocket")
    pressed = await playground.press(answer, aged(playground, answer, custom_id))
    assert pressed.text == texts.STALE_BUTTON
    assert pressed.ephemeral


async def test_an_entry_that_is_gone_says_so(ask, playground):
    answer = await ask("/event name:The pocket")
    pressed = await playground.press(answer, aged(playground, answer, "f:topic:gone:1"))
    assert "no longer in the content" in pressed.text


async def test_an_unexpected_error_shows_a_code_that_is_in_the_log(ask, playground, bot):
    answer = await ask("/event name:The pocket")
    with capture_logs() as lines, broken(bot, "date"):
        pressed = await playground.press(answer, "All of 23 November")
    (line,) = [line for line in lines if line["log_level"] == "error"]
    assert f"under the code `{line['code']}`" in pressed.text
    assert "secret" not in pressed.text
    assert pressed.ephemeral


async def test_an_unexpected_error_of_a_command_takes_the_same_path(ask, bot, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(Lookup, "find", fail)
    with capture_logs() as lines:
        answer = await ask("/event name:The pocket")
    assert lines[-1]["code"] in answer.text
    assert "secret" not in answer.text


async def test_an_error_after_the_answer_follows_it(ask, bot, playground):
    async def answers_then_fails(cog, interaction):
        await interaction.response.send_message("answered")
        raise RuntimeError("a secret of the house")

    bot.tree.get_command("help")._callback = answers_then_fails
    with capture_logs() as lines:
        answer = await ask("/help")
        await _logged(lines, "unexpected error")
    assert answer.text == "answered"
    followed = f"/webhooks/{bot.application_id}/"
    async with asyncio.timeout(5):
        while not any(each.path.startswith(followed) for each in playground.journal.requests):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@contextlib.contextmanager
def broken(bot, route):
    """Break a route for a while."""

    async def fail(*_):
        raise RuntimeError("a secret of the house")

    known = bot._router._routes
    before, known[route] = known[route], fail
    yield
    known[route] = before


async def test_a_late_answer_is_refused_by_discord_and_logged(connect, chosen):
    """Discord gives an application three seconds; what comes later reaches nobody."""
    held = HeldClock()
    async with Playground(clock=held) as slow:
        settings = chosen.model_copy(update={"discord_api_url": slow.api_url})
        async with connect(served=slow, settings=settings) as bot:
            bot.tree.get_command("help")._callback = _late(held)
            with capture_logs() as lines:
                answer = await slow.type("/help")
                await _logged(lines, "an answer came too late")
            assert not answer.ok
            assert answer.text == "The application did not respond"


async def test_a_command_that_another_process_has_answered_is_one_line_of_the_log(ask, playground):
    """As where Fasti runs twice with one token."""
    path = "/interactions/*"
    playground.faults.add(Fault(what="status", status=400, code=40060, path=path))
    with capture_logs() as lines:
        sending = asyncio.create_task(ask("/about"))
        event = "a command or button is answered already: is Fasti running twice?"
        await _logged(lines, event)
        await asyncio.sleep(0.05)
        sending.cancel()
    assert [(line["event"], line["log_level"]) for line in lines] == [(event, "warning")]


async def test_an_error_that_cannot_be_answered_is_logged(ask, playground):
    playground.faults.add(Fault(what="status", status=400, path="/interactions/*", times=2))
    with capture_logs() as lines:
        sending = asyncio.create_task(ask("/help"))
        await _logged(lines, "an error could not be answered")
        sending.cancel()
    assert [line["event"] for line in lines] == [
        "unexpected error",
        "an error could not be answered",
    ]


async def _logged(lines, event):
    async with asyncio.timeout(5):
        while event not in [line["event"] for line in lines]:  # noqa: ASYNC110 - a list has no event
            await asyncio.sleep(0.01)


def _late(clock):
    async def wait(cog, interaction):
        clock.move(3.5)
        await interaction.response.send_message("too late")

    return wait


async def test_a_command_that_changed_since_says_so(ask, bot):
    bot.tree.remove_command("random")
    answer = await ask("/random")
    assert answer.text == texts.STALE_COMMAND


async def test_a_failure_to_answer_is_retried_by_the_library(ask, playground):
    playground.faults.add(Fault(what="status", status=502, path="/interactions/*", times=1))
    assert (await ask("/help")).ok
