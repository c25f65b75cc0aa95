"""Posts that moderators ask for: that of today at once, and tests."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.deliveries import Delivery, Post, Posted, Stage
from bot.domain.errors import MemberError
from bot.domain.feeds import Feed, FeedState
from bot.domain.ports import Clock, Poster
from bot.domain.posting import DelayedError, LostError, PostError, RefusedError
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds

from .feeds import CannotPostError, DailyPosts, found, unknown_to_ledger, zone_of
from .foresight import Foresight
from .pace import Pace
from .scheduler import Scheduler

_NOT_POSTED = frozenset({Stage.SKIPPED, Stage.FAILED})


@dataclass(frozen=True, slots=True)
class PostedNow:
    """Today's delivery, and whether it is sent because of that, or had been there."""

    delivery: Delivery
    is_new: bool


class AskedPosts:
    """Sends nothing that the ledger knows to be sent, or that may have been; tests are no part of it."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        poster: Poster,
        pace: Pace,
        scheduler: Scheduler,
        posts: DailyPosts,
        foresight: Foresight,
    ) -> None:
        self._database = database
        self._clock = clock
        self._poster = poster
        self._pace = pace
        self._scheduler = scheduler
        self._posts = posts
        self._foresight = foresight

    async def post_now(self, feed: Feed) -> PostedNow:
        """Open the delivery of the server's today, to be sent within seconds.

        One that was skipped or failed is opened anew, one that waits is tried at once. What has
        nothing to tell is not opened.
        """
        if feed.state is FeedState.PAUSED:
            raise MemberError("It is paused. Let it post again with /daily resume first.")
        self._posts.refuse_trouble(feed)
        now = self._clock.now()
        on = now.astimezone(zone_of(feed.plan)).date()
        async with self._database.write() as connection:
            feeds, deliveries = Feeds(connection), Deliveries(connection)
            present = await found(feeds, feed.guild, feed.id)
            row = await deliveries.get(feed.id, on)
            if row is not None and row.stage not in _NOT_POSTED:
                if is_waiting := _is_waiting(row, now):
                    await deliveries.hurry(feed.id, now)
                return PostedNow(row, is_new=is_waiting)
            made = await self._scheduler.delivery(present, on, now, deliveries)
            if made.stage in _NOT_POSTED:
                return PostedNow(made, is_new=False)
            await (deliveries.reopen(made) if row else deliveries.open([made]))
            if present.next_on == on:
                upcoming = await unknown_to_ledger(deliveries, present, now)
                await feeds.reschedule([(feed.id, *upcoming)])
            return PostedNow(made, is_new=True)

    async def test(self, feed: Feed, name: str) -> Posted:
        """Post what it would tell next, labelled as a test; `name` tells this test from others.

        Raises CannotPostError or MemberError with what kept it from being posted.
        """
        self._posts.refuse_trouble(feed)
        coming = await self._foresight.next(feed)
        post = Post(
            feed=feed,
            channel=feed.plan.channel,
            target=feed.plan.target,
            on=coming.on,
            entries=coming.keys,
            late=False,
            nonce=f"t{name}"[:25],
            marker="test",
        )
        if not post.entries:
            raise MemberError(
                "There is nothing to post on the days to come under these filters. Change them "
                "with /daily edit, or choose with on-empty what to post then."
            )
        await self._pace.turn()
        try:
            return await self._poster.send(post, test=True)
        except RefusedError as error:
            raise CannotPostError(error.trouble, feed.plan) from error
        except DelayedError as error:
            raise MemberError(
                f"Discord asks me to wait. Try again in {max(1, round(error.seconds))} seconds."
            ) from error
        except LostError:
            raise MemberError(
                "Discord did not say whether it took the test post. Look in the channel, and try "
                "again if it is not there."
            ) from None
        except PostError as error:
            raise MemberError(f"Discord does not take the test post: {error}.") from error


def _is_waiting(row: Delivery, now: dt.datetime) -> bool:
    """Whether an attempt has failed, nobody makes another now, and the next is still to come."""
    is_held = row.lease_until is not None and row.lease_until > now
    is_put_off = row.reason is not None or (row.try_at is not None and row.try_at > now)
    return row.stage is Stage.CLAIMED and is_put_off and not is_held
