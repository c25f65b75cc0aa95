"""The drafts of all servers' editors, kept until they are published or discarded."""

import datetime as dt
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.revisions import MOST_DRAFTS, Draft, TooManyDraftsError

from .guilds import Guilds
from .revision_rows import draft_columns, draft_of
from .tables import drafts

_COLUMNS = drafts.c


class Drafts:
    """Drafts by server and id; who may touch one is for the caller to check."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def save(self, draft: Draft) -> Draft:
        """Keep a draft as it is now, and give it with its id.

        It is a new one with the id 0, or if it is gone meanwhile, so that nothing typed is lost.
        Raises TooManyDraftsError if a new one would be more than MOST_DRAFTS of its author.
        """
        changing = update(drafts).where(
            _COLUMNS.id == draft.id, _COLUMNS.guild == draft.guild, _COLUMNS.author == draft.author
        )
        changed = await self._connection.execute(changing.values(draft_columns(draft)))
        return draft if changed.rowcount else await self._add(draft)

    async def _add(self, draft: Draft) -> Draft:
        await Guilds(self._connection).enter(draft.guild)  # where the author takes turns
        known = await self.of_author(draft.guild, draft.author)
        if len(known) >= MOST_DRAFTS:
            raise TooManyDraftsError(known[-1])
        adding = insert(drafts).values(draft_columns(draft)).returning(_COLUMNS.id)
        return replace(draft, id=(await self._connection.execute(adding)).scalar_one())

    async def get(self, guild: int, id_: int) -> Draft | None:
        """Look up a draft of a server by its id, or None."""
        query = select(drafts).where(_COLUMNS.id == id_, _COLUMNS.guild == guild)
        return next(iter(await self._read(query)), None)

    async def of_author(self, guild: int, author: int) -> list[Draft]:
        """Give the drafts of an editor in a server, the last changed first."""
        query = select(drafts).where(_COLUMNS.guild == guild, _COLUMNS.author == author)
        return await self._read(query.order_by(_COLUMNS.updated_at.desc(), _COLUMNS.id.desc()))

    async def count(self, guild: int) -> int:
        """Count the drafts of all editors of a server."""
        query = select(func.count()).select_from(drafts).where(_COLUMNS.guild == guild)
        return await self._connection.scalar(query) or 0

    async def discard(self, guild: int, id_: int) -> bool:
        """Forget a draft of a server; False if it is gone already."""
        query = delete(drafts).where(_COLUMNS.id == id_, _COLUMNS.guild == guild)
        return (await self._connection.execute(query)).rowcount > 0

    async def discard_older_than(self, instant: dt.datetime) -> int:
        """Forget the drafts last changed before then; gives how many there were."""
        query = delete(drafts).where(_COLUMNS.updated_at < instant)
        return (await self._connection.execute(query)).rowcount

    async def _read(self, query: Select[Any]) -> list[Draft]:
        return [draft_of(row) for row in (await self._connection.execute(query)).mappings()]
