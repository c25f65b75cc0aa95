"""Whether our clock goes as Discord's does."""

from collections.abc import Sequence

from .asking import Api
from .findings import Finding, fine, mend, unknown

MOST_SKEW = 5.0
"""Seconds by which a clock may be wrong."""
_SAMPLES = 5  # answers that are asked what time it is


class Skew:
    """Our clock, by what time Discord's answers say that it is."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def look(self) -> Sequence[Finding]:
        """Compare them on a few answers."""
        while self._api.clocks_asked < _SAMPLES:
            before = self._api.clocks_asked
            await self._api.get("/gateway")
            if self._api.clocks_asked == before:
                return [unknown("clock", "What answers does not say what time it is")]
        ahead = self._api.ahead()
        if abs(ahead) <= MOST_SKEW:
            return [fine("clock", f"Within {MOST_SKEW:.0f} s of Discord's")]
        saw = f"{abs(ahead):.0f} s {'behind' if ahead > 0 else 'ahead of'} Discord's"
        remedy = (
            "Let it follow a time server: timedatectl set-ntp true, or install chrony; in a "
            "container, on the machine that runs it."
        )
        return [mend("clock", saw, remedy)]
