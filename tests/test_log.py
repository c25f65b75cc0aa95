"""Logs: one line an event, and no secret in any of them."""

import json
import logging

import discord
import pytest
import structlog
from sqlalchemy.exc import IntegrityError

from bot import log


@pytest.fixture(autouse=True)
def _logging_as_it_was():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
    for name in ("bot", "discord", "aiosqlite", "asyncio", "alembic"):
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


@pytest.mark.parametrize(("form", "is_json"), [("json", True), ("readable", False), (None, True)])
def test_the_host_chooses_how_lines_are_written(capsys, form, is_json):
    log.set_up("INFO", form=form)
    structlog.get_logger("bot.test").info("commands registered")
    text = capsys.readouterr().err
    assert text.startswith("{") is is_json
    assert "\x1b" not in text  # no colours where nobody watches


def test_only_fasti_itself_tells_everything(capsys):
    log.set_up("DEBUG")
    structlog.get_logger("bot.test").debug("ours")
    logging.getLogger("some.library").debug("theirs")
    assert [line["event"] for line in written(capsys)] == ["ours"]


def test_the_token_of_an_interaction_shows_in_no_line(capsys):
    log.set_up("INFO")
    told = "POST https://discord.com/api/v10/interactions/12/aW50-ZX_J/callback and /webhooks/3/x.y"
    logging.getLogger("library").warning(told)
    (line,) = written(capsys)
    assert line["event"].endswith("/interactions/12/[secret]/callback and /webhooks/3/[secret]")


TYPED = "xylophonists"


def _wrapped():
    try:
        raise ValueError(TYPED)  # noqa: TRY301 - it is what is wrapped
    except ValueError as error:
        raise discord.app_commands.AppCommandError(TYPED) from error


def _grouped():
    raise ExceptionGroup("two", [KeyError(TYPED), ValueError(f"{TYPED}\n  {TYPED}")])


def _noted():
    error = RuntimeError("odd")
    error.add_note(TYPED)
    raise error


def _of_postgresql():
    raise IntegrityError("INSERT", None, Exception(f"taken\nDETAIL:  Key (a)=({TYPED}\n{TYPED})"))


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ConnectionResetError(104, "reset"), "ConnectionResetError: [Errno 104] reset"),
        (TimeoutError(), "TimeoutError"),
        (
            discord.GatewayNotFound(),
            "GatewayNotFound: The gateway to connect to discord was not found.",
        ),
    ],
)
@pytest.mark.parametrize(
    "line",
    [
        "Attempting a reconnect for shard ID 0 in 1.00s",
        "Failed to connect for shard_id: 0.",
        "Ignoring exception in autocomplete for 'event' (Guild: 1, User: 2)",
    ],
)
def test_what_discord_or_the_network_did_is_told_in_one_short_line(capsys, error, reason, line):
    log.set_up("INFO")
    logging.getLogger("discord.shard").error(line, exc_info=error)
    (told,) = written(capsys)
    assert (told["event"], told["reason"]) == (line, reason)
    assert "exception" not in told
    assert "exc_info" not in told


def test_what_is_no_fault_of_a_connection_keeps_its_traceback(capsys):
    log.set_up("INFO")
    failed = "Failed to connect for shard_id: 0."
    logging.getLogger("discord.shard").error(failed, exc_info=LookupError())
    (told,) = written(capsys)
    assert "LookupError" in told["exception"]


def test_of_two_secrets_neither_is_left_in_part(capsys):
    log.set_up("INFO", secrets=["pa", "pa@ss"])
    structlog.get_logger("bot.test").info("it is pa@ss")
    assert written(capsys)[0]["event"] == "it is [secret]"


def test_a_short_secret_is_none_within_a_word(capsys):
    log.set_up("INFO", secrets=["fast"])
    structlog.get_logger("bot.test").info("fasti breakfast fast: a fast one at me:fast@host")
    assert written(capsys)[0]["event"] == (
        "fasti breakfast [secret]: a [secret] one at me:[secret]@host"
    )


@pytest.mark.parametrize("raises", [_wrapped, _grouped, _noted, _of_postgresql])
def test_what_somebody_typed_shows_in_no_traceback(capsys, raises):
    log.set_up("DEBUG")
    try:
        raises()
    except Exception:
        logging.getLogger("discord.client").exception("ignored")
    (line,) = written(capsys)
    assert "its words are left out" in line["exception"] or raises is _noted
    assert f"in {raises.__name__}" in line["exception"]
    assert TYPED not in line["exception"]


@pytest.mark.parametrize(
    "error",
    [OSError(28, "No space left"), TypeError("unhashable"), ConnectionResetError("by the peer")],
)
def test_what_the_code_and_the_machine_say_is_told(capsys, error):
    log.set_up("INFO")
    structlog.get_logger("bot.test").error("failed", exc_info=error)
    (line,) = written(capsys)
    assert line["exception"] == f"{type(error).__name__}: {error}"


def test_a_line_that_cannot_be_written_is_not_told_in_another_way(capsys):
    log.set_up("INFO")
    logging.getLogger("library").warning("%d", TYPED)
    assert capsys.readouterr().err == "a line of library could not be logged\n"
