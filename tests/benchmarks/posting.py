"""10,000 posts due at one minute, as Fasti sends them, beside a bare discord.py bot.

Run it with `python -m tests.benchmarks.posting`; it takes five minutes, and less with `--feeds`.
Both bots post at the same time, each into a playground of its own that takes 50 requests a second,
so that the machine's moods hit both alike.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from statistics import quantiles
from typing import Any, NamedTuple

from .posting_stage import ASKED_EVERY, OVERALL

FEEDS = 10_000
SLOWER, COSTLIER, DELAY, GROWN = 1.2, 1.5, 300.0, 1.1
_PATIENCE = 300.0  # seconds, beside what the posts take

Figures = Mapping[str, Any]


class Row(NamedTuple):
    """A line of the table; `bar` is the most that `value` may be."""

    what: str
    value: float
    bar: float
    shown: str

    def __str__(self) -> str:
        verdict = "within" if self.value <= self.bar else "OVER"
        return f"  {self.what:42} {self.shown:>28}   {verdict} {self.bar:,g}"


def main() -> None:
    """Let both bots post, and print what it took, beside the bars."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--feeds", type=int, default=FEEDS, help="posts of each bot")
    count = parser.parse_args().feeds
    ours, theirs = asyncio.run(_both(count))
    print(f"{count:,} posts due at one minute, {OVERALL} requests a second taken")
    if count != FEEDS:
        print(f"  A short run: the bars hold for {FEEDS:,} posts, and some figures grow with them.")
    for row in _rows(count, ours, theirs):
        print(row)
    lag = quantiles(ours["lags"], n=100)[98]
    print(
        f"  The machine let the playground wait, too: {lag:.1f} ms at p99, at each step of /today."
    )
    for name, figures in (("Fasti", ours), ("bare", theirs)):
        memory: Sequence[float] = figures["memory"]
        shown = ", ".join(f"{each:.0f}" for each in _start_middle_end(memory))
        print(
            f"  {name:5} {_each(figures, count):.2f} CPU s per 1,000, sent in"
            f" {figures['seconds']:.1f} s, {figures['refused']} times 429,"
            f" memory {shown} MB at start, middle, end, at most {max(memory):.0f}"
        )


async def _both(count: int) -> tuple[Figures, Figures]:
    """Run a stage for each bot, side by side."""
    ours, theirs = await asyncio.gather(_stage("fasti", count), _stage("bare", count))
    return ours, theirs


async def _stage(bot: str, count: int) -> Figures:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.benchmarks.posting_stage", bot, str(count)),
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(_PATIENCE + 3 * count / OVERALL):
            told, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
    if process.returncode:
        raise RuntimeError(f"the stage of {bot} failed")
    figures: Figures = json.loads(told)
    return figures


def _rows(count: int, ours: Figures, theirs: Figures) -> list[Row]:
    ideal = count / OVERALL
    slower = ours["seconds"] / ideal
    cpu = _each(ours, count), _each(theirs, count)
    delays = quantiles(ours["delays"], n=100)
    asked = f"/today every {ASKED_EVERY} s meanwhile, p99 (ms)"
    _, middle, end = _start_middle_end(ours["memory"])
    return [
        Row(
            "first to last post / at Discord's pace",
            slower,
            SLOWER,
            f"{ours['seconds']:.1f} s / {ideal:.0f} s = {slower:.2f}",
        ),
        Row(
            "CPU s per 1,000 posts, Fasti / bare",
            cpu[0] / cpu[1],
            COSTLIER,
            f"{cpu[0]:.2f} / {cpu[1]:.2f} = {cpu[0] / cpu[1]:.2f}",
        ),
        Row(asked, delays[98], DELAY, f"{delays[98]:.1f} (p50 {delays[49]:.1f})"),
        Row("memory at the end / in the middle", end / middle, GROWN, f"{end / middle:.2f}"),
        Row("posted twice", ours["doubles"], 0, f"{ours['doubles']}"),
        Row("not posted", ours["misses"], 0, f"{ours['misses']}"),
    ]


def _each(figures: Figures, count: int) -> float:
    """Give the CPU seconds per 1,000 posts."""
    return float(figures["cpu"]) * 1000 / count


def _start_middle_end(values: Sequence[float]) -> tuple[float, float, float]:
    return values[0], values[len(values) // 2], values[-1]


if __name__ == "__main__":
    main()
