"""Has moderators told of deliveries that went wrong while their feed goes on, each matter once."""

from collections.abc import Awaitable
from itertools import takewhile

import structlog

from bot.domain.deliveries import Delivery, Reason, Stage, Step
from bot.domain.feeds import Feed
from bot.domain.ports import Poster
from bot.domain.posting import PostError
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries

from .pace import Pace

IN_A_ROW = 3
"""Posts that are found invalid, or lack the same step, until the moderators are told."""

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Telling:
    """Tells before the row is written that says what happened: Discord drops what a crash repeats."""

    def __init__(self, database: Database, poster: Poster, pace: Pace) -> None:
        self._database = database
        self._poster = poster
        self._pace = pace

    async def uncertain(self, feed: Feed, row: Delivery) -> None:
        """Tell that nobody knows whether it was posted."""
        await self._tell(feed, self._poster.tell_uncertain(feed, row))

    async def rejected(self, feed: Feed, row: Delivery, code: str) -> None:
        """Tell on some day in a row that posts are found invalid; `code` is in the log."""
        before = [each for each in await self._before(row) if each.stage is not Stage.SKIPPED]
        days = 1 + sum(1 for _ in takewhile(_is_rejected, before))
        if days == IN_A_ROW:
            await self._tell(feed, self._poster.tell_rejected(feed, days, code))

    async def without_step(self, feed: Feed, row: Delivery, step: Step, why: str) -> None:
        """Tell likewise that a step after posts has failed."""
        posted = [each for each in await self._before(row) if each.message is not None]
        posts = 1 + sum(1 for _ in takewhile(lambda each: has_failed(each, step), posted))
        if posts == IN_A_ROW:
            await self._tell(feed, self._poster.tell_step(feed, step, posts, why))

    async def _before(self, row: Delivery) -> list[Delivery]:
        async with self._database.read() as connection:
            rows = await Deliveries(connection).of_feed(row.feed)
        return [each for each in rows if each.on < row.on]

    async def _tell(self, feed: Feed, telling: Awaitable[None]) -> None:
        await self._pace.turn()
        try:
            await telling
        except PostError as error:
            _log.warning("moderators could not be told", feed=feed.id, reason=str(error))


def has_failed(row: Delivery, step: Step) -> bool:
    """Whether a step of a post came to nothing, as its note tells."""
    return any(piece.startswith(f"{step}: ") for piece in row.note.split("; "))


def _is_rejected(row: Delivery) -> bool:
    return row.reason is Reason.REJECTED
