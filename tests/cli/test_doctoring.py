"""`fasti doctor`, in worlds that are whole and in worlds that are broken in one way each."""

import json
import os
import random
import shutil
import socket

import pytest
from rich.status import Status

from bot import settings
from bot.bootstrap import opened
from bot.cli import doctoring
from bot.cli.connected import connected
from bot.clock import SystemClock
from bot.domain.feeds import Target
from bot.playground import Fault
from bot.services.doctor import asking, zones
from tests.catalogue.packs import SOUND, write
from tests.cli.worlds import GIGABYTE, SECRET, TOKEN, WORLDS, Host, ask, bad_token


@pytest.fixture
def host(playground, migrated, tmp_path, monkeypatch, capsys):
    shutil.copy(migrated, tmp_path / "fasti.sqlite3")
    monkeypatch.setattr(settings, "ROOT", tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(zones, "_differ", lambda *_: False)  # that is of the machine that tests
    monkeypatch.setattr(doctoring, "usage_of", lambda _: (100 * GIGABYTE, 50 * GIGABYTE))
    pack = write(tmp_path / "pack", SOUND)
    made = Host(playground, tmp_path, pack, monkeypatch, capsys)
    made.set(
        DISCORD_API_URL=playground.api_url,
        DISCORD_TOKEN=TOKEN,
        DATABASE_URL=f"sqlite+aiosqlite:///{made.file}",
        CONTENT_PATH=str(pack),
    )
    return made


def starting(lines, beginning):
    return [line for line in lines if line.startswith(beginning)]


async def test_in_a_whole_world_nothing_is_to_mend(host, playground):
    await host.feed()
    await host.audit(int(host.channel("on-this-day").id))
    status, lines = await host.doctor()
    assert lines[-1] == "Nothing is to mend."
    assert status == 0
    assert all(line.startswith("fine ") for line in lines[:-1])
    told = "fine     daily posts: 1 daily post and 1 audit channel in 1 server, all can be posted."
    assert told in lines
    asked = list(playground.journal.requests)
    assert {each.method for each in asked} == {"GET"}
    assert "CONNECT" not in [event.name for event in playground.journal.events]


async def test_without_a_database_there_is_nothing_wrong_yet(host):
    host.file.unlink()
    status, lines = await host.doctor()
    assert (status, lines[-1]) == (0, "Nothing is to mend.")
    assert starting(lines, f"fine     database: There is no {host.file} yet; the first start makes")
    assert not host.file.exists()


@pytest.mark.parametrize(
    ("break_it", "saw", "remedy"), WORLDS, ids=[each[0].__name__ for each in WORLDS]
)
async def test_what_is_broken_is_said_with_a_remedy(host, break_it, saw, remedy):
    """And it is all that is to mend; everything that does not hang on it was looked at."""
    host.monkeypatch.setattr(asking, "_PAUSE", 0.0)
    await break_it(host)
    status, lines = await host.doctor()
    assert status == 1
    [line] = starting(lines, "to mend")
    at = 0
    for part in saw.split("*"):
        assert part in line[at:], line
        at = line.index(part, at) + len(part)
    assert remedy in line[at:]
    assert not any(secret in text for text in lines for secret in (SECRET, "hunter2"))
    assert lines[-1].startswith("1 thing to mend")
    assert starting(lines, "fine     Python: ")


async def test_a_discord_that_never_answers_holds_up_nothing_for_long(host):
    """The rest is looked at all the same, and Discord is not asked again."""
    host.monkeypatch.setattr(asking, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host.set(DISCORD_API_URL=f"http://127.0.0.1:{silent.getsockname()[1]}/api/v10")
        status, lines = await host.doctor()
    assert status == 1
    [line] = starting(lines, "to mend")
    assert "cannot be reached (no answer in time)" in line
    assert len(starting(lines, "unknown")) == 4
    assert starting(lines, "fine     daily posts: None is set up")
    assert lines[-1] == "1 thing to mend; 4 things could not be looked at."


@pytest.mark.parametrize(
    ("fault", "path", "unseen"),
    [
        ({"what": "drop request"}, "/applications/@me", ["application", "commands"]),
        ({"what": "status", "status": 500}, "/gateway*", ["clock", "gateway"]),
        ({"what": "status", "status": 502}, "/guilds/*", ["daily posts"]),
    ],
)
async def test_what_cannot_be_looked_at_keeps_nothing_else_from_it(host, fault, path, unseen):
    host.monkeypatch.setattr(asking, "_PAUSE", 0.0)
    await host.feed()
    host.playground.faults.add(Fault(path=path, times=None, **fault))
    status, lines = await host.doctor()
    assert status == 0
    told = [line.removeprefix("unknown  ").partition(":")[0] for line in starting(lines, "unknown")]
    assert told == unseen
    assert len(starting(lines, "fine")) > len(told)


async def test_a_limit_is_waited_for_if_it_is_short_and_told_if_it_is_long(host):
    short = Fault(what="status", path="/gateway/bot", status=429, retry_after=0.01, times=2)
    host.playground.faults.add(short)
    assert starting((await host.doctor())[1], "fine     gateway: 1000 of 1000 session starts left")
    host.playground.faults.add(
        Fault(what="status", path="/gateway/bot", status=429, retry_after=600.0, times=None)
    )
    status, lines = await host.doctor()
    assert status == 0
    assert "unknown  gateway: Discord has been asked too often of late (429)." in lines
    assert lines[-1] == "Nothing is to mend; 1 thing could not be looked at."


async def test_beside_a_running_fasti_the_commands_are_those_of_the_code(host, library_as_it_was):
    chosen = settings.load()
    async with (
        opened(chosen, SystemClock(), random.Random(1)) as bot,
        connected(bot, TOKEN),
    ):
        await host.playground.ready()
        status, lines = await host.doctor()
    assert (status, lines[-1]) == (0, "Nothing is to mend.")
    assert starting(lines, "fine     commands: Discord has our ")


async def test_a_thread_is_found_by_its_id(host):
    path = f"/channels/{host.channel().id}/threads"
    thread = await ask(host, "POST", path, {"name": "Days", "type": 11})
    await host.feed(target=Target.THREAD, channel=int(thread["id"]))
    assert (await host.doctor())[1][-1] == "Nothing is to mend."


async def test_on_a_terminal_it_says_what_it_looks_at(host, monkeypatch):
    shown = []
    monkeypatch.setattr(Status, "update", lambda _, text: shown.append(text))
    await host.doctor()
    assert shown[0] == "Looking at machine …"
    assert shown[-1] == "Looking at daily posts …"


async def test_a_database_that_a_group_may_read_is_only_told(host):
    host.folder.chmod(0o755)
    host.file.chmod(0o640)
    status, lines = await host.doctor()
    assert status == 0
    [line] = starting(lines, "fine     reading it: ")
    assert line.endswith(f"If that is not meant: chmod go-rwx {host.file}")


async def test_intents_that_nobody_needs_may_be_off(host):
    host.app(flags=1 << 19 | 1 << 14)
    status, lines = await host.doctor()
    assert status == 0
    [line] = starting(lines, "fine     intents: ")
    assert "server members and message content. They may be switched off" in line


async def test_each_bad_setting_is_told_and_the_machine_is_looked_at(host):
    host.set(TIME_ZONE="Atlantis", HEALTH_PORT="0")
    status, lines = await host.doctor()
    assert status == 1
    assert [line.split(". ")[0] for line in starting(lines, "to mend  settings: ")] == [
        "to mend  settings: TIME_ZONE must be an IANA time zone such as Europe/Berlin",
        "to mend  settings: HEALTH_PORT must be a whole number between 1 and 65535",
    ]
    assert starting(lines, "fine     Python: ")
    assert starting(lines, "unknown  everything else: ")


async def test_a_file_of_settings_that_cannot_be_read_is_told(host):
    (host.folder / ".env").write_text("no setting\n")
    (host.folder / ".env").chmod(0o600)
    status, lines = await host.doctor()
    assert status == 1
    assert lines[0].startswith("to mend  settings: Line 1 of .env is no setting. Write NAME=value")


async def test_as_json_it_is_one_object_without_the_token(host):
    await bad_token(host)
    status, [line] = await host.doctor(as_json=True)
    told = json.loads(line)
    assert status == 1
    assert told["ok"] is False
    [token] = [each for each in told["findings"] if each["name"] == "token"]
    assert token["state"] == "to mend"
    assert token["saw"] == "Discord refuses it"
    assert token["remedy"].startswith("Copy the token anew")
    assert SECRET not in line


def test_it_is_a_command(fasti, monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "ROOT", tmp_path)
    monkeypatch.setenv("CONTENT_PATH", "/nowhere")
    status, said, _ = fasti("doctor", "--seconds", "60")
    assert status == 1
    assert "to mend  content: The content pack /nowhere cannot be read" in said
    assert "to mend  token: None is set" in said
