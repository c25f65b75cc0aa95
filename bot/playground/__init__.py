"""A local stand-in for Discord, for tests, for `ask` and for hosts without a token."""
# pyright: reportImportCycles=false
# Modules of the subpackages import modules of this package by full name; none imports this file.

from .backend import Upload
from .clock import Clock, HeldClock, RunningClock
from .content import Content
from .faults import Fault, What
from .outcome import Outcome
from .permissions import Permission
from .playground import Playground
from .pretending import Pretence, Pretending
from .ratelimits import Limits
from .sessions import Intent
from .state import Overwrite
from .typed import NotPossible
from .world import Size

__all__ = [
    "Clock",
    "Content",
    "Fault",
    "HeldClock",
    "Intent",
    "Limits",
    "NotPossible",
    "Outcome",
    "Overwrite",
    "Permission",
    "Playground",
    "Pretence",
    "Pretending",
    "RunningClock",
    "Size",
    "Upload",
    "What",
]
