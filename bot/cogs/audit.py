"""Tells each change of a server's content in its audit channel, without letting anybody wait for it."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

import aiohttp
import discord
import structlog
from discord import ui
from discord.ext import commands
from typing_extensions import override

from bot.domain.revisions import Body, Revision, made_for
from bot.services.editing.newsroom import Newsroom
from bot.ui import audit
from bot.ui.histories import Histories
from bot.ui.revision_words import is_import

WINDOW = 10.0
"""Seconds in which at most MOST messages go to one channel."""
MOST = 5
MOST_WAITING = 70
"""Changes that wait, from which on they are summed up in one message, without their differences."""
_PATIENCE = 30.0  # seconds for one message
_LAST_SECONDS = 3.0  # that messages in the making are given when the bot is closed

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)
_Changes = Sequence[Revision]


class Audit(commands.Cog):
    """Has one task for each server where there is something to tell; `tell` hands it over."""

    def __init__(self, newsroom: Newsroom, *, window: float = WINDOW) -> None:
        self._editors = newsroom.editors
        self._revising = newsroom.revising
        self._histories = Histories(newsroom)
        self._window = window
        self._client: discord.Client | None = None
        self._waiting: dict[int, list[_Changes]] = {}
        self._views: dict[int, deque[ui.LayoutView]] = {}  # whatever else is to be told
        self._sent: dict[int, deque[float]] = {}  # when the latest messages of a server were sent
        self._working: dict[int, asyncio.Task[None]] = {}
        self._refused: dict[int, int] = {}  # channels that are known to take nothing, by server
        self._ending = asyncio.Event()

    def bind(self, client: discord.Client) -> None:
        """Tell through this client from now on."""
        self._client = client

    async def tell(self, changes: _Changes) -> None:
        """Take in changes of one server that were made at once; they are told in a while."""
        if self._ending.is_set() or self._client is None:
            return
        guild = changes[0].guild
        self._waiting.setdefault(guild, []).append(changes)
        self._begin(self._client, guild)

    def forget_member(self, member: int) -> None:
        """Tell what waits without a member who is erased."""
        for waiting in self._waiting.values():
            waiting[:] = [[_without(member, each) for each in changes] for changes in waiting]

    async def reaches(self, guild: int) -> bool:
        """Whether the server is one of this process, and has an audit channel."""
        if self._client is None or self._client.get_guild(guild) is None:
            return False
        return (await self._editors.desk(guild)).audit_channel is not None

    def say(self, guild: int, view: ui.LayoutView) -> None:
        """Take in something else than a change; it is told in a while, of many the last few."""
        if self._ending.is_set() or self._client is None:
            return
        self._views.setdefault(guild, deque(maxlen=MOST)).append(view)
        self._begin(self._client, guild)

    def _begin(self, client: discord.Client, guild: int) -> None:
        if guild not in self._working:
            self._working[guild] = asyncio.create_task(self._work(client, guild))

    @override
    async def cog_unload(self) -> None:
        """Tell at once what waits, and end."""
        self._ending.set()
        tasks = list(self._working.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=_LAST_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _work(self, client: discord.Client, guild: int) -> None:
        """Tell what waits in a server until nothing does."""
        try:
            while self._waiting.get(guild) or self._views.get(guild):
                await self._tell_next(client, guild, await self._free(guild))
        except Exception:  # noqa: BLE001 - the changes are made, and stand in their history
            _log.exception("changes could not be told", guild=guild)
        finally:
            self._waiting.pop(guild, None)
            self._views.pop(guild, None)
            del self._working[guild]
            self._forget_old()

    async def _tell_next(self, client: discord.Client, guild: int, free: int) -> None:
        """Send one message: of the next change, or of several if more wait than messages are free."""
        channel = (await self._editors.desk(guild)).audit_channel
        if channel is None:
            self._waiting.pop(guild, None)
            self._views.pop(guild, None)
            return
        others = self._views.get(guild)
        view = others.popleft() if others else await self._next_changes(guild, free)
        self._sent.setdefault(guild, deque()).append(asyncio.get_running_loop().time())
        await self._send(client, guild, channel, view)

    async def _next_changes(self, guild: int, free: int) -> ui.LayoutView:
        waiting = self._waiting[guild]
        if len(waiting) > MOST_WAITING:
            told, view = waiting[:], audit.summary(waiting)
        else:
            told = waiting[: 1 if len(waiting) <= free else audit.MOST_TOGETHER]
            view = audit.notice([await self._told(guild, each) for each in told])
        del waiting[: len(told)]
        return view

    async def _told(self, guild: int, changes: _Changes) -> audit.Told:
        change, *made = changes
        if is_import(change) or not all(map(made_for, made)):
            changed, made = changes, []
        else:
            changed = [change]
        bodies = [await self._bodies(guild, each) for each in changed[: audit.FIRST]]
        return audit.Told(changes=changed, bodies=bodies, made=made)

    async def _bodies(self, guild: int, change: Revision) -> tuple[Body | None, Body | None]:
        """Give what a record said before a change, and what it said after it."""
        before = await self._histories.version(guild, change.record, change.number - 1)
        return before.body, self._revising.body(change, change.record)

    async def _free(self, guild: int) -> int:
        """Wait until another message may be sent, or the bot is closed; give how many may be now."""
        sent, loop = self._sent.setdefault(guild, deque()), asyncio.get_running_loop()
        while True:
            while sent and sent[0] <= loop.time() - self._window:
                sent.popleft()
            if len(sent) < MOST:
                return MOST - len(sent)
            if self._ending.is_set():
                return 0
            with contextlib.suppress(TimeoutError):
                until = sent[0] + self._window - loop.time()
                await asyncio.wait_for(self._ending.wait(), until)

    async def _send(
        self, client: discord.Client, guild: int, channel: int, view: ui.LayoutView
    ) -> None:
        """Send a message; a refusal is logged once, until one is taken or the channel changes."""
        where = client.get_partial_messageable(channel, guild_id=guild)
        try:
            async with asyncio.timeout(_PATIENCE):
                await where.send(view=view, silent=True)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            if self._refused.get(guild) != channel:
                _log.warning(
                    "the audit channel takes nothing; /content status tells why",
                    guild=guild,
                    channel=channel,
                    reason=str(error),
                )
            self._refused[guild] = channel
        else:
            self._refused.pop(guild, None)

    def _forget_old(self) -> None:
        """Forget when servers were sent something that is longer ago than the window."""
        since = asyncio.get_running_loop().time() - self._window
        self._sent = {
            guild: sent for guild, sent in self._sent.items() if sent and sent[-1] > since
        }


def _without(member: int, change: Revision) -> Revision:
    """Give a change with nobody in place of a member."""
    author, credit = (None if each == member else each for each in (change.author, change.credit))
    return replace(change, author=author, credit=credit)
