"""Logs: one line an event, and no secret in any of them."""

import json
import logging

import pytest
import structlog

from bot import log


@pytest.fixture(autouse=True)
def _logging_as_it_was():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
    for name in ("discord", "aiosqlite", "asyncio", "alembic"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def written(capsys):
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_is_json_where_nobody_watches(capsys):
    log.set_up("INFO")
    structlog.get_logger("bot.test").info("commands registered", count=9)
    (line,) = written(capsys)
    assert (line["event"], line["count"], line["level"]) == ("commands registered", 9, "info")
    assert line["timestamp"].endswith("Z")


def test_on_a_terminal_a_line_is_for_people(capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    log.set_up("INFO")
    structlog.get_logger("bot.test").info("commands registered")
    assert "commands registered" in capsys.readouterr().err


@pytest.mark.parametrize(("level", "heard"), [("INFO", "rate limited"), ("DEBUG", "a request")])
def test_libraries_speak_from_warnings_upwards_and_more_in_search_of_a_fault(capsys, level, heard):
    log.set_up(level)
    logging.getLogger("discord.http").debug("a heartbeat")
    logging.getLogger("discord.http").info("a request")
    logging.getLogger("discord.http").warning("rate limited")
    assert written(capsys)[0]["event"] == heard


def test_a_secret_shows_in_no_line(capsys):
    log.set_up("INFO", secrets=["tok-en", ""])
    structlog.get_logger("bot.test").info("login with tok-en", headers={"Authorization": "tok-en"})
    try:
        raise ValueError("refused tok-en")  # noqa: TRY301 - to have a traceback
    except ValueError:
        logging.getLogger("library").exception("failed")
    text = capsys.readouterr().err
    assert "tok-en" not in text
    assert text.count("[secret]") >= 3


def test_a_line_without_a_secret_stays_as_it_is():
    line = {"event": "done", "count": 3}
    assert log.Redact(["tok-en"])(None, "", dict(line)) == line
