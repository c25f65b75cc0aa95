"""The processes at work on the database: whether each server is one's, and one's alone."""

import datetime as dt
import itertools
from collections.abc import Awaitable, Callable, Iterator, Sequence

from bot.domain.ports import Clock
from bot.domain.words import plural
from bot.services.daily.owners import is_gone, told
from bot.services.processes import BEAT, miscount, nobodys, overlap, unserved
from bot.storage.processes import Process

from .findings import Finding, fine, mend

LATELY = dt.timedelta(seconds=3 * BEAT)
"""A process that has said nothing for longer is not at work."""
_NAME = "processes"


class Together:
    """Those that `kept` gives, as far as they are at work."""

    def __init__(self, clock: Clock, kept: Callable[[], Awaitable[Sequence[Process]]]) -> None:
        self._clock = clock
        self._kept = kept

    async def look(self) -> Sequence[Finding]:
        """Compare each with each."""
        now = self._clock.now()
        found = [each for each in await self._kept() if abs(now - each.seen_at) <= LATELY]
        there = [each for each in found if not is_gone(each.name)]
        said = f"{plural(len(there), 'Fasti', 'Fastis')} at work on the database"
        return list(_faults(there)) or [fine(_NAME, said)]


def _faults(there: Sequence[Process]) -> Iterator[Finding]:
    for one, other in itertools.combinations(there, 2):
        both = f"{told(one.name)} and {told(other.name)}"
        if miscount(one.share, other.share):
            saw = f"SHARD_COUNT is {one.share.count} and {other.share.count} for {both}"
            yield mend(
                _NAME, saw, "Stop all, and start them with the same: some servers are nobody's."
            )
        elif overlap(one.share, other.share):
            saw = f"The same servers are served by {both}"
            yield mend(_NAME, saw, "Stop one of them, unless it is just ending.")
    shares = [each.share for each in there]
    if ids := unserved(shares):
        saw, remedy = nobodys(ids, shares[0].count)
        yield mend(_NAME, saw, f"Unless it is just starting, start {remedy}")
