"""The commands that look at content and its history, and those that hide, restore and undo."""

from discord import app_commands
from discord.app_commands import Choice, Range

from bot.domain.errors import MemberError
from bot.domain.revisions import Standing
from bot.services.editing.hidden import (
    find_hidden,
    hidden,
    meant_at_all,
    meant_shown,
    offered_hidden,
    offered_left_out,
    why_left_out,
)
from bot.services.editing.records import offered
from bot.ui import content_status, looking, looking_texts as texts
from bot.ui.editing_picker import choices
from bot.ui.histories import Histories
from bot.ui.replies import Interaction
from bot.ui.revision_words import record_in

from .shared import GROUP, ContentCommands, Short

_Number = Range[int, 0, 999_999_999]


class Looking(ContentCommands):
    """Shows what a server's content says and how that came about, and takes changes back."""

    @GROUP.command(description="What an entry, a place or a source says here, as in a file")
    @app_commands.describe(entry="An event, a person, a topic, a place or a source")
    async def show(self, interaction: Interaction, entry: Short) -> None:
        """Show a record as YAML, or a topic as Markdown."""
        guild = await self._server(interaction)
        record = self._any(guild, entry)
        revising = self._newsroom.revising
        latest = await revising.latest(guild, record)
        body = revising.body(latest, record)
        if latest is not None and latest.standing is Standing.HIDDEN:
            body = await revising.before_hiding(guild, record)
        if body is None:
            raise MemberError(texts.UNKNOWN.format(record=record))
        why = why_left_out(self._newsroom.catalogues, guild, record)
        view, file = looking.shown(record, body, latest, why)
        if file is None:
            await self._send(interaction, view)
        else:
            await interaction.response.send_message(view=view, file=file, ephemeral=True)

    @GROUP.command(description="Show nothing of an entry to the members of this server")
    @app_commands.describe(entry="An event, a person, a topic, a place or a source")
    async def hide(self, interaction: Interaction, entry: Short) -> None:
        """Hide a record."""
        guild = await self._server(interaction)
        record = record_in(meant_shown(self._newsroom.catalogues, guild, entry))
        before, _ = await self._newsroom.revising.present(guild, record)
        revision = await self._newsroom.revising.hide(guild, record, interaction.user.id)
        await self._send(interaction, looking.hidden(revision, before))

    @GROUP.command(description="Show again what was hidden")
    @app_commands.describe(entry="What is hidden here")
    async def restore(self, interaction: Interaction, entry: Short) -> None:
        """Restore a record."""
        guild = await self._server(interaction)
        record = find_hidden(self._newsroom.catalogues, guild, entry)
        revision = await self._newsroom.revising.restore(guild, record, interaction.user.id)
        after = self._newsroom.revising.body(revision, record)
        await self._send(interaction, looking.restored(revision, after))

    @GROUP.command(description="Take back the last change of this server's content")
    async def undo(self, interaction: Interaction) -> None:
        """Take back one's own last change; show another's and an import first, and ask."""
        guild = await self._server(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        view = await Histories(self._newsroom).undo(guild, interaction.user.id)
        await self._send(interaction, view)

    @GROUP.command(description="Who changed an entry, a place or a source here, when and how")
    @app_commands.describe(entry="An event, a person, a topic, a place or a source")
    async def history(self, interaction: Interaction, entry: Short) -> None:
        """Give the first page of a history."""
        guild = await self._server(interaction)
        record = self._any(guild, entry)
        await self._send(interaction, await Histories(self._newsroom).page(guild, record))

    @GROUP.command(description="What differs between two revisions of an entry")
    @app_commands.describe(
        entry="An event, a person, a topic, a place or a source",
        first="The number of one; 0 is what the pack says",
        second="The number of the other; the latest if left out",
    )
    async def compare(
        self,
        interaction: Interaction,
        entry: Short,
        first: _Number,
        second: _Number | None = None,
    ) -> None:
        """Compare any two revisions."""
        guild = await self._server(interaction)
        record = self._any(guild, entry)
        view = await Histories(self._newsroom).comparison(guild, record, first, second)
        await self._send(interaction, view)

    @GROUP.command(description="How this server's content stands: its pack, changes, editors")
    async def status(self, interaction: Interaction) -> None:
        """Give the status."""
        guild = await self._server(interaction)
        newsroom = self._newsroom
        server = newsroom.catalogues.overlaid(guild)
        state = content_status.State(
            pack=newsroom.catalogues.pack.contents.pack,
            files=newsroom.pack_status(),
            server=server,
            hidden=hidden(newsroom.catalogues, guild),
            drifted=await newsroom.drifting.of_server(guild),
            waiting=await newsroom.editors.waiting(guild),
            desk=await newsroom.editors.desk(guild),
        )
        await self._send(interaction, content_status.status_card(state, interaction.guild))

    @hide.autocomplete("entry")
    async def _offer_shown(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        guild = await self._asking(interaction)
        if guild is None:
            return []
        return looking.offered_with(self._shown(guild, current), self._left_out(guild, current))

    @restore.autocomplete("entry")
    async def _offer_hidden(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        guild = await self._asking(interaction)
        return [] if guild is None else self._hidden(guild, current)

    @show.autocomplete("entry")
    @history.autocomplete("entry")
    @compare.autocomplete("entry")
    async def _offer_all(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        """Offer what is shown, then what is not."""
        guild = await self._asking(interaction)
        if guild is None:
            return []
        away = [*self._left_out(guild, current), *self._hidden(guild, current)]
        return looking.offered_with(self._shown(guild, current), away)

    def _shown(self, guild: int, current: str) -> list[Choice[str]]:
        return choices(offered(self._newsroom.catalogues.of(guild), current))

    def _hidden(self, guild: int, current: str) -> list[Choice[str]]:
        return looking.hidden_choices(offered_hidden(self._newsroom.catalogues, guild, current))

    def _left_out(self, guild: int, current: str) -> list[Choice[str]]:
        return looking.hidden_choices(offered_left_out(self._newsroom.catalogues, guild, current))

    async def _asking(self, interaction: Interaction) -> int | None:
        """Give the server of an editor who types; None for anybody else, who is offered nothing."""
        try:
            return await self._server(interaction)
        except MemberError:
            return None

    def _any(self, guild: int, entry: str) -> str:
        """Give the record that is meant, be it shown or not."""
        return record_in(meant_at_all(self._newsroom.catalogues, guild, entry))
