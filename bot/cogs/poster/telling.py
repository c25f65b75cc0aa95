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
    """Tell of it once, in the best place that takes it; if there is none, the log says so."""
    guild = client.get_guild(feed.guild)
    private = telling(feed, trouble, server="" if guild is None else guild.name)
    for room in _rooms(guild):
        view = private if room is None else telling(feed, trouble)
        if await _sent(client, room, feed, view, seconds):
            return
    _log.warning("nobody could be told of a trouble", feed=feed.id, trouble=str(trouble))


def _rooms(guild: discord.Guild | None) -> Iterator[discord.TextChannel | None]:
    """Give where to tell, the best first; None is a direct message to who set the feed up.

    Discord itself writes to the moderators of community servers in the updates channel; the
    system channel is for everybody, and comes last.
    """
    if guild is not None and _may_write(guild.public_updates_channel, guild):
        yield guild.public_updates_channel
    yield None
    if guild is not None and _may_write(guild.system_channel, guild):
        yield guild.system_channel


def _may_write(room: discord.TextChannel | None, guild: discord.Guild) -> bool:
    return room is not None and not lacking(room.permissions_for(guild.me), _NEEDED)


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
