"""A local stand-in for Discord, for tests, for `ask` and for hosts without a token."""
# pyright: reportImportCycles=false
# Modules of the subpackages import modules of this package by full name; none imports this file.

from .backend import Upload
from .clock import Clock, HeldClock, RunningClock
from .faults import Fault, What
from .outcome import Outcome
from .permissions import Permission
from .playground import Playground
from .pretending import Pretending
from .ratelimits import Limits
from .sessions import Intent
from .state import Overwrite
from .typed import NotPossible
from .world import Size

__all__ = [
    "Clock",
    "Fault",
    "HeldClock",
    "Intent",
    "Limits",
    "NotPossible",
    "Outcome",
    "Overwrite",
    "Permission",
    "Playground",
    "Pretending",
    "RunningClock",
    "Size",
    "Upload",
    "What",
]
