"""Drafts: changes that an editor is at work on, kept from one form to the next, and over restarts."""

import asyncio
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.new_ids import new_id
from bot.catalogue.overlay import overlaid
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
    TooManyDraftsError,
    type_of,
)
from bot.domain.words import truncate
from bot.services.catalogues import Catalogues
from bot.storage.database import Database
from bot.storage.drafts import Drafts

from .records import name_field, records_of
from .revising import FaultyError, Revising

KEPT_DAYS = 30
_HIDDEN = "It is not shown here any more: /content restore or its /content history brings it back."
_UNKNOWN = "There is no {record} here: choose one of those that are offered while you type."
_GONE = "That draft is gone: it was published or discarded. Begin anew with /content edit."


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
        """Go on with the editor's draft of a record, or begin one from what the server shows."""
        for draft in await self.of_author(guild, author):
            if draft.record == record and not draft.is_new:
                return draft
        body, number = await self._revising.present(guild, record)
        if body is None:
            raise MemberError(_HIDDEN if number else _UNKNOWN.format(record=truncate(record, 100)))
        return await self._save(self._begun(guild, author, record, body, base=number))

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
        return await self._save(replace(draft, is_new=True, suggestion=suggestion))

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
        return await self._save(replace(draft, suggestion=suggestion))

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
        return draft

    async def of_author(self, guild: int, author: int) -> list[Draft]:
        """Give the drafts of an editor, the last changed first."""
        async with self._database.read() as connection:
            return await Drafts(connection).of_author(guild, author)

    async def change(self, draft: Draft, body: Body) -> Draft:
        """Keep what an editor has written, right or wrong."""
        return await self._save(replace(draft, body=body, updated_at=self._clock.now()))

    async def discard(self, draft: Draft) -> None:
        """Forget a draft; gone already is as good."""
        async with self._database.write() as connection:
            await Drafts(connection).discard(draft.guild, draft.id)

    def prove(self, draft: Draft) -> Proof:
        """Tell what would come of a draft if it were published now."""
        record, body = self._named(draft)
        problems = tuple(self._revising.problems(draft.guild, record, body))
        here = self._catalogues.of(draft.guild)
        if any(not problem.warning for problem in problems):
            return Proof(problems=problems, catalogue=here, entry=None)
        overlay = self._catalogues.overlay(draft.guild)
        own = {**overlay.own, record: body}
        shown = Overlay(own=own, hidden=overlay.hidden - {record})
        catalogue = overlaid(self._catalogues.pack, shown).catalogue
        return Proof(problems=problems, catalogue=catalogue, entry=catalogue.entries.get(record))

    async def publish(self, draft: Draft, *, note: str = "", credit: int | None = None) -> Revision:
        """Show what a draft says, and forget the draft.

        Raises FaultyError with what is wrong, or StaleError if the record was changed meanwhile;
        the draft is kept then.
        """
        async with self._publishing:  # of two presses the second finds the draft gone
            draft = await self.get(draft.guild, draft.author, draft.id)
            record, body = self._named(draft)
            parent = draft.base
            if draft.is_new:  # its id may be that of a record that was taken back
                _, parent = await self._revising.present(draft.guild, record)
            revision = await self._revising.publish(
                draft.guild,
                record,
                body,
                parent=parent,
                author=draft.author,
                action=Action.ADD if draft.is_new else Action.EDIT,
                note=note,
                credit=credit,
            )
            await self.discard(draft)
        return revision

    async def take_back(self, guild: int, author: int, record: str, number: int) -> Revision:
        """Show again what was shown before a revision; raises MemberError if it is not the latest."""
        return await self._revising.take_back(guild, record, number, author)

    async def tidy(self) -> int:
        """Forget the drafts that nobody has touched for KEPT_DAYS; gives how many there were."""
        async with self._database.write() as connection:
            kept_since = self._clock.now() - dt.timedelta(days=KEPT_DAYS)
            return await Drafts(connection).discard_older_than(kept_since)

    async def rebase(self, draft: Draft) -> Draft:
        """Let a draft stand for a change of what the record says now, instead of what it said."""
        _, number = await self._revising.present(draft.guild, draft.record)
        return await self._save(replace(draft, base=number, updated_at=self._clock.now()))

    async def before(self, draft: Draft) -> Body | None:
        """Give what the server shows of the record now; None for nothing."""
        if draft.is_new:
            return None
        body, _ = await self._revising.present(draft.guild, draft.record)
        return body

    async def _taking_up(self, guild: int, author: int, suggestion: int | None) -> Draft | None:
        if suggestion is None:
            return None
        known = await self.of_author(guild, author)
        return next((draft for draft in known if draft.suggestion == suggestion), None)

    def _named(self, draft: Draft) -> tuple[str, Body]:
        """Give the record that a draft is of, and its body, with the id that a new one gets."""
        if not draft.is_new:
            return draft.record, draft.body
        type_, said = type_of(draft.record), draft.body
        taken = _Taken(
            type_, self._catalogues.of(draft.guild), self._catalogues.overlay(draft.guild)
        )
        name, author, year = (_text(said, field) for field in (name_field(type_), "author", "year"))
        id_ = new_id(type_, name, taken, author=author, year=year)
        return f"{type_}:{id_}", {"id": id_, **{key: said[key] for key in said if key != "id"}}

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

    async def _save(self, draft: Draft) -> Draft:
        async with self._database.write() as connection:
            return await Drafts(connection).save(draft)


@dataclass(frozen=True, slots=True)
class _Taken:
    """The ids of a type that a server shows, has of its own, or has hidden."""

    type_: RecordType
    catalogue: Catalogue
    overlay: Overlay

    def __contains__(self, id_: object) -> bool:
        record = f"{self.type_}:{id_}"
        if record in self.overlay.own or record in self.overlay.hidden:
            return True
        return id_ in records_of(self.type_, self.catalogue.contents)


def name_of(draft: Draft) -> str:
    """Give what a draft's record is called so far; empty while it has no name."""
    return _text(draft.body, name_field(type_of(draft.record)))


def _text(body: Body, field: str) -> str:
    value = body.get(field, "")
    return value if isinstance(value, str) else ""


__all__ = ["Drafting", "FaultyError", "Proof", "name_of"]
