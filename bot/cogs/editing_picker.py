"""The menus and buttons of pickers: what a draft names of other records."""

from collections.abc import Callable

from discord.ext import commands

from bot.domain.errors import MemberError
from bot.domain.revisions import Body, Draft, type_of
from bot.services.editing.named_sources import citing
from bot.services.editing.new_sources import new_sources, with_changed, with_source
from bot.services.editing.newsroom import Newsroom
from bot.services.editing.sections import LAYOUTS, chosen_in, picked
from bot.ui import (
    editing_forms as forms,
    editing_panel as panel,
    editing_picker as picker,
    taken_up,
)
from bot.ui.controls import custom_id
from bot.ui.editing_maker import Panels
from bot.ui.editing_picker import Spot, query_of
from bot.ui.editorship import edited
from bot.ui.handing_back import handing_back
from bot.ui.new_source import source_form, typed_source
from bot.ui.replies import Interaction, Replies
from bot.ui.router import Handler, chosen_of_menu, filled, is_form, number
from bot.ui.texts import STALE_BUTTON


class EditingPicker(commands.Cog):
    """Asks at each use who chooses, and whether the draft is theirs."""

    def __init__(self, newsroom: Newsroom, replies: Replies) -> None:
        self._newsroom = newsroom
        self._replies = replies
        self._panels = Panels(newsroom)
        self.routes: dict[str, Handler] = {
            panel.PICK: self._show,
            picker.PICKED: self._picked,
            picker.FIND: self._find,
            picker.SOURCE: self._source,
            taken_up.CITE: self._cite,
        }

    async def _show(self, interaction: Interaction, argument: str) -> None:
        """Turn to a page."""
        draft, spot = await self._at(interaction, argument)
        await self._replies.turn(interaction, self._panels.picker(draft, spot))

    async def _picked(self, interaction: Interaction, argument: str) -> None:
        """Take in what is chosen on this page; what was chosen on others stays."""
        draft, spot = await self._at(interaction, argument)
        values, offered = chosen_of_menu(interaction)
        put_back = set(offered).difference(values)

        def choosing(body: Body) -> Body:
            ids = [id_ for id_ in chosen_in(body, spot.field) if id_ not in put_back]
            return picked(body, spot.field, [*ids, *values])

        draft = await self._newsroom.drafting.change(draft, choosing)
        await self._replies.turn(interaction, self._panels.picker(draft, spot))

    async def _find(self, interaction: Interaction, argument: str) -> None:
        """Ask what to look for, or narrow the menu to what was typed."""
        draft, spot = await self._at(interaction, argument)
        if not is_form(interaction):
            route = custom_id(picker.FIND, *spot.arguments(draft))
            form = forms.find_form(route, spot.field, spot.query)
            await interaction.response.send_modal(form)
            return
        words = filled(interaction).get(forms.WORDS, "")
        found = Spot(field=spot.field, query=query_of(words))
        await self._replies.turn(interaction, self._panels.picker(draft, found))

    async def _source(self, interaction: Interaction, argument: str) -> None:
        """Ask for a source that a draft is to make, or take it in: `12:a-diary` changes one."""
        typed, _, id_ = argument.partition(":")
        async with handing_back(interaction, self._replies):
            draft = await self._draft(interaction, typed)
            known = new_sources(draft.body).get(id_)
            if id_ and known is None:
                raise MemberError(STALE_BUTTON)
            if not is_form(interaction):
                form = source_form(custom_id(picker.SOURCE, typed, id_), known or {})
                await interaction.response.send_modal(form)
                return
            typed_in = filled(interaction)
            taken = self._newsroom.drafting.taken(draft.guild, "source")

            def typing(body: Body) -> Body:
                if id_:
                    present = new_sources(body).get(id_, {})
                    return with_changed(body, id_, typed_source(present, typed_in))
                return with_source(body, typed_source({}, typed_in), taken)

            await self._keep(interaction, draft, typing)

    async def _cite(self, interaction: Interaction, argument: str) -> None:
        """Cite the source that a member named; one that is not known yet is typed first."""
        draft = await self._draft(interaction, argument)
        if draft.suggestion is None:
            raise MemberError(STALE_BUTTON)
        suggestion = await self._newsroom.suggesting.get(draft.guild, draft.suggestion)
        named = self._newsroom.suggesting.named_source(suggestion)
        if named.is_new:
            form = source_form(custom_id(picker.SOURCE, argument, ""), named.body)
            await interaction.response.send_modal(form)
            return
        await self._keep(interaction, draft, lambda body: citing(body, named, ()))

    async def _keep(
        self, interaction: Interaction, draft: Draft, change: Callable[[Body], Body]
    ) -> None:
        draft = await self._newsroom.drafting.change(draft, change)
        await self._replies.turn(interaction, await self._panels.opened(draft))

    async def _draft(self, interaction: Interaction, typed: str) -> Draft:
        guild = await edited(interaction, self._newsroom.editors)
        return await self._newsroom.drafting.get(guild, interaction.user.id, number(typed) or 0)

    async def _at(self, interaction: Interaction, argument: str) -> tuple[Draft, Spot]:
        """Read `12:places:3:stal`: page 3 of what is like “stal”, for the places of draft 12."""
        id_, field, page, query = [*argument.split(":", 3), "", "", ""][:4]
        draft = await self._draft(interaction, id_)
        if field not in LAYOUTS[type_of(draft.record)].picks:
            raise MemberError(STALE_BUTTON)
        return draft, Spot(field=field, page=number(page) or 0, query=query_of(query))
