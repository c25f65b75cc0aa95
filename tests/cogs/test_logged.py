"""What the log tells of conversations: the code that a member saw, and nothing that they typed."""

import io
import json
import logging
import re

import pytest
import structlog

from bot import log
from bot.playground import Fault, Playground
from tests.cogs.suggestions import EVENT, suggested

TOKEN = "Very.Secret-token"  # noqa: S105 - it opens nothing
WORD = "xylophonists"  # in no content and no code


@pytest.fixture
async def playground():
    async with Playground(tokens=[TOKEN]) as served:
        yield served


@pytest.fixture(autouse=True)
def _logging_as_it_was():
    root, names = logging.getLogger(), ("bot", "discord", "aiosqlite", "asyncio", "alembic")
    before = root.handlers[:], root.level, [logging.getLogger(name).level for name in names]
    yield
    root.handlers[:], level, levels = before
    root.setLevel(level)
    for name, each in zip(names, levels, strict=True):
        logging.getLogger(name).setLevel(each)
    structlog.reset_defaults()


@pytest.fixture
def errors(monkeypatch):
    """Give what stands for standard error."""
    errors = io.StringIO()
    monkeypatch.setattr("sys.stderr", errors)
    return errors


@pytest.fixture
async def bot(errors, connect, _logging_as_it_was):
    """Connect a bot that logs all it can."""
    log.set_up("DEBUG", secrets=[TOKEN])
    connected = connect()
    connected.token = TOKEN
    async with connected as bot:
        yield bot


@pytest.fixture
def written(errors):
    """Give a function that gives all that was logged until now."""
    return errors.getvalue


def raising(kind):
    def broken(*_, **__):
        raise kind(f"could not do it with {WORD}")

    return broken


@pytest.mark.parametrize("kind", [ValueError, KeyError, Exception])
async def test_a_code_that_a_member_sees_finds_its_line(
    bot, playground, written, monkeypatch, kind
):
    monkeypatch.setattr("bot.services.lookup.Lookup.find", raising(kind))
    answer = await playground.type(f"/event name:{WORD}")
    (code,) = re.findall(r"\b[0-9a-f]{6}\b", answer.text)
    text = written()
    (line,) = [json.loads(line) for line in text.splitlines() if code in line]
    assert (line["event"], line["level"], line["command"]) == ("unexpected error", "error", "event")
    assert str(line["interaction"]) == answer.interaction
    assert str(line["guild"]) in playground.world.guilds
    assert "in broken\n    raise kind" in line["exception"]
    assert f"{kind.__name__}: (its words are left out" in line["exception"]
    assert WORD not in text


async def test_a_button_that_fails_is_found_likewise(bot, playground, written, monkeypatch):
    today = await playground.type("/today")
    monkeypatch.setattr("bot.services.today.Today.day", raising(ValueError))
    answer = await playground.press(today, today.buttons[-1])
    (code,) = re.findall(r"\b[0-9a-f]{6}\b", answer.text)
    (line,) = [json.loads(line) for line in written().splitlines() if code in line]
    assert line["button"] == "day"


async def test_autocompletion_that_fails_tells_nothing_that_was_typed(
    bot, playground, written, monkeypatch
):
    monkeypatch.setattr("bot.services.lookup.Lookup.complete", raising(KeyError))
    await playground.complete(f"/event name:{WORD}")
    text = written()
    assert "Ignoring exception in autocomplete" in text
    assert WORD not in text


async def test_nothing_that_members_type_is_logged_at_any_level(bot, playground, written):
    await playground.type(f"/search text:{WORD}")
    await playground.type(f"/event name:{WORD}")
    await playground.complete(f"/event name:{WORD}")
    await playground.type(f"/content add event key:{WORD}", who="moderator")
    await suggested(playground, EVENT | {"title": WORD, "text": f"{WORD} sing.", "source": WORD})
    await playground.type("/content review", who="moderator")
    playground.faults.add(Fault(what="status", status=500, path="/interactions/*"))
    await playground.type(f"/search text:{WORD}")
    playground.faults.add(
        Fault(what="status", status=429, path="/interactions/*", retry_after=0.01)
    )
    await playground.type(f"/search text:{WORD}")
    await bot.close()
    text = written()
    assert "commands registered" in text  # so it was heard
    assert WORD not in text
    assert TOKEN not in text
    assert not re.search(r"/interactions/\d+/(?!\[secret\])", text)
