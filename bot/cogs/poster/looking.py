"""Looks for a post that was perhaps made, by the marker in its menu."""

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass

import discord

from bot.domain.deliveries import Posted, Reason
from bot.domain.posting import CannotLookError, DeletedError

MOST = 2000
"""Messages of a channel, or threads of a forum, that are looked through."""
MARGIN = dt.timedelta(hours=1)
"""How much before and after is looked, for clocks that differ; no two posts share a marker."""
NEAR = dt.timedelta(minutes=1)
"""Likewise for what is gone: of that nobody can tell whose it was."""
_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for, and between which instants it was made; `turn` comes before a request.

    `me` is who posted it, and `name` that of the thread that it would be.
    """

    client: discord.Client
    custom_id: str
    me: int
    since: dt.datetime
    until: dt.datetime
    turn: Callable[[], Awaitable[None]]
    name: str = ""

    def spans(self, id_: int, margin: dt.timedelta = MARGIN) -> bool:
        """Whether what has that id was made then, or by as much as a margin before or after."""
        made = discord.utils.snowflake_time(id_)
        return self.since - margin <= made <= self.until + margin

    async def last(self, channel: int) -> int | None:
        """Ask which message was sent to a channel last, or thread begun in a forum: it may be gone."""
        await self.turn()
        shown: Mapping[str, object] = {**await self.client.http.get_channel(channel)}
        last = shown.get("last_message_id")
        return None if last is None else int(str(last))


async def in_channel(channel: discord.PartialMessageable, search: Search) -> Posted | None:
    """Look through what a channel was sent then; may raise CannotLookError."""
    seen: set[int] = set()
    async for message in _messages(channel, search):
        seen.add(message.id)
        if message.author.id == search.me and _bears(message, search.custom_id):
            return Posted(channel=channel.id, message=message.id)
        if len(seen) == MOST:
            raise CannotLookError(f"there are {MOST} messages and more", Reason.CROWDED)
    if not seen:
        await _assure(channel, search)
    last = await search.last(channel.id)
    if last not in {None, *seen} and await _is_gone(channel, last, search):
        raise CannotLookError("what was sent just then is gone", Reason.GONE)
    return None


async def _messages(
    channel: discord.PartialMessageable, search: Search
) -> AsyncIterator[discord.Message]:
    """Yield the messages of a channel that were sent then, the oldest first, page by page."""
    after = discord.Object(discord.utils.time_snowflake(search.since - MARGIN))
    is_full = True
    while is_full:
        await search.turn()
        page = [each async for each in channel.history(limit=_PAGE, after=after, oldest_first=True)]
        for message in page:
            if not search.spans(message.id):
                return
            yield message
        is_full = len(page) == _PAGE
        after = discord.Object(page[-1].id if page else 0)


async def _assure(channel: discord.PartialMessageable, search: Search) -> None:
    """Make sure that no messages means none: without Read Message History Discord shows none either.

    One message it refuses without that permission, be it there or not.
    """
    await search.turn()
    try:
        await channel.fetch_message(discord.utils.time_snowflake(search.since))
    except discord.NotFound:
        return


async def _is_gone(channel: discord.PartialMessageable, last: int | None, search: Search) -> bool:
    """Whether the last message was sent in those minutes, and is there no more."""
    if last is None or not search.spans(last, NEAR):
        return False
    await search.turn()
    try:
        await channel.fetch_message(last)
    except discord.NotFound:
        return True
    return False


async def in_forum(forum: discord.ForumChannel, search: Search) -> Posted | None:
    """Look through our threads of a forum that were begun then, active and archived.

    A thread of the post's name, begun since then, whose first message is gone was the post: raises
    DeletedError. A thread that is gone altogether may have been: raises CannotLookError.
    """
    threads = await _threads(forum, search)
    for thread in threads:
        if thread.owner_id != search.me or not search.spans(thread.id):
            continue
        await search.turn()
        try:
            message = await thread.fetch_message(thread.id)
        except discord.NotFound:
            begun = discord.utils.snowflake_time(thread.id)
            if thread.name == search.name and begun >= search.since:
                raise DeletedError from None
            continue
        if _bears(message, search.custom_id):
            return Posted(channel=thread.id, message=message.id)
    last = await search.last(forum.id)
    if last not in {None, *(thread.id for thread in threads)} and await _is_thread_gone(
        last, search
    ):
        raise CannotLookError("a thread that was begun just then is gone", Reason.GONE)
    return None


async def _is_thread_gone(thread: int | None, search: Search) -> bool:
    """Whether the last thread was begun in those minutes, and is there no more."""
    if thread is None or not search.spans(thread, NEAR):
        return False
    await search.turn()
    try:
        await search.client.http.get_channel(thread)
    except discord.NotFound:
        return True
    return False


async def _threads(forum: discord.ForumChannel, search: Search) -> list[discord.Thread]:
    """Give the threads of a forum that may have been begun then, the newest first."""
    await search.turn()
    active = await forum.guild.active_threads()
    ours = (thread for thread in active if thread.parent_id == forum.id)
    found = sorted(ours, key=lambda thread: thread.id, reverse=True)
    await search.turn()
    count = 0
    async for thread in forum.archived_threads(limit=MOST):  # the latest archived first
        count += 1
        if count % _PAGE == 0:
            await search.turn()
        if thread.archive_timestamp < search.since - MARGIN:
            break
        found.append(thread)
    return found


def _bears(message: discord.Message, custom_id: str) -> bool:
    return any(
        isinstance(row, discord.ActionRow)
        and any(getattr(each, "custom_id", None) == custom_id for each in row.children)
        for row in message.components
    )
