"""Drafts: changes that an editor is at work on, kept from one form to the next, and over restarts."""

import asyncio
import datetime as dt
from collections.abc import Callable, Container
from dataclasses import dataclass, replace

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.new_ids import new_id
from bot.catalogue.overlay import Overlaid, overlaid
from bot.catalogue.records import Problem
from bot.domain.entries import Entry
from bot.domain.errors import MemberError
from bot.domain.ports import Clock
from bot.domain.revisions import (
    MOST_DRAFTS,
    Action,
    Body,
    Draft,
    Overlay,
    RecordType,
    Revision,
    StaleError,
    TooManyDraftsError,
    type_of,
)
from bot.domain.words import truncate
from bot.services.catalogues import Catalogues
from bot.storage.database import Database
from bot.storage.drafts import Drafts, says_nothing
from bot.storage.guilds import Guilds
from bot.storage.revisions import Revisions

from . import publishing
from .merging import Conflict
from .new_sources import settled
from .records import name_field, records_of
from .refusals import UNCHANGED
from .revising import FaultyError, Revising

KEPT_DAYS = 30
KEPT_DAYS_UNTOUCHED = 1
_HIDDEN = "It is not shown here any more: /content restore or its /content history brings it back."
_UNKNOWN = "There is no {record} here: choose one of those that are offered while you type."
_GONE = (
    "That draft is gone: it was published or discarded, or nothing was changed in it. "
    "Begin anew with /content edit."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What would come of a draft: all that is wrong with it, and how it would be shown, if at all.

    `catalogue` is what the server would see; `entry` is in it, and None while faults prevent that,
    and for places and sources, which have no card.
    """

    problems: tuple[Problem, ...]
    catalogue: Catalogue
    entry: Entry | None

    @property
    def is_sound(self) -> bool:
        """Whether it could be published."""
        return all(problem.warning for problem in self.problems)


class Drafting:
    """Begins, changes, proves and publishes drafts; each belongs to the editor who began it."""

    def __init__(
        self, database: Database, clock: Clock, catalogues: Catalogues, revising: Revising
    ) -> None:
        self._database = database
        self._clock = clock
        self._catalogues = catalogues
        self._revising = revising
        self._publishing = asyncio.Lock()

    async def edit(self, guild: int, author: int, record: str) -> Draft:
        """Go on with the editor's draft of a record, or begin one from what the server shows.

        One in which nothing was changed yet is brought up to what the server shows now.
        """
        known = await self._kept(guild, author)
        of_record = [each for each in known if each.record == record and not each.is_new]
        for draft in of_record:
            if not says_nothing(draft):
                return draft
        body, number = await self._revising.present(guild, record)
        if body is None:
            raise _not_shown(record, number)
        await self.make_sure_of_room(guild, author)
        begun = self._begun(guild, author, record, body, base=number)
        return await self._keep(replace(begun, id=of_record[0].id) if of_record else begun)

    async def add(
        self,
        guild: int,
        author: int,
        type_: RecordType,
        body: Body,
        *,
        suggestion: int | None = None,
    ) -> Draft:
        """Begin a draft of something new, or go on with that which takes up the same suggestion."""
        if known := await self._taking_up(guild, author, suggestion):
            return known
        draft = self._begun(guild, author, f"{type_}:", body, base=0)
        return await self._keep(replace(draft, is_new=True, suggestion=suggestion))

    async def take_up(
        self, guild: int, author: int, record: str, change: Callable[[Body], Body], suggestion: int
    ) -> Draft:
        """Begin a draft from what the server shows, with what a member suggests, or go on with it."""
        if known := await self._taking_up(guild, author, suggestion):
            return known
        body, number = await self._revising.present(guild, record)
        if body is None:
            raise MemberError(
                "It is not shown here any more: reject the suggestion, or restore it."
            )
        draft = self._begun(guild, author, record, change(body), base=number)
        return await self._keep(replace(draft, suggestion=suggestion))

    async def make_sure_of_room(self, guild: int, author: int) -> None:
        """Raise TooManyDraftsError where an editor could begin no other draft."""
        known = await self.of_author(guild, author)
        if len(known) >= MOST_DRAFTS:
            raise TooManyDraftsError(known[-1])

    async def get(self, guild: int, author: int, id_: int) -> Draft:
        """Give a draft of an editor; raises MemberError if there is none, or it is another's."""
        async with self._database.read() as connection:
            draft = await Drafts(connection).get(guild, id_)
        if draft is None:
            raise MemberError(_GONE)
        if draft.author != author:
            raise MemberError("That draft is another editor's: begin your own with /content edit.")
        if not says_nothing(draft):
            return draft
        body = await self._base(draft)
        if body is None:
            raise _not_shown(draft.record, draft.base)
        return replace(draft, body=body)

    async def open(self, guild: int, author: int, id_: int) -> Draft:
        """Give a draft as `get` does; one that changes nothing says what the server shows now."""
        draft = await self.get(guild, author, id_)
        if await self._is_untouched(draft):
            return await self.edit(guild, author, draft.record)
        return draft

    async def of_author(self, guild: int, author: int) -> list[Draft]:
        """Give the drafts in which an editor has changed something, the last changed first."""
        return [each for each in await self._kept(guild, author) if not says_nothing(each)]

    async def change(self, draft: Draft, change: Callable[[Body], Body]) -> Draft:
        """Keep what an editor has written, right or wrong; `change` is given what is kept by now."""
        return await self._alter(draft, lambda kept: replace(kept, body=change(kept.body)))

    async def detach(self, draft: Draft) -> Draft:
        """Let a draft be the editor's own, whatever becomes of the suggestion that it took up."""
        return await self._alter(draft, lambda kept: replace(kept, suggestion=None))

    async def discard(self, draft: Draft) -> None:
        """Forget a draft; gone already is as good."""
        async with self._database.write() as connection:
            await Drafts(connection).discard(draft.guild, draft.id)

    def prove(self, draft: Draft) -> Proof:
        """Tell what would come of a draft if it were published now."""
        record, body, made = self._named(draft)
        guild, here = draft.guild, self._catalogues.of(draft.guild)
        problems = tuple(publishing.problems(self._revising, guild, record, body, made))
        if made:
            sources = {f"source:{id_}": said for id_, said in made.items()}
            here = overlaid(here, Overlay(own=sources)).catalogue
        if any(not problem.warning for problem in problems):
            return Proof(problems=problems, catalogue=here, entry=None)
        # only the draft is put on top: a server may have thousands of records of its own
        catalogue = overlaid(here, Overlay(own={record: body})).catalogue
        return Proof(problems=problems, catalogue=catalogue, entry=catalogue.entries.get(record))

    async def publish(self, draft: Draft, *, note: str = "", credit: int | None = None) -> Revision:
        """Show what a draft says, and forget the draft.

        Raises FaultyError with what is wrong, StaleError if the record was changed meanwhile, and
        MemberError if nothing is changed in it; the draft is kept then.
        """
        async with self._publishing:  # of two presses the second finds the draft gone
            draft = await self.get(draft.guild, draft.author, draft.id)
            if await self._is_untouched(draft):
                raise MemberError(UNCHANGED)
            revision = await self.publish_unkept(draft, note=note, credit=credit)
            await self.discard(draft)
        return revision

    async def publish_unkept(
        self, draft: Draft, *, note: str = "", credit: int | None = None
    ) -> Revision:
        """Show what a draft says that was never kept; raises as `publish` does."""
        record, body, made = self._named(draft)
        parent = draft.base
        if draft.is_new:  # its id may be that of a record that was taken back
            _, parent = await self._revising.present(draft.guild, record)
        return await publishing.publish(
            self._revising,
            draft.guild,
            record,
            body,
            made,
            parent=parent,
            author=draft.author,
            action=Action.ADD if draft.is_new else Action.EDIT,
            note=note,
            credit=credit,
        )

    async def take_back(self, guild: int, author: int, record: str, number: int) -> Revision:
        """Show again what was shown before a revision; raises MemberError if it is not the latest."""
        return await self._revising.take_back(guild, record, number, author)

    async def tidy(self) -> int:
        """Forget the drafts that nobody has touched for KEPT_DAYS; gives how many there were.

        Of those in which nothing was changed, what was only looked at, KEPT_DAYS_UNTOUCHED are enough.
        """
        now = self._clock.now()
        async with self._database.write() as connection:
            drafts = Drafts(connection)
            looked_at = await drafts.discard_untouched(now - dt.timedelta(KEPT_DAYS_UNTOUCHED))
            return looked_at + await drafts.discard_older_than(now - dt.timedelta(KEPT_DAYS))

    async def conflict(self, draft: Draft) -> Conflict | None:
        """Tell how a draft and what was published since it began differ; None if nothing was."""
        if draft.is_new:
            return None
        latest = await self._revising.latest(draft.guild, draft.record)
        if latest is None or latest.number == draft.base:
            return None
        return Conflict(
            latest=latest,
            base=await self._base(draft),
            theirs=self._revising.body(latest, draft.record),
            mine=draft.body,
        )

    async def rebase(self, draft: Draft, seen: int, *, merging: bool = False) -> Draft:
        """Let a draft be a change of what the record says since number `seen`, and not of what it said.

        When `merging` it takes in what was changed, but for what it changes itself. Raises StaleError
        if the latest is not the one that the editor saw.
        """
        conflict = await self.conflict(draft)
        if conflict is None:
            return draft
        if conflict.latest.number != seen:
            raise StaleError(draft.record, conflict.latest)

        def based(kept: Draft) -> Draft:
            if kept.base == seen or not merging:
                return replace(kept, base=seen)
            both = replace(conflict, mine=kept.body).merged()
            return replace(kept, base=seen, body=both.body)

        return await self._alter(draft, based)

    async def _taking_up(self, guild: int, author: int, suggestion: int | None) -> Draft | None:
        if suggestion is None:
            return None
        known = await self.of_author(guild, author)
        return next((draft for draft in known if draft.suggestion == suggestion), None)

    def taken(self, guild: int, type_: RecordType) -> Container[str]:
        """Give the ids of a type that nothing new in a server can have."""
        return _Taken(type_, self._catalogues.overlaid(guild))

    def _named(self, draft: Draft) -> tuple[str, Body, dict[str, Body]]:
        """Give the record that a draft is of, its body, with the id that a new one gets, and its sources."""
        shown = self._catalogues.of(draft.guild).contents
        said, made = settled(draft.body, self.taken(draft.guild, "source"), shown)
        if not draft.is_new:
            return draft.record, said, made
        type_ = type_of(draft.record)
        taken = self.taken(draft.guild, type_)
        name, author, year = (_text(said, field) for field in (name_field(type_), "author", "year"))
        id_ = new_id(type_, name, taken, author=author, year=year)
        named = {"id": id_, **{key: said[key] for key in said if key != "id"}}
        return f"{type_}:{id_}", named, made

    def _begun(self, guild: int, author: int, record: str, body: Body, *, base: int) -> Draft:
        return Draft(
            id=0,
            guild=guild,
            author=author,
            record=record,
            is_new=False,
            base=base,
            body=body,
            updated_at=self._clock.now(),
        )

    async def _kept(self, guild: int, author: int) -> list[Draft]:
        async with self._database.read() as connection:
            return await Drafts(connection).of_author(guild, author)

    async def _keep(self, draft: Draft) -> Draft:
        async with self._database.write() as connection:
            return await self._save(Drafts(connection), Revisions(connection), draft)

    async def _alter(self, draft: Draft, change: Callable[[Draft], Draft]) -> Draft:
        """Change a draft as it is kept by now: of two forms that are sent at once, none is lost."""
        async with self._database.write() as connection:
            drafts, revisions = Drafts(connection), Revisions(connection)
            await Guilds(connection).enter(draft.guild)  # where the author takes turns
            kept = await drafts.get(draft.guild, draft.id) or draft
            if says_nothing(kept):
                kept = replace(kept, body=await self._said(revisions, kept) or draft.body)
            altered = replace(change(kept), updated_at=self._clock.now())
            return await self._save(drafts, revisions, altered)

    async def _save(self, drafts: Drafts, revisions: Revisions, draft: Draft) -> Draft:
        """Keep a draft; of one that changes nothing no more than what it is a draft of."""
        is_own = draft.is_new or draft.suggestion is not None
        is_untouched = not is_own and draft.body == await self._said(revisions, draft)
        saved = await drafts.save(replace(draft, body={}) if is_untouched else draft)
        return replace(saved, body=draft.body)

    async def _is_untouched(self, draft: Draft) -> bool:
        if draft.is_new or draft.suggestion is not None:
            return False
        return draft.body == await self._base(draft)

    async def _base(self, draft: Draft) -> Body | None:
        """Give what the record said when the draft began; None for nothing."""
        async with self._database.read() as connection:
            return await self._said(Revisions(connection), draft)

    async def _said(self, revisions: Revisions, draft: Draft) -> Body | None:
        before = draft.base + 1
        found = await revisions.history(draft.guild, draft.record, 1, before)
        return self._revising.body(next(iter(found), None), draft.record)


@dataclass(frozen=True, slots=True)
class _Taken:
    """The ids of a type that a server shows, has of its own, or has hidden."""

    type_: RecordType
    server: Overlaid

    def __contains__(self, id_: object) -> bool:
        record = f"{self.type_}:{id_}"
        if record in self.server.own or record in self.server.hidden:
            return True
        return id_ in records_of(self.type_, self.server.catalogue.contents)


def name_of(draft: Draft) -> str:
    """Give what a draft's record is called so far; empty while it has no name."""
    return _text(draft.body, name_field(type_of(draft.record)))


def _not_shown(record: str, number: int) -> MemberError:
    return MemberError(_HIDDEN if number else _UNKNOWN.format(record=truncate(record, 100)))


def _text(body: Body, field: str) -> str:
    value = body.get(field, "")
    return value if isinstance(value, str) else ""


__all__ = ["Drafting", "FaultyError", "Proof", "name_of"]
