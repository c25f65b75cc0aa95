"""The baseline of posting: a bare discord.py bot that sends one card to one channel after another.

It keeps no ledger, looks nothing up, makes the card once and only puts another marker into its
menu, and never tries again.
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import discord
import yarl
from discord import ui

from .bare_bot import View, build

_NEVER = discord.AllowedMentions.none()


class Bare(discord.AutoShardedClient):
    """As little of a bot as can post."""

    def __init__(self, order: dict[str, Any]) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            shard_count=int(os.environ["SHARD_COUNT"]),
            guild_ready_timeout=0,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self._order = order
        self._posting: asyncio.Task[None] | None = None

    async def setup_hook(self) -> None:
        """Find the gateway, and get ready to post."""
        _, url, _ = await self.http.get_bot_gateway()
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        self._posting = asyncio.create_task(self._post())

    async def _post(self) -> None:
        """Post at an even pace, once there is a line to read; stays connected then."""
        await asyncio.to_thread(sys.stdin.readline)
        view = build(self._order["components"])
        menu = _menu(view)
        loop = asyncio.get_running_loop()
        begun, gap = loop.time(), 1 / self._order["per_second"]
        sending: set[asyncio.Task[discord.Message]] = set()
        for number, (channel, marker) in enumerate(self._order["posts"]):
            await asyncio.sleep(max(0.0, begun + number * gap - loop.time()))
            menu.custom_id = marker
            place = self.get_partial_messageable(channel)
            task = asyncio.create_task(place.send(view=view, allowed_mentions=_NEVER))
            sending.add(task)
            task.add_done_callback(sending.discard)
        await asyncio.gather(*sending)


def _menu(view: View) -> ui.Select[View]:
    return next(item for item in view.walk_children() if isinstance(item, ui.Select))


def main() -> None:
    """Serve until ended; the file named on the command line says what to post where."""
    order = json.loads(Path(sys.argv[1]).read_text())
    discord.http.Route.BASE = os.environ["DISCORD_API_URL"]
    Bare(order).run(os.environ["DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    main()
