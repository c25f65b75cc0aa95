"""A delivery: one feed on one local date, from the claim in the ledger to its last step."""

import base64
import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from .feeds import Feed, Target

LATE = dt.timedelta(minutes=15)
"""After its minute, a post is labelled late."""
ENOUGH = dt.timedelta(seconds=65)
"""What must be left of a lease when Discord is asked for something: longer than that may take."""


class Stage(StrEnum):
    """How far a delivery has come; those before DONE are still worked on."""

    CLAIMED = "claimed"
    SENT = "sent"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


class Step(StrEnum):
    """What follows a post, each retried by itself, in this order."""

    PUBLISH = "publish"
    THREAD = "thread"
    UNPIN = "unpin"  # the one before
    PIN = "pin"


class Reason(StrEnum):
    """Why a delivery was not sent, or a step given up."""

    LATE = "late"
    EMPTY = "empty"
    PAUSED = "paused"
    OUTAGE = "outage"
    TROUBLE = "trouble"
    NO_HISTORY = "no-history"
    CROWDED = "crowded"
    GONE = "gone"
    NO_ANSWER = "no-answer"
    REFUSED = "refused"
    DELETED = "deleted"
    REJECTED = "rejected"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A row of the ledger; its key is the feed and the local date `on`.

    `doubtful_since` is when the first attempt began whose outcome nobody knows; None where every
    attempt is known to have failed, or there was none. `tried_at` is when the latest began;
    from a claim on until the row is put off, `try_at` is when the one before it began.
    `refusals` counts the attempts that Discord refused for no reason that we can see.
    `channel` and `target` are where it may have been posted, or is: an edit does not change them.
    `entries` are the keys that are posted, `steps` those still to be made, `late` is set for a
    post after its minute (and within the grace period). `note` holds a detail for the log.
    """

    feed: int
    on: dt.date
    due_at: dt.datetime
    stage: Stage = Stage.CLAIMED
    attempts: int = 0
    refusals: int = 0
    try_at: dt.datetime | None = None
    doubtful_since: dt.datetime | None = None
    tried_at: dt.datetime | None = None
    lease_until: dt.datetime | None = None
    owner: str = ""
    channel: int | None = None
    target: Target | None = None
    message: int | None = None
    thread: int | None = None
    steps: tuple[Step, ...] = ()
    entries: tuple[str, ...] = ()
    late: bool = False
    reason: Reason | None = None
    note: str = ""
    finished_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A post as Discord has it: the channel (or new thread) it is in, and its message."""

    channel: int
    message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What is handed to whoever posts: the feed, where, the date, the entries, and its two names.

    `nonce` makes Discord post it once within a few minutes; `marker` finds it later.
    """

    feed: Feed
    channel: int
    target: Target
    on: dt.date
    entries: tuple[str, ...]
    late: bool
    nonce: str
    marker: str


Settled: TypeAlias = Callable[[Delivery, dt.datetime], None]
"""Who is told of each delivery that is posted, or will not be, and when that was."""


def untold(_: Delivery, __: dt.datetime) -> None:
    """Nobody is told of it."""


def is_fresh(delivery: Delivery) -> bool:
    """Whether nothing can have been posted before the attempt that was claimed last."""
    return delivery.doubtful_since in {None, delivery.tried_at}


def may_go_on(delivery: Delivery, now: dt.datetime) -> bool:
    """Whether its lease holds for as long as a request may take, in which nobody else makes it."""
    return delivery.lease_until is not None and delivery.lease_until - now >= ENOUGH


def nonce(feed: Feed, on: dt.date) -> str:
    """Give 24 characters (Discord takes 25) that are the same for each attempt at one delivery."""
    key = f"{feed.id}:{feed.guild}:{feed.created_at.isoformat()}:{on.isoformat()}"
    return base64.b32encode(hashlib.sha256(key.encode()).digest()[:15]).decode().lower()


def marker(feed: Feed, on: dt.date) -> str:
    """Give the argument of the post's menu by which it is found again: `12-20261122`."""
    return f"{feed.id}-{on:%Y%m%d}"


def message(feed: Feed, delivery: Delivery, now: dt.datetime) -> Post:
    """Give what is to be posted for a delivery, labelled late where that is due."""
    return Post(
        feed=feed,
        channel=delivery.channel or feed.plan.channel,
        target=delivery.target or feed.plan.target,
        on=delivery.on,
        entries=delivery.entries,
        late=now - delivery.due_at > LATE,
        nonce=nonce(feed, delivery.on),
        marker=marker(feed, delivery.on),
    )
