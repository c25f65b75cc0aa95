"""What was found out about one thing, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import HostError


class State(StrEnum):
    """How it stands with something."""

    FINE = "fine"
    MEND = "to mend"
    UNKNOWN = "unknown"
    """It could not be looked at."""


class CannotLookError(Exception):
    """Something cannot be looked at; the text says why, in words for a host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing: what was seen of it, and a remedy, which may be advice where all is fine."""

    name: str
    state: State
    saw: str
    remedy: str = ""


def fine(name: str, saw: str, advice: str = "") -> Finding:
    """Nothing needs to be done about it."""
    return Finding(name=name, state=State.FINE, saw=saw, remedy=advice)


def mend(name: str, saw: str, remedy: str) -> Finding:
    """Somebody is to mend it."""
    return Finding(name=name, state=State.MEND, saw=saw, remedy=remedy)


def unknown(name: str, saw: str, remedy: str = "") -> Finding:
    """Say that it could not be looked at, and why."""
    return Finding(name=name, state=State.UNKNOWN, saw=saw, remedy=remedy)


def refused(name: str, error: HostError) -> Finding:
    """Something a host has to mend, whose sentence has the remedy behind a colon."""
    saw, _, remedy = str(error).partition(": ")
    return mend(name, saw, f"{remedy[:1].upper()}{remedy[1:]}")
