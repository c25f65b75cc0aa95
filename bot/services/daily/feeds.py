"""What moderators do with the daily posts of their server: set up, edit, pause, resume, remove."""

import datetime as dt
import zoneinfo
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.domain.deliveries import Delivery, Stage
from bot.domain.errors import MemberError
from bot.domain.feeds import MOST_FEEDS, Feed, FeedState, Plan
from bot.domain.ports import Clock, Poster
from bot.domain.schedule import next_at
from bot.domain.troubles import Problem, Trouble
from bot.domain.words import join
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds

from .scheduler import Scheduler, note_pause

LOGGED = 25
"""Deliveries that moderators are shown, the latest."""
_MOST_NAMED = 5
_GONE = "That daily post is gone. /daily list shows those that there are."


class CannotPostError(MemberError):
    """A trouble keeps a plan from being posted; whoever shows it says so with the remedy."""

    def __init__(self, trouble: Trouble, plan: Plan) -> None:
        super().__init__(f"I cannot post there: {trouble}. Mend that, then try again.")
        self.trouble = trouble
        self.plan = plan


class Lost(NamedTuple):
    """A daily post that cannot be read, though it is there."""

    number: int
    id: int


class DailyPosts:
    """The use cases behind the commands; what cannot be done is a MemberError that says why.

    Plans are checked for troubles, as far as those are known without asking Discord, before
    anything is stored. What is due by then is opened first, whoever is faster, they or the
    scheduler: a change at nine brings the post of nine none the less, and no second one that day.
    """

    def __init__(
        self, database: Database, clock: Clock, poster: Poster, scheduler: Scheduler
    ) -> None:
        self._database = database
        self._clock = clock
        self._poster = poster
        self._scheduler = scheduler

    async def unreadable(self, guild: int) -> tuple[int, ...]:
        """Give the numbers of a server's daily posts that cannot be read, as after a downgrade."""
        async with self._database.read() as connection:
            return tuple(await Feeds(connection).unreadable(guild))

    async def of_guild(self, guild: int) -> list[Feed]:
        """Give a server's daily posts by number."""
        async with self._database.read() as connection:
            return await Feeds(connection).of_guild(guild)

    async def named(self, guild: int, text: str) -> Feed:
        """Give the daily post of that number; without one, the only one that the server has."""
        known, wanted = await self.of_guild(guild), _wanted(text)
        if (lost := await self.lost(guild, text)) is not None:
            raise MemberError(
                f"I cannot read daily post #{lost.number}: another version of me wrote it. Ask who "
                f"runs me to update me, or give it up with /daily remove feed:{lost.number}."
            )
        if not known:
            raise MemberError("There is no daily post here yet. Set one up with /daily setup.")
        if not wanted and len(known) == 1:
            return known[0]
        for feed in known:
            if wanted == str(feed.number):
                return feed
        numbers = _numbers(known)
        what = (
            f"is no daily post “{text.strip()[:40]}”" if wanted else f"are {len(known)} daily posts"
        )
        raise MemberError(f"There {what} here: name one with {numbers}. /daily list shows them.")

    async def lost(self, guild: int, text: str) -> Lost | None:
        """Give the daily post of that number if it cannot be read; without one, the only one."""
        async with self._database.read() as connection:
            feeds = Feeds(connection)
            lost, wanted = await feeds.unreadable(guild), _wanted(text)
            if not wanted and len(lost) == 1 and not await feeds.of_guild(guild):
                wanted = str(*lost)
        return next((Lost(*each) for each in lost.items() if wanted == str(each[0])), None)

    async def with_id(self, guild: int, id_: int) -> Feed:
        """Give the daily post of that server that a button is for."""
        async with self._database.read() as connection:
            return await found(Feeds(connection), guild, id_)

    async def of_author(self, author: int, id_: int) -> Feed:
        """Give the daily post that a button in a direct message to who set it up is for."""
        async with self._database.read() as connection:
            feed = (await Feeds(connection).by_ids([id_])).get(id_)
        if feed is None or feed.author != author:
            raise MemberError(_GONE)
        return feed

    async def set_up(self, guild: int, author: int, plan: Plan) -> Feed:
        """Store a new daily post, active from now on."""
        now = self._clock.now()
        draft = Feed(id=0, guild=guild, number=0, plan=plan, author=author, created_at=now)
        self.refuse_trouble(draft)
        upcoming = next_at(now, plan.at, zone_of(plan), plan.weekdays)
        async with self._database.write() as connection:
            feeds = Feeds(connection)
            if len(await feeds.of_guild(guild)) >= MOST_FEEDS:
                raise MemberError(
                    f"A server can have {MOST_FEEDS} daily posts, and this one has. Change one "
                    "with /daily edit, or remove one with /daily remove first."
                )
            return await feeds.add(guild, plan, author, now, *upcoming)

    async def change(self, feed: Feed, alter: Callable[[Plan], Plan]) -> Feed:
        """Change the plan as it is by then; a broken daily post whose trouble that mends goes on.

        Raises CannotPostError, and changes nothing, for a trouble that the change would bring.
        """
        async with self._database.write() as connection:
            feeds, deliveries = Feeds(connection), Deliveries(connection)
            present = await found(feeds, feed.guild, feed.id)
            changed = replace(present, plan=alter(present.plan))
            trouble = self.trouble(changed)
            if trouble is not None and _is_new(trouble, self.trouble(present), present, changed):
                raise CannotPostError(trouble, changed.plan)
            now = self._clock.now()
            is_mended = present.state is FeedState.BROKEN and trouble is None
            if is_mended or present.state is FeedState.ACTIVE:
                await self._scheduler.catch_up(present, changed.plan, now, deliveries)
            upcoming = await unknown_to_ledger(deliveries, changed, now)
            await feeds.change(feed.id, changed.plan, *upcoming)
            if is_mended:
                is_there = changed.plan.channel == present.plan.channel
                mended = changed if is_there else replace(changed, trouble=None)
                await self._activate(feeds, deliveries, mended)
            return await found(feeds, feed.guild, feed.id)

    async def pause(self, feed: Feed) -> Feed:
        """Let it post no more until it is resumed."""
        async with self._database.write() as connection:
            present = await found(Feeds(connection), feed.guild, feed.id)
            if present.state is FeedState.PAUSED:
                raise MemberError("It is paused already. /daily resume lets it post again.")
            now = self._clock.now()
            if present.state is FeedState.ACTIVE:  # what is due is recorded as paused, not lost
                await self._scheduler.catch_up(present, present.plan, now, Deliveries(connection))
            await Feeds(connection).pause(feed.id, now)
            return await found(Feeds(connection), feed.guild, feed.id)

    async def resume(self, feed: Feed) -> Feed:
        """Let it post again, from its next time on; what a trouble kept back is caught up with."""
        return await self._resume(feed, frozenset({FeedState.PAUSED, FeedState.BROKEN}))

    async def check_again(self, feed: Feed) -> Feed:
        """Let a broken one post again if its trouble is mended; what a moderator paused stays so."""
        return await self._resume(feed, frozenset({FeedState.BROKEN}))

    async def look(self, feed: Feed) -> tuple[Feed, Trouble | None]:
        """Give it with what keeps it from posting; one whose trouble is seen to be gone goes on."""
        trouble = self.trouble(feed)
        if feed.state is not FeedState.BROKEN or trouble is not None:
            return feed, trouble
        is_riddle = feed.trouble is not None and feed.trouble.is_riddle
        if is_riddle or not self._poster.is_reachable(feed.guild):
            return feed, feed.trouble
        return await self.check_again(feed), None

    async def waiting(self, feed: Feed) -> Delivery | None:
        """Give the latest delivery if it is still to be sent, and not too late for that."""
        async with self._database.read() as connection:
            rows = await Deliveries(connection).of_feed(feed.id, 1)
        last = self._clock.now() - feed.plan.grace
        return next(
            (row for row in rows if row.stage is Stage.CLAIMED and row.due_at >= last), None
        )

    async def alike(self, feed: Feed) -> list[Feed]:
        """Give the server's others that post the same in the same channel at the same time."""
        return alike_among(await self.of_guild(feed.guild), feed)

    async def remove(self, feed: Feed) -> None:
        """Remove it and its log; its posts stay in the channel."""
        async with self._database.write() as connection:
            await found(Feeds(connection), feed.guild, feed.id)
            await Feeds(connection).remove(feed.id)

    async def discard(self, guild: int, id_: int) -> int:
        """Remove one that cannot be read, with its log, and give its number."""
        async with self._database.write() as connection:
            lost = await Feeds(connection).unreadable(guild)
            number = next((number for number, known in lost.items() if known == id_), None)
            if number is None:
                raise MemberError(_GONE)
            await Feeds(connection).remove(id_)
            return number

    async def log(self, feed: Feed) -> list[Delivery]:
        """Give its latest deliveries, the newest first."""
        async with self._database.read() as connection:
            return await Deliveries(connection).of_feed(feed.id, LOGGED)

    def trouble(self, feed: Feed) -> Trouble | None:
        """Tell what keeps it from posting, as far as that is known without asking Discord."""
        try:
            zone_of(feed.plan)
        except CannotPostError as error:
            return error.trouble
        return self._poster.trouble(feed)

    async def _resume(self, feed: Feed, states: frozenset[FeedState]) -> Feed:
        async with self._database.write() as connection:
            feeds = Feeds(connection)
            present = await found(feeds, feed.guild, feed.id)
            self.refuse_trouble(present)
            if present.state in states:
                deliveries, now = Deliveries(connection), self._clock.now()
                if present.state is FeedState.PAUSED:
                    await note_pause(present, now, deliveries)
                else:
                    await self._scheduler.catch_up(present, present.plan, now, deliveries)
                await self._activate(feeds, deliveries, present)
            return await found(feeds, feed.guild, feed.id)

    async def _activate(self, feeds: Feeds, deliveries: Deliveries, feed: Feed) -> None:
        now = self._clock.now()
        upcoming = await unknown_to_ledger(deliveries, feed, now)
        if feed.trouble is not None and feed.trouble.is_riddle:
            await feeds.revive(feed.id, *upcoming)  # only a post will tell whether that is mended
        else:
            await feeds.activate(feed.id, *upcoming)
        await deliveries.hurry(feed.id, now)

    def refuse_trouble(self, feed: Feed) -> None:
        """Raise CannotPostError if there is a trouble."""
        if (trouble := self.trouble(feed)) is not None:
            raise CannotPostError(trouble, feed.plan)


def _is_new(trouble: Trouble, known: Trouble | None, present: Feed, changed: Feed) -> bool:
    """Whether a change would bring a trouble that is not there without it."""
    if known is None or changed.plan.channel != present.plan.channel:
        return True
    return trouble.problem is not known.problem or not set(trouble.about) <= set(known.about)


def _sort(feed: Feed) -> tuple[object, ...]:
    plan = feed.plan
    return plan.channel, plan.at, plan.zone, plan.filters


def alike_among(feeds: Sequence[Feed], feed: Feed) -> list[Feed]:
    """Give those, but for itself, that post the same as a daily post in its place at its time."""
    days = feed.plan.weekdays
    return [
        each
        for each in feeds
        if each.id != feed.id and _sort(each) == _sort(feed) and each.plan.weekdays & days
    ]


def _wanted(text: str) -> str:
    """Give the number in "3", "#3" and "#3 · #general · 09:00"."""
    return text.strip().removeprefix("#").partition(" ")[0]


def _numbers(feeds: Sequence[Feed]) -> str:
    named = [f"feed:{feed.number}" for feed in feeds]
    return join(named, "or") if len(named) <= _MOST_NAMED else f"{named[0]} to {named[-1]}"


def zone_of(plan: Plan) -> zoneinfo.ZoneInfo:
    """Give the zone of a plan; CannotPostError where the time-zone data no longer knows it."""
    try:
        return zoneinfo.ZoneInfo(plan.zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise CannotPostError(Trouble(Problem.ZONE, (plan.zone,)), plan) from None


async def unknown_to_ledger(
    deliveries: Deliveries, feed: Feed, now: dt.datetime
) -> tuple[dt.datetime, dt.date]:
    """Give when a daily post is due next, on a date of which the ledger has nothing yet."""
    plan, zone = feed.plan, zone_of(feed.plan)
    upcoming = next_at(now, plan.at, zone, plan.weekdays)
    while await deliveries.get(feed.id, upcoming[1]) is not None:
        upcoming = next_at(upcoming[0], plan.at, zone, plan.weekdays)
    return upcoming


async def found(feeds: Feeds, guild: int, id_: int) -> Feed:
    """Give a daily post of a server as it is now; MemberError if it is gone."""
    feed = (await feeds.by_ids([id_])).get(id_)
    if feed is None or feed.guild != guild:
        raise MemberError(_GONE)
    return feed
