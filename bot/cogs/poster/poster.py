"""Posts with discord.py, and tells failures by what a retry must know."""

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

import discord
import structlog

from bot.domain.deliveries import Delivery, Post, Posted, Step
from bot.domain.errors import NotFoundError
from bot.domain.feeds import Feed, Target
from bot.domain.ports import Clock
from bot.domain.posting import CannotLookError, DelayedError, RefusedError, RejectedError
from bot.domain.troubles import Problem, Trouble
from bot.ui.controls import custom_id
from bot.ui.notices import rejected, stopped, uncertain, without_step
from bot.ui.postmaker import PostMaker

from .checking import has_lost_role, permissions_of, shortcomings_of, trouble_of
from .discordtime import DiscordTime
from .limits import clean_seldom
from .looking import Search, in_channel, in_forum
from .refusals import (
    ALREADY_A_THREAD,
    ALREADY_PUBLISHED,
    MISSING_ACCESS,
    UNKNOWN_CHANNEL,
    UNKNOWN_GUILD,
    UNKNOWN_MESSAGE,
    of_post,
    of_step,
    said,
)
from .requests import attempt, watched
from .telling import tell

PATIENCE = 60.0
"""Seconds until an answer counts as lost; together with LOOKING less than a lease."""
LOOKING = 25.0

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)
_AWAY = 30.0  # seconds until a server that is away is tried again


class DiscordPoster:
    """Posts through the client that it is bound to; `posts` makes the messages.

    With the clock by which its callers tell the time it learns how wrong that is.
    """

    def __init__(
        self, posts: PostMaker, *, clock: Clock | None = None, patience: float = PATIENCE
    ) -> None:
        self._posts = posts
        self._patience = patience
        self._time = DiscordTime(clock)
        self._bound: discord.Client | None = None

    def bind(self, client: discord.Client) -> None:
        """Post through a client that has not logged in yet; its requests are watched from then on."""
        self._bound = client
        client.http.http_trace = watched(self._time.heard, client.http.http_trace)
        clean_seldom(client)

    @property
    def _client(self) -> discord.Client:
        assert self._bound is not None  # noqa: S101 - it is bound when Fasti is wired
        return self._bound

    def is_reachable(self, guild: int) -> bool:
        """Whether the server is there and up; an outage, or one not yet heard of, is False."""
        found = self._client.get_guild(guild)
        return found is not None and not found.unavailable

    def is_ready(self) -> bool:
        """Whether Discord has said by now which servers the bot is in."""
        return self._client.is_ready()

    def is_member(self, guild: int) -> bool:
        """Whether the bot is in the server, be that up or away, as far as Discord has said."""
        return self._client.get_guild(guild) is not None

    def trouble(self, feed: Feed) -> Trouble | None:
        """Tell, without asking Discord, what would keep this feed from posting now."""
        return trouble_of(feed, self._client.get_guild(feed.guild))

    def shortcomings(self, feed: Feed) -> tuple[Trouble, ...]:
        """Tell likewise what a post would have to do without: a step after it, or its ping."""
        return shortcomings_of(feed, self._client.get_guild(feed.guild))

    def permissions(self, feed: Feed) -> dict[str, bool]:
        """Tell, without asking Discord, which permissions this feed needs and whether it has each."""
        return permissions_of(feed, self._client.get_guild(feed.guild))

    async def send(self, post: Post, *, test: bool = False) -> Posted:
        """Post it, in a forum as a new thread; a test says so, and pings nobody.

        A role that is gone is neither named nor pinged.
        """
        post = self._without_lost_role(post)
        try:
            view = self._posts.view(post, test=test)
        except NotFoundError as error:
            raise RejectedError(str(error)) from None
        plan = post.feed.plan
        allowed = _allowed(None if test else plan.role)
        try:
            # In a forum Discord does not know a post by its nonce.
            once = post.target is Target.FORUM
            async with attempt(self._client, self._patience, once=once):
                if post.target is Target.FORUM:
                    return await self._begin_post(post, view, allowed)
                channel = self._channel(post.channel, post.feed.guild)
                message = await channel.send(
                    view=view, nonce=post.nonce, allowed_mentions=allowed, silent=plan.silent
                )
                return Posted(channel=post.channel, message=message.id)
        except discord.HTTPException as error:
            raise self._refused(post, error) from error

    async def find(
        self,
        post: Post,
        since: dt.datetime,
        until: dt.datetime,
        turn: Callable[[], Awaitable[None]],
    ) -> Posted | None:
        """Look for it among what the channel was sent then; may raise CannotLookError.

        Both instants are by our clock, however wrong that is.
        """
        me, is_forum = self._client.user, post.target is Target.FORUM
        assert me is not None  # noqa: S101 - nothing is posted before the login
        search = Search(
            client=self._client,
            custom_id=custom_id("open", post.marker),
            me=me.id,
            since=self._time.earliest(since),
            until=self._time.latest(until),
            turn=turn,
            name=self._posts.thread_name(post) if is_forum else "",
        )
        try:
            async with attempt(self._client, min(LOOKING, self._patience)):
                if is_forum:
                    return await in_forum(self._forum(post), search)
                return await in_channel(self._channel(post.channel, post.feed.guild), search)
        except discord.Forbidden as error:
            raise CannotLookError(said(error)) from error
        except discord.HTTPException as error:
            raise self._refused(post, error) from error

    async def publish(self, posted: Posted) -> None:
        """Publish it to the channels that follow; one that is published already counts as done."""
        try:
            async with attempt(self._client, self._patience):
                await self._message(posted).publish()
        except discord.HTTPException as error:
            if error.code != ALREADY_PUBLISHED:
                raise of_step(error, "send_messages") from error

    async def begin_thread(self, post: Post, posted: Posted) -> int:
        """Begin a thread under it, and give its id; one that exists already counts as done."""
        message = self._message(posted, self._guild(post.feed))
        try:
            async with attempt(self._client, self._patience):
                await message.create_thread(name=self._posts.thread_name(post))
        except discord.HTTPException as error:
            if error.code != ALREADY_A_THREAD:
                raise of_step(error, "create_public_threads") from error
        return posted.message  # a thread on a message has its id

    async def pin(self, posted: Posted) -> None:
        """Pin it."""
        try:
            async with attempt(self._client, self._patience):
                await self._message(posted).pin()
        except discord.HTTPException as error:
            raise of_step(error, "pin_messages") from error

    async def unpin(self, posted: Posted) -> None:
        """Unpin it; one that is gone counts as done."""
        try:
            async with attempt(self._client, self._patience):
                await self._message(posted).unpin()
        except discord.HTTPException as error:
            if error.code not in {UNKNOWN_MESSAGE, UNKNOWN_CHANNEL}:
                raise of_step(error, "pin_messages") from error

    async def tell(self, *feeds: Feed) -> None:
        """Tell a server's moderators of the troubles of its feeds in one message, with the remedies.

        A refusal is logged, and somebody else is told; it may raise DelayedError and LostError.
        """
        troubled = [feed for feed in feeds if feed.trouble is not None]
        if troubled:
            await tell(self._client, troubled, stopped, self._patience)

    async def tell_rejected(self, feed: Feed, days: int, code: str) -> None:
        """Tell them likewise that Discord has found its posts invalid for so many days."""
        notice = partial(rejected, days=days, code=code)
        await tell(self._client, [feed], notice, self._patience, about=code)

    async def tell_uncertain(self, feed: Feed, delivery: Delivery) -> None:
        """Tell them that nobody knows whether a delivery was posted, and why."""
        notice, about = partial(uncertain, row=delivery), f"uncertain:{delivery.on}"
        await tell(self._client, [feed], notice, self._patience, about=about)

    async def tell_step(self, feed: Feed, step: Step, posts: int, why: str) -> None:
        """Tell them that a step has failed on so many posts in a row, and why."""
        notice = partial(without_step, step=step, posts=posts, why=why)
        await tell(self._client, [feed], notice, self._patience, about=f"{step}: {why}")

    async def has_left(self, guild: int) -> bool:
        """Ask Discord whether the bot is no longer in the server."""
        try:
            async with attempt(self._client, self._patience):
                await self._client.fetch_guild(guild, with_counts=False)
        except discord.HTTPException as error:
            if error.code in {UNKNOWN_GUILD, MISSING_ACCESS}:
                return True
            raise RejectedError(said(error)) from error
        return False

    async def _begin_post(
        self, post: Post, view: discord.ui.LayoutView, allowed: discord.AllowedMentions
    ) -> Posted:
        forum, plan = self._forum(post), post.feed.plan
        begun = await forum.create_thread(
            name=self._posts.thread_name(post),
            view=view,
            applied_tags=[tag for tag in forum.available_tags if tag.id in plan.tags],
            allowed_mentions=allowed,
            silent=plan.silent,
        )
        return Posted(channel=begun.thread.id, message=begun.message.id)

    def _guild(self, feed: Feed) -> discord.Guild:
        """Give the server of a feed; raises DelayedError while it is away."""
        guild = self._client.get_guild(feed.guild)
        if guild is None or guild.unavailable:
            raise DelayedError(_AWAY)
        return guild

    def _forum(self, post: Post) -> discord.ForumChannel:
        channel = self._guild(post.feed).get_channel(post.channel)
        if not isinstance(channel, discord.ForumChannel):
            raise RefusedError(Trouble(Problem.NO_CHANNEL))
        return channel

    def _channel(self, id_: int, guild: int) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(id_, guild_id=guild)

    def _message(
        self, posted: Posted, guild: discord.Guild | None = None
    ) -> discord.PartialMessage:
        channel = self._client.get_partial_messageable(
            posted.channel, guild_id=None if guild is None else guild.id
        )
        return channel.get_partial_message(posted.message)

    def _refused(self, post: Post, error: discord.HTTPException) -> Exception:
        feed = post.feed
        guild = self._client.get_guild(feed.guild)
        known = guild is not None and guild.get_channel_or_thread(post.channel) is not None
        # The plan may name another channel by now, whose troubles are not this one's.
        plan = replace(feed.plan, channel=post.channel, target=post.target)
        seen = self.trouble(replace(feed, plan=plan))
        return of_post(error, seen, post.target, known=known)

    def _without_lost_role(self, post: Post) -> Post:
        feed, guild = post.feed, self._client.get_guild(post.feed.guild)
        if guild is None or guild.unavailable or not has_lost_role(feed.plan, guild):
            return post
        _log.warning("the role to ping is gone; a post pings nobody", feed=feed.id)
        return replace(post, feed=replace(feed, plan=replace(feed.plan, role=None)))


def _allowed(role: int | None) -> discord.AllowedMentions:
    """Let a message ping this role, and nothing else that may stand in it."""
    roles = False if role is None else [discord.Object(role)]
    return discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)
