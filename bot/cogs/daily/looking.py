"""The commands that only tell of daily posts: list, preview, upcoming, log and check."""

from discord import app_commands
from discord.app_commands import Choice, Range

from bot.ui import choices
from bot.ui.moderation import moderated
from bot.ui.replies import Interaction

from .shared import GROUP, DailyCommands, Short, quiet


class Looking(DailyCommands):
    """Changes nothing, but that a stopped one whose check finds all well goes on."""

    @GROUP.command(name="list", description="The daily posts of this server")
    async def listed(self, interaction: Interaction) -> None:
        """Answer with all daily posts."""
        await self._send(interaction, await self._cards.listed(moderated(interaction)))

    @GROUP.command(description="What a daily post would look like")
    @app_commands.describe(
        feed="Which daily post", date="A day, such as 22 June; the next post if left out"
    )
    @app_commands.autocomplete(feed=DailyCommands.offer_feeds)
    async def preview(
        self, interaction: Interaction, feed: Short = "", date: Range[str, 1, 40] = ""
    ) -> None:
        """Show the next post, or that of a day."""
        found = await self._feed(interaction, feed)
        await self._send(interaction, await self._cards.preview(found, date))

    @GROUP.command(description="What the next seven posts will tell")
    @app_commands.describe(feed="Which daily post")
    @app_commands.autocomplete(feed=DailyCommands.offer_feeds)
    async def upcoming(self, interaction: Interaction, feed: Short = "") -> None:
        """Look ahead."""
        found = await self._feed(interaction, feed)
        await self._send(interaction, await self._cards.upcoming(found))

    @GROUP.command(description="What was sent, skipped or failed, and why")
    @app_commands.describe(feed="Which daily post")
    @app_commands.autocomplete(feed=DailyCommands.offer_feeds)
    async def log(self, interaction: Interaction, feed: Short = "") -> None:
        """Look back."""
        found = await self._feed(interaction, feed)
        await self._send(interaction, await self._cards.log(found))

    @GROUP.command(description="Whether all is well: channel, permissions, time zone, content")
    @app_commands.describe(feed="Which daily post")
    @app_commands.autocomplete(feed=DailyCommands.offer_feeds)
    async def check(self, interaction: Interaction, feed: Short = "") -> None:
        """Check it, one by one."""
        found = await self._feed(interaction, feed)
        await self._send(interaction, await self._cards.check(interaction.guild, found))

    @preview.autocomplete("date")
    @quiet
    async def _dates(self, _: Interaction, current: str) -> list[Choice[str]]:
        return choices.of_days(self._foresight.complete(current))
