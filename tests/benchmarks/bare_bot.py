"""The baseline: a bare discord.py bot that answers /event and /today with payloads it is given.

It knows no content and looks nothing up, but builds the very same components afresh each time.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import discord
import yarl
from discord import app_commands, ui

Payload = Mapping[str, Any]
View = ui.LayoutView


def build(payload: list[Payload]) -> View:
    """Build components as a bot would that has them written down in code."""
    view = ui.LayoutView(timeout=None)
    for part in payload:
        view.add_item(MAKERS[part["type"]](part))
    view.stop()
    return view


def _container(part: Payload) -> ui.Item[View]:
    inner = (MAKERS[child["type"]](child) for child in part["components"])
    return ui.Container(*inner, accent_colour=part["accent_color"], spoiler=part["spoiler"])


def _row(part: Payload) -> ui.Item[View]:
    return ui.ActionRow(*(MAKERS[child["type"]](child) for child in part["components"]))


def _text(part: Payload) -> ui.Item[View]:
    return ui.TextDisplay(part["content"])


def _button(part: Payload) -> ui.Item[View]:
    return ui.Button(label=part["label"], custom_id=part["custom_id"])


def _select(part: Payload) -> ui.Item[View]:
    options = [
        discord.SelectOption(
            label=option["label"], value=option["value"], description=option["description"]
        )
        for option in part["options"]
    ]
    return ui.Select(custom_id=part["custom_id"], placeholder=part["placeholder"], options=options)


MAKERS: dict[int, Callable[[Payload], ui.Item[View]]] = {
    1: _row,
    2: _button,
    3: _select,
    10: _text,
    17: _container,
}


class Bare(discord.Client):
    """As little of a bot as can answer a command."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True), guild_ready_timeout=0, max_messages=None
        )
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Find the gateway and register the one command."""
        _, url, _ = await self.http.get_bot_gateway()
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        await self.tree.sync()


def main() -> None:
    """Serve until ended; the payloads are in the file named on the command line, by name."""
    payloads = json.loads(Path(sys.argv[1]).read_text())
    discord.http.Route.BASE = os.environ["DISCORD_API_URL"]
    client = Bare()

    @client.tree.command(description="An event")
    async def event(interaction: discord.Interaction[Bare], name: str) -> None:
        await interaction.response.send_message(view=build(payloads[name]))

    @client.tree.command(description="What happened on a day")
    async def today(interaction: discord.Interaction[Bare]) -> None:
        await interaction.response.send_message(view=build(payloads["/today"]))

    client.run(os.environ["DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    main()
