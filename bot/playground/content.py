"""What the bot's content is, and what is wrong with what authors wrote since, where that is known."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from .jsons import Json

CHANGED = "CONTENT_CHANGED"
"""The journal's event for it."""
_MOST_FAULTS = 20


class Content(Protocol):
    """What tells of the content of a bot that runs in the same process."""

    @property
    def line(self) -> str:
        """What is shown, in a line, such as "1,232 entries, version 0.3.0"."""
        ...

    @property
    def loaded_at(self) -> datetime:
        """When that was loaded, by the machine's clock."""
        ...

    @property
    def faults(self) -> Sequence[str]:
        """What keeps what is on disk from being shown, if anything does: `file:line: sentence`."""
        ...

    def follow(self, hear: Callable[[], None]) -> None:
        """Have a function called whenever any of this has changed; it does not fail."""
        ...


def told(content: Content | None) -> Json | None:
    """Give it as JSON, with some of the faults and how many there are."""
    if content is None:
        return None
    faults = list(content.faults)
    return {
        "line": content.line,
        "loaded_at": content.loaded_at.timestamp(),
        "faults": faults[:_MOST_FAULTS],
        "count": len(faults),
    }
