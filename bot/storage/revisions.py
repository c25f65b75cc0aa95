"""The revisions of all servers: what their editors made of records, one change after another."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    CursorResult,
    Select,
    and_,
    exists,
    func,
    insert,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.revisions import (
    MOST_OWN,
    Action,
    Body,
    Overlay,
    Revision,
    StaleError,
    Standing,
    TooManyRecordsError,
    made_for,
)

from .guilds import Guilds
from .revision_rows import revision_columns, revision_of
from .tables import guilds, revisions

UNDO_REACH: Final = 1_000
"""How many changes of a server `last_of` looks back."""

_AT_ONCE: Final = 500  # rows that are written or read before others have their turn

_COLUMNS = revisions.c


class Head(NamedTuple):
    """The latest revision of a record: its number, and what the server shows since."""

    number: int
    standing: Standing


_FROM_THE_PACK = Head(0, Standing.PACK)


class Revisions:
    """Revisions, which are added and read, but never changed or removed."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def append(self, revision: Revision, parent: int) -> Revision:
        """Add a revision after number `parent` of its record, 0 for what the pack says.

        Gives it with its number and id. Raises StaleError if the record's latest is another, and
        TooManyRecordsError if the server would have more than MOST_OWN; nothing is changed then.
        """
        [added] = await self.append_all([replace(revision, number=parent + 1)])
        return added

    async def append_all(self, changes: Sequence[Revision]) -> list[Revision]:
        """Add revisions of different records of one server, all or none, and give them their ids.

        Each has a number already, one more than its parent's. Raises as `append` does, for the
        first that is stale, and ValueError if two are of one record, or of different servers.
        """
        if not changes:
            return []
        guild = _guild_of(changes)
        await Guilds(self._connection).enter(guild)
        heads = await self.heads(guild)
        for change in changes:
            if heads.get(change.record, _FROM_THE_PACK).number != change.number - 1:
                raise StaleError(change.record, await self.latest(guild, change.record))
        _refuse_too_many(heads, changes)
        ids: dict[str, int] = {}
        for start in range(0, len(changes), _AT_ONCE):
            added = await self._connection.execute(
                insert(revisions).returning(_COLUMNS.record, _COLUMNS.id),
                [revision_columns(change) for change in changes[start : start + _AT_ONCE]],
            )
            ids |= {row.record: row.id for row in added}
        return [replace(change, id=ids[change.record]) for change in changes]

    async def latest(self, guild: int, record: str) -> Revision | None:
        """Look up the latest revision of a record, or None if it has none."""
        return next(iter(await self.history(guild, record, 1)), None)

    async def history(
        self, guild: int, record: str, limit: int, before: int | None = None
    ) -> list[Revision]:
        """Give the revisions of a record, the newest first, those below number `before` if given."""
        query = select(revisions).where(_COLUMNS.guild == guild, _COLUMNS.record == record)
        if before is not None:
            query = query.where(_COLUMNS.number < before)
        return await self._read(query.order_by(_COLUMNS.number.desc()).limit(limit))

    async def get(self, guild: int, id_: int) -> Revision | None:
        """Look up a revision of a server by its id, or None."""
        query = select(revisions).where(_COLUMNS.id == id_, _COLUMNS.guild == guild)
        return next(iter(await self._read(query)), None)

    async def heads(self, guild: int) -> dict[str, Head]:
        """Give the latest number and standing of each record that the server ever changed."""
        query = _latest(guild, _COLUMNS.record, _COLUMNS.number, _COLUMNS.standing)
        found = await self._connection.execute(query)
        return {row.record: Head(row.number, row.standing) for row in found}

    async def overlay(self, guild: int) -> Overlay:
        """Give what the server shows in place of the pack's records, in the order of their names."""
        query = _latest(guild, _COLUMNS.record, _COLUMNS.standing, _COLUMNS.body)
        own: dict[str, Body] = {}
        hidden: set[str] = set()
        async with self._connection.stream(query.where(_COLUMNS.standing != Standing.PACK)) as rows:
            async for some in rows.partitions(_AT_ONCE):
                own |= {row.record: row.body for row in some if row.standing is Standing.OWN}
                hidden |= {row.record for row in some if row.standing is Standing.HIDDEN}
        names = await self._names(guild, sorted(hidden))
        return Overlay(own=dict(sorted(own.items())), hidden=frozenset(hidden), names=names)

    async def _names(self, guild: int, hidden: Sequence[str]) -> dict[str, str]:
        """Give what the server called the records of its own before it hid them."""
        names: dict[str, str] = {}
        for start in range(0, len(hidden), _AT_ONCE):
            before = _COLUMNS.record.in_(hidden[start : start + _AT_ONCE])
            query = _latest(
                guild,
                _COLUMNS.record,
                _COLUMNS.body,
                among=and_(before, _COLUMNS.standing != Standing.HIDDEN),
            )
            found = await self._connection.execute(query.where(_COLUMNS.body.is_not(None)))
            names |= {row.record: name for row in found if (name := _called(row.body))}
        return names

    async def pack_hashes(self, guild: int) -> dict[str, str]:
        """Give what was noted of the pack when the server changed or hid each record that it has."""
        query = _latest(guild, _COLUMNS.record, _COLUMNS.pack_hash).where(
            _COLUMNS.standing != Standing.PACK, _COLUMNS.pack_hash.is_not(None)
        )
        found = await self._connection.execute(query)
        return {row.record: row.pack_hash for row in found}

    async def last_of(self, guild: int, author: int | None = None) -> Revision | None:
        """Give the latest change of the server, or of an author, that no undo has taken back.

        An undo takes back the change of its record that was the latest by then, so undoing again
        goes further back. None if there is no such change among the last UNDO_REACH.
        An author's may have been followed by a change of the same record by another.
        """
        query = (
            select(_COLUMNS.id, _COLUMNS.record, _COLUMNS.action, _COLUMNS.author)
            .where(_COLUMNS.guild == guild)
            .order_by(_COLUMNS.id.desc())
            .limit(UNDO_REACH)
        )
        undone = Counter[str]()
        for row in (await self._connection.execute(query)).all():
            if row.action is Action.UNDO:
                undone[row.record] += 1
            elif undone[row.record]:
                undone[row.record] -= 1
            elif author in {None, row.author}:
                return await self.get(guild, row.id)
        return None

    async def made_with(self, change: Revision) -> list[Revision]:
        """Give what an author did in one go, at one instant, of each record the latest.

        So all changes of an import are found by one of them, and a record with the sources that
        were made for it; of these the record comes first.
        """
        query = select(revisions).where(
            _COLUMNS.guild == change.guild,
            _COLUMNS.at == change.at,
            _COLUMNS.author.is_not_distinct_from(change.author),
        )
        found = await self._read_many(query.order_by(_COLUMNS.id))
        if change.action is Action.IMPORT:
            imported = [each for each in found if each.action is Action.IMPORT]
            return list({each.record: each for each in imported}.values())
        whole = made_for(change)
        cited_by = [each for each in found if whole and each.record == whole]
        made = [each for each in found if made_for(each) == (whole or change.record)]
        together = [*cited_by, *([] if whole else [change]), *made]
        return list({each.record: each for each in together}.values())

    async def before_each(self, changes: Sequence[Revision]) -> dict[str, Revision]:
        """Give the revisions before some of a server, by record; a first one has none before it."""
        earlier = revisions.alias()
        is_before = and_(
            earlier.c.guild == _COLUMNS.guild,
            earlier.c.record == _COLUMNS.record,
            earlier.c.number == _COLUMNS.number - 1,
        )
        query = (
            select(earlier)
            .join_from(revisions, earlier, is_before)
            .where(_COLUMNS.id.in_([change.id for change in changes]))
        )
        return {each.record: each for each in await self._read_many(query)}

    async def guilds_since(self, id_: int) -> tuple[set[int], int]:
        """Give the servers with revisions after this one, and the highest id, for the next time."""
        guild = _COLUMNS.guild + 0  # else SQLite reads all of an index that it need not sort
        query = (
            select(guild.label("guild"), func.max(_COLUMNS.id).label("newest"))
            .where(_COLUMNS.id > id_)
            .group_by(guild)
        )
        found = (await self._connection.execute(query)).all()
        return {row.guild for row in found}, max((row.newest for row in found), default=id_)

    async def guilds(self) -> set[int]:
        """Give the servers that have revisions."""
        query = select(guilds.c.id).where(exists().where(_COLUMNS.guild == guilds.c.id))
        return set(await self._connection.scalars(query))

    async def count(self, guild: int, record: str | None = None) -> int:
        """Count the revisions of a server, or of one record of it."""
        query = select(func.count()).select_from(revisions).where(_COLUMNS.guild == guild)
        if record is not None:
            query = query.where(_COLUMNS.record == record)
        return await self._connection.scalar(query) or 0

    async def _read(self, query: Select[Any]) -> list[Revision]:
        return _revisions(await self._connection.execute(query))

    async def _read_many(self, query: Select[Any]) -> list[Revision]:
        """Read what may be all of an import: its bodies are made of text in a thread."""
        return await asyncio.to_thread(_revisions, await self._connection.execute(query))


def _revisions(rows: CursorResult[Any]) -> list[Revision]:
    return [revision_of(row) for row in rows.mappings()]


def _guild_of(changes: Sequence[Revision]) -> int:
    if len({change.record for change in changes}) < len(changes):
        raise ValueError("two changes are of one record")
    [guild] = {change.guild for change in changes}
    return guild


def _refuse_too_many(heads: Mapping[str, Head], changes: Sequence[Revision]) -> None:
    """Raise TooManyRecordsError if there would be too many, and more than there are already."""
    after = {record: head.standing for record, head in heads.items()}
    before = _own(after)
    after |= {change.record: change.standing for change in changes}
    if before < _own(after) > MOST_OWN:
        raise TooManyRecordsError(_own(after))


def _own(standings: Mapping[str, Standing]) -> int:
    return sum(standing is Standing.OWN for standing in standings.values())


def _called(body: Body) -> str:
    name = body.get("name") or body.get("title")
    return name if isinstance(name, str) else ""


def _latest(
    guild: int, *columns: Column[Any], among: ColumnElement[bool] | None = None
) -> Select[*tuple[Any, ...]]:
    """Select from the latest revision of each record, or the latest among some, in no order."""
    head = (
        select(_COLUMNS.record, func.max(_COLUMNS.number).label("number"))
        .where(_COLUMNS.guild == guild, true() if among is None else among)
        .group_by(_COLUMNS.record)
        .subquery()
    )
    is_latest = and_(
        _COLUMNS.guild == guild,
        _COLUMNS.record == head.c.record,
        _COLUMNS.number == head.c.number,
    )
    return select(*columns).join_from(head, revisions, is_latest)
