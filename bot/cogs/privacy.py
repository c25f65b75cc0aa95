"""/privacy and its buttons: what is kept of a member or a server, handed over and erased."""

import asyncio
from collections.abc import Awaitable, Callable

from discord import app_commands
from discord.ext import commands

from bot.domain.errors import MemberError
from bot.services.privacy import Privacy as Keeping, zipped
from bot.ui import privacy as shown, privacy_texts as texts
from bot.ui.moderation import is_moderator
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler, filled, is_form
from bot.ui.scope import server_of
from bot.ui.texts import STALE_BUTTON

_Action = Callable[[Interaction, str], Awaitable[None]]
_LARGE = 1_000_000  # bytes, from which on a file is zipped


class Privacy(commands.Cog):
    """Asks at each press who presses; of `backups` that are kept by the day, members are told."""

    def __init__(self, keeping: Keeping, backups: int, replies: Replies) -> None:
        self._keeping = keeping
        self._backups = backups
        self._replies = replies
        self.routes: dict[str, Handler] = {shown.ROUTE: self._press}
        self._actions: dict[str, _Action] = {
            shown.MINE: self._hand_over,
            shown.ERASE_ME: self._ask,
            shown.ERASE_ME_YES: self._erase,
            shown.CANCEL: self._cancel,
            shown.SERVER: self._hand_over_server,
            shown.ERASE_SERVER: self._erase_server,
        }

    @app_commands.command(description="What I keep about you")
    async def privacy(self, interaction: Interaction) -> None:
        """Answer with what is stored and what is not."""
        manages = server_of(interaction) is not None and is_moderator(interaction)
        view = shown.privacy_card(self._backups, manages=manages)
        await self._replies.send(interaction, view, ephemeral=True)

    async def _press(self, interaction: Interaction, argument: str) -> None:
        """Lead `erase-me-yes:12` to its action, with the member 12, who was asked."""
        action, _, rest = argument.partition(":")
        if action not in self._actions:
            raise MemberError(STALE_BUTTON)
        await self._actions[action](interaction, rest)

    async def _hand_over(self, interaction: Interaction, _: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        member = interaction.user.id
        data, name = await self._keeping.of_member(member), texts.MY_FILE
        if len(data) > _LARGE:
            data, name = await asyncio.to_thread(zipped, name, data), f"{name}.zip"
        await self._send_file(interaction, texts.HERE, name, data, kind="member", id_=member)

    async def _ask(self, interaction: Interaction, _: str) -> None:
        await self._replies.turn(interaction, shown.ask_erase_me(interaction.user.id))

    async def _erase(self, interaction: Interaction, asked: str) -> None:
        _refuse_others(interaction, asked)
        await interaction.response.defer()
        await self._keeping.erase_member(interaction.user.id)
        await self._replies.turn(interaction, shown.erased_me())

    async def _cancel(self, interaction: Interaction, asked: str) -> None:
        _refuse_others(interaction, asked)
        await self._replies.turn(interaction, shown.told(texts.CANCELLED))

    async def _hand_over_server(self, interaction: Interaction, _: str) -> None:
        guild, _name = _managed(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        data, name = await self._keeping.of_server(guild), texts.SERVER_FILE
        await self._send_file(interaction, texts.HERE_SERVER, name, data, kind="server", id_=guild)

    async def _erase_server(self, interaction: Interaction, _: str) -> None:
        """Ask for the name of the server, or erase it if that was typed."""
        guild, name = _managed(interaction)
        if not is_form(interaction):
            await interaction.response.send_modal(shown.erase_server_form(name))
            return
        if not shown.is_name(filled(interaction).get(shown.NAME, ""), name):
            raise MemberError(shown.wrong_name(name))
        await self._replies.turn(interaction, shown.told(texts.ERASING))
        await self._keeping.erase_server(guild)
        await self._replies.turn(interaction, shown.told(texts.ERASED_SERVER))

    async def _send_file(
        self, interaction: Interaction, text: str, name: str, data: bytes, *, kind: str, id_: int
    ) -> None:
        if len(data) > interaction.filesize_limit:
            raise MemberError(texts.TOO_LARGE.format(kind=kind, id=id_))
        view, file = shown.handed_over(text, name, data)
        await interaction.followup.send(view=view, file=file, ephemeral=True)


def _refuse_others(interaction: Interaction, asked: str) -> None:
    if asked != str(interaction.user.id):
        raise MemberError(texts.NOT_ASKED)


def _managed(interaction: Interaction) -> tuple[int, str]:
    """Give the server that who presses may manage, and its name; raises MemberError otherwise."""
    guild, known = server_of(interaction), interaction.guild
    if guild is None or known is None:
        raise MemberError(texts.SERVERS_ONLY)
    if not is_moderator(interaction):
        raise MemberError(texts.MANAGERS_ONLY)
    return guild, known.name
