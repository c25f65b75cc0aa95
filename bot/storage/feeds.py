"""The feeds of all servers: what moderators chose, and when each is due."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

import structlog
from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.feeds import Feed, FeedState, Plan
from bot.domain.schedule import FARTHEST
from bot.domain.shards import ALL, Share
from bot.domain.troubles import Trouble

from .rows import feed_of, plan_columns
from .shares import is_in
from .tables import feeds

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

# Those who add feeds to one server at once take turns here, and so find different numbers.
_ENTER = text("""
    INSERT INTO guilds (id) VALUES (:guild) ON CONFLICT (id) DO UPDATE SET left_at = NULL
""")
_NO_TROUBLE: Final[Mapping[str, None]] = {"trouble": None, "broken_at": None, "told_at": None}
_IS_ACTIVE = feeds.c.state == FeedState.ACTIVE
_MOVE = update(feeds).where(feeds.c.id == bindparam("feed"), _IS_ACTIVE)


class _Unreadable(NamedTuple):
    id: int
    number: int
    reason: str


class Feeds:
    """Feeds, which moderators know by server and number, and the ledger by id."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(  # noqa: PLR0917 - the columns in their order
        self,
        guild: int,
        plan: Plan,
        author: int,
        now: dt.datetime,
        next_at: dt.datetime | None,
        next_on: dt.date | None,
    ) -> Feed:
        """Add an active feed, numbered one more than the highest of its server."""
        await self._connection.execute(_ENTER, {"guild": guild})
        highest = select(func.coalesce(func.max(feeds.c.number), 0)).where(feeds.c.guild == guild)
        adding = insert(feeds).values(
            guild=guild,
            number=highest.scalar_subquery() + 1,
            author=author,
            created_at=now,
            state=FeedState.ACTIVE,
            next_at=next_at,
            next_on=next_on,
            **plan_columns(plan),
        )
        added = await self._connection.execute(adding.returning(feeds))
        return feed_of(added.mappings().one())

    async def of_guild(self, guild: int) -> list[Feed]:
        """Give a server's feeds by number."""
        query = select(feeds).where(feeds.c.guild == guild).order_by(feeds.c.number)
        return await self._read(query)

    async def unreadable(self, guild: int) -> dict[int, int]:
        """Give the ids of a server's feeds that cannot be read, by number."""
        query = select(feeds).where(feeds.c.guild == guild).order_by(feeds.c.number)
        found: list[_Unreadable] = []
        await self._read(query, found)
        return {feed.number: feed.id for feed in found}

    async def get(self, guild: int, number: int) -> Feed | None:
        """Look up the feed of a server with this number, or None."""
        query = select(feeds).where(feeds.c.guild == guild, feeds.c.number == number)
        return next(iter(await self._read(query)), None)

    async def by_ids(self, ids: Collection[int]) -> dict[int, Feed]:
        """Give those of the feeds that there are."""
        found = await self._read(select(feeds).where(feeds.c.id.in_(ids)))
        return {feed.id: feed for feed in found}

    async def guilds(self) -> set[int]:
        """Give the servers that have feeds."""
        return set(await self._connection.scalars(select(feeds.c.guild).distinct()))

    async def is_due(self, now: dt.datetime, share: Share = ALL) -> bool:
        """Whether the time of any active feed has come, or lies further ahead than it can."""
        query = select(feeds.c.id).where(or_(*_are_due(now)), is_in(share, feeds.c.guild)).limit(1)
        return await self._connection.scalar(query) is not None

    async def due(self, now: dt.datetime, limit: int, share: Share = ALL) -> list[Feed]:
        """Give active feeds whose time has come, or lies further ahead than it can, the earliest first.

        One that cannot be read is paused, so this is for a unit of work that may write.
        On PostgreSQL nobody else may change them, or is given them, until the unit of work ends.
        """
        unreadable: list[_Unreadable] = []
        found: list[Feed] = []
        for is_due in _are_due(now):
            query = select(feeds).where(is_due, is_in(share, feeds.c.guild))
            query = query.order_by(feeds.c.next_at, feeds.c.id)
            locked = query.limit(limit - len(found)).with_for_update(skip_locked=True)
            found += await self._read(locked, unreadable)
        for feed in unreadable:
            _log.error("a feed cannot be read; it is paused", feed=feed.id, reason=feed.reason)
            await self.pause(feed.id, now)  # else it would be due for ever
        return found

    async def planned(
        self, now: dt.datetime, after: int = 0, limit: int = 500, share: Share = ALL
    ) -> list[Feed]:
        """Give active feeds that are not due yet by id, those after this one."""
        query = (
            select(feeds)
            .where(_IS_ACTIVE, feeds.c.next_at > now, feeds.c.id > after)
            .where(is_in(share, feeds.c.guild))
            .order_by(feeds.c.id)
            .limit(limit)
        )
        return await self._read(query)

    async def broken(self, after: int = 0, limit: int = 100, share: Share = ALL) -> list[Feed]:
        """Give broken feeds by id, those after this one."""
        query = (
            select(feeds)
            .where(feeds.c.state == FeedState.BROKEN, feeds.c.id > after)
            .where(is_in(share, feeds.c.guild))
            .order_by(feeds.c.id)
            .limit(limit)
        )
        return await self._read(query)

    async def change(
        self, feed: int, plan: Plan, next_at: dt.datetime | None, next_on: dt.date | None
    ) -> None:
        """Give the feed another plan; the next post is that of an active feed alone."""
        await self._set(
            feed,
            next_at=case((_IS_ACTIVE, next_at)),
            next_on=case((_IS_ACTIVE, next_on)),
            **plan_columns(plan),
        )

    async def reschedule(self, moves: Sequence[tuple[int, dt.datetime, dt.date]]) -> None:
        """Set the next post, and its local date, of many feeds at once, if they are active."""
        rows = [{"feed": feed, "next_at": at, "next_on": on} for feed, at, on in moves]
        if rows:
            await self._connection.execute(_MOVE, rows)

    async def activate(
        self, feed: int, next_at: dt.datetime | None, next_on: dt.date | None
    ) -> None:
        """Let the feed post, and forget what broke it."""
        await self._set(
            feed,
            state=FeedState.ACTIVE,
            next_at=next_at,
            next_on=next_on,
            paused_at=None,
            **_NO_TROUBLE,
        )

    async def revive(self, feed: int, next_at: dt.datetime | None, next_on: dt.date | None) -> None:
        """Let the feed post, though only a post will tell whether its trouble is gone."""
        await self._set(feed, state=FeedState.ACTIVE, next_at=next_at, next_on=next_on)

    async def well(self, feed: int) -> None:
        """Forget what broke the feed, if it is active again."""
        await self._set(feed, _IS_ACTIVE, **_NO_TROUBLE)

    async def pause(self, feed: int, now: dt.datetime | None = None) -> None:
        """Let the feed post no more, from now on, and forget what broke it."""
        await self._set(
            feed,
            state=FeedState.PAUSED,
            next_at=None,
            next_on=None,
            paused_at=now,
            **_NO_TROUBLE,
        )

    async def pause_all(self, guild: int, now: dt.datetime) -> None:
        """Let none of a server's feeds post any more."""
        for feed in await self._connection.scalars(
            select(feeds.c.id).where(feeds.c.guild == guild)
        ):
            await self.pause(feed, now)

    async def break_(
        self, feed: int, trouble: Trouble, now: dt.datetime, channel: int | None = None
    ) -> bool:
        """Let an active feed post no more until the trouble is gone; False if it is not active.

        Likewise if it posts in another channel by now than the one, if given, that the trouble is
        about. If it is the trouble that the feed was revived with, nobody needs to be told again.
        """
        is_known = feeds.c.trouble == str(trouble)
        is_there = () if channel is None else (feeds.c.channel == channel,)
        return await self._set(
            feed,
            _IS_ACTIVE,
            *is_there,
            state=FeedState.BROKEN,
            next_at=None,
            next_on=None,
            trouble=str(trouble),
            broken_at=now,
            told_at=case((is_known, feeds.c.told_at)),
        )

    async def told(self, feed: int, now: dt.datetime) -> bool:
        """Note that the moderators were told of its trouble; False if somebody noted it before."""
        return await self._set(feed, feeds.c.told_at.is_(None), told_at=now)

    async def pin(self, feed: int, message: int | None) -> None:
        """Note which message is pinned now, if any."""
        await self._set(feed, pinned=message)

    async def remove(self, feed: int) -> None:
        """Remove the feed and its deliveries."""
        await self._connection.execute(delete(feeds).where(feeds.c.id == feed))

    async def _read(
        self, query: Select[Any], unreadable: list[_Unreadable] | None = None
    ) -> list[Feed]:
        """Give the feeds that can be read; others join `unreadable`."""
        found: list[Feed] = []
        for row in (await self._connection.execute(query)).mappings().all():
            try:
                found.append(feed_of(row))
            except (ValueError, KeyError, TypeError) as error:
                # Written by another version, or by hand: it must not hold up the feeds of others.
                if unreadable is not None:
                    unreadable.append(_Unreadable(row["id"], row["number"], str(error)))
        return found

    async def _set(self, feed: int, *conditions: ColumnElement[bool], **columns: object) -> bool:
        query = update(feeds).where(feeds.c.id == feed, *conditions).values(columns)
        return (await self._connection.execute(query)).rowcount > 0


def _are_due(now: dt.datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Give the two conditions for a look at a feed; together they would need a sort."""
    return feeds.c.next_at <= now, feeds.c.next_at > now + FARTHEST
