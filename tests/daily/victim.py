"""Fasti in a process that kills itself when it passes a certain moment of the daily post.

`python -m tests.daily.victim '{"settings": …, "start": …, "kill_at": "sent", "nth": 2}'`
"""

import asyncio
import contextlib
import datetime as dt
import json
import os
import random
import resource
import signal
import socket
import sys

from bot import log
from bot.bootstrap import opened
from bot.settings import Settings

from .fast import FastClock, FastTime


class Bomb:
    """Goes off when a moment passes for the nth time: the process is gone, nothing is tidied up."""

    def __init__(self, moment, nth):
        self._moment = moment
        self._left = nth

    def __call__(self, moment):
        """Take note of a moment."""
        if moment == self._moment:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def fill_disk_on_signal():
    """Let no file grow from SIGUSR1 until SIGUSR2, as on a disk that is full."""
    _, most = before = resource.getrlimit(resource.RLIMIT_FSIZE)
    loop = asyncio.get_running_loop()
    for number, limits in ((signal.SIGUSR1, (0, most)), (signal.SIGUSR2, before)):
        loop.add_signal_handler(number, resource.setrlimit, resource.RLIMIT_FSIZE, limits)


def end_on_signal():
    """End in good order on SIGTERM, as the command line does."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)


async def main(order):
    """Serve until killed or told to end; `host` is the machine that it takes itself to be on."""
    fill_disk_on_signal()
    end_on_signal()
    if host := order.get("host"):
        socket.gethostname = lambda: host
    settings = Settings(_env_file=None, **order["settings"])
    fast = FastTime(dt.datetime.fromisoformat(order["start"]), order["origin"], order["speed"])
    watch = Bomb(order["kill_at"], order["nth"])
    async with opened(settings, FastClock(fast), random.Random(), watch=watch, tick=0.05) as bot:
        await bot.serve("playground")


if __name__ == "__main__":
    log.set_up("ERROR")
    with contextlib.suppress(asyncio.CancelledError):
        asyncio.run(main(json.loads(sys.argv[1])))
