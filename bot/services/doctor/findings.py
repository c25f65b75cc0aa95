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
    saw, remedy = halves(str(error))
    return mend(name, saw, remedy)


def halves(sentence: str) -> tuple[str, str]:
    """Give what is wrong, and what to do: the colon between them is outside of parentheses.

    What a program or a file says of itself stands within, and may have colons of its own.
    """
    depth = 0
    for at, sign in enumerate(sentence):
        depth = max(0, depth + (sign == "(") - (sign == ")"))
        if depth == 0 and sentence.startswith(": ", at):
            break
    else:
        at = sentence.rfind(": ")
        if at < 0:
            return sentence, ""
    remedy = sentence[at + 2 :]
    return sentence[:at], f"{remedy[:1].upper()}{remedy[1:]}"
