"""Tells a server's moderators what has become of its feeds, where they look and Fasti may write."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Protocol

import discord
import structlog

from bot.domain.feeds import NOBODY, Feed

from .checking import lacking
from .refusals import said
from .requests import attempt

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Notice(Protocol):
    """Words a notice about feeds; `server` is its name, in a direct message."""

    def __call__(
        self, feeds: Sequence[Feed], *, server: str | None = None
    ) -> discord.ui.LayoutView:
        """Give the message."""
        ...


async def tell(
    client: discord.Client,
    feeds: Sequence[Feed],
    notice: Notice,
    seconds: float,
    *,
    about: str = "",
) -> None:
    """Tell of a server's feeds once, in the best place that takes it; if there is none, log that.

    `about` tells a notice from others about the same feeds, beside their troubles.
    Discord itself writes to the moderators of community servers in the updates channel; the
    system channel is for everybody, and comes after those who set the feeds up.
    """
    guild = client.get_guild(feeds[0].guild)
    updates, system = _rooms(guild)
    sent = partial(_sent, client, seconds=seconds, about=about)
    if updates and await sent(updates, feeds, notice(feeds)):
        return
    server = "" if guild is None else guild.name
    left: list[Feed] = []
    for author, theirs in _by_author(feeds):
        user = discord.Object(author)
        if author == NOBODY or not await sent(user, theirs, notice(theirs, server=server)):
            left += theirs
    if not left or (system and await sent(system, left, notice(left))):
        return
    for feed in left:
        trouble = about or str(feed.trouble)
        _log.warning("nobody could be told of a trouble", feed=feed.id, trouble=trouble)


def _by_author(feeds: Sequence[Feed]) -> Iterator[tuple[int, list[Feed]]]:
    for author in dict.fromkeys(feed.author for feed in feeds):
        yield author, [feed for feed in feeds if feed.author == author]


def _rooms(
    guild: discord.Guild | None,
) -> tuple[discord.TextChannel | None, discord.TextChannel | None]:
    """Give the updates channel and the system channel, each if there is one to write in."""
    if guild is None:
        return None, None
    updates, system = guild.public_updates_channel, guild.system_channel
    return _writable(updates, guild), _writable(system, guild)


def _writable(room: discord.TextChannel | None, guild: discord.Guild) -> discord.TextChannel | None:
    return None if room is None or lacking(room.permissions_for(guild.me), _NEEDED) else room


_NEEDED = ("view_channel", "send_messages")


async def _sent(
    client: discord.Client,
    to: discord.TextChannel | discord.Object,
    feeds: Sequence[Feed],
    view: discord.ui.LayoutView,
    *,
    seconds: float,
    about: str,
) -> bool:
    """Send it to a channel, or to a user; False where Discord refuses that."""
    try:
        async with attempt(client, seconds):
            where = await client.create_dm(to) if isinstance(to, discord.Object) else to
            await where.send(view=view, nonce=_nonce(feeds, about))
    except discord.HTTPException as error:
        _log.info("a trouble could not be told here", feed=feeds[0].id, reason=said(error))
        return False
    return True


def _nonce(feeds: Sequence[Feed], about: str) -> str:
    """Give a nonce by which Discord drops a second telling of the same, after a crash."""
    key = ",".join(f"{feed.id}:{feed.broken_at}:{feed.trouble}" for feed in feeds) + about
    return base64.b32encode(hashlib.sha256(key.encode()).digest()[:15]).decode().lower()
