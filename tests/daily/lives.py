"""Processes of Fasti that are killed: at a moment of their own, or from outside."""

import asyncio
import contextlib
import json
import os
import signal
import sys

from bot.domain.deliveries import Step

MOMENTS = (
    "claimed",
    "send",
    "sent",
    "confirmed",
    *(str(step) for step in Step),
    *(f"{step} made" for step in Step),
)
"""Where a process can kill itself: whatever the sender tells those who watch it."""
ANYWHERE = "anywhere"
"""The name of a death from outside, between two moments as like as not."""
NEVER = "never"
TO_END = 30.0  # seconds, more than it takes on any machine


def order(playground, fast, folder):
    """Give what a process must be told: its server and time, and the folder of database and pack."""
    return {
        "settings": {
            "discord_token": "playground",
            "discord_api_url": playground.api_url,
            "database_url": f"sqlite+aiosqlite:///{folder / 'fasti.sqlite3'}",
            "content_path": str(folder / "pack"),
        },
        "start": fast.start.isoformat(),
        "origin": fast.origin,
        "speed": fast.speed,
    }


class Life:
    """A process; `moment` is where it is to be killed, `deadline` when, by the loop's time."""

    def __init__(self, process, moment, deadline):
        self._process = process
        self._moment = moment
        self._deadline = deadline
        self._is_over = False

    @classmethod
    async def begin(cls, order, moment=NEVER, nth=1, seconds=None, stderr=None):
        """Start a process; it kills itself at the nth such moment, or is killed after `seconds`.

        Its log goes where ours goes, or is kept if `stderr` is a pipe.
        """
        given = json.dumps({**order, "kill_at": moment, "nth": nth})
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.daily.victim", given, stderr=stderr
        )
        deadline = None if seconds is None else asyncio.get_running_loop().time() + seconds
        return cls(process, moment, deadline)

    def fill_disk(self, *, full=True):
        """Let its disk be full, or have room again."""
        self._process.send_signal(signal.SIGUSR1 if full else signal.SIGUSR2)

    async def log(self):
        """See that it is gone, and give what it logged where that is kept."""
        await self.end()
        return (await self._process.stderr.read()).decode()

    @property
    def is_over(self):
        """Whether its death is known."""
        return self._is_over

    def death(self):
        """Give how it has died since the last time this was asked, or None."""
        if self._is_over:
            return None
        died = self._process.returncode
        if died is not None:
            self._is_over = True
            if died != -signal.SIGKILL:
                raise AssertionError(f"the process ended with status {died}")
            return self._moment
        if self._deadline is not None and asyncio.get_running_loop().time() >= self._deadline:
            self._is_over = True
            self._kill()
            return ANYWHERE
        return None

    async def stop(self):
        """Ask it to end in good order, and wait until it has."""
        self._is_over = True
        self._process.send_signal(signal.SIGTERM)
        if died := await asyncio.wait_for(self._process.wait(), TO_END):
            raise AssertionError(f"the process ended with status {died}")

    async def end(self):
        """See that it is gone."""
        if self._process.returncode is None:
            self._kill()
        await self._process.wait()

    def _kill(self):
        # Popen's own way would wait for one that has just died, and asyncio in vain after it.
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process.pid, signal.SIGKILL)
