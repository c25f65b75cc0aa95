"""What members of all servers suggest, and what their editors made of it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import MemberError
from bot.domain.revisions import DecidedError, Suggestion, SuggestionState

from .guilds import Guilds
from .revision_rows import suggestion_columns, suggestion_of
from .tables import suggestions

_COLUMNS = suggestions.c
_ERASED = "That suggestion has been erased: go on to the next one."


class Suggestions:
    """Suggestions by server and id; each is decided once."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, suggestion: Suggestion) -> Suggestion:
        """Keep a suggestion, and give it with its id."""
        await Guilds(self._connection).enter(suggestion.guild)
        columns = suggestion_columns(suggestion)
        adding = insert(suggestions).values(columns).returning(_COLUMNS.id)
        return replace(suggestion, id=(await self._connection.execute(adding)).scalar_one())

    async def get(self, guild: int, id_: int) -> Suggestion | None:
        """Look up a suggestion of a server by its id, or None."""
        query = select(suggestions).where(_COLUMNS.id == id_, _COLUMNS.guild == guild)
        return next(iter(await self._read(query)), None)

    async def open(self, guild: int, limit: int, after: int = 0) -> list[Suggestion]:
        """Give a server's open suggestions, the oldest first, those with ids after this one."""
        query = _open(guild).where(_COLUMNS.id > after)
        return await self._read(query.order_by(_COLUMNS.id).limit(limit))

    async def count_open(self, guild: int) -> int:
        """Count a server's open suggestions."""
        query = _open(guild).with_only_columns(func.count())
        return await self._connection.scalar(query) or 0

    async def alike(self, guild: int, record: str, limit: int = 25) -> list[Suggestion]:
        """Give the open suggestions about a record, the oldest first.

        For a type with a colon alone, those are all of the new records of that type.
        """
        query = _open(guild).where(_COLUMNS.record == record)
        return await self._read(query.order_by(_COLUMNS.id).limit(limit))

    async def of_author_since(
        self, guild: int, author: int, instant: dt.datetime
    ) -> list[Suggestion]:
        """Give what a member suggested to a server since then, the oldest first."""
        query = select(suggestions).where(
            _COLUMNS.author == author, _COLUMNS.guild == guild, _COLUMNS.at >= instant
        )
        return await self._read(query.order_by(_COLUMNS.at))

    async def decide(
        self,
        guild: int,
        id_: int,
        state: SuggestionState,
        *,
        by: int,
        now: dt.datetime,
        reason: str = "",
        revision: int | None = None,
    ) -> Suggestion:
        """Approve or reject an open suggestion, and give it as it is then.

        Raises DecidedError if it is not open any more, and MemberError if it is gone.
        """
        is_it = (_COLUMNS.id == id_, _COLUMNS.guild == guild)
        deciding = (
            update(suggestions)
            .where(*is_it, _COLUMNS.state == SuggestionState.OPEN)
            .values(state=state, decided_by=by, decided_at=now, reason=reason, revision=revision)
            .returning(suggestions)
        )
        decided = (await self._connection.execute(deciding)).mappings().one_or_none()
        if decided is not None:
            return suggestion_of(decided)
        present = await self.get(guild, id_)
        if present is None:
            raise MemberError(_ERASED)
        raise DecidedError(present)

    async def of_revision(self, guild: int, revision: int) -> Suggestion | None:
        """Give the approved suggestion that a revision came of, by the id of that, or None."""
        query = select(suggestions).where(_COLUMNS.revision == revision, _COLUMNS.guild == guild)
        return next(iter(await self._read(query)), None)

    async def reopen(self, guild: int, id_: int, revision: int) -> Suggestion:
        """Let a suggestion wait again that was approved with that revision; open already is as good.

        Raises DecidedError if another decision was made since, and MemberError if it is gone.
        """
        reopening = (
            update(suggestions)
            .where(_COLUMNS.id == id_, _COLUMNS.guild == guild, _COLUMNS.revision == revision)
            .where(_COLUMNS.author.is_not(None))
            .values(
                state=SuggestionState.OPEN,
                decided_by=None,
                decided_at=None,
                revision=None,
                told=False,
            )
        )
        await self._connection.execute(reopening)
        present = await self.get(guild, id_)
        if present is None:
            raise MemberError(_ERASED)
        if present.state is not SuggestionState.OPEN:
            raise DecidedError(present)
        return present

    async def untold(self, author: int, limit: int = 25) -> list[Suggestion]:
        """Give what a member suggested, to any server, and has not heard the outcome of."""
        query = select(suggestions).where(
            _COLUMNS.author == author,
            _COLUMNS.state != SuggestionState.OPEN,
            _COLUMNS.told.is_(False),
        )
        return await self._read(query.order_by(_COLUMNS.guild, _COLUMNS.at).limit(limit))

    async def told(self, ids: Collection[int]) -> None:
        """Note that members have heard what became of these, as far as that stands."""
        decided = _COLUMNS.state != SuggestionState.OPEN
        await self._connection.execute(
            update(suggestions).where(_COLUMNS.id.in_(ids), decided).values(told=True)
        )

    async def _read(self, query: Select[Any]) -> list[Suggestion]:
        return [suggestion_of(row) for row in (await self._connection.execute(query)).mappings()]


def _open(guild: int) -> Select[Any]:
    is_open = _COLUMNS.state == SuggestionState.OPEN
    return select(suggestions).where(_COLUMNS.guild == guild, is_open)
