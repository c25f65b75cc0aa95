"""A feed: what one server wants posted each day, where, when and how."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from .calendar import LeapDay
from .entries import Kind, Sensitive
from .troubles import Trouble

EVERY_DAY = frozenset(range(7))
GRACE = dt.timedelta(hours=6)
MOST_GRACE = dt.timedelta(hours=23)
MOST_FEEDS = 25
"""Of one server: what a menu of Discord holds."""


class Target(StrEnum):
    """What sort of channel a feed posts in."""

    TEXT = "text"
    ANNOUNCEMENT = "announcement"
    THREAD = "thread"
    FORUM = "forum"


class Style(StrEnum):
    """How much a post tells: one entry at length, or a digest of several."""

    LEAD = "lead"
    DIGEST = "digest"


class OnEmpty(StrEnum):
    """What to post on a day that has nothing."""

    SKIP = "skip"
    NEAREST = "nearest"
    ARCHIVE = "archive"


class FeedState(StrEnum):
    """Whether a feed posts; a moderator pauses it, a trouble breaks it until that is mended."""

    ACTIVE = "active"
    PAUSED = "paused"
    BROKEN = "broken"


NOBODY = 0
"""The author of a feed whose author was erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which entries a feed posts: of any of these topics and kinds (none: all), this important.

    `importance` is the least, 1 to 3; `without` names kinds of distressing content to leave out.
    """

    topics: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    importance: int = 1
    without: tuple[Sensitive, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a moderator chose; `at` is local wall time to the minute, `zone` an IANA name.

    `weekdays` counts 0 Monday to 6 Sunday; `grace` is how late a post may be; `role` is pinged.
    `publish` is for announcements alone, `tags` for forums, `thread` (a discussion under each
    post) and `pin` for text and announcement channels.
    """

    channel: int
    target: Target
    at: dt.time
    zone: str
    weekdays: frozenset[int] = EVERY_DAY
    filters: Filters = field(default_factory=Filters)
    style: Style = Style.DIGEST
    role: int | None = None
    silent: bool = False
    publish: bool = False
    pin: bool = False
    thread: bool = False
    tags: tuple[int, ...] = ()
    leap_day: LeapDay = LeapDay.FEBRUARY_28
    grace: dt.timedelta = GRACE
    on_empty: OnEmpty = OnEmpty.SKIP


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A plan at work; moderators know it by its number in their server.

    `next_at` is the instant of the next post and `next_on` its local date, both None unless the
    feed is active. `pinned` is the message that is pinned now. `trouble` is what broke it, since
    `broken_at`, and `told_at` is when the moderators were told. `paused_at` is since when it is
    paused, if that is known.
    """

    id: int
    guild: int
    number: int
    plan: Plan
    author: int
    created_at: dt.datetime
    state: FeedState = FeedState.ACTIVE
    next_at: dt.datetime | None = None
    next_on: dt.date | None = None
    pinned: int | None = None
    trouble: Trouble | None = None
    broken_at: dt.datetime | None = None
    told_at: dt.datetime | None = None
    paused_at: dt.datetime | None = None
