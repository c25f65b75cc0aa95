"""/daily: what a moderator can do with the daily posts of a server."""

import functools
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands, ui
from discord.app_commands import AppCommandChannel, AppCommandThread, Choice, Range, Transform
from discord.ext import commands
from typing_extensions import override

from bot.domain.calendar import LeapDay
from bot.domain.errors import MemberError
from bot.domain.feeds import Feed, OnEmpty, Plan, Style
from bot.domain.typed.weekdays import complete_weekdays
from bot.services.daily.asked import AskedPosts
from bot.services.daily.feeds import CannotPostError, DailyPosts
from bot.services.daily.foresight import Foresight
from bot.services.daily.wishes import Channel, Planner, Wishes
from bot.ui import choices, daily, daily_reports, daily_texts as texts, daily_words as words
from bot.ui.daily_maker import DailyCards, tags_of
from bot.ui.moderation import (
    CHANNEL_TYPES,
    is_moderator,
    moderated,
    pingable,
    role_choices,
    role_named,
    server,
    target_of,
)
from bot.ui.replies import Interaction, Replies

_AnyChannel = AppCommandChannel | AppCommandThread
_List = Range[str, 1, 1000]
_Short = Range[str, 1, 100]


_Offer = Callable[["Daily", Interaction, str], Coroutine[Any, Any, list[Choice[str]]]]


def _quiet(offer: _Offer) -> _Offer:
    """Offer nothing where a command would answer with an error: nobody sees one while typing."""

    @functools.wraps(offer)
    async def offering(self: "Daily", interaction: Interaction, current: str) -> list[Choice[str]]:
        try:
            return await offer(self, interaction, current)
        except MemberError:
            return []

    return offering


class _PostChannel(app_commands.Transformer):
    """Takes a channel that a daily post can go to; Discord offers no others."""

    @property
    @override
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    @override
    def channel_types(self) -> list[discord.ChannelType]:
        return CHANNEL_TYPES

    @override
    async def transform(self, interaction: Interaction, value: _AnyChannel, /) -> _AnyChannel:  # type: ignore[override]
        return value


class Daily(commands.Cog):
    """Checks at each use that who asks may manage the server; all answers are for them alone."""

    group = app_commands.Group(
        name="daily",
        description="The daily posts of this server",
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=False, private_channel=False
        ),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        default_permissions=discord.Permissions(manage_guild=True),
    )

    def __init__(
        self,
        *,
        posts: DailyPosts,
        asked: AskedPosts,
        foresight: Foresight,
        planner: Planner,
        cards: DailyCards,
        replies: Replies,
    ) -> None:
        self._posts = posts
        self._asked = asked
        self._foresight = foresight
        self._planner = planner
        self._cards = cards
        self._replies = replies

    @group.command(description="Post each day what happened on it")
    @app_commands.describe(
        channel="Where: a text or announcement channel, a thread or a forum",
        time="At what time there, such as 9:00 or 6:30 pm",
        zone="In which time zone: a city or a country",
        style="A digest of the day, or one entry at length",
        tags="In a forum: the tags of each post, with commas between",
    )
    @app_commands.choices(style=words.STYLES)
    async def setup(
        self,
        interaction: Interaction,
        *,
        channel: Transform[_AnyChannel, _PostChannel],
        time: _Short,
        zone: _Short,
        style: str = Style.DIGEST,
        tags: _List = "",
    ) -> None:
        """Set a daily post up, and show what it will be."""
        guild = moderated(interaction)
        where = Channel(id=channel.id, target=target_of(channel.type))
        chosen = _tags(interaction, tags, where.id)
        wishes = Wishes(time=time, zone=zone, style=Style(style), tags=chosen)
        plan = self._planner.plan(where, wishes)
        feed = await self._posts.set_up(guild, interaction.user.id, plan)
        await self._send(
            interaction, await self._cards.feed(interaction.guild, feed, texts.FEED_TITLE_NEW)
        )

    @group.command(name="list", description="The daily posts of this server")
    async def listed(self, interaction: Interaction) -> None:
        """Answer with all daily posts."""
        found = await self._posts.of_guild(moderated(interaction))
        await self._send(interaction, daily.list_card(found))

    @group.command(description="Change a daily post; what you leave out stays as it is")
    @app_commands.rename(leave_out="leave-out", leap_day="leap-day", on_empty="on-empty")
    @app_commands.describe(
        feed="Which daily post",
        channel="Where: a text or announcement channel, a thread or a forum",
        time="At what time there, such as 9:00 or 6:30 pm",
        zone="In which time zone: a city or a country",
        weekdays="On which days: every day, weekdays, Mon Wed Fri",
        topics="Only what belongs to these topics; or all",
        kinds="Only these kinds of events, with commas between; or all",
        importance="How important an entry must be",
        leave_out="Kinds of distressing entries to leave out, with commas between; all, or none",
        style="A digest of the day, or one entry at length",
        role="A role to ping with each post; or none",
        silent="Post without a sound",
        publish="Publish each post to the channels that follow (announcement channels)",
        pin="Pin each post, and unpin the one before",
        thread="Begin a thread under each post",
        tags="In a forum: the tags of each post, with commas between; or none",
        leap_day="Where 29 February goes in years that have none",
        grace="How many hours late a post may be",
        on_empty="What to post on a day that has nothing",
    )
    @app_commands.choices(importance=words.IMPORTANCES)
    @app_commands.choices(style=words.STYLES, leap_day=words.LEAP_DAYS, on_empty=words.ON_EMPTY)
    async def edit(
        self,
        interaction: Interaction,
        *,
        feed: _Short = "",
        channel: Transform[_AnyChannel, _PostChannel] | None = None,
        time: _Short = "",
        zone: _Short = "",
        weekdays: _Short = "",
        topics: _List = "",
        kinds: _List = "",
        importance: int | None = None,
        leave_out: _List = "",
        style: str = "",
        role: _Short = "",
        silent: bool | None = None,
        publish: bool | None = None,
        pin: bool | None = None,
        thread: bool | None = None,
        tags: _List = "",
        leap_day: str = "",
        grace: Range[int, 1, 23] | None = None,
        on_empty: str = "",
    ) -> None:
        """Change what was given, and show the whole."""
        found = await self._feed(interaction, feed)
        where = Channel(id=channel.id, target=target_of(channel.type)) if channel else None
        tagged = found.plan.channel if where is None else where.id
        wishes = Wishes(
            time=time,
            zone=zone,
            weekdays=weekdays,
            topics=topics,
            kinds=words.read_kinds(kinds),
            importance=importance,
            without=words.read_sensitive(leave_out),
            style=Style(style) if style else None,
            silent=silent,
            publish=publish,
            pin=pin,
            thread=thread,
            tags=_tags(interaction, tags, tagged),
            leap_day=LeapDay(leap_day) if leap_day else None,
            grace=grace,
            on_empty=OnEmpty(on_empty) if on_empty else None,
        )
        if not role and where is None and wishes == Wishes():
            raise MemberError(texts.NOTHING_TO_EDIT)
        try:
            view = await self._edited(interaction, found, where, wishes, role)
        except CannotPostError as error:
            view = daily.unchanged(error.trouble, error.plan)
        await self._send(interaction, view)

    async def _edited(
        self,
        interaction: Interaction,
        feed: Feed,
        where: Channel | None,
        wishes: Wishes,
        role: str,
    ) -> ui.LayoutView:
        """Change a daily post; a role to ping is asked about, and stored by the answer alone."""
        is_without = role.strip().casefold() == texts.NONE
        asked: discord.Role | None = None
        if role and not is_without:
            channel = feed.plan.channel if where is None else where.id
            asked = pingable(interaction, role_named(interaction, role), channel)

        def alter(plan: Plan) -> Plan:
            changed = self._planner.changed(plan, wishes, where)
            return replace(changed, role=None) if is_without else changed

        changed = await self._posts.change(feed, alter)
        question = [] if asked is None else daily.ping_question(changed, asked.id)
        is_changed = asked is None or where is not None or wishes != Wishes()
        title = texts.FEED_TITLE_CHANGED if is_changed else texts.FEED_TITLE
        return await self._cards.feed(interaction.guild, changed, title, question)

    @group.command(description="Let a daily post rest until it is resumed")
    @app_commands.describe(feed="Which daily post")
    async def pause(self, interaction: Interaction, feed: _Short = "") -> None:
        """Pause it."""
        paused = await self._posts.pause(await self._feed(interaction, feed))
        await self._send(interaction, daily.said(texts.FEED_PAUSED_NOW, paused))

    @group.command(description="Let a daily post go on")
    @app_commands.describe(feed="Which daily post")
    async def resume(self, interaction: Interaction, feed: _Short = "") -> None:
        """Resume it, if nothing is in its way."""
        resumed = await self._posts.resume(await self._feed(interaction, feed))
        waiting = await self._posts.waiting(resumed)
        view = daily.resumed(resumed, waiting, texts.FEED_RESUMED, texts.FEED_RESUMED_NOW)
        await self._send(interaction, view)

    @group.command(description="Give a daily post up for good")
    @app_commands.describe(feed="Which daily post")
    async def remove(self, interaction: Interaction, feed: _Short = "") -> None:
        """Ask whether to remove it."""
        found = await self._feed(interaction, feed)
        await self._send(interaction, daily.ask_removal(found))

    @group.command(description="What a daily post would look like")
    @app_commands.describe(
        feed="Which daily post", date="A day, such as 22 June; the next post if left out"
    )
    async def preview(
        self, interaction: Interaction, feed: _Short = "", date: Range[str, 1, 40] = ""
    ) -> None:
        """Show the next post, or that of a day."""
        found = await self._feed(interaction, feed)
        await self._send(interaction, await self._cards.preview(found, date))

    @group.command(name="post-now", description="Send today's post at once, if it was not sent")
    @app_commands.describe(feed="Which daily post")
    async def post_now(self, interaction: Interaction, feed: _Short = "") -> None:
        """Let today's post go out."""
        found = await self._feed(interaction, feed)
        posted = await self._asked.post_now(found)
        await self._send(interaction, daily_reports.posted_now(found, posted))

    @group.command(description="What the next seven posts will tell")
    @app_commands.describe(feed="Which daily post")
    async def upcoming(self, interaction: Interaction, feed: _Short = "") -> None:
        """Look ahead."""
        found = await self._feed(interaction, feed)
        await self._send(interaction, await self._cards.upcoming(found))

    @group.command(description="What was sent, skipped or failed, and why")
    @app_commands.describe(feed="Which daily post")
    async def log(self, interaction: Interaction, feed: _Short = "") -> None:
        """Look back."""
        found = await self._feed(interaction, feed)
        await self._send(interaction, await self._cards.log(found))

    @group.command(description="Whether all is well: channel, permissions, time zone, content")
    @app_commands.describe(feed="Which daily post")
    async def check(self, interaction: Interaction, feed: _Short = "") -> None:
        """Check it, one by one."""
        found = await self._feed(interaction, feed)
        await self._send(interaction, await self._cards.check(interaction.guild, found))

    @edit.autocomplete("feed")
    @pause.autocomplete("feed")
    @resume.autocomplete("feed")
    @remove.autocomplete("feed")
    @preview.autocomplete("feed")
    @post_now.autocomplete("feed")
    @upcoming.autocomplete("feed")
    @log.autocomplete("feed")
    @check.autocomplete("feed")
    @_quiet
    async def _feeds(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        if not is_moderator(interaction):
            return []
        found = await self._posts.of_guild(moderated(interaction))
        return daily.feed_choices(found, interaction.guild, current)

    @setup.autocomplete("time")
    @edit.autocomplete("time")
    @_quiet
    async def _times(self, _: Interaction, current: str) -> list[Choice[str]]:
        return words.choices_of(f"{time:%H:%M}" for time in self._planner.complete_time(current))

    @setup.autocomplete("zone")
    @edit.autocomplete("zone")
    @_quiet
    async def _zones(self, _: Interaction, current: str) -> list[Choice[str]]:
        found = self._planner.complete_zone(current)
        return [Choice(name=zone.label, value=zone.name) for zone in found]

    @edit.autocomplete("weekdays")
    @_quiet
    async def _weekdays(self, _: Interaction, current: str) -> list[Choice[str]]:
        return words.choices_of(complete_weekdays(current))

    @edit.autocomplete("topics")
    @_quiet
    async def _topics(self, _: Interaction, current: str) -> list[Choice[str]]:
        return words.choices_of_topics(self._planner.complete_topics(current), current)

    @edit.autocomplete("kinds")
    @_quiet
    async def _kinds(self, _: Interaction, current: str) -> list[Choice[str]]:
        return words.complete_kinds(current)

    @edit.autocomplete("leave_out")
    @_quiet
    async def _sensitive(self, _: Interaction, current: str) -> list[Choice[str]]:
        return words.complete_sensitive(current)

    @edit.autocomplete("role")
    @_quiet
    async def _roles(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        return role_choices(interaction, current) if is_moderator(interaction) else []

    @setup.autocomplete("tags")
    @edit.autocomplete("tags")
    @_quiet
    async def _forum_tags(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        if not is_moderator(interaction):
            return []
        chosen = getattr(interaction.namespace, "channel", None)
        if chosen is None:
            named = getattr(interaction.namespace, "feed", None) or ""
            channel = (await self._feed(interaction, named)).plan.channel
        else:
            channel = int(chosen.id)
        return words.complete(current, tags_of(interaction.guild, channel).values(), texts.NONE)

    @preview.autocomplete("date")
    @_quiet
    async def _dates(self, _: Interaction, current: str) -> list[Choice[str]]:
        return choices.of_days(self._foresight.complete(current))

    async def _feed(self, interaction: Interaction, named: str) -> Feed:
        """Give the daily post that is meant, to who may manage the server."""
        guild = moderated(interaction)
        known = await self._posts.of_guild(guild)
        return await self._posts.named(guild, daily.number_of(known, interaction.guild, named))

    async def _send(self, interaction: Interaction, view: ui.LayoutView) -> None:
        await self._replies.send(interaction, view, ephemeral=True)


def _tags(interaction: Interaction, text: str, channel: int) -> tuple[int, ...] | None:
    if not text:
        return None
    guild = server(interaction)
    return words.read_tags(text, tags_of(guild, channel), f"#{guild.get_channel(channel)}")
