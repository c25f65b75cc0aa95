"""Looks for a post that was perhaps made, by the marker in its menu."""

import datetime as dt

import discord

from bot.domain.deliveries import Posted
from bot.domain.posting import CannotLookError, DeletedError

MOST = 2000
"""Messages of a channel that are looked through, the newest first."""
MARGIN = dt.timedelta(hours=1)
"""How much further back than asked is looked, for clocks that differ; no two posts share a marker."""


async def in_channel(
    channel: discord.PartialMessageable, custom_id: str, me: int, since: dt.datetime
) -> Posted | None:
    """Look through what a channel was sent since then; may raise CannotLookError."""
    count = 0
    async for message in channel.history(limit=MOST, after=since - MARGIN, oldest_first=False):
        count += 1
        if message.author.id == me and _bears(message, custom_id):
            return Posted(channel=channel.id, message=message.id)
    if count == MOST:
        raise CannotLookError(f"there are more than {MOST} messages since")
    if not count:
        await _assure(channel, since)
    return None


async def _assure(channel: discord.PartialMessageable, since: dt.datetime) -> None:
    """Make sure that no messages means none: without Read Message History Discord shows none either.

    One message it refuses without that permission, be it there or not.
    """
    try:
        await channel.fetch_message(discord.utils.time_snowflake(since))
    except discord.NotFound:
        return


async def in_forum(
    forum: discord.ForumChannel, custom_id: str, me: int, since: dt.datetime, name: str
) -> Posted | None:
    """Look through our threads of a forum since then, active and archived; `name` is the post's.

    A thread of that name, begun since then, whose first message is gone was the post: raises
    DeletedError.
    """
    for thread in await _threads(forum, since - MARGIN):
        begun = discord.utils.snowflake_time(thread.id)
        if thread.owner_id != me or begun < since - MARGIN:
            continue
        try:
            message = await thread.fetch_message(thread.id)
        except discord.NotFound:
            if thread.name == name and begun >= since:
                raise DeletedError from None
            continue
        if _bears(message, custom_id):
            return Posted(channel=thread.id, message=message.id)
    return None


async def _threads(forum: discord.ForumChannel, since: dt.datetime) -> list[discord.Thread]:
    """Give the threads of a forum that may have been begun since, the newest first."""
    active = await forum.guild.active_threads()
    ours = (thread for thread in active if thread.parent_id == forum.id)
    found = sorted(ours, key=lambda thread: thread.id, reverse=True)
    async for thread in forum.archived_threads(limit=MOST):  # the latest archived first
        if thread.archive_timestamp < since:
            break
        found.append(thread)
    return found


def _bears(message: discord.Message, custom_id: str) -> bool:
    return any(
        isinstance(row, discord.ActionRow)
        and any(getattr(each, "custom_id", None) == custom_id for each in row.children)
        for row in message.components
    )
