"""Looks after feeds between posts: tells of troubles, resumes what is mended, erases what is left."""

import datetime as dt
import zoneinfo
from collections.abc import Sequence

import structlog

from bot.domain.feeds import Feed, FeedState
from bot.domain.ports import Clock, Poster
from bot.domain.posting import PostError
from bot.domain.schedule import REFUSED_FOR, after_trouble
from bot.domain.shards import ALL, Share
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.erasures import Erasures
from bot.storage.faults import OUT_OF_ORDER
from bot.storage.feeds import Feeds
from bot.storage.guilds import Guilds

from .pace import Pace
from .review import Review

KEPT_FOR = dt.timedelta(days=30)
"""How long the settings of a server are kept after it has removed the bot."""
LEDGER_KEPT_FOR = dt.timedelta(days=800)
_AT_ONCE = 100

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Keeper:
    """Checks troubles from what is known already, and asks Discord only about servers not heard of.

    It sees to those of its share alone: of others this process never hears.
    """

    def __init__(
        self, database: Database, clock: Clock, poster: Poster, pace: Pace, share: Share = ALL
    ) -> None:
        self._database = database
        self._clock = clock
        self._poster = poster
        self._pace = pace
        self._share = share
        self._review = Review(database, clock, share)

    async def check_plans(self) -> None:
        """Set right when feeds are due next, if that may be wrong."""
        await self._review.look()

    async def check_troubles(self) -> None:
        """Go through all broken feeds once; moderators are told together of what broke together."""
        untold: dict[int, list[Feed]] = {}
        for feed in await self._broken():
            if not await self._is_seen_to(feed):
                untold.setdefault(feed.guild, []).append(feed)
        for feeds in untold.values():
            await self._tell(feeds)

    async def _broken(self) -> list[Feed]:
        broken: list[Feed] = []
        while True:
            last = broken[-1].id if broken else 0
            async with self._database.read() as connection:
                feeds = Feeds(connection)
                more = await feeds.broken(after=last, limit=_AT_ONCE, share=self._share)
            if not more:
                return broken
            broken += more

    async def _is_seen_to(self, feed: Feed) -> bool:
        """Resume a broken feed if its trouble is gone; False if its moderators are to be told."""
        try:
            if not self._poster.is_reachable(feed.guild):
                return True  # nothing can be known, or told
            if self._is_mended(feed):
                await self._resume(feed)
                return True
        except OUT_OF_ORDER:
            raise
        except Exception:  # noqa: BLE001 - one feed must not hold up those after it
            _log.exception("a feed cannot be checked", feed=feed.id)
            return True
        return feed.told_at is not None

    def _is_mended(self, feed: Feed) -> bool:
        if not _is_zone(feed.plan.zone):
            return False
        if self._poster.trouble(feed) is not None:
            return False
        # What failed though all looked well can only be tried again, not too often.
        is_riddle = feed.trouble is not None and feed.trouble.is_riddle
        return not is_riddle or feed.broken_at is None or self._waited(feed.broken_at)

    def _waited(self, since: dt.datetime) -> bool:
        passed = self._clock.now() - since
        return not dt.timedelta(0) <= passed < REFUSED_FOR  # the clock may have been ahead

    async def _resume(self, feed: Feed) -> None:
        now = self._clock.now()
        upcoming = after_trouble(feed, now)
        is_riddle = feed.trouble is not None and feed.trouble.is_riddle
        async with self._database.write() as connection:
            feeds = Feeds(connection)
            found = (await feeds.by_ids({feed.id})).get(feed.id)
            if found is None or found.state is not FeedState.BROKEN:
                return  # a moderator was faster
            if is_riddle:  # a post will tell; until then nobody is told of it again
                await feeds.revive(feed.id, *upcoming)
            else:
                await feeds.activate(feed.id, *upcoming)
            await Deliveries(connection).hurry(feed.id, now)
        _log.info("a feed posts again", feed=feed.id)

    async def _tell(self, feeds: Sequence[Feed]) -> None:
        """Tell of a server's feeds first and remember then: Discord drops what a crash repeats."""
        await self._pace.turn()
        guild = feeds[0].guild
        try:
            await self._poster.tell(*feeds)
        except PostError as error:
            _log.warning("moderators could not be told yet", guild=guild, reason=str(error))
            return
        except Exception:  # noqa: BLE001 - the moderators of other servers are to be told, too
            _log.exception("moderators cannot be told", guild=guild)
            return
        async with self._database.write() as connection:
            for feed in feeds:
                await Feeds(connection).told(feed.id, self._clock.now())

    @property
    def is_ready(self) -> bool:
        """Whether servers can be checked: before the connection is made none is heard of."""
        return self._poster.is_ready()

    async def check_servers(self) -> None:
        """Note servers that have removed the bot, and erase those that did so long ago.

        One that Discord does not name among ours is asked for before it counts as left.
        """
        async with self._database.read() as connection:
            guilds = await Guilds(connection).known(self._share)
            ever = dt.datetime.max.replace(tzinfo=dt.UTC)
            away = set(await Guilds(connection).left_before(ever, self._share))
        for guild in sorted(guilds):
            if self._poster.is_reachable(guild):
                if guild in away:
                    await self._is_back(guild)
            elif guild not in away and await self._has_left(guild):
                await self._is_gone(guild)
        await self._erase()

    async def _has_left(self, guild: int) -> bool:
        if self._poster.is_member(guild):
            return False  # it is away
        await self._pace.turn()
        try:
            return await self._poster.has_left(guild)
        except PostError:
            return False  # an outage is not a removal

    async def _is_gone(self, guild: int) -> None:
        async with self._database.write() as connection:
            await Guilds(connection).left(guild, self._clock.now())
        _log.info("a server has removed the bot", guild=guild)

    async def _is_back(self, guild: int) -> None:
        async with self._database.write() as connection:
            await Guilds(connection).back(guild)

    async def _erase(self) -> None:
        """Erase the servers that left long ago and, as Discord says when asked again, stay away."""
        now = self._clock.now()
        async with self._database.read() as connection:
            left = await Guilds(connection).left_before(now - KEPT_FOR, self._share)
        for guild in left:
            if self._poster.is_reachable(guild):
                await self._is_back(guild)
            elif await self._has_left(guild):
                async with self._database.write() as connection:
                    feeds = await Guilds(connection).erase(guild)
                await self._database.leave_no_trace()
                _log.info("a server's settings are erased", guild=guild, feeds=feeds)
        async with self._database.write() as connection:
            await Deliveries(connection).prune((now - LEDGER_KEPT_FOR).date())
            await Erasures(connection).forget(now)


def _is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
