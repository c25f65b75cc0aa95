"""Tells a server's moderators of a trouble, where they look and Fasti may write."""

import base64
import hashlib
from collections.abc import Iterator

import discord
import structlog

from bot.domain.feeds import Feed
from bot.domain.troubles import Trouble
from bot.ui.troubles import telling

from .checking import lacking
from .refusals import said
from .requests import attempt

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


async def tell(client: discord.Client, feed: Feed, trouble: Trouble, seconds: float) -> None:
    """Tell of it once: in a channel, else the one who set the feed up, else the log."""
    guild = client.get_guild(feed.guild)
    for room in () if guild is None else _rooms(guild):
        if await _sent(client, room, feed, telling(feed, trouble), seconds):
            return
    view = telling(feed, trouble, server="" if guild is None else guild.name)
    if not await _sent(client, None, feed, view, seconds):
        _log.warning("nobody could be told of a trouble", feed=feed.id, trouble=str(trouble))


def _rooms(guild: discord.Guild) -> Iterator[discord.TextChannel]:
    """Give the channels to tell in, the best first.

    That is the one in which Discord itself writes to the moderators of community servers.
    """
    me = guild.me
    for room in (guild.public_updates_channel, guild.system_channel):
        if room is not None and not lacking(room.permissions_for(me), _NEEDED):
            yield room


_NEEDED = ("view_channel", "send_messages")


async def _sent(
    client: discord.Client,
    room: discord.TextChannel | None,
    feed: Feed,
    view: discord.ui.LayoutView,
    seconds: float,
) -> bool:
    """Send it to a channel, or to who set the feed up; False where Discord refuses that."""
    try:
        async with attempt(client, seconds):
            where = room or await client.create_dm(discord.Object(feed.author))
            await where.send(view=view, nonce=_nonce(feed))
    except discord.HTTPException as error:
        _log.info("a trouble could not be told here", feed=feed.id, reason=said(error))
        return False
    return True


def _nonce(feed: Feed) -> str:
    """Give a nonce by which Discord drops a second telling of the same, after a crash."""
    key = f"{feed.id}:{feed.broken_at}"
    return base64.b32encode(hashlib.sha256(key.encode()).digest()[:15]).decode().lower()
