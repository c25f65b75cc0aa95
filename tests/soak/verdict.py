"""What samples of a long run say: whether memory goes up, and whether anything was left behind."""

import math
from typing import NamedTuple

ALLOWED = 1.0
"""MB that memory may rise over the second half for sure: less than a page cache of SQLite's."""
ROOM = {"tasks": 0, "files": 8, "threads": 6}
"""More than at the start that is none left behind: connections that are kept for the next request
for a while, and the threads of asyncio's pool, which come as they are needed and stay."""
ENOUGH = 10  # samples of the second half, from which on a slope is judged


class Sample(NamedTuple):
    """What a process holds at a time: seconds since the start, MB, and counts."""

    at: float
    memory: float
    tasks: int
    files: int
    threads: int


class Slope(NamedTuple):
    """The rise of memory by least squares, in MB over all of the time, and how sure that is."""

    rise: float
    doubt: float

    @property
    def is_upward(self):
        """Whether it rises for sure: by more than is allowed, and than twice its standard error.

        Memory goes up and down in steps; of such noise the slope is sometimes positive, too.
        """
        return self.rise - 2 * self.doubt > ALLOWED


def slope(samples):
    """Give the slope of memory over the second half of the time."""
    middle = (samples[0].at + samples[-1].at) / 2
    half = [(each.at, each.memory) for each in samples if each.at >= middle]
    count = len(half)
    if count < 3:
        return Slope(0.0, 0.0)
    mean_at = sum(at for at, _ in half) / count
    mean = sum(memory for _, memory in half) / count
    spread = sum((at - mean_at) ** 2 for at, _ in half)
    each = sum((at - mean_at) * (memory - mean) for at, memory in half) / spread
    off = sum((memory - mean - each * (at - mean_at)) ** 2 for at, memory in half)
    span = half[-1][0] - half[0][0]
    return Slope(each * span, math.sqrt(off / (count - 2) / spread) * span)


def faults(samples, before, after):
    """Say what is wrong; `before` and `after` are samples of rest at the start and at the end."""
    found = []
    half = len(samples) // 2
    rise = slope(samples)
    if half >= ENOUGH and rise.is_upward:
        found.append(
            f"memory rises by {rise.rise:.1f} MB in the second half (± {2 * rise.doubt:.1f})"
        )
    for what, room in ROOM.items():
        was, has = getattr(before, what), getattr(after, what)
        if has > was + room:
            found.append(f"{what} were {was} at rest at the start, and are {has} at the end")
    return found
