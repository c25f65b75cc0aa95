"""Pretending that it is another date, where the bot's clock is at hand."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from .handed import UsageError
from .jsons import Json

# A bot may go through all days that it was not there for: thousands of years would hold it up.
_FIRST, _LAST = date(1970, 1, 2), date(2199, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pretence:
    """A date that the bot takes for today: how many posts came of it, and in a sentence what did.

    `now` is the bot's present, in the zone by which it reckons its days; `zone` is its name.
    """

    on: date
    now: datetime
    zone: str
    posts: int
    told: str


class Pretending(Protocol):
    """What sets the clock of a bot that runs in the same process."""

    @property
    def pretended(self) -> Pretence | None:
        """The date that the clock was set to; None while it shows the present."""
        ...

    async def pretend(self, on: date | None) -> None:
        """Set the clock to a date from 2 January 1970 to 31 December 2199, or to the present."""
        ...


def told(pretending: Pretending | None) -> Json:
    """Give the pretended date and what came of it as JSON, with the dates that there are."""
    found = None if pretending is None else pretending.pretended
    return {
        "pretended": None if found is None else found.on.isoformat(),
        "pretence": None if found is None else _told(found),
        "dates": [_FIRST.isoformat(), _LAST.isoformat()],
    }


def _told(found: Pretence) -> Json:
    now = found.now.isoformat(timespec="seconds")
    return {"now": now, "zone": found.zone, "posts": found.posts, "told": found.told}


async def pretend(pretending: Pretending | None, body: Json) -> Json:
    """Pretend the date of a body, or the present if that is null; raises UsageError."""
    if pretending is None:
        raise UsageError("The bot runs in another process: set its clock there.")
    await pretending.pretend(_date(body))
    found = pretending.pretended
    if found is None:
        return {"pretended": None}
    return {"pretended": found.on.isoformat()} | _told(found)


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
