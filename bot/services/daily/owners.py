"""Names a process in its claims, and tells of others whether they are gone for certain."""

import os
import random
import socket
from collections.abc import Callable
from pathlib import Path

_PROC = Path("/proc")
_PARTS = 4


def name(rng: random.Random, proc: Path = _PROC) -> str:
    """Name this process: its machine, the space in which its number is known, that, and a code."""
    return f"{socket.gethostname()}:{_space(proc)}:{os.getpid()}:{rng.getrandbits(32):08x}"


def told(owner: str) -> str:
    """Name the process that has this name to a host: its number and its machine."""
    parts = owner.split(":")
    return f"process {parts[2]} on {parts[0]}" if len(parts) == _PARTS else owner


def runs(number: int) -> bool:
    """Whether a process of ours or of anybody else has that number; on Linux alone."""
    try:
        os.kill(number, 0)  # sends nothing
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_gone(owner: str, proc: Path = _PROC, runs: Callable[[int], bool] = runs) -> bool:
    """Whether the process that had this name runs no more; False where that is not certain.

    It is where no process has its number, or this one has, which began later: in the same space of
    numbers (Linux, namespaces(7)), so that one in another container counts as running, and since
    the same start of the machine.
    """
    parts, space = owner.split(":"), _space(proc)
    if len(parts) != _PARTS or not space or parts[:2] != [socket.gethostname(), space]:
        return False
    number = int(parts[2])
    return number == os.getpid() or not runs(number)


def _space(proc: Path) -> str:
    """Tell this start of the machine, and this space of process numbers, from others; else empty."""
    try:
        boot = (proc / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}-{(proc / 'self/ns/pid').stat().st_ino}"
    except OSError:
        return ""
