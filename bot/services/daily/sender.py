"""Sends what the ledger holds, each post once, and makes the steps that follow it.

One case is out of reach: the process ends between a post and its confirmation, a moderator deletes
the post, something else is sent to the channel, and nobody comes back to it while Discord still
knows its nonce, a few minutes. The channel has no trace of it then, so it is posted a second time.
Discord tells of deleted messages only with the intent for all messages of all servers
(GUILD_MESSAGES, developer documentation, events/gateway), which Fasti does without.

Nothing is posted under a lease that may end before Discord has answered: a process that was halted,
as by a machine that slept, may not be the one that posts any more.
"""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import replace

import structlog

from bot.domain.deliveries import (
    Delivery,
    Post,
    Posted,
    Reason,
    Settled,
    Stage,
    is_fresh,
    may_go_on,
    message,
    nonce,
    untold,
)
from bot.domain.feeds import Feed, FeedState, Target
from bot.domain.gaps import is_unlikely
from bot.domain.ports import Clock, Poster
from bot.domain.posting import (
    CannotLookError,
    DelayedError,
    DeletedError,
    PostError,
    RefusedError,
    RejectedError,
)
from bot.domain.schedule import REFUSED_FOR, after_trouble
from bot.domain.troubles import Problem, Trouble
from bot.storage.database import Database
from bot.storage.deliveries import Key
from bot.storage.feeds import Feeds

from .ledger import LEASE, Ledger
from .pace import Pace
from .steps import UNTIL, PutOff, Steps, steps_of
from .telling import Telling

NONCE_HOLDS = dt.timedelta(minutes=3)
"""How long Discord is trusted to know a nonce; it says "the past few minutes"."""
_AWAY = dt.timedelta(seconds=30)  # until a server that is away is tried again
_TROUBLED = dt.timedelta(minutes=5)  # until a feed with a trouble is looked at again
_DOUBTED = dt.timedelta(minutes=1)  # until a refusal that we cannot explain is tried again
_REFUSALS = 3  # that we cannot explain, and the feed is broken
_LOST = (5, 15, 30, 60)  # seconds until an attempt that was lost is made again

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def unwatched(_: str) -> None:
    """Nobody follows the steps."""


class Sender:
    """Works on the deliveries that one process has claimed.

    `watch` is told the name of each moment as it passes: claimed, send, sent, confirmed, and each
    step before and after it is made. Tests end the process there.
    """

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        clock: Clock,
        poster: Poster,
        pace: Pace,
        *,
        watch: Callable[[str], None] = unwatched,
        settled: Settled = untold,
    ) -> None:
        self._settled = settled
        self._database = database
        self._ledger = ledger
        self._clock = clock
        self._poster = poster
        self._pace = pace
        self._watch = watch
        self._telling = Telling(database, poster, pace)
        self._steps = Steps(database, clock, poster, pace, telling=self._telling, watch=watch)

    async def claim(self, limit: int, besides: Collection[Key] = ()) -> list[tuple[Feed, Delivery]]:
        """Take at most so many deliveries to work on, with their feeds, and none of `besides`."""
        claimed = await self._ledger.claim(limit, besides)
        if claimed:
            self._watch("claimed")
        return claimed

    async def work(self, feed: Feed, delivery: Delivery) -> None:
        """Bring a claimed delivery as far as it goes now; what is left is for a later claim."""
        if delivery.stage is Stage.CLAIMED:
            row, at = await self._post(feed, delivery), self._clock.now()
            if row.stage is Stage.UNCERTAIN:
                await self._telling.uncertain(feed, row)
            saved = await self._save(row)
            if saved is None:
                return
            delivery = saved
            if delivery.stage is not Stage.CLAIMED:
                self._settled(delivery, at)
            self._watch("confirmed")
            await self._followed(feed, delivery)
        put_off: PutOff = {}
        while delivery.stage is Stage.SENT and delivery.owner:
            saved = await self._save(await self._steps.make(feed, delivery, put_off))
            if saved is None:
                return
            delivery = saved

    async def _post(self, feed: Feed, row: Delivery) -> Delivery:
        """Post it unless it is posted, or must not be; gives the row as it is then."""
        unsent = _unsent(row) if is_fresh(row) else row
        if not self._poster.is_reachable(feed.guild):
            return self._put_off(feed, unsent, _AWAY, Reason.OUTAGE)
        post = message(feed, row, self._clock.now())
        try:
            if unsent.doubtful_since is not None:
                if (found := await self._already(post, row)) is not None:
                    return self._sent(feed, row, found)
                unsent = _unsent(row)
        except CannotLookError as error:
            if not (self._has_nonce(post, row) or is_unlikely(row)):
                return self._finish(row, Stage.UNCERTAIN, error.reason)
        except PostError as error:
            return await self._failed(feed, row, unsent, error)
        return await self._post_now(post, row, unsent)

    async def _post_now(self, post: Post, row: Delivery, unsent: Delivery) -> Delivery:
        """Post what is not posted yet, as far as we know; `unsent` is the row if nothing comes of it."""
        feed = post.feed
        if (reason := self._must_not(feed, row)) is not None:
            stage = Stage.FAILED if reason is Reason.TROUBLE else Stage.SKIPPED
            return self._finish(unsent, stage, reason, note=row.note)
        if (trouble := self._poster.trouble(feed)) is not None:
            return await self._troubled(feed, unsent, trouble)
        try:
            await self._pace.turn()
            if not may_go_on(row, self._clock.now()):
                return self._overslept(feed, unsent)
            self._watch("send")
            posted = await self._poster.send(post)
            self._watch("sent")
        except PostError as error:
            return await self._failed(feed, row, unsent, error)
        return self._sent(feed, replace(row, late=post.late), posted)

    async def _already(self, post: Post, row: Delivery) -> Posted | None:
        """Look for a post that an earlier attempt may have made; may raise any PostError."""
        assert row.doubtful_since is not None  # noqa: S101 - otherwise the row is fresh
        last = row.try_at or self._clock.now()  # nothing is posted when a lease is over
        until = max(last, row.doubtful_since) + LEASE
        return await self._poster.find(post, row.doubtful_since, until, self._pace.turn)

    def _has_nonce(self, post: Post, row: Delivery) -> bool:
        """Whether Discord would know a post by its nonce; it knows none for a new thread."""
        assert row.doubtful_since is not None  # noqa: S101 - otherwise the row is fresh
        passed = self._clock.now() - row.doubtful_since
        recent = dt.timedelta(0) <= passed <= NONCE_HOLDS  # a clock may have been set back
        return recent and post.target is not Target.FORUM

    def _must_not(self, feed: Feed, row: Delivery) -> Reason | None:
        """Why nothing is to be posted any more."""
        if feed.state is FeedState.PAUSED:
            return Reason.PAUSED
        if self._clock.now() - row.due_at > feed.plan.grace:
            return row.reason or Reason.LATE
        return None

    def _overslept(self, feed: Feed, row: Delivery) -> Delivery:
        """Give the row back to be claimed anew, unless another process has it already."""
        _log.warning("a claim is nearly over before its post is sent", feed=feed.id)
        return self._put_off(feed, row, dt.timedelta(0), row.reason, row.note)

    async def _failed(
        self, feed: Feed, row: Delivery, unsent: Delivery, error: PostError
    ) -> Delivery:
        match error:
            case DelayedError(seconds=seconds):
                return self._put_off(feed, unsent, dt.timedelta(seconds=seconds), Reason.NO_ANSWER)
            case RefusedError(trouble=trouble):
                if row.channel != feed.plan.channel:
                    return self._moved(feed, row, unsent, trouble)
                return await self._refused(feed, unsent, trouble)
            case DeletedError():
                return self._finish(row, Stage.DONE, Reason.DELETED)
            case RejectedError():
                return await self._rejected(feed, unsent, str(error))
            case _:
                _log.warning("a post may be lost", feed=feed.id, reason=str(error))
                pause = dt.timedelta(seconds=_LOST[min(row.attempts, len(_LOST)) - 1])
                return self._put_off(feed, row, pause, Reason.NO_ANSWER)

    def _moved(self, feed: Feed, row: Delivery, unsent: Delivery, trouble: Trouble) -> Delivery:
        """Go on where the feed posts by now: what is wrong where it posted before is no trouble of it.

        Unless it may have been posted there, and nobody can see whether it was.
        """
        if unsent.doubtful_since is None:
            return self._put_off(feed, unsent, dt.timedelta(0))
        return self._finish(row, Stage.UNCERTAIN, Reason.TROUBLE, note=str(trouble))

    async def _rejected(self, feed: Feed, row: Delivery, why: str) -> Delivery:
        """Fail, for it is a fault of ours; the feed goes on, and tomorrow's post may be valid.

        On some day in a row the moderators are told, before the row is written that says which.
        """
        code = nonce(feed, row.on)[:6]
        on = row.on.isoformat()
        _log.error("Discord finds a post invalid", code=code, feed=feed.id, on=on, reason=why)
        await self._telling.rejected(feed, row, code)
        return self._finish(row, Stage.FAILED, Reason.REJECTED, note=f"{why} [{code}]")

    async def _refused(self, feed: Feed, row: Delivery, trouble: Trouble) -> Delivery:
        """Try again what Discord refuses for no reason that we can see, a few times."""
        if trouble.problem is Problem.REFUSED:
            row = replace(row, refusals=row.refusals + 1)
            if row.refusals < _REFUSALS:
                return self._put_off(feed, row, _DOUBTED, Reason.REFUSED)
        return await self._troubled(feed, row, trouble)

    async def _troubled(self, feed: Feed, row: Delivery, trouble: Trouble) -> Delivery:
        await self._break(feed, trouble)
        pause = _TROUBLED
        if trouble.problem is Problem.REFUSED:  # the keeper hurries it when that is tried again
            left = row.due_at + feed.plan.grace - self._clock.now()
            pause = min(REFUSED_FOR + _TROUBLED, max(left, _TROUBLED))
        return self._put_off(feed, row, pause, Reason.TROUBLE, note=str(trouble))

    async def _break(self, feed: Feed, trouble: Trouble) -> None:
        async with self._database.write() as connection:
            feeds, now = Feeds(connection), self._clock.now()
            if await feeds.break_(feed.id, trouble, now, channel=feed.plan.channel):
                _log.warning("a feed cannot post", feed=feed.id, trouble=str(trouble))

    def _put_off(
        self,
        feed: Feed,
        row: Delivery,
        pause: dt.timedelta,
        reason: Reason | None = None,
        note: str = "",
    ) -> Delivery:
        """Give the row back until later, or finish it where that is past the grace period."""
        now = self._clock.now()
        if row.doubtful_since is not None:
            if now + pause > row.due_at + UNTIL:
                return self._finish(row, Stage.UNCERTAIN, reason or Reason.LATE, note=note)
        elif now + pause > row.due_at + feed.plan.grace:
            stage = Stage.FAILED if reason is Reason.TROUBLE else Stage.SKIPPED
            return self._finish(row, stage, reason or Reason.LATE, note=note)
        return replace(row, owner="", try_at=now + pause, reason=reason, note=note)

    def _sent(self, feed: Feed, row: Delivery, posted: Posted) -> Delivery:
        steps = tuple(steps_of(feed, posted))
        return replace(
            row,
            stage=Stage.SENT if steps else Stage.DONE,
            channel=posted.channel,
            message=posted.message,
            steps=steps,
            reason=None,
            note="",
            finished_at=None if steps else self._clock.now(),
        )

    def _finish(self, row: Delivery, stage: Stage, reason: Reason, note: str = "") -> Delivery:
        """End a delivery; one that may have been posted is not said to be left out."""
        if row.doubtful_since is not None and stage in {Stage.SKIPPED, Stage.FAILED}:
            stage = Stage.UNCERTAIN
        _log.info("a post is not sent", feed=row.feed, on=row.on.isoformat(), reason=str(reason))
        return replace(
            row, stage=stage, reason=reason, note=note, steps=(), finished_at=self._clock.now()
        )

    async def give_up(self, feed: Feed, delivery: Delivery) -> None:
        """End a delivery that meets the same odd error again and again, a day after it was due."""
        if self._clock.now() - delivery.due_at > UNTIL:
            stage = Stage.DONE if _is_posted(delivery) else Stage.FAILED
            row = self._finish(delivery, stage, Reason.TROUBLE)
            if row.stage is Stage.UNCERTAIN:
                await self._telling.uncertain(feed, row)
            if await self._save(row) is not None and delivery.stage is Stage.CLAIMED:
                self._settled(row, self._clock.now())

    async def _followed(self, feed: Feed, delivery: Delivery) -> None:
        """Log what was posted, and take it for the proof that nothing is wrong any more."""
        if _is_posted(delivery):
            _log.info(
                "posted",
                feed=feed.id,
                on=delivery.on.isoformat(),
                channel=delivery.channel,
                message=delivery.message,
                late=delivery.late,
            )
            if feed.trouble is not None:
                await self._forget_trouble(feed)

    async def _forget_trouble(self, feed: Feed) -> None:
        """Take what was posted for the proof that the feed is well again."""
        async with self._database.write() as connection:
            feeds = Feeds(connection)
            present = (await feeds.by_ids({feed.id})).get(feed.id)
            if present is None:
                return
            if present.state is FeedState.BROKEN:
                await feeds.activate(feed.id, *after_trouble(present, self._clock.now()))
            else:
                await feeds.well(feed.id)

    async def _save(self, row: Delivery) -> Delivery | None:
        """Write the row; None when another process has taken it over, and nothing more is done."""
        saved = await self._ledger.save(row)
        if saved is None:
            _log.warning("another process has taken over a post", feed=row.feed)
        return saved


def _unsent(row: Delivery) -> Delivery:
    """Give the row as it is when nothing has been posted by it anywhere."""
    return replace(row, doubtful_since=None, channel=None, target=None)


def _is_posted(row: Delivery) -> bool:
    return row.stage in {Stage.SENT, Stage.DONE} and row.message is not None
