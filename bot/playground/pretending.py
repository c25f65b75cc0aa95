"""Pretending that it is another date, where the bot's clock is at hand."""

from datetime import date
from typing import Protocol

from .handed import UsageError
from .jsons import Json

# A bot may go through all days that it was not there for: thousands of years would hold it up.
_FIRST, _LAST = date(1970, 1, 2), date(2199, 12, 31)


class Pretending(Protocol):
    """What sets the clock of a bot that runs in the same process."""

    @property
    def pretended(self) -> date | None:
        """The date that the clock was set to; None while it shows the present."""
        ...

    async def pretend(self, on: date | None) -> None:
        """Set the clock to a date from 2 January 1970 to 31 December 2199, or to the present."""
        ...


def told(pretending: Pretending | None) -> str | None:
    """Give the pretended date as JSON."""
    on = None if pretending is None else pretending.pretended
    return None if on is None else on.isoformat()


async def pretend(pretending: Pretending | None, body: Json) -> Json:
    """Pretend the date of a body, or the present if that is null; raises UsageError."""
    if pretending is None:
        raise UsageError("The bot runs in another process: set its clock there.")
    await pretending.pretend(_date(body))
    return {"pretended": told(pretending)}


def _date(body: Json) -> date | None:
    value = body.get("date", "")
    if value is None:
        return None
    try:
        on = date.fromisoformat(value)
    except (TypeError, ValueError):
        raise UsageError("Give date as 2026-06-22, or as null for the present.") from None
    if not _FIRST <= on <= _LAST:
        raise UsageError(f"Give a date from {_FIRST} to {_LAST}.")
    return on
