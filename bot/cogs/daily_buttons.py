"""The buttons, the menu and the form of daily posts, pressed before or after a restart."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import discord
from discord.ext import commands

from bot.domain.errors import MemberError
from bot.domain.feeds import Feed, FeedState
from bot.services.daily.asked import AskedPosts
from bot.services.daily.feeds import DailyPosts
from bot.services.daily.wishes import Planner
from bot.ui import daily, daily_form, daily_reports, daily_texts as texts
from bot.ui.daily_maker import DailyCards
from bot.ui.moderation import moderated, moderated_elsewhere, pingable, server
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler, chosen, filled
from bot.ui.texts import STALE_BUTTON

_DIGITS = 18  # more than any id has, and less than a database takes
_DISCARD = "discard"  # of what cannot be read, so that there is no daily post to act on
_Action = Callable[[Interaction, Feed, str], Awaitable[None]]


class DailyButtons(commands.Cog):
    """Asks at each press whether the daily post is of the server, and who presses may manage that."""

    def __init__(
        self,
        *,
        posts: DailyPosts,
        asked: AskedPosts,
        planners: Callable[[int], Planner],
        cards: DailyCards,
        replies: Replies,
    ) -> None:
        self._posts = posts
        self._asked = asked
        self._planners = planners
        self._cards = cards
        self._replies = replies
        self.routes: dict[str, Handler] = {daily.ROUTE: self._press}
        self._actions: dict[str, _Action] = {
            "test": self._test,
            "edit": self._edit,
            "roles": self._ask_role,
            "role": self._ask_ping,
            "ping": self._ping,
            "remove": self._remove,
            "check": self._check,
        }

    async def _press(self, interaction: Interaction, argument: str) -> None:
        """Lead `test:12` or `ping:12:345` to its action, with daily post 12."""
        action, _, rest = argument.partition(":")
        id_, _, more = rest.partition(":")
        if action == _DISCARD and _is_id(id_):
            await self._discard(interaction, int(id_))
            return
        if action not in self._actions or not _is_id(id_):
            raise MemberError(STALE_BUTTON)
        if action == "check" and interaction.guild_id is None:
            feed = await self._posts.of_author(interaction.user.id, int(id_))
            await moderated_elsewhere(interaction, feed.guild)
        else:
            feed = await self._posts.with_id(moderated(interaction), int(id_))
        await self._actions[action](interaction, feed, more)

    async def _test(self, interaction: Interaction, feed: Feed, _: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        posted = await self._asked.test(feed, str(interaction.id))
        link = daily_reports.message_link(feed.guild, posted.channel, posted.message)
        await self._replies.send(
            interaction, daily.said(texts.TESTED, feed, link=link), ephemeral=True
        )

    async def _edit(self, interaction: Interaction, feed: Feed, _: str) -> None:
        if interaction.type is not discord.InteractionType.modal_submit:
            await interaction.response.send_modal(self._cards.form(feed))
            return
        typed = filled(interaction)
        wishes = daily_form.wishes(typed)
        try:
            changed = await self._posts.change(
                feed, lambda plan: self._planners(feed.guild).changed(plan, wishes)
            )
        except MemberError as error:
            raise MemberError(daily_form.handed_back(str(error), typed)) from error
        view = await self._cards.feed(interaction.guild, changed, texts.FEED_TITLE_CHANGED)
        await self._replies.turn(interaction, view)

    async def _ask_role(self, interaction: Interaction, feed: Feed, _: str) -> None:
        await self._replies.send(interaction, daily.ask_role(feed), ephemeral=True)

    async def _ask_ping(self, interaction: Interaction, feed: Feed, _: str) -> None:
        role = _role(interaction, chosen(interaction), feed)
        await self._replies.turn(interaction, daily.ask_ping(feed, role.id))

    async def _ping(self, interaction: Interaction, feed: Feed, id_: str) -> None:
        role = _role(interaction, id_, feed)
        changed = await self._posts.change(feed, lambda plan: replace(plan, role=role.id))
        await self._replies.turn(interaction, self._cards.pinging(changed, role.id))

    async def _remove(self, interaction: Interaction, feed: Feed, _: str) -> None:
        await self._posts.remove(feed)
        await self._replies.turn(interaction, daily.said(texts.FEED_REMOVED, feed))

    async def _discard(self, interaction: Interaction, id_: int) -> None:
        number = await self._posts.discard(moderated(interaction), id_)
        await self._replies.turn(interaction, daily.discarded(number))

    async def _check(self, interaction: Interaction, feed: Feed, _: str) -> None:
        checked = await self._posts.check_again(feed)
        if checked.state is FeedState.PAUSED:
            view = daily.said(texts.FEED_STILL_PAUSED, checked)
        else:
            waiting = await self._posts.waiting(checked)
            view = daily.resumed(checked, waiting, texts.FEED_MENDED, texts.FEED_MENDED_NOW)
        await self._replies.send(interaction, view, ephemeral=True)


def _role(interaction: Interaction, id_: str, feed: Feed) -> discord.Role:
    """Give the role that is to be pinged, if who presses may do so; raises MemberError."""
    role = server(interaction).get_role(int(id_)) if id_.isdecimal() else None
    if role is None:
        raise MemberError(STALE_BUTTON)
    return pingable(interaction, role, feed.plan.channel)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _DIGITS
