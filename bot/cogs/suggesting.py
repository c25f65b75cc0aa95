"""/suggest, "Report a mistake" under cards, and the forms that both open."""

from typing import Literal

from discord import app_commands
from discord.ext import commands

from bot.domain.errors import MemberError
from bot.domain.revisions import RecordType
from bot.services.editing.newsroom import Newsroom
from bot.services.editing.suggested import FIELDS, TEXTS
from bot.ui import outcomes, suggesting as forms, suggesting_texts as texts
from bot.ui.cards import REPORT
from bot.ui.handing_back import handing_back
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler, filled, is_form
from bot.ui.scope import answers, server_of
from bot.ui.texts import STALE_BUTTON

What = Literal["event", "person", "topic"]


class Suggestions(commands.Cog):
    """Takes what members suggest to the editors of the server that they ask in."""

    def __init__(self, newsroom: Newsroom, replies: Replies) -> None:
        self._newsroom = newsroom
        self._suggesting = newsroom.suggesting
        self._replies = replies
        self.routes: dict[str, Handler] = {REPORT: self._report, forms.SUGGEST: self._send}

    @app_commands.command(description="Suggest something that is missing to this server's editors")
    @app_commands.describe(
        what="What it is",
        named="Be named with it, in the history that this server's editors see",
    )
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def suggest(self, interaction: Interaction, what: What, *, named: bool = False) -> None:
        """Ask what it is, and how the member knows."""
        await self._suggesting.welcome(_server(interaction), interaction.user.id)
        await interaction.response.send_modal(forms.suggest_form(what, named=named))

    async def _send(self, interaction: Interaction, argument: str) -> None:
        """Take in what `event:1` was filled in with: something new, by who wishes to be named."""
        name, _, named = argument.partition(":")
        async with handing_back(interaction, self._replies, forms.labels(name)):
            guild = _server(interaction)
            type_: RecordType | None = next((each for each in FIELDS if each == name), None)
            if type_ is None or not is_form(interaction):
                raise MemberError(STALE_BUTTON)
            typed = filled(interaction)
            await self._suggesting.take(
                guild,
                interaction.user.id,
                f"{type_}:",
                fields=typed,
                source=typed.get(forms.SOURCE, ""),
                wants_credit=named == "1",
            )
            await self._thank(interaction)

    async def _report(self, interaction: Interaction, key: str) -> None:
        """Ask what is wrong with an entry, or take in what was typed about it."""
        guild = _server(interaction)
        if not is_form(interaction):
            await self._suggesting.welcome(guild, interaction.user.id)
            entry = answers(self._newsroom.answering, interaction).lookup.open(key)
            await interaction.response.send_modal(forms.report_form(entry))
            return
        async with handing_back(interaction, self._replies, forms.labels(key, is_report=True)):
            typed = filled(interaction)
            await self._suggesting.take(
                guild,
                interaction.user.id,
                key,
                fields={name: typed[name] for name in TEXTS.values() if name in typed},
                wrong=typed.get(forms.WRONG, ""),
                source=typed.get(forms.SOURCE, ""),
                wants_credit=forms.is_named(typed),
            )
            await self._thank(interaction)

    async def _thank(self, interaction: Interaction) -> None:
        """Thank a member, and tell outcomes that could not be told before."""
        untold = await self._suggesting.untold(interaction.user.id)
        now = untold[: outcomes.MOST_TOLD]
        told = outcomes.described(interaction.client, self._suggesting, now)
        await self._replies.send(interaction, forms.thanks(told), ephemeral=True)
        await self._suggesting.told(now)


def _server(interaction: Interaction) -> int:
    guild = server_of(interaction)
    if guild is None:
        raise MemberError(texts.SERVERS_ONLY)
    return guild
