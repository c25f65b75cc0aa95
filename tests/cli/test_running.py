"""`fasti run` and `fasti play`, in processes of their own."""

import contextlib
import json
import os
import pty
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from bot import settings

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
READY = re.compile(
    r"ready (http://127\.0\.0\.1:\d+)/#key=([\w-]{32}) \(the playground; Ctrl\+C ends it\)"
)


def ready(process):
    """Read the address that a process serves, and the key of its page."""
    found = READY.fullmatch(process.line("ready "))
    assert found
    return found.groups()


def key_of(process):
    """Read the key in the address of the page."""
    return process.line("People open ").rpartition("#key=")[2]


def address_of(process):
    """Read where a playground that has just started is."""
    (found,) = ADDRESS.findall(process.line("ready "))
    return found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_without_a_token_it_serves_the_playground_until_a_signal(process, number):
    running = process("run")
    ready = running.line("ready ")
    assert READY.fullmatch(ready)
    status, _, complaint = running.end(number)
    assert status == 0
    assert "Traceback" not in complaint


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_while_it_waits_for_an_answer(process, tmp_path, number):
    """An API that takes the connection and never answers keeps nobody from stopping Fasti."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        running = process(
            "run",
            DISCORD_API_URL=f"http://127.0.0.1:{silent.getsockname()[1]}/api/v10",
            DISCORD_TOKEN="a-token",  # noqa: S106 - never read
            DATABASE_URL=f"sqlite:///{tmp_path / 'state.sqlite3'}",
        )
        caller, _ = silent.accept()
        status, _, complaint = running.end(number)
        caller.close()
    assert status == 0
    assert "Traceback" not in complaint


@pytest.fixture
def on_discord(process, tmp_path):
    """Give a function that starts a bot on an empty database and a playground elsewhere."""
    address = address_of(process("play"))

    def start(**environment):
        known = {
            "DISCORD_API_URL": f"{address}/api/v10",
            "DISCORD_TOKEN": "playground",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'state.sqlite3'}",
        }
        return process("run", **(known | environment))

    return start


def events(complaint):
    """Give the log lines, without what else they say."""
    return [json.loads(line)["event"] for line in complaint.splitlines() if line.startswith("{")]


def test_a_stop_is_told_when_it_begins_and_when_it_is_over(on_discord):
    running = on_discord()
    running.line("ready ")
    status, _, complaint = running.end()
    assert status == 0
    assert events(complaint)[-2:] == ["ending: finishes what it is sending", "ended"]
    assert '"signal": "SIGTERM"' in complaint


def test_a_signal_ends_it_while_it_makes_its_tables(on_discord, tmp_path):
    """Nothing of it is in the way of the next start."""
    running = on_discord()
    until = time.monotonic() + 20
    while not (tmp_path / "state.sqlite3-wal").exists():
        assert time.monotonic() < until
        time.sleep(0.001)
    status, _, complaint = running.end()
    assert status == 0
    assert "Traceback" not in complaint
    again = on_discord()
    again.line("ready ")
    assert again.end()[0] == 0


def test_a_variable_that_is_nearly_a_setting_is_told_without_its_value(on_discord):
    running = on_discord(DISCORD_TOKN="very-secret", BACKUP="very-secret")
    running.line("ready ")
    _, _, complaint = running.end()
    told = [line for line in complaint.splitlines() if "is no setting of Fasti" in line]
    assert [json.loads(line)["variable"] for line in told] == ["BACKUP", "DISCORD_TOKN"]
    assert [json.loads(line)["setting"] for line in told] == ["BACKUPS", "DISCORD_TOKEN"]
    assert {json.loads(line)["level"] for line in told} == {"warning"}
    assert "very-secret" not in complaint


def _garbage(file):
    file.write_bytes(b"nothing of the sort" * 1000)


def _torn(file):
    """Let all but the first page be lost, as after a power cut."""
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xa5" * (file.stat().st_size - 4096))


@pytest.mark.parametrize("damage", [_garbage, _torn])
@pytest.mark.parametrize("has_backup", [True, False])
def test_a_damaged_database_is_told_with_the_backup_to_restore(
    *, fasti, monkeypatch, tmp_path, migrated, damage, has_backup
):
    file = tmp_path / "fasti.sqlite3"
    shutil.copy(migrated, file)
    damage(file)
    latest = tmp_path / "backups" / "fasti-20260622T090000Z.sqlite3"
    latest.parent.mkdir()
    if has_backup:
        latest.touch()
        latest.with_name("fasti-20260621T090000Z.sqlite3").touch()
    monkeypatch.setenv("DISCORD_TOKEN", "a-token")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    status, _, complaint = fasti("run")
    assert status == 1
    assert complaint.startswith(f"{file} is damaged, or no SQLite database (")
    assert "put a backup in its place with fasti restore FILE" in complaint
    assert (f"(the latest is {latest})" in complaint) is has_backup
    assert len(complaint.splitlines()) == 1


def test_the_database_of_another_program_is_refused(fasti, monkeypatch, tmp_path):
    file = tmp_path / "books.sqlite3"
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE books (title)")
    monkeypatch.setenv("DISCORD_TOKEN", "a-token")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    before = file.read_bytes()
    status, _, complaint = fasti("run")
    assert status == 1
    assert complaint.startswith(f"{file} is a database of another program: let DATABASE_URL name")
    assert file.read_bytes() == before


def test_it_shows_the_entries_of_today_at_the_start(process):
    running = process("run")
    running.line("ready ")
    assert running.line("╭")
    assert re.search(r"│ \d+ \w+ ", running.line("│"))
    assert running.end()[0] == 0


def test_a_bot_in_another_process_connects_to_a_playground_of_its_own(process, tmp_path):
    playing = process("play")
    address = address_of(playing)
    known = {
        "DISCORD_API_URL": f"{address}/api/v10",
        "DISCORD_TOKEN": "playground",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'state.sqlite3'}",
    }
    first = process("run", **known)
    first.line(f"ready {address}/api/v10 as ")
    key = key_of(playing)
    answer = typed(address, key, "/person name:Zhukov")
    assert answer["text"].startswith("## Georgy Zhukov")
    assert "commands registered" in first.end()[2]

    second = process("run", **known)
    second.line("ready ")
    assert typed(address, key, "/help")["ok"]
    status, _, complaint = second.end()
    assert status == 0
    assert "commands registered" not in complaint  # they have not changed
    assert playing.end()[0] == 0


def typed(address, key, text):
    return posted(address, key, "type", text=text)


def posted(address, key, verb, **body):
    """Do something over the interface for people, as the page does."""
    request = urllib.request.Request(  # noqa: S310 - loopback
        f"{address}/playground/{verb}",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "X-Playground-Key": key},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        return json.load(answer)


def shown(address, key, what):
    """Look at something over the interface for people, as the page does."""
    request = urllib.request.Request(  # noqa: S310 - loopback
        f"{address}/playground/{what}", headers={"X-Playground-Key": key}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        return json.load(answer)


def test_it_serves_a_page_on_which_another_date_can_be_pretended(process):
    running = process("run")
    address, key = ready(running)
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - loopback
        assert answer.read().lower().startswith(b"<!doctype html>")
    assert shown(address, key, "state")["can_pretend"] is True
    answer = posted(address, key, "pretend", date="2026-06-22")
    assert answer["pretended"] == "2026-06-22"
    assert (answer["posts"], answer["told"]) == (1, "1 daily post came.")
    assert typed(address, key, "/today")["text"].startswith("## 22 June")
    title = ""
    while title != "## Monday, 22 June":
        time.sleep(0.1)
        posts = shown(address, key, "messages?where=on-this-day")
        title = posts[-1]["text"].splitlines()[0] if posts else ""
    status, _, complaint = running.end()
    assert status == 0
    assert key not in complaint
    assert "not as it should be" not in complaint


def test_each_start_has_a_key_of_its_own(process):
    first, second = process("run"), process("run")
    keys = [ready(one)[1] for one in (first, second)]
    assert keys[0] != keys[1]


def test_nobody_else_connects_to_the_playground_of_a_run(process):
    address = ready(process("run"))[0]
    for token in ("playground", ""):
        request = urllib.request.Request(  # noqa: S310 - loopback
            f"{address}/api/v10/gateway/bot", headers={"Authorization": f"Bot {token}"}
        )
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(request, timeout=10)  # noqa: S310
        refusal.value.close()
        assert refusal.value.code == 401


def test_a_refused_token_is_one_sentence_without_the_token(process, tmp_path):
    playing = process("play")
    address = address_of(playing)
    running = process(
        "run",
        DISCORD_API_URL=f"{address}/api/v10",
        DISCORD_TOKEN="very-secret",  # noqa: S106 - refused on purpose
        DATABASE_URL=f"sqlite:///{tmp_path / 'state.sqlite3'}",
    )
    status, _, complaint = running.wait()
    assert status == 1
    assert complaint.startswith("Discord refused the token: ")
    assert "very-secret" not in complaint
    assert len(complaint.splitlines()) == 1


def test_a_port_in_use_is_one_sentence(fasti):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for command in ("run", "play"):
            status, _, complaint = fasti(command, "--port", port)
            assert status == 1
            assert f"Port {port} on 127.0.0.1 is in use" in complaint


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("CONTENT_PATH", "/nowhere", "The content pack /nowhere cannot be read"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be one of"),
        ("DISCORD_API_URL", "nonsense", "DISCORD_API_URL must be an address"),
    ],
)
def test_what_a_host_can_mend_is_one_sentence(fasti, monkeypatch, setting, value, sentence):
    monkeypatch.setenv(setting, value)
    status, _, complaint = fasti("run")
    assert status == 1
    assert sentence in complaint
    assert "Traceback" not in complaint


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/api/v10"])
def test_an_api_that_cannot_be_reached_is_one_sentence(fasti, monkeypatch, tmp_path, address):
    monkeypatch.setenv("DISCORD_TOKEN", "a-token")
    monkeypatch.setenv("DISCORD_API_URL", address)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'state.sqlite3'}")
    status, _, complaint = fasti("run")
    assert status == 1
    assert complaint.startswith(f"Fasti cannot reach {address}")


def test_an_api_that_is_not_discords_is_one_sentence(fasti, monkeypatch, tmp_path, process):
    playing = process("play")
    address = address_of(playing)
    monkeypatch.setenv("DISCORD_TOKEN", "playground")
    monkeypatch.setenv("DISCORD_API_URL", f"{address}/playground")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'state.sqlite3'}")
    status, _, complaint = fasti("run")
    assert status == 1
    assert f"What answers at {address}/playground is not Discord's API" in complaint


@pytest.fixture
def terminal():
    """Start `fasti run` on a terminal; give the process and our end of the terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        cwd=settings.ROOT,
        env=os.environ | {"TERM": "dumb", "COLUMNS": "100"},
    ) as running:
        os.close(theirs)
        try:
            read_until(ours, b"Type a slash command")
            yield running, ours
        finally:
            running.kill()
            os.close(ours)


def read_until(ours, wanted):
    seen = b""
    while wanted not in seen:
        seen += os.read(ours, 65536)


def test_on_a_terminal_typed_commands_are_answered(terminal):
    running, ours = terminal
    os.write(ours, b"\n/person name:Zhukov\n")
    read_until(ours, b"1974")
    running.send_signal(signal.SIGINT)
    assert running.wait(20) == 0


def test_the_end_of_input_on_a_terminal_ends_it(terminal):
    running, ours = terminal
    os.write(ours, b"\x04")
    assert running.wait(20) == 0
