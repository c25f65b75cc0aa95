"""What a restored ledger does not know: the posts that were made between a backup and its restoring."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .deliveries import Delivery, Reason, Stage

EARLIEST = dt.timedelta(days=1)
"""How long before it is due a date's post is made at most: by a moderator, on that date."""
_LONG_BEFORE = dt.timedelta(hours=2)  # more than clocks are trusted to differ

_LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Gap:
    """From when a backup was made, None where it does not say, to when it was restored."""

    made_at: dt.datetime | None
    restored_at: dt.datetime

    @property
    def since(self) -> dt.datetime:
        """When it began at the latest."""
        return self.made_at or _LONG_AGO


def doubted(row: Delivery, gaps: Sequence[Gap]) -> Delivery:
    """Give a delivery that is about to be opened as what it is where gaps may hide its post.

    One to be sent is then looked for first, as after an attempt of which nobody knows the outcome.
    One that is too late counts as perhaps sent.
    """
    earliest = row.due_at - EARLIEST
    over_it = [gap for gap in gaps if gap.restored_at >= earliest]
    if not over_it:
        return row
    since = max(earliest, min(gap.since for gap in over_it))
    until = max(since, *(gap.restored_at for gap in over_it))
    if row.stage is Stage.CLAIMED:
        doubtful_since = min(since, row.due_at - _LONG_BEFORE)
        return replace(row, doubtful_since=doubtful_since, tried_at=until)
    if row.reason is Reason.LATE and row.due_at <= until:
        return replace(row, stage=Stage.UNCERTAIN, reason=Reason.RESTORED)
    return row


def is_unlikely(row: Delivery) -> bool:
    """Whether a doubtful delivery, as it is when claimed, was due only after the gap that it is doubted for.

    Then nobody but a moderator can have sent it in the gap, before its time: it had better come
    than be left out where nobody can look.
    """
    if row.doubtful_since is None or row.try_at is None:
        return False
    return row.doubtful_since <= row.due_at - _LONG_BEFORE and row.try_at < row.due_at
