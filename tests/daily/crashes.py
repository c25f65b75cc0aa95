"""Kills Fasti again and again while it posts, starts it again, and counts what the server saw.

`python -m tests.daily.crashes 200` (as `make crash` does) goes on until there were 200 kills.
"""

import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

from .counting import Tally
from .lives import ANYWHERE, MOMENTS
from .scene import Kind, Scene

_SLOWER = 30.0  # so that who is alive keeps its lease, with two of them on a busy machine
_SKEWS = (-4, -2, 0, 3, 5)
KINDS = {
    "killed": Kind(),
    "two processes": Kind(speed=_SLOWER, overlaps=0.6),
    "wrong clock": Kind(skews=_SKEWS),
    "edited": Kind(edits=0.7),
    "all at once": Kind(speed=_SLOWER, overlaps=0.6, skews=_SKEWS, edits=0.5),
}
ENOUGH = 200  # kills, after which each moment must have had one
AT_ONCE = 2


async def run(kind, kills, seed, turn):
    """Kill at least so many times; Alembic migrates one database at a `turn`."""
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(Path(folder), kind, random.Random(seed))
        async with scene.playground:
            async with turn:
                await scene.set_up()
            while scene.tally.kills.total() < kills:
                await scene.day()
    return scene.tally


async def _run_all(kills):
    """Run each kind for its share, some beside each other, and print what came of each."""
    whole, turn, room = Tally(), asyncio.Lock(), asyncio.Semaphore(AT_ONCE)

    async def one(number, name, kind):
        async with room:
            began = time.monotonic()
            tally = await run(kind, -(-kills // len(KINDS)), number, turn)
        print(f"{name}: {_summary(tally)}, {time.monotonic() - began:.0f} s", flush=True)
        whole.add(tally)

    await asyncio.gather(
        *(one(number, name, kind) for number, (name, kind) in enumerate(KINDS.items()))
    )
    return whole


def _summary(tally):
    lines = [
        f"{tally.kills.total()} kills on {tally.days} days of 4 feeds",
        f"{len(tally.doubles)} doubles",
        f"{len(tally.misses)} misses",
        f"{len(tally.steps)} steps amiss",
        *(f"{what} {count}" for what, count in sorted(tally.troubles.items())),
    ]
    return ", ".join(lines)


async def main():
    """Run all kinds, and print what came of them; 1 if anything was not as it should be."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else ENOUGH
    began = time.monotonic()
    tally = await _run_all(kills)
    print(f"all: {_summary(tally)}, {time.monotonic() - began:.0f} s")
    print("  " + ", ".join(f"{moment} {count}" for moment, count in sorted(tally.kills.items())))
    faults = [*tally.faults]
    if kills >= ENOUGH:
        faults += [("never killed at", each) for each in {*MOMENTS, ANYWHERE} - {*tally.kills}]
    for fault in faults:
        print("  ", *fault)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
