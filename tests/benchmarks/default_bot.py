"""The baseline of memory and of starting: a bare discord.py bot as its documentation begins one.

It has the default intents and the default caches, and one command.
"""

import os

import discord
import yarl
from discord import app_commands


class Default(discord.AutoShardedClient):
    """As little of a bot as has a command; `GUILD_READY_TIMEOUT` is discord.py's, in seconds."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents.default(),
            shard_count=int(os.environ.get("SHARD_COUNT", "1")),
            guild_ready_timeout=float(os.environ.get("GUILD_READY_TIMEOUT", "2")),
        )
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Find the gateway and register the one command."""
        _, url, _ = await self.http.get_bot_gateway()
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        await self.tree.sync()

    async def on_ready(self) -> None:
        """Say so, as Fasti does."""
        print("ready", flush=True)


def main() -> None:
    """Serve until ended."""
    discord.http.Route.BASE = os.environ["DISCORD_API_URL"]
    client = Default()

    @client.tree.command(description="Answer")
    async def ping(interaction: discord.Interaction[Default]) -> None:
        await interaction.response.send_message("pong")

    client.run(os.environ["DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    main()
