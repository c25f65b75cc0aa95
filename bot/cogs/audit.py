"""Tells each change of a server's content in its audit channel, without letting anybody wait for it."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence

import aiohttp
import discord
import structlog
from discord import ui
from discord.ext import commands
from typing_extensions import override

from bot.domain.revisions import Revision
from bot.services.editing.newsroom import Newsroom
from bot.ui import audit
from bot.ui.histories import Histories
from bot.ui.revision_words import is_import

WINDOW = 10.0
"""Seconds in which at most MOST messages go to one channel."""
MOST = 5
_PATIENCE = 30.0  # seconds for one message
_LAST_SECONDS = 3.0  # that messages in the making are given when the bot is closed

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)
_Changes = Sequence[Revision]


class Audit(commands.Cog):
    """Has one task for each server where there is something to tell; `tell` hands it over."""

    def __init__(self, newsroom: Newsroom, *, window: float = WINDOW) -> None:
        self._editors = newsroom.editors
        self._histories = Histories(newsroom)
        self._window = window
        self._client: discord.Client | None = None
        self._waiting: dict[int, list[_Changes]] = {}
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
        if guild not in self._working:
            self._working[guild] = asyncio.create_task(self._work(self._client, guild))

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
            while self._waiting.get(guild):
                was_full = await self._pause(guild)
                await self._tell_next(client, guild, many=was_full)
        except Exception:  # noqa: BLE001 - the changes are made, and stand in their history
            _log.exception("changes could not be told", guild=guild)
        finally:
            self._waiting.pop(guild, None)
            del self._working[guild]
            self._forget_old()

    async def _tell_next(self, client: discord.Client, guild: int, *, many: bool) -> None:
        """Send one message: of the next change, or if `many` of all that wait."""
        channel = (await self._editors.desk(guild)).audit_channel
        waiting = self._waiting[guild]
        if channel is None:
            waiting.clear()
            return
        told = waiting[:] if many else waiting[:1]
        del waiting[: len(told)]
        view = audit.summary(told) if len(told) > 1 else await self._notice(guild, told[0])
        self._sent.setdefault(guild, deque()).append(asyncio.get_running_loop().time())
        await self._send(client, guild, channel, view)

    async def _notice(self, guild: int, changes: _Changes) -> ui.LayoutView:
        if len(changes) > 1 or is_import(changes[0]):
            return audit.import_notice(changes)
        [change] = changes
        after = await self._histories.version(guild, change.record, change.number)
        before = await self._histories.version(guild, change.record, change.number - 1)
        return audit.change_notice(change, after.body, before.body)

    async def _pause(self, guild: int) -> bool:
        """Wait until another message may be sent, or the bot is closed; False if one may be now."""
        sent, now = self._sent.get(guild, deque[float]()), asyncio.get_running_loop().time()
        while sent and sent[0] <= now - self._window:
            sent.popleft()
        if len(sent) < MOST:
            return False
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._ending.wait(), sent[0] + self._window - now)
        return True

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
