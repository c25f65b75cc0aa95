"""Fasti in a process of its own that tells how many tasks it has whenever it gets SIGUSR1.

`python -m tests.soak.patient`, with its settings in the environment.
"""

import asyncio
import contextlib
import gc
import random
import signal
import sys

from bot import log, settings
from bot.bootstrap import opened
from bot.clock import SystemClock


async def main():
    """Serve until told to end; a line is printed at the start, and one for each signal."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None
    loop.add_signal_handler(signal.SIGTERM, task.cancel)
    loop.add_signal_handler(signal.SIGUSR1, tell)
    chosen = settings.load()
    async with opened(chosen, SystemClock(), random.Random()) as bot:
        say("begun")
        await bot.serve(chosen.discord_token.get_secret_value())


def tell():
    """Say how many tasks there are that have not ended, once what nobody holds is collected."""
    gc.collect()
    say(len(asyncio.all_tasks()))


def say(what):
    """Print a line at once."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    log.set_up("ERROR")
    with contextlib.suppress(asyncio.CancelledError):
        asyncio.run(main())
