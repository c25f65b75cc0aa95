"""Makes what follows a post: publishing it, a thread under it, a pin instead of the one before."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import structlog

from bot.domain.deliveries import Delivery, Posted, Reason, Stage, Step, may_go_on, message
from bot.domain.feeds import Feed, Target
from bot.domain.ports import Clock, Poster
from bot.domain.posting import DelayedError, DeletedError, LostError, PostError
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds

from .pace import Pace
from .telling import Telling

UNTIL = dt.timedelta(hours=24)
"""After a post was due, its steps are given up."""
_LOST = 15.0  # seconds until a step is tried again whose outcome is not known

PutOff = dict[Step, dt.datetime]
"""Steps of a delivery that have to wait, each with until when."""

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Steps:
    """Makes one step at a time; each can be made twice without harm."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        poster: Poster,
        pace: Pace,
        *,
        telling: Telling,
        watch: Callable[[str], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._poster = poster
        self._pace = pace
        self._telling = telling
        self._watch = watch

    async def make(self, feed: Feed, row: Delivery, put_off: PutOff) -> Delivery:
        """Make the next step; one that cannot be made is noted, and the next one is made.

        One that has to wait joins `put_off`, and holds up none but the pin that its unpinning makes
        room for; when only such are left, the row is given back until the first may be made. So it
        is at once when its lease is nearly over: what is pinned may be another's post by then.
        """
        step = next((each for each in row.steps if _is_free(each, put_off)), None)
        if step is None:
            return replace(row, owner="", try_at=min(put_off.values()))
        left = tuple(each for each in row.steps if each is not step)
        now = self._clock.now()
        try:
            await self._pace.turn()
            if not may_go_on(row, self._clock.now()):
                return replace(row, owner="", try_at=self._clock.now())
            self._watch(f"{step}")
            row = await self._made(step, feed, row)
            self._watch(f"{step} made")
        except (DelayedError, LostError) as error:
            seconds = error.seconds if isinstance(error, DelayedError) else _LOST
            pause = dt.timedelta(seconds=seconds)
            if now + pause <= row.due_at + UNTIL:
                put_off[step] = now + pause
                return row
            row = _noted(row, step, "Discord did not answer for a day")
        except DeletedError:
            return self._done(replace(row, reason=Reason.DELETED))
        except PostError as error:
            _log.warning("a step failed", feed=feed.id, step=str(step), reason=str(error))
            row = _noted(row, step, str(error))
            await self._telling.without_step(feed, row, step, str(error))
        if left:
            return replace(row, steps=left)
        return self._done(row)

    async def _made(self, step: Step, feed: Feed, row: Delivery) -> Delivery:
        assert row.channel is not None and row.message is not None  # noqa: S101, PT018 - it is sent
        posted = Posted(channel=row.channel, message=row.message)
        match step:
            case Step.PUBLISH:
                await self._poster.publish(posted)
            case Step.THREAD:
                thread = await self._poster.begin_thread(
                    message(feed, row, self._clock.now()), posted
                )
                return replace(row, thread=thread)
            case Step.UNPIN:
                await self._unpin(feed, row)
            case Step.PIN:
                await self._poster.pin(posted)
                await self._remember_pin(feed, row.message)
        return row

    async def _unpin(self, feed: Feed, row: Delivery) -> None:
        if feed.pinned is None or feed.pinned == row.message:
            return
        async with self._database.read() as connection:  # it may be in a channel of before
            channel = await Deliveries(connection).channel_of(feed.id, feed.pinned)
        channel = channel or feed.plan.channel
        await self._poster.unpin(Posted(channel=channel, message=feed.pinned))
        await self._remember_pin(feed, None)

    async def _remember_pin(self, feed: Feed, message: int | None) -> None:
        async with self._database.write() as connection:
            await Feeds(connection).pin(feed.id, message)

    def _done(self, row: Delivery) -> Delivery:
        return replace(row, steps=(), stage=Stage.DONE, finished_at=self._clock.now())


def steps_of(feed: Feed, posted: Posted) -> list[Step]:
    """Give what the plan wants to follow a post, in its order."""
    plan = feed.plan
    wanted = (
        (Step.PUBLISH, plan.publish and plan.target is Target.ANNOUNCEMENT),
        (Step.THREAD, plan.thread and plan.target in {Target.TEXT, Target.ANNOUNCEMENT}),
        (Step.UNPIN, feed.pinned not in {None, posted.message}),
        (Step.PIN, plan.pin),
    )
    return [step for step, is_wanted in wanted if is_wanted]


def _is_free(step: Step, put_off: PutOff) -> bool:
    """Whether a step may be made now: what is pinned takes the place of what was pinned before."""
    return step not in put_off and not (step is Step.PIN and Step.UNPIN in put_off)


def _noted(row: Delivery, step: Step, why: str) -> Delivery:
    return replace(row, note="; ".join(filter(None, (row.note, f"{step}: {why}"))))
