"""Makes what editors see of histories, looking up the revisions that they ask for."""

from discord import ui

from bot.domain.errors import MemberError
from bot.domain.revisions import Action, Revision
from bot.services.editing.hidden import why_left_out
from bot.services.editing.newsroom import Newsroom
from bot.services.editing.revising import TakenBack, of_pack

from . import history, looking, looking_texts as texts, reviewing
from .history import Version
from .revision_words import name_in


class Histories:
    """Makes pages, revisions and comparisons; nothing is kept between two of them."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._revising = newsroom.revising

    async def page(self, guild: int, record: str, before: int = 0) -> ui.LayoutView:
        """Give the revisions below number `before`, or the latest for 0; raises MemberError if unknown."""
        found = await self._revising.history(guild, record, before or None)
        latest = await self._revising.latest(guild, record)
        pack = of_pack(self._newsroom.catalogues.pack.contents, record)
        if latest is None and pack is None:
            raise MemberError(texts.UNKNOWN.format(record=record))
        drift, number = self._newsroom.drifting.of_revision(latest), latest.number if latest else 0
        name = await self._name(guild, record)
        return history.history_page(
            record,
            found,
            before,
            number,
            name=name,
            pack=pack,
            drift=drift,
            left_out=why_left_out(self._newsroom.catalogues, guild, record),
        )

    async def revision(self, guild: int, record: str, number: int) -> ui.LayoutView:
        """Give one revision beside the one before it; number 0 beside what is shown now."""
        if number == 0:
            return await self.comparison(guild, record, 0, None)
        version = await self.version(guild, record, number)
        before = await self.version(guild, record, number - 1)
        present = await self.present(guild, record)
        name = await self._name(guild, record)
        return history.revision_card(record, version, before, present=present, name=name)

    async def comparison(
        self, guild: int, record: str, first: int, second: int | None
    ) -> ui.LayoutView:
        """Give two revisions side by side, the older first; None is the latest."""
        present = await self.present(guild, record)
        low, high = sorted((first, present.number if second is None else second))
        if low == high:
            raise MemberError(texts.SAME_NUMBERS)
        versions = [await self.version(guild, record, number) for number in (low, high)]
        name = await self._name(guild, record)
        return history.comparison(record, *versions, present=present, name=name)

    async def undo(self, guild: int, member: int) -> ui.LayoutView:
        """Take back a member's own single change, if it is the last; ask before another's, or an import."""
        changes = await self._revising.last(guild)
        last = changes[0]
        if last.author == member and last.action is not Action.IMPORT:
            return await self.undone(guild, member, last.id)
        before = await self.version(guild, last.record, last.number - 1)
        return looking.ask_undo(changes, self._revising.body(last, last.record), before.body)

    async def undone(self, guild: int, member: int, last: int) -> ui.LayoutView:
        """Take back the last change, and show what came of it; raises MemberError if it is not `last`."""
        taken = await self._revising.undo(guild, member, last)
        before = self._revising.body(taken.changes[0], taken.changes[0].record)
        after = self._revising.body(taken.made[0], taken.made[0].record)
        suggestion = await self._newsroom.suggesting.approved_with(taken.changes[0])
        below = reviewing.still_approved(suggestion)
        return looking.undone(taken, before, after, below, gone=self._gone(taken))

    def import_taken_back(self, taken: TakenBack) -> ui.LayoutView:
        """Say that an import was taken back."""
        return looking.import_taken_back(taken, self._gone(taken))

    def _gone(self, taken: TakenBack) -> set[str]:
        """Give the records of which nothing is shown since they were taken back."""
        made = taken.made
        return {each.record for each in made if self._revising.body(each, each.record) is None}

    async def version(self, guild: int, record: str, number: int) -> Version:
        """Give what a record said under a number; raises MemberError if there is none."""
        return self._version(record, await self._revising.revision(guild, record, number))

    async def present(self, guild: int, record: str) -> Version:
        """Give what a record says now."""
        return self._version(record, await self._revising.latest(guild, record))

    async def _name(self, guild: int, record: str) -> str:
        """Name a record by what the server shows of it now, or showed last."""
        latest = await self._revising.history(guild, record)
        shown = [self._revising.body(each, record) for each in latest]
        pack = of_pack(self._newsroom.catalogues.pack.contents, record)
        return name_in(record, *shown, pack)

    def _version(self, record: str, revision: Revision | None) -> Version:
        number = 0 if revision is None else revision.number
        return Version(number=number, revision=revision, body=self._revising.body(revision, record))
