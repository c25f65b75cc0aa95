"""Makes the panels of drafts, looking up what they name and what is wrong with them."""

from collections.abc import Iterable, Sequence

from discord import ui

from bot.domain.revisions import Draft, Revision, Suggestion, SuggestionState, type_of
from bot.services.editing.drafting import KEPT_DAYS
from bot.services.editing.merging import Clash, Conflict
from bot.services.editing.new_sources import record_alone
from bot.services.editing.newsroom import Newsroom

from . import editing_panel, editing_picker, editing_texts as texts, taken_up, theme
from .dates import timestamp
from .differences import diff_text
from .editing_picker import Spot
from .editing_shown import as_card, as_fields, seen
from .layout import Part

_LONGEST_DIFF = 1400
_LONGEST_REASON = 400


class Panels:
    """Makes what editors see of their drafts; nothing is kept between two of them."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    def panel(
        self,
        draft: Draft,
        headline: str = "",
        *,
        is_stale: bool = False,
        suggestion: Suggestion | None = None,
    ) -> ui.LayoutView:
        """Give the panel of a draft: what members would see of it, and what is wrong.

        `suggestion` is what it takes up, if its member's words are to be shown.
        """
        proof = self._newsroom.drafting.prove(draft)
        room = editing_panel.room(headline, draft, proof.problems)
        asked: list[Part] = []
        if suggestion is not None:
            told = taken_up.words(draft, suggestion, room // 2)
            asked = taken_up.taken_up(
                draft, told, self._newsroom.suggesting.named_source(suggestion)
            )
            room -= len(told)
        if proof.entry is not None:
            today = self._newsroom.answering.of(draft.guild).today.today()
            shown = as_card(proof.entry, proof.catalogue, today, room)
        else:
            shown = as_fields(type_of(draft.record), draft.body, proof.catalogue, room)
        shown = [*asked, *shown]
        return editing_panel.panel(draft, shown, proof.problems, headline, is_stale=is_stale)

    def picker(self, draft: Draft, spot: Spot) -> ui.LayoutView:
        """Give a page of what a field of a draft may name."""
        catalogue = self._newsroom.catalogues.of(draft.guild)
        return editing_picker.picker(draft, catalogue, spot)

    def cited(self, draft: Draft, first: int) -> list[tuple[str, str, str]]:
        """Give five citations of a draft: the id of each source, its name, and where in it."""
        return editing_picker.cited(draft, self._newsroom.catalogues.of(draft.guild), first)

    def sources(self, guild: int, ids: Iterable[str]) -> dict[str, str]:
        """Name those of some sources that a server shows."""
        return editing_picker.source_names(self._newsroom.catalogues.of(guild), ids)

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

    async def opened(self, draft: Draft, headline: str = "") -> ui.LayoutView:
        """Give the panel of a draft, with what was changed or decided since it began."""
        conflict = await self._newsroom.drafting.conflict(draft)
        told = [headline] if headline else []
        suggestion: Suggestion | None = None
        if draft.suggestion is not None:
            suggestion = await self._newsroom.suggesting.get(draft.guild, draft.suggestion)
            if suggestion.state is not SuggestionState.OPEN:
                told.append(_decided(suggestion))
        if conflict is not None:
            form = texts.STALE_OPENED if conflict.theirs else texts.STALE_HIDDEN_OPENED
            told.append(form.format(by=_by(conflict.latest)))
        drift = self._newsroom.drifting.of_revision(
            await self._newsroom.revising.latest(draft.guild, draft.record)
        )
        if drift is not None and not drift.is_hidden:
            told.append(texts.DRIFT_GONE if drift.is_gone else texts.DRIFT)
        is_stale = conflict is not None
        return self.panel(draft, "\n".join(told), is_stale=is_stale, suggestion=suggestion)

    def stale(self, draft: Draft, conflict: Conflict) -> ui.LayoutView:
        """Show what was changed since a draft began, and what the draft changes."""
        merged, theirs = conflict.merged(), conflict.theirs
        form = texts.STALE if theirs else texts.STALE_HIDDEN
        told = [form.format(by=_by(conflict.latest))]
        if theirs is not None:
            told += [texts.STALE_THEIRS, diff_text(conflict.base, theirs, _LONGEST_DIFF)]
        mine = record_alone(draft.body)
        told += [texts.STALE_MINE, diff_text(conflict.base, mine, _LONGEST_DIFF)]
        offered = [(texts.TAKE_MINE, editing_panel.REBASE)]
        if merged.clashes:
            told.append(texts.STALE_CLASH.format(fields=_named(merged.clashes)))
        if merged.body == theirs:
            told.append(texts.STALE_SAME)
            offered = []
        elif merged.body != draft.body:
            both = texts.TAKE_BOTH_MINE if merged.clashes else texts.TAKE_BOTH
            offered.insert(0, (both, editing_panel.MERGE))
            told += [] if merged.clashes else [texts.STALE_APART.format(both=both)]
        return editing_panel.stale(draft, told, offered, conflict.latest.number)

    async def settled(self, draft: Draft, conflict: Conflict) -> ui.LayoutView:
        """Show a draft that has taken in what was changed since it began."""
        clashes = conflict.merged().clashes
        form = texts.MERGED_MINE if clashes else texts.MERGED
        return await self.opened(draft, form.format(fields=_named(clashes)))

    def decided(self, draft: Draft, suggestion: Suggestion) -> ui.LayoutView:
        """Show what became of the suggestion that a draft takes up."""
        return editing_panel.decided(draft, [_decided(suggestion), texts.DECIDED_NOW])

    async def drafts(self, guild: int, author: int, headline: str = "") -> ui.LayoutView:
        """List the drafts of an editor."""
        found = await self._newsroom.drafting.of_author(guild, author)
        return editing_panel.drafts(found, headline, KEPT_DAYS)


def _by(latest: Revision) -> str:
    if latest.author is None:
        return ""
    return texts.STALE_BY.format(who=f"<@{latest.author}>", when=timestamp(latest.at, "R"))


def _decided(suggestion: Suggestion) -> str:
    by = suggestion.decided_by
    return texts.DECIDED[suggestion.state].format(
        by="" if by is None else texts.DECIDED_BY.format(who=f"<@{by}>"),
        reason=seen(suggestion.reason, _LONGEST_REASON),
    )


def _named(clashes: Sequence[Clash]) -> str:
    """Name the fields that both changed."""
    return seen(", ".join(map(_field, clashes)), _LONGEST_REASON)


def _field(clash: Clash) -> str:
    if clash.part is None:
        return texts.FIELDS.get(clash.field, clash.field)
    return texts.PART.format(heading=clash.part) if clash.part else texts.PART_NAMELESS
