"""The ledger: what became of the post of each feed on each local date."""

import datetime as dt
import hashlib
from collections.abc import Collection, Sequence
from importlib import import_module
from itertools import repeat
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    not_,
    or_,
    select,
    true,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.deliveries import Delivery, Stage
from bot.domain.feeds import Target
from bot.domain.gaps import EARLIEST, doubted
from bot.domain.shards import ALL, Share

from .backups import Backups
from .rows import delivery_columns, delivery_of
from .shares import is_in
from .tables import IS_OPEN, deliveries, feeds

_COLUMNS = deliveries.c
_KEY = tuple_(_COLUMNS.feed, _COLUMNS.on)
_SAVE = update(deliveries).where(
    _COLUMNS.feed == bindparam("the_feed"), _COLUMNS.on == bindparam("the_date")
)

_EARLY = dt.timedelta(hours=1)  # by which the clocks of two machines may differ
_LONGEST = dt.timedelta(days=2)  # that a row is held or put off

_WAITING = (_COLUMNS.try_at, _COLUMNS.lease_until)

Key = tuple[int, dt.date]
"""A feed and a local date: what has one delivery at most."""


class Deliveries:
    """Deliveries, each held by one owner at a time: the process that claimed it last."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(self, rows: Sequence[Delivery]) -> set[Key]:
        """Open deliveries, but leave those that are there already; gives the keys that are new.

        In a restored database they are opened as `doubted` has them.
        """
        if not rows:
            return set()
        rows = await self._doubted(rows)
        # Each dialect has an ON CONFLICT of its own, and one that is not in use is slow to import.
        dialect = import_module(f"sqlalchemy.dialects.{self._connection.dialect.name}")
        adding = dialect.insert(deliveries).on_conflict_do_nothing()
        added = await self._connection.execute(
            adding.returning(_COLUMNS.feed, _COLUMNS.on), [delivery_columns(row) for row in rows]
        )
        return {(row.feed, row.on) for row in added}

    async def reopen(self, row: Delivery) -> bool:
        """Open a delivery anew of which nothing was posted; False if something was, or may have been."""
        is_over = _COLUMNS.stage.in_((Stage.SKIPPED, Stage.FAILED))
        [row] = await self._doubted([row])
        query = update(deliveries).where(_COLUMNS.feed == row.feed, _COLUMNS.on == row.on, is_over)
        reopened = await self._connection.execute(query.values(delivery_columns(row)))
        return reopened.rowcount > 0

    async def doubt_open(self) -> None:
        """Doubt what is open in a ledger that was just restored, as if it were opened now."""
        query = select(deliveries).where(IS_OPEN, _COLUMNS.stage == Stage.CLAIMED)
        for row in await self._doubted(await self._read(query)):
            key = (_COLUMNS.feed == row.feed, _COLUMNS.on == row.on)
            changes = {"doubtful_since": row.doubtful_since, "tried_at": row.tried_at}
            await self._connection.execute(update(deliveries).where(*key).values(changes))

    async def _doubted(self, rows: Sequence[Delivery]) -> Sequence[Delivery]:
        if not rows:
            return rows
        since = min(row.due_at for row in rows) - EARLIEST
        gaps = await Backups(self._connection).gaps(since)
        return [doubted(row, gaps) for row in rows] if gaps else rows

    async def claim(
        self,
        owner: str,
        now: dt.datetime,
        lease_until: dt.datetime,
        limit: int,
        besides: Collection[Key] = (),
        *,
        share: Share = ALL,
    ) -> list[Delivery]:
        """Take open deliveries whose time to try has come and that nobody holds, those due first.

        None of `besides`: what the owner still works on is not taken again when its lease is over.
        Those due at the same time come by feed, but from another one on each time: who has set up
        last is not last every day. Each counts as attempted, and if it is not posted yet, as one
        that may be from now on; its `try_at` is when the attempt before began.
        """
        if (due_at := await self.overdue(now, share)) is None:
            return []
        others = (_is_of(share), *((_KEY.not_in(list(besides)),) if besides else ()))
        turn = (_COLUMNS.due_at == due_at, _COLUMNS.feed >= await self._first(due_at))
        claimed = await self._claim(owner, now, lease_until, limit, *turn, *others)
        if left := limit - len(claimed):
            claimed += await self._claim(owner, now, lease_until, left, *others)
        return sorted(claimed, key=lambda row: (row.due_at, row.feed, row.on))

    async def _first(self, due_at: dt.datetime) -> int:
        """Give the feed with which those begin that are due then, the same whoever asks."""
        count = await self._connection.scalar(select(func.max(feeds.c.id))) or 0
        digest = hashlib.sha256(due_at.isoformat().encode()).digest()
        return int.from_bytes(digest[:8]) % count + 1 if count else 0

    async def _claim(
        self,
        owner: str,
        now: dt.datetime,
        lease_until: dt.datetime,
        limit: int,
        *conditions: ColumnElement[bool],
    ) -> list[Delivery]:
        picked = (
            select(_COLUMNS.feed, _COLUMNS.on)
            .where(_is_ready(now), *conditions)
            .order_by(_COLUMNS.due_at, _COLUMNS.feed)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("picked")
        )
        is_unposted = _COLUMNS.stage == Stage.CLAIMED
        doubtful_since = func.coalesce(_COLUMNS.doubtful_since, now)
        claiming = (
            update(deliveries)
            .where(_KEY.in_(select(picked.c.feed, picked.c.on)))
            .values(
                owner=owner,
                lease_until=lease_until,
                attempts=_COLUMNS.attempts + 1,
                tried_at=now,
                try_at=case((is_unposted, _COLUMNS.tried_at), else_=_COLUMNS.try_at),
                doubtful_since=case((is_unposted, doubtful_since), else_=_COLUMNS.doubtful_since),
                channel=func.coalesce(_COLUMNS.channel, _of_feed(feeds.c.channel)),
                target=func.coalesce(_COLUMNS.target, _of_feed(feeds.c.target)),
            )
            .returning(deliveries)
        )
        claimed = (await self._connection.execute(claiming)).mappings()
        return [delivery_of(row) for row in claimed]

    async def save(self, rows: Sequence[Delivery], owner: str) -> set[Key]:
        """Write those of the deliveries that this owner still holds, in the same attempt.

        Gives their keys.

        One whose own `owner` is empty is given back, and may be claimed again.
        """
        held = await self._held(rows, owner)
        kept = [row for row in rows if held.get((row.feed, row.on)) == row.attempts]
        if kept:
            await self._connection.execute(_SAVE, [_changes(row) for row in kept])
        return {(row.feed, row.on) for row in kept}

    async def _held(self, rows: Sequence[Delivery], owner: str) -> dict[Key, int]:
        """Give the open rows of an owner, and which attempt each is in."""
        query = (
            select(_COLUMNS.feed, _COLUMNS.on, _COLUMNS.attempts)
            .where(
                _COLUMNS.feed.in_({row.feed for row in rows}),
                _COLUMNS.on.in_({row.on for row in rows}),
                _COLUMNS.owner == owner,
                _COLUMNS.owner != "",
                IS_OPEN,
            )
            .with_for_update()
        )
        found = await self._connection.execute(query)
        return {(row.feed, row.on): row.attempts for row in found}

    async def owners(self) -> set[str]:
        """Give who holds open deliveries."""
        query = select(_COLUMNS.owner).where(IS_OPEN, _COLUMNS.owner != "").distinct()
        return set(await self._connection.scalars(query))

    async def free(self, owners: Collection[str]) -> int:
        """End what these owners hold; gives how many deliveries that were.

        Not a post for a forum: Discord may be about to make it, and would make it twice.
        """
        is_forum = and_(_COLUMNS.stage == Stage.CLAIMED, _COLUMNS.target == Target.FORUM)
        query = update(deliveries).where(IS_OPEN, _COLUMNS.owner.in_(owners), not_(is_forum))
        freed = await self._connection.execute(query.values(owner="", lease_until=None))
        return freed.rowcount

    async def channel_of(self, feed: int, message: int) -> int | None:
        """Look up the channel that a feed's message was posted in."""
        query = select(_COLUMNS.channel).where(_COLUMNS.feed == feed, _COLUMNS.message == message)
        return await self._connection.scalar(query)

    async def get(self, feed: int, on: dt.date) -> Delivery | None:
        """Look up what became of a feed on a local date, or None."""
        query = select(deliveries).where(_COLUMNS.feed == feed, _COLUMNS.on == on)
        return next(iter(await self._read(query)), None)

    async def of_feed(self, feed: int, limit: int = 25) -> list[Delivery]:
        """Give a feed's deliveries, the newest date first."""
        query = select(deliveries).where(_COLUMNS.feed == feed)
        return await self._read(query.order_by(_COLUMNS.on.desc()).limit(limit))

    async def of_guild(self, guild: int, limit: int = 25) -> list[Delivery]:
        """Give the deliveries of a server's feeds, the newest date first."""
        query = select(deliveries).join(feeds).where(feeds.c.guild == guild)
        newest_first = query.order_by(_COLUMNS.on.desc(), _COLUMNS.due_at.desc(), _COLUMNS.feed)
        return await self._read(newest_first.limit(limit))

    async def shown(self, feed: int, since: dt.date) -> dict[str, dt.date]:
        """Give the keys of what a feed posted since a date, or may have, or is about to, and when last."""
        is_posted = _COLUMNS.stage.not_in((Stage.SKIPPED, Stage.FAILED))
        query = select(_COLUMNS.entries, _COLUMNS.on).where(
            _COLUMNS.feed == feed, _COLUMNS.on >= since
        )
        found = await self._connection.execute(query.where(is_posted).order_by(_COLUMNS.on))
        return {key: on for entries, on in found for key in entries}

    async def overdue(self, now: dt.datetime, share: Share = ALL) -> dt.datetime | None:
        """Give when the oldest delivery was due that could be claimed now, or None."""
        query = select(_COLUMNS.due_at).where(_is_ready(now), _is_of(share))
        return await self._connection.scalar(query.order_by(_COLUMNS.due_at).limit(1))

    async def waiting_since(self, now: dt.datetime, share: Share = ALL) -> dt.datetime | None:
        """Give since when the delivery that has waited longest could have been claimed, or None."""
        is_sqlite = self._connection.dialect.name == "sqlite"
        latest = func.max if is_sqlite else func.greatest
        moments = (_COLUMNS.due_at, *(func.coalesce(each, _COLUMNS.due_at) for each in _WAITING))
        since = func.min(latest(*moments, type_=_COLUMNS.due_at.type))
        query = select(since).where(_is_ready(now), _is_of(share))
        found: dt.datetime | None = await self._connection.scalar(query)
        return found

    async def is_held(self, guild: int, now: dt.datetime) -> bool:
        """Whether anybody works on a delivery of a server's feeds, and may be sending it.

        Nobody posts under a lease that is over, and none lasts as long as a clock far ahead has it.
        """
        is_held = (IS_OPEN, _COLUMNS.lease_until > now, _COLUMNS.lease_until <= now + _LONGEST)
        query = select(_COLUMNS.feed).join(feeds).where(feeds.c.guild == guild, *is_held)
        return await self._connection.scalar(query.limit(1)) is not None

    async def hurry(self, feed: int, now: dt.datetime) -> None:
        """Let a feed's open deliveries be tried as soon as nobody holds them."""
        query = update(deliveries).where(_COLUMNS.feed == feed, IS_OPEN).values(try_at=now)
        await self._connection.execute(query)

    async def forget_early(self, now: dt.datetime) -> int:
        """Forget what was left out, by a clock that was ahead, before it was due; gives how many.

        Of such a delivery nothing was posted, so it may well be when its time comes.
        """
        query = delete(deliveries).where(
            _COLUMNS.on >= (now - _EARLY).date() - dt.timedelta(days=1),
            _COLUMNS.due_at > now + _EARLY,
            _COLUMNS.stage.in_((Stage.SKIPPED, Stage.FAILED)),
        )
        return (await self._connection.execute(query)).rowcount

    async def prune(self, before: dt.date) -> int:
        """Forget deliveries of dates before this one; gives how many there were."""
        query = delete(deliveries).where(_COLUMNS.on < before)
        return (await self._connection.execute(query)).rowcount

    async def _read(self, query: Select[Any]) -> list[Delivery]:
        return [delivery_of(row) for row in (await self._connection.execute(query)).mappings()]


def _is_of(share: Share) -> ColumnElement[bool]:
    """Whether a delivery is of a server in the share."""
    if share.is_all:
        return true()
    return exists().where(feeds.c.id == _COLUMNS.feed, is_in(share, feeds.c.guild))


def _of_feed(column: Column[Any]) -> ScalarSelect[Any]:
    return select(column).where(feeds.c.id == _COLUMNS.feed).scalar_subquery()


def _is_ready(now: dt.datetime) -> ColumnElement[bool]:
    """Whether a delivery is open and due, its time to try has come, and nobody holds it.

    What a clock wrote that was far ahead is passed over.
    """
    return and_(IS_OPEN, _COLUMNS.due_at <= now + _EARLY, *map(_has_come, _WAITING, repeat(now)))


def _has_come(column: Column[Any], now: dt.datetime) -> ColumnElement[bool]:
    return or_(column.is_(None), column <= now, column > now + _LONGEST)


def _changes(delivery: Delivery) -> dict[str, object]:
    """Write a delivery as what `_SAVE` takes; one that has no owner has no lease."""
    changes = delivery_columns(delivery)
    changes["the_feed"], changes["the_date"] = changes.pop("feed"), changes.pop("on")
    if not delivery.owner:
        changes["lease_until"] = None
    return changes
