"""From the start of the process to ready, with the shipped pack, beside a bare discord.py bot.

Both wait for no list of servers (guild_ready_timeout 0), and register their commands anew at the
first start alone; what is measured are the starts after it.
"""

import asyncio
import json
import tempfile
import time
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from statistics import median

from bot.playground import Playground

from .processes import DEFAULT, FASTI, listed, running

ROUNDS = 5
BAR = 3.0  # seconds
_MARKS = "tests.benchmarks.started"


def main() -> None:
    """Start both bots in turn, and print what it took, beside the bar."""
    asyncio.run(_main())


async def _main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite+aiosqlite:///{Path(folder, 'fasti.sqlite3')}"
        more = {"DATABASE_URL": address, "GUILD_READY_TIMEOUT": "0"}
        async with Playground() as served:
            first = await _started(served, more, *FASTI)
            ours, theirs, marks = list[float](), list[float](), list[Mapping[str, float]]()
            for _ in range(ROUNDS):
                ours.append(await _started(served, more, *FASTI))
                theirs.append(await _started(served, more, *DEFAULT))
                marks.append(await _marked(served, more))
    verdict = "within" if median(ours) <= BAR else "OVER"
    print(f"start to ready, median of {ROUNDS}:")
    print(f"  Fasti {median(ours):.2f} s ({listed(ours)}); {verdict} {BAR:.0f}")
    print(f"  bare  {median(theirs):.2f} s ({listed(theirs)})")
    print(f"  a first start, which makes the database and registers commands: {first:.2f} s")
    print(f"  what it goes to: {_parts(marks)}")


async def _started(served: Playground, more: Mapping[str, str], *module: str) -> float:
    """Give the seconds until a bot says that it is ready."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    async with running(served, *module, more=more) as bot:
        while not (await bot.line()).startswith("ready"):
            pass
        return loop.time() - begun


async def _marked(served: Playground, more: Mapping[str, str]) -> Mapping[str, float]:
    begun = {"BEGUN": str(time.time())}
    async with running(served, _MARKS, more={**more, **begun}) as bot:
        marks: Mapping[str, float] = json.loads(await bot.line())
        return marks


def _parts(marks: list[Mapping[str, float]]) -> str:
    """Say what each part took: the time since the one before."""
    names = sorted(marks[0], key=marks[0].__getitem__)
    over = {name: median(each[name] for each in marks) for name in names}
    first = f"{names[0]} {over[names[0]]:.2f} s"
    rest = [f"{name} {over[name] - over[before]:.2f} s" for before, name in pairwise(names)]
    return ", ".join([first, *rest])


if __name__ == "__main__":
    main()
