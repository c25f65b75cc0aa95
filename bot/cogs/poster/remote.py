"""Sees a server by Discord's REST API, and what would keep feeds from posting there."""

# pyright: reportPrivateUsage=false

import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

import discord

from bot.domain.feeds import Feed, Target
from bot.domain.troubles import Problem, Trouble
from bot.services.doctor import ApiError
from bot.services.doctor.places import Lack
from bot.ui import troubles
from bot.ui.content_status import channel_trouble

from .checking import RECOMMENDED, permissions_of, shortcomings_of, trouble_of
from .refusals import MISSING_ACCESS, UNKNOWN_CHANNEL, UNKNOWN_GUILD

_GONE = frozenset({UNKNOWN_GUILD, MISSING_ACCESS})
_MENTIONED = re.compile(r"<#(\d+)>")


class RemoteSight:
    """Makes discord.py's objects of what `get` gives for a path, and judges those as /daily check does."""

    def __init__(self, get: Callable[[str], Awaitable[Any]]) -> None:
        self._get = get
        self._state = discord.Client(intents=discord.Intents(guilds=True))._connection  # noqa: SLF001 - what discord.py's own objects are made with

    async def look(self, guild: int, feeds: Sequence[Feed], audit: int | None) -> Sequence[Lack]:
        """Say what is wrong in a server; may raise ApiError."""
        if self._state.user is None:
            user = await self._get("/users/@me")
            self._state.user = discord.ClientUser(state=self._state, data=user)
        threads = {feed.plan.channel for feed in feeds if feed.plan.target is Target.THREAD}
        seen = await self._guild(guild)
        if seen is None:
            gone = Trouble(Problem.NO_SERVER)
            lacks = [_lack(feed, gone) for feed in feeds]
            audited = Lack(None, troubles.briefly(gone), "Invite it again, or leave it at that.")
            return lacks or ([] if audit is None else [audited])
        hidden = {thread for thread in sorted(threads) if await self._is_hidden(thread, seen)}
        posts = (
            lack for feed in feeds for lack in _of_feed(feed, seen, feed.plan.channel in hidden)
        )
        return [*posts, *_of_audit(audit, seen)]

    async def _guild(self, id_: int) -> discord.Guild | None:
        """Give a server with its channels and ourselves; None if we are not in it."""
        assert self._state.user is not None  # noqa: S101 - set before
        try:
            data = await self._get(f"/guilds/{id_}")
        except ApiError as error:
            if error.code in _GONE:
                return None
            raise
        data["channels"] = await self._get(f"/guilds/{id_}/channels")
        data["members"] = [await self._get(f"/guilds/{id_}/members/{self._state.user.id}")]
        return discord.Guild(data=data, state=self._state)

    async def _is_hidden(self, thread: int, guild: discord.Guild) -> bool:
        """Add a thread to its server, archived or not, if it is there; True if we may not see it."""
        try:
            data = await self._get(f"/channels/{thread}")
        except ApiError as error:
            if error.code in {MISSING_ACCESS, UNKNOWN_CHANNEL}:
                return error.code == MISSING_ACCESS
            raise
        guild._add_thread(discord.Thread(guild=guild, state=self._state, data=data))  # noqa: SLF001 - likewise
        return False


def _of_feed(feed: Feed, guild: discord.Guild, is_hidden: bool) -> Iterator[Lack]:  # noqa: FBT001 - one caller
    if is_hidden:
        yield _lack(feed, Trouble(Problem.PERMISSIONS, ("view_channel",)))
        return
    if guild.get_channel_or_thread(feed.plan.channel) is None:
        # Asked for by its id, a thread is seen even when it is archived.
        yield _lack(feed, Trouble(Problem.NO_CHANNEL))
        return
    if trouble := trouble_of(feed, guild):
        yield _lack(feed, trouble)
    for short in shortcomings_of(feed, guild):
        yield Lack(
            feed.number, troubles.briefly(short), _plain(troubles.shortcoming(short, feed.plan))
        )
    if not permissions_of(feed, guild).get(RECOMMENDED, True):
        yield _lack(feed, Trouble(Problem.PERMISSIONS, (RECOMMENDED,)))


def _of_audit(audit: int | None, guild: discord.Guild) -> Iterator[Lack]:
    if audit is not None and (told := channel_trouble(guild, audit)):
        saw, _, remedy = _plain(told).partition(": ")
        yield Lack(None, f"channel {audit}: {saw}", f"{remedy[:1].upper()}{remedy[1:]}")


def _lack(feed: Feed, trouble: Trouble) -> Lack:
    remedy = _plain(troubles.sentence(trouble, feed.plan))
    return Lack(feed.number, troubles.briefly(trouble), remedy)


def _plain(text: str) -> str:
    """Write for a terminal what was written for Discord."""
    return _MENTIONED.sub(r"channel \1", text).replace("**", "").replace("`", "")
