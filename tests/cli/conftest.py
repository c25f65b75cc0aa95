"""The command line in this process and in processes of its own."""

import asyncio
import contextlib
import datetime as dt
import os
import random
import signal
import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest
import structlog

from bot import settings
from bot.__main__ import main
from bot.bootstrap import wired
from bot.cli.connected import connected
from bot.cli.playing import TOKEN, in_playground
from bot.cli.pretending import PretendedDate
from bot.cli.staging import POSTS_AT
from bot.clock import ShiftedClock
from bot.playground import Playground, reading
from bot.settings import Settings

START = dt.datetime(2026, 7, 17, 12, tzinfo=dt.UTC)
CHANNEL = "on-this-day"


@pytest.fixture(autouse=True)
def _machine_as_it_was(monkeypatch, library_as_it_was):
    """Hide the machine's settings, and restore what a run changes for the whole process."""
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr(settings, "ROOT", settings.ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    yield
    structlog.reset_defaults()


@pytest.fixture
def fasti(monkeypatch, capsys):
    """Give a function that runs `fasti` in this process: (status, output, complaint)."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["fasti", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        captured = capsys.readouterr()
        status = left.value.code or 0
        complaint = captured.err if isinstance(status, int) else f"{captured.err}{status}"
        return (status if isinstance(status, int) else 1), captured.out, complaint

    return run


class Process:
    """A `fasti` of its own, whose lines are read as they come."""

    def __init__(self, process):
        self._process = process

    def line(self, beginning):
        """Give the next line that begins so; fails if the process ends before."""
        for line in self._process.stdout:
            if line.startswith(beginning):
                return line.strip()
        raise AssertionError(f"no line {beginning!r}: {self._process.stderr.read()}")

    def end(self, number=signal.SIGTERM):
        """Send a signal and give status, the rest of the output and the complaint."""
        self._process.send_signal(number)
        output, complaint = self._process.communicate(timeout=20)
        return self._process.returncode, output, complaint

    def wait(self):
        """Wait until it ends by itself."""
        output, complaint = self._process.communicate(timeout=20)
        return self._process.returncode, output, complaint


@pytest.fixture
def process():
    """Give a function that starts `fasti` in a process of its own, ended after the test."""
    with contextlib.ExitStack() as started:

        def start(*arguments, **environment):
            child = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-m", "bot", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                cwd=settings.ROOT,
                env=os.environ | environment,
            )
            started.enter_context(child)
            started.callback(child.kill)
            return Process(child)

        yield start


@pytest.fixture
def bots_clock():
    return ShiftedClock(START)


@pytest.fixture
def pretended(bots_clock):
    """Set the clock of the bot that is `served` to dates."""
    return PretendedDate(bots_clock, POSTS_AT, ZoneInfo("UTC"))


@pytest.fixture
async def served(catalogue, database, bots_clock, pretended):
    """Give a playground with a bot that looks very often at what is due."""
    async with Playground(verify_answers=True) as served:
        chosen = in_playground(Settings(_env_file=None), served)
        rng, bind = random.Random(1), pretended.bind
        bot = wired(chosen, catalogue, database, bots_clock, rng, tick=0.05, look_in=bind)
        async with bot as opened, connected(opened, TOKEN):
            await served.ready()
            yield served
    assert served.journal.mistakes == []
    assert served.journal.violations[:] == []


async def titles(served, count):
    """Give the first lines of the posts, as soon as there are so many."""
    async with asyncio.timeout(20):
        while len(served.read(CHANNEL)) < count:
            await served.journal.wait("MESSAGE_CREATE")
    return [reading.text(post).splitlines()[0] for post in served.read(CHANNEL)]
