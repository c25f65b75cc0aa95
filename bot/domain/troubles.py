"""What keeps a feed from posting until somebody mends it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Problem(StrEnum):
    """What is wrong."""

    NO_CHANNEL = "no-channel"
    NO_SERVER = "no-server"
    PERMISSIONS = "permissions"
    NEEDS_TAG = "needs-tag"
    UNKNOWN_TAG = "unknown-tag"
    NO_ROLE = "no-role"
    ARCHIVED = "archived"
    ZONE = "zone"
    REFUSED = "refused"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem, with what it is about: names of permissions as discord.py writes them, or a code."""

    problem: Problem
    about: tuple[str, ...] = ()

    @property
    def is_riddle(self) -> bool:
        """Whether nothing that could be seen tells when it is mended: it can only be tried again."""
        return self.problem in {Problem.REFUSED, Problem.FAULT}

    def __str__(self) -> str:
        """Write it as it is kept: `permissions:send_messages,view_channel`."""
        return f"{self.problem}:{','.join(self.about)}" if self.about else str(self.problem)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` wrote; raises ValueError for anything else."""
        problem, _, about = text.partition(":")
        return cls(Problem(problem), tuple(about.split(",")) if about else ())
