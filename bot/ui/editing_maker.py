"""Makes the panels of drafts, looking up what they name and what is wrong with them."""

from discord import ui

from bot.domain.revisions import Body, Draft, Revision, StaleError, Standing, type_of
from bot.services.editing.drafting import KEPT_DAYS
from bot.services.editing.newsroom import Newsroom

from . import editing_panel, editing_picker, editing_texts as texts, theme
from .dates import timestamp
from .differences import diff_text
from .editing_picker import Spot
from .editing_shown import as_card, as_fields

_LONGEST_DIFF = 3300


class Panels:
    """Makes what editors see of their drafts; nothing is kept between two of them."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    def panel(self, draft: Draft, headline: str = "") -> ui.LayoutView:
        """Give the panel of a draft: what members would see of it, and what is wrong."""
        proof = self._newsroom.drafting.prove(draft)
        room = editing_panel.room(headline, draft, proof.problems)
        if proof.entry is not None:
            today = self._newsroom.answering.of(draft.guild).today.today()
            shown = as_card(proof.entry, proof.catalogue, today, room)
        else:
            shown = as_fields(type_of(draft.record), draft.body, proof.catalogue, room)
        return editing_panel.panel(draft, shown, proof.problems, headline)

    def picker(self, draft: Draft, spot: Spot) -> ui.LayoutView:
        """Give a page of what a field of a draft may name."""
        catalogue = self._newsroom.catalogues.of(draft.guild)
        return editing_picker.picker(draft, catalogue, spot)

    def cited(self, draft: Draft, first: int) -> list[tuple[str, str, str]]:
        """Give five citations of a draft: the id of each source, its name, and where in it."""
        return editing_picker.cited(draft, self._newsroom.catalogues.of(draft.guild), first)

    def published(self, revision: Revision) -> ui.LayoutView:
        """Show what was published as members see it now."""
        answers = self._newsroom.answering.of(revision.guild)
        room = theme.MESSAGE_TEXT - len(editing_panel.published_title(revision))
        entry = answers.catalogue.entries.get(revision.record)
        if entry is not None:
            shown = as_card(entry, answers.catalogue, answers.today.today(), room)
        else:
            body = self._newsroom.revising.body(revision, revision.record) or {}
            shown = as_fields(type_of(revision.record), body, answers.catalogue, room)
        return editing_panel.published(revision, shown)

    def stale(self, draft: Draft, error: StaleError, before: Body | None) -> ui.LayoutView:
        """Show what the record says now against what the draft says."""
        latest = error.present
        by = ""
        if latest is not None and latest.author is not None:
            by = texts.STALE_BY.format(who=f"<@{latest.author}>", when=timestamp(latest.at, "R"))
        hidden = latest is not None and latest.standing is Standing.HIDDEN
        headline = (texts.STALE_HIDDEN if hidden else texts.STALE).format(by=by)
        same = before == draft.body
        shown = texts.STALE_SAME if same else diff_text(before, draft.body, _LONGEST_DIFF)
        return editing_panel.stale(draft, headline, [shown])

    async def drafts(self, guild: int, author: int, headline: str = "") -> ui.LayoutView:
        """List the drafts of an editor."""
        found = await self._newsroom.drafting.of_author(guild, author)
        return editing_panel.drafts(found, headline, KEPT_DAYS)
