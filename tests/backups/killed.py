"""Makes a backup or restores one, in a process that others kill.

`python -m tests.backups.killed backup|restore|refill FILE DATABASE SECONDS`: it says when it begins,
and waits before each step of SQLite's, or after some rows of a server's, for so long, so that there
is something to kill.
"""

import asyncio
import datetime as dt
import sys
import time
from functools import partial
from pathlib import Path

from bot.storage import copying, moving, refilling, restoring
from bot.storage.database import Database

NOW = dt.datetime(2026, 11, 22, 14, 30, tzinfo=dt.UTC)


def main(what, file, database, seconds):
    """Do it, and say so before and after."""
    vars(copying)["_PAGES"] = 8

    def slowly(*_):
        time.sleep(seconds)
        return False

    print("begins", flush=True)  # noqa: T201 - who kills it reads it
    if what == "backup":
        copying.copy(Path(database), file, NOW, replace=True, is_over=slowly)
    elif what == "refill":
        vars(refilling)["carry"] = partial(moving.carry, tell=slowly)
        asyncio.run(refill(file, database))
    else:
        for name in ("pour", "pour_new"):
            vars(restoring)[name] = partial(getattr(copying, name), look=slowly)
        asyncio.run(restoring.restore(file, Path(database), NOW))
    print("done", flush=True)  # noqa: T201


async def refill(file, address):
    """Restore into a database on a server."""
    async with Database.open(address) as database:
        await refilling.refill(file, database, NOW)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], float(sys.argv[4]))
