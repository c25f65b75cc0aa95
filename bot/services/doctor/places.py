"""Where servers want something posted: whether the bot may do so there."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from bot.domain.feeds import Feed, FeedState
from bot.domain.words import plural
from bot.storage.checkup import Configured

from .asking import ApiError
from .findings import Finding, fine, mend, unknown

PACE = 0.1
"""Seconds between two servers."""
_LAST = 2.0  # seconds before the end, in which nothing more is asked
_NAME = "daily posts"


class Lack(NamedTuple):
    """What is wrong in a server: with the feed of that number, or None for the audit channel."""

    feed: int | None
    saw: str
    remedy: str


class Sight(Protocol):
    """Sees a server without being connected."""

    async def look(self, guild: int, feeds: Sequence[Feed], audit: int | None) -> Sequence[Lack]:
        """Say what is wrong there; may raise ApiError."""
        ...


class Places:
    """All daily posts, paused ones too, and all audit channels, a server at a time.

    `until` is the time of the loop by which it is to be done.
    """

    def __init__(
        self,
        sight: Sight,
        configured: Callable[[], Awaitable[Configured]],
        until: float,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._sight = sight
        self._configured = configured
        self._until = until - _LAST
        self._pause = pause

    async def look(self) -> Sequence[Finding]:
        """Look at as many servers as there is time for."""
        told = await self._configured()
        feeds = _by_server(told.feeds)
        servers = sorted(feeds.keys() | told.audits.keys())
        found: list[Finding] = []
        looked = 0
        for guild in servers:
            if asyncio.get_running_loop().time() >= self._until:
                break
            try:
                async with asyncio.timeout_at(self._until):
                    found += await self._server(guild, feeds.get(guild, []), told.audits.get(guild))
            except TimeoutError:
                break
            looked += 1
            await self._pause(PACE)
        return [*_summed(told, found, looked, len(servers)), *found, *_unreadable(told)]

    async def _server(
        self, guild: int, feeds: Sequence[Feed], audit: int | None
    ) -> Sequence[Finding]:
        try:
            lacks = await self._sight.look(guild, feeds, audit)
        except ApiError as error:
            if error.status in {0, 401}:
                raise
            return [unknown(_NAME, f"Server {guild}: {error}")]
        except (LookupError, TypeError, ValueError) as error:  # an answer of another shape
            return [unknown(_NAME, f"Server {guild} cannot be read ({type(error).__name__})")]
        by_number = {feed.number: feed for feed in feeds}
        return [_of(guild, lack, by_number) for lack in lacks]


def _by_server(feeds: Sequence[Feed]) -> dict[int, list[Feed]]:
    by_server: dict[int, list[Feed]] = {}
    for feed in feeds:
        by_server.setdefault(feed.guild, []).append(feed)
    return by_server


def _of(guild: int, lack: Lack, feeds: Mapping[int, Feed]) -> Finding:
    if lack.feed is None:
        return mend("audit channel", f"Server {guild}: {lack.saw}", lack.remedy)
    feed = feeds[lack.feed]
    paused = ", paused" if feed.state is FeedState.PAUSED else ""
    where = f"Server {guild}, #{feed.number} (channel {feed.plan.channel}{paused})"
    return mend("daily post", f"{where}: {lack.saw}", lack.remedy)


def _summed(
    told: Configured, found: Sequence[Finding], looked: int, servers: int
) -> Iterator[Finding]:
    faults = f"; {plural(len(found), 'finding')} below" if found else ", all can be posted"
    feeds = plural(len(told.feeds), "daily post")
    audits = plural(len(told.audits), "audit channel")
    if not servers:
        yield fine(_NAME, "None is set up, and no audit channel")
    elif looked == servers:
        yield fine(_NAME, f"{feeds} and {audits} in {plural(servers, 'server')}{faults}")
    else:
        saw = f"Of {plural(servers, 'server')} only {looked:,} could be looked at in time{faults}"
        yield unknown(_NAME, saw, "Allow more time with --seconds.")


def _unreadable(told: Configured) -> Iterator[Finding]:
    for guild, numbers in told.unreadable.items():
        which = ", ".join(f"#{number}" for number in numbers)
        remedy = "Update Fasti; or give them up with /daily remove there."
        yield mend("daily post", f"Server {guild}, {which}: written by another version", remedy)
