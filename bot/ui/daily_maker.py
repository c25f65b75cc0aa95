"""Makes the cards of daily posts, looking up all that they name."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import discord
from discord import ui

from bot.domain.deliveries import Delivery, Reason
from bot.domain.entries import Entry
from bot.domain.feeds import Feed, FeedState, OnEmpty
from bot.domain.ports import Clock, Poster
from bot.services.answers import Answers
from bot.services.daily.feeds import DailyPosts, alike_among
from bot.services.daily.foresight import LOOKED_AHEAD, Coming, Foresight
from bot.services.daily.wishes import Planner
from bot.services.details import Details

from . import daily, daily_form, daily_reports, daily_texts as texts
from .layout import Part


class DailyCards:
    """Makes cards for moderators; nothing here asks Discord."""

    def __init__(
        self,
        *,
        posts: DailyPosts,
        foresight: Foresight,
        planners: Callable[[int], Planner],
        poster: Poster,
        clock: Clock,
        answers: Callable[[int], Answers],
    ) -> None:
        self._posts = posts
        self._foresight = foresight
        self._planners = planners
        self._poster = poster
        self._clock = clock
        self._answers = answers

    async def listed(self, guild: int) -> ui.LayoutView:
        """Give all daily posts of a server, and which of them cannot post."""
        feeds = await self._posts.of_guild(guild)
        posting = [feed for feed in feeds if feed.state is not FeedState.PAUSED]
        listed = [self._listed(feed, posting) for feed in feeds]
        return daily.list_card(listed, await self._posts.unreadable(guild))

    async def feed(
        self, guild: discord.Guild | None, feed: Feed, title: str, above: Sequence[Part] = ()
    ) -> ui.LayoutView:
        """Give a daily post with its buttons and the preview of what it posts next."""
        coming = None
        if feed.state is FeedState.ACTIVE:
            (coming,) = await self._foresight.upcoming(feed, 1)
        names = self._names(guild, feed)
        warnings = daily.warnings(
            feed,
            self._posts.trouble(feed),
            shortcomings=self._poster.shortcomings(feed),
            alike=await self._posts.alike(feed),
            is_all_empty=self._is_all_empty(feed),
            is_left_out=await self._is_left_out(feed),
            is_blind=self._is_blind(feed),
        )
        parts = [*warnings, *above]
        return daily.feed_card(
            feed, names, title, coming=coming, details=self._details(feed), above=parts
        )

    def resumed(self, before: Feed, feed: Feed, waiting: Delivery | None) -> ui.LayoutView:
        """Say that it is on again, or was on before, and what its posts may come without."""
        below = daily.warnings(
            feed, None, shortcomings=self._poster.shortcomings(feed), is_blind=self._is_blind(feed)
        )
        if before.state is FeedState.ACTIVE:
            return daily.said(texts.FEED_ON_ALREADY, feed, below)
        return daily.resumed(feed, waiting, texts.FEED_RESUMED, texts.FEED_RESUMED_NOW, below)

    async def preview(self, feed: Feed, date: str) -> ui.LayoutView:
        """Give what it tells on a date as typed, or next."""
        coming = await self._coming(feed, date)
        return daily.preview_card(feed, coming, self._details(feed))

    async def upcoming(self, feed: Feed) -> ui.LayoutView:
        """Give its next posts."""
        return daily_reports.upcoming_card(feed, await self._foresight.upcoming(feed))

    async def log(self, feed: Feed) -> ui.LayoutView:
        """Give what became of its latest posts."""
        return daily_reports.log_card(feed, await self._posts.log(feed))

    async def check(self, guild: discord.Guild | None, feed: Feed) -> ui.LayoutView:
        """Give all that is well with it, and all that is not; it goes on if nothing is any more."""
        feed, trouble = await self._posts.look(feed)
        permissions: Mapping[str, bool] = self._poster.permissions(feed)
        now: dt.datetime = self._clock.now()
        empty = self._foresight.empty_days(feed)
        names = self._names(guild, feed)
        return daily_reports.check_card(
            feed,
            names,
            trouble,
            shortcomings=self._poster.shortcomings(feed),
            permissions=permissions,
            empty_days=empty,
            now=now,
        )

    def pinging(self, feed: Feed, role: int) -> ui.LayoutView:
        """Say that a role is pinged from now on, and what keeps that from reaching anybody."""
        return daily.pinging(feed, role, self._poster.shortcomings(feed))

    def form(self, feed: Feed) -> ui.Modal:
        """Give the form in which it is edited."""
        return daily_form.form(feed, self._planners(feed.guild).topics(feed.plan.filters.topics))

    def _details(self, feed: Feed) -> Callable[[Entry], Details]:
        return self._answers(feed.guild).lookup.details

    def _names(self, guild: discord.Guild | None, feed: Feed) -> daily.Names:
        topics = self._planners(feed.guild).topics(feed.plan.filters.topics)
        return daily.Names(topics=topics, tags=tags_of(guild, feed.plan.channel))

    def _listed(self, feed: Feed, posting: Sequence[Feed]) -> daily.Listed:
        alike = alike_among(posting, feed) if feed in posting else []
        return daily.Listed(
            feed=feed,
            trouble=self._posts.trouble(feed),
            alike=alike[0].number if alike else None,
            topics=self._planners(feed.guild).topics(feed.plan.filters.topics),
        )

    def _is_blind(self, feed: Feed) -> bool:
        return not self._poster.permissions(feed).get(daily.RECOMMENDED, True)

    def _is_all_empty(self, feed: Feed) -> bool:
        """Whether there is nothing to post for so long that the filters are hardly meant so."""
        is_skipped = feed.plan.on_empty is OnEmpty.SKIP
        return is_skipped and self._foresight.empty_days(feed) == LOOKED_AHEAD

    async def _is_left_out(self, feed: Feed) -> bool:
        """Whether today was skipped for having nothing, and would have something now."""
        if feed.state is not FeedState.ACTIVE:
            return False
        today = self._foresight.today(feed.plan)
        rows = await self._posts.log(feed)
        if not any(row.on == today and row.reason is Reason.EMPTY for row in rows):
            return False
        return (await self._foresight.on(feed, today)).told is not None

    async def _coming(self, feed: Feed, date: str) -> Coming:
        if not date.strip():
            return await self._foresight.next(feed)
        return await self._foresight.on(feed, self._foresight.read(date, feed.plan))


def tags_of(guild: discord.Guild | None, channel: int) -> dict[int, str]:
    """Give the tags of a forum by id; none for another channel, or one that is not known."""
    forum = None if guild is None else guild.get_channel(channel)
    if not isinstance(forum, discord.ForumChannel):
        return {}
    return {tag.id: tag.name for tag in forum.available_tags}
