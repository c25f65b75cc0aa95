"""The commands that begin a change of content: add, edit and drafts."""

from discord import app_commands
from discord.app_commands import Choice

from bot.domain.errors import MemberError
from bot.domain.revisions import RecordType
from bot.services.editing.hidden import meant_to_edit, offered_left_out
from bot.services.editing.records import offered
from bot.services.editing.sections import LAYOUTS
from bot.ui import editing_forms as forms, editing_panel as panel, editing_texts as texts, looking
from bot.ui.controls import custom_id
from bot.ui.editing_maker import Panels
from bot.ui.editing_picker import choices
from bot.ui.editorship import edited
from bot.ui.replies import Interaction

from .shared import GROUP, ContentCommands, Short

ADD = app_commands.Group(name="add", description="Add something to the content", parent=GROUP)


class Changing(ContentCommands):
    """Asks what is to be changed, and shows the panel in which that is done."""

    @ADD.command(name="event", description="Add something that happened")
    async def add_event(self, interaction: Interaction) -> None:
        """Ask for the words and the date of an event."""
        await self._begin(interaction, "event")

    @ADD.command(name="person", description="Add somebody")
    async def add_person(self, interaction: Interaction) -> None:
        """Ask for the name of a person, and who that was."""
        await self._begin(interaction, "person")

    @ADD.command(name="topic", description="Add a subject that is told at length")
    async def add_topic(self, interaction: Interaction) -> None:
        """Ask for the title and the summary of a topic."""
        await self._begin(interaction, "topic")

    @ADD.command(name="place", description="Add a place, so that entries can name it")
    async def add_place(self, interaction: Interaction) -> None:
        """Ask for the names of a place, and where it is."""
        await self._begin(interaction, "place")

    @ADD.command(name="source", description="Add a source, so that entries can cite it")
    async def add_source(self, interaction: Interaction) -> None:
        """Ask for what is known of a work."""
        await self._begin(interaction, "source")

    @GROUP.command(description="Change what an entry, a place or a source says here")
    @app_commands.describe(entry="An event, a person, a topic, a place or a source")
    async def edit(self, interaction: Interaction, entry: Short) -> None:
        """Go on with the editor's draft of a record, or begin one."""
        guild = await self._server(interaction)
        record = meant_to_edit(self._newsroom.catalogues, guild, entry)
        draft = await self._newsroom.drafting.edit(guild, interaction.user.id, record)
        await self._send(interaction, await Panels(self._newsroom).opened(draft))

    @edit.autocomplete("entry")
    async def _offer(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        try:
            guild = await self._server(interaction)
        except MemberError:
            return []
        catalogues = self._newsroom.catalogues
        away = looking.hidden_choices(offered_left_out(catalogues, guild, current))
        shown = choices(offered(catalogues.of(guild), current))
        return looking.offered_with(shown, away)

    @GROUP.command(description="What you have begun to change and not published yet")
    async def drafts(self, interaction: Interaction) -> None:
        """List the editor's drafts."""
        guild = await self._server(interaction)
        view = await Panels(self._newsroom).drafts(guild, interaction.user.id)
        await self._send(interaction, view)

    async def _begin(self, interaction: Interaction, type_: RecordType) -> None:
        """Show the form of the first section; a draft is made when it is sent."""
        guild = await edited(interaction, self._newsroom.editors)
        await self._newsroom.drafting.make_sure_of_room(guild, interaction.user.id)
        title = texts.FORM_NEW.format(what=texts.NEW[type_])
        route = custom_id(panel.ADD, type_)
        form = forms.section_form(route, type_, LAYOUTS[type_].sections[0], {}, title)
        await interaction.response.send_modal(form)
