"""The commands that change daily posts: setup, edit, pause, resume, remove and post-now."""

from dataclasses import replace

import discord
from discord import app_commands, ui
from discord.app_commands import AppCommandChannel, AppCommandThread, Choice, Range, Transform
from typing_extensions import override

from bot.domain.calendar import LeapDay
from bot.domain.errors import MemberError
from bot.domain.feeds import Feed, OnEmpty, Plan, Style
from bot.domain.typed.weekdays import complete_weekdays
from bot.services.daily.feeds import CannotPostError
from bot.services.daily.wishes import Channel, Wishes
from bot.ui import daily, daily_reports, daily_texts as texts, daily_words as words
from bot.ui.daily_maker import tags_of
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
from bot.ui.replies import Interaction

from .shared import GROUP, DailyCommands, Short, quiet

_AnyChannel = AppCommandChannel | AppCommandThread
_List = Range[str, 1, 1000]


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


class Changing(DailyCommands):
    """Changes one daily post at a time, and shows what comes of it."""

    @GROUP.command(description="Post each day what happened on it")
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
        time: Short,
        zone: Short,
        style: str = Style.DIGEST,
        tags: _List = "",
    ) -> None:
        """Set a daily post up, and show what it will be."""
        guild = moderated(interaction)
        where = Channel(id=channel.id, target=target_of(channel.type))
        chosen = _tags(interaction, tags, where.id)
        wishes = Wishes(time=time, zone=zone, style=Style(style), tags=chosen)
        plan = self._planners(guild).plan(where, wishes)
        feed = await self._posts.set_up(guild, interaction.user.id, plan)
        await self._send(
            interaction, await self._cards.feed(interaction.guild, feed, texts.FEED_TITLE_NEW)
        )

    @GROUP.command(description="Change a daily post; what you leave out stays as it is")
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
        pin="Pin each post, and unpin the one before; each time Discord adds a line about that",
        thread="Begin a thread under each post",
        tags="In a forum: the tags of each post, with commas between; or none",
        leap_day="Where 29 February goes in years that have none",
        grace="How late a post may be, 5 minutes to 23 hours: 2h, 90 min, 1:30",
        on_empty="What to post on a day that has nothing",
    )
    @app_commands.autocomplete(feed=DailyCommands.offer_feeds)
    @app_commands.choices(importance=words.IMPORTANCES)
    @app_commands.choices(style=words.STYLES, leap_day=words.LEAP_DAYS, on_empty=words.ON_EMPTY)
    async def edit(
        self,
        interaction: Interaction,
        *,
        feed: Short = "",
        channel: Transform[_AnyChannel, _PostChannel] | None = None,
        time: Short = "",
        zone: Short = "",
        weekdays: Short = "",
        topics: _List = "",
        kinds: _List = "",
        importance: int | None = None,
        leave_out: _List = "",
        style: str = "",
        role: Short = "",
        silent: bool | None = None,
        publish: bool | None = None,
        pin: bool | None = None,
        thread: bool | None = None,
        tags: _List = "",
        leap_day: str = "",
        grace: Short = "",
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
            changed = self._planners(feed.guild).changed(plan, wishes, where)
            return replace(changed, role=None) if is_without else changed

        changed = await self._posts.change(feed, alter)
        above = [] if asked is None else daily.ping_question(changed, asked.id)
        if where is not None:
            tags = tags_of(interaction.guild, feed.plan.channel)
            above = [*daily.left_behind(feed.plan, changed.plan, tags), *above]
        is_changed = asked is None or where is not None or wishes != Wishes()
        title = texts.FEED_TITLE_CHANGED if is_changed else texts.FEED_TITLE
        return await self._cards.feed(interaction.guild, changed, title, above)

    @GROUP.command(description="Let a daily post rest until it is resumed")
    @app_commands.describe(feed="Which daily post")
    @app_commands.autocomplete(feed=DailyCommands.offer_feeds)
    async def pause(self, interaction: Interaction, feed: Short = "") -> None:
        """Pause it."""
        paused = await self._posts.pause(await self._feed(interaction, feed))
        await self._send(interaction, daily.said(texts.FEED_PAUSED_NOW, paused))

    @GROUP.command(description="Let a daily post go on")
    @app_commands.describe(feed="Which daily post")
    @app_commands.autocomplete(feed=DailyCommands.offer_feeds)
    async def resume(self, interaction: Interaction, feed: Short = "") -> None:
        """Resume it, if nothing is in its way."""
        found = await self._feed(interaction, feed)
        resumed = await self._posts.resume(found)
        waiting = await self._posts.waiting(resumed)
        await self._send(interaction, self._cards.resumed(found, resumed, waiting))

    @GROUP.command(description="Give a daily post up for good")
    @app_commands.describe(feed="Which daily post")
    @app_commands.autocomplete(feed=DailyCommands.offer_feeds)
    async def remove(self, interaction: Interaction, feed: Short = "") -> None:
        """Ask whether to remove it."""
        if (lost := await self._posts.lost(moderated(interaction), feed)) is not None:
            view = daily.ask_discarding(lost.number, lost.id)
        else:
            view = daily.ask_removal(await self._feed(interaction, feed))
        await self._send(interaction, view)

    @GROUP.command(name="post-now", description="Send today's post at once, if it was not sent")
    @app_commands.describe(feed="Which daily post")
    @app_commands.autocomplete(feed=DailyCommands.offer_feeds)
    async def post_now(self, interaction: Interaction, feed: Short = "") -> None:
        """Let today's post go out."""
        found = await self._feed(interaction, feed)
        posted = await self._asked.post_now(found)
        await self._send(interaction, daily_reports.posted_now(found, posted))

    @setup.autocomplete("time")
    @edit.autocomplete("time")
    @quiet
    async def _times(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        found = self._planners(moderated(interaction)).complete_time(current)
        return words.choices_of(f"{time:%H:%M}" for time in found)

    @setup.autocomplete("zone")
    @edit.autocomplete("zone")
    @quiet
    async def _zones(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        found = self._planners(moderated(interaction)).complete_zone(current)
        return [Choice(name=zone.label, value=zone.name) for zone in found]

    @edit.autocomplete("weekdays")
    @quiet
    async def _weekdays(self, _: Interaction, current: str) -> list[Choice[str]]:
        return words.choices_of(complete_weekdays(current))

    @edit.autocomplete("topics")
    @quiet
    async def _topics(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        found = self._planners(moderated(interaction)).complete_topics(current)
        return words.choices_of_topics(found, current)

    @edit.autocomplete("kinds")
    @quiet
    async def _kinds(self, _: Interaction, current: str) -> list[Choice[str]]:
        return words.complete_kinds(current)

    @edit.autocomplete("leave_out")
    @quiet
    async def _sensitive(self, _: Interaction, current: str) -> list[Choice[str]]:
        return words.complete_sensitive(current)

    @edit.autocomplete("role")
    @quiet
    async def _roles(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        return role_choices(interaction, current) if is_moderator(interaction) else []

    @setup.autocomplete("tags")
    @edit.autocomplete("tags")
    @quiet
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


def _tags(interaction: Interaction, text: str, channel: int) -> tuple[int, ...] | None:
    if not text:
        return None
    guild = server(interaction)
    return words.read_tags(text, tags_of(guild, channel), f"#{guild.get_channel(channel)}")
