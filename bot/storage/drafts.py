"""The drafts of all servers' editors, kept until they are published or discarded."""

import datetime as dt
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Select, Text, and_, cast, delete, func, insert, not_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.revisions import MOST_DRAFTS, Draft, TooManyDraftsError

from .guilds import Guilds
from .revision_rows import draft_columns, draft_of
from .tables import drafts

MOST_UNTOUCHED: Final = 5
"""How many drafts that say nothing yet are kept of an editor in a server, beside all others."""

_COLUMNS = drafts.c
_SAYS_NOTHING = and_(
    not_(_COLUMNS.is_new),
    (_COLUMNS.suggestion + 0).is_(None),  # else SQLite reads all drafts that take nothing up
    cast(_COLUMNS.body, Text) == "{}",
)


def says_nothing(draft: Draft) -> bool:
    """Whether a draft as it is kept changes nothing: it says what number `base` of its record says."""
    return not (draft.is_new or draft.body or draft.suggestion is not None)


class Drafts:
    """Drafts by server and id; who may touch one is for the caller to check."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def save(self, draft: Draft) -> Draft:
        """Keep a draft as it is now, and give it with its id.

        It is a new one with the id 0, or if it is gone meanwhile, so that nothing typed is lost.
        Raises TooManyDraftsError if it says something, and so do MOST_DRAFTS others of its author.
        Of those that say nothing the oldest make room for a new one.
        """
        await Guilds(self._connection).enter(draft.guild)  # where the author takes turns
        known = await self.of_author(draft.guild, draft.author)
        others = [each for each in known if not says_nothing(each) and each.id != draft.id]
        if not says_nothing(draft) and len(others) >= MOST_DRAFTS:
            raise TooManyDraftsError(others[-1])
        changing = update(drafts).where(
            _COLUMNS.id == draft.id, _COLUMNS.guild == draft.guild, _COLUMNS.author == draft.author
        )
        changed = await self._connection.execute(changing.values(draft_columns(draft)))
        if changed.rowcount:
            return draft
        if says_nothing(draft):
            untouched = [each for each in known if says_nothing(each)]
            for each in untouched[MOST_UNTOUCHED - 1 :]:
                await self.discard(each.guild, each.id)
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
        """Count the drafts of all editors of a server, but for those that say nothing."""
        query = select(func.count()).select_from(drafts)
        query = query.where(_COLUMNS.guild == guild, not_(_SAYS_NOTHING))
        return await self._connection.scalar(query) or 0

    async def discard(self, guild: int, id_: int) -> bool:
        """Forget a draft of a server; False if it is gone already."""
        query = delete(drafts).where(_COLUMNS.id == id_, _COLUMNS.guild == guild)
        return (await self._connection.execute(query)).rowcount > 0

    async def discard_older_than(self, instant: dt.datetime) -> int:
        """Forget the drafts last changed before then; gives how many there were."""
        query = delete(drafts).where(_COLUMNS.updated_at < instant)
        return (await self._connection.execute(query)).rowcount

    async def discard_untouched(self, instant: dt.datetime) -> int:
        """Forget the drafts that say nothing and were opened before then; gives how many there were."""
        query = delete(drafts).where(_COLUMNS.updated_at < instant, _SAYS_NOTHING)
        return (await self._connection.execute(query)).rowcount

    async def _read(self, query: Select[Any]) -> list[Draft]:
        return [draft_of(row) for row in (await self._connection.execute(query)).mappings()]
