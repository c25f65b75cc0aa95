"""What lives outside and is handed in, as protocols."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from .deliveries import Delivery, Post, Posted, Step
from .feeds import Feed
from .troubles import Trouble


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> dt.datetime:
        """Give the present instant, time-zone aware."""
        ...


class Meter(Protocol):
    """Counts what happens. What it is told is of small sets: no ids, and nothing that people typed."""

    def handled(self, kind: str, name: str, outcome: str, seconds: float | None) -> None:
        """Count an interaction that is over, and when its first answer came; None if none did."""
        ...

    def requested(self, method: str, route: str, status: str) -> None:
        """Count a request to Discord, by the first digit of its answer's status as in `2xx`."""
        ...

    def limited(self, scope: str) -> None:
        """Count an answer of Discord that it was asked too often."""
        ...

    def gateway(self, shard: int, event: str) -> None:
        """Count that a shard was connected, resumed or lost."""
        ...

    def settled(self, delivery: Delivery, now: dt.datetime) -> None:
        """Count a delivery that is posted, or will not be."""
        ...


class Poster(Protocol):
    """Posts into channels. Every coroutine may raise any PostError (bot.domain.posting)."""

    def is_reachable(self, guild: int) -> bool:
        """Whether the server is there and up; an outage, or one not yet heard of, is False."""
        ...

    def is_ready(self) -> bool:
        """Whether Discord has said by now which servers the bot is in."""
        ...

    def is_member(self, guild: int) -> bool:
        """Whether the bot is in the server, be that up or away, as far as Discord has said."""
        ...

    def trouble(self, feed: Feed) -> Trouble | None:
        """Tell, without asking Discord, what would keep this feed from posting now."""
        ...

    def shortcomings(self, feed: Feed) -> tuple[Trouble, ...]:
        """Tell likewise what a post would have to do without: a step after it, or its ping."""
        ...

    def permissions(self, feed: Feed) -> Mapping[str, bool]:
        """Tell, without asking Discord, which permissions this feed needs and whether it has each."""
        ...

    async def send(self, post: Post, *, test: bool = False) -> Posted:
        """Post it; in a forum as a new thread. A test says so, and pings nobody."""
        ...

    async def find(
        self,
        post: Post,
        since: dt.datetime,
        until: dt.datetime,
        turn: Callable[[], Awaitable[None]],
    ) -> Posted | None:
        """Look for it among what the channel was sent between two instants of our clock.

        Looks a while before and after them, too, for clocks that differ; waits for a turn before
        each request. May raise CannotLookError.
        """
        ...

    async def publish(self, posted: Posted) -> None:
        """Publish it to the channels that follow; one that is published already counts as done."""
        ...

    async def begin_thread(self, post: Post, posted: Posted) -> int:
        """Begin a thread under it, and give its id; one that exists already counts as done."""
        ...

    async def pin(self, posted: Posted) -> None:
        """Pin it."""
        ...

    async def unpin(self, posted: Posted) -> None:
        """Unpin it; one that is gone counts as done."""
        ...

    async def tell(self, *feeds: Feed) -> None:
        """Tell a server's moderators of the troubles of its feeds, at once, with the remedies."""
        ...

    async def tell_rejected(self, feed: Feed, days: int, code: str) -> None:
        """Tell them that Discord has found its posts invalid for days, which is no fault of theirs."""
        ...

    async def tell_uncertain(self, feed: Feed, delivery: Delivery) -> None:
        """Tell them that nobody knows whether a delivery was posted, and why."""
        ...

    async def tell_step(self, feed: Feed, step: Step, posts: int, why: str) -> None:
        """Tell them that a step has failed on so many posts in a row, and why."""
        ...

    async def has_left(self, guild: int) -> bool:
        """Ask Discord whether the bot is no longer in the server."""
        ...
