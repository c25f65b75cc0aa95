"""A program that is told to end: in good order, or at once if it is told twice."""

import signal
import subprocess
import sys

import pytest

from bot import settings

STUBBORN = """
import asyncio
from bot import log
from bot.cli.connected import until_signal

async def work():
    print("ready", flush=True)
    while True:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            print("told", flush=True)

log.set_up("INFO")
until_signal(work())
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_twice_it_says_so_and_ends_by_that_signal(number):
    with subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", STUBBORN],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=settings.ROOT,
    ) as program:
        said = iter(program.stdout or ())
        try:
            assert next(said) == "ready\n"
            program.send_signal(number)
            assert next(said) == "told\n"
            program.send_signal(number)
            _, complaint = program.communicate(timeout=20)
        finally:
            program.kill()
    assert program.returncode == -number
    first, second = complaint.splitlines()
    assert '"event": "ending: finishes what it is sending"' in first
    assert '"event": "told to end twice: ends at once"' in second
