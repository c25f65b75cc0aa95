"""What the tables hold of one member, or of one server, to be handed over to them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, Final, TypeAlias

from sqlalchemy import BigInteger, Column, ColumnElement, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .tables import (
    blocked,
    deliveries,
    desks,
    drafts,
    erasures,
    feeds,
    guilds,
    revisions,
    suggestions,
)

Row: TypeAlias = dict[str, object]
"""The columns of a row in JSON; ids are texts, for JavaScript would round them."""
Holdings: TypeAlias = dict[str, list[Row]]
"""Rows by the name of their table."""


def _all_but(table: Table, *names: str) -> tuple[Column[Any], ...]:
    return tuple(column for column in table.c if column.name not in names)


def _some(table: Table, *names: str) -> tuple[Column[Any], ...]:
    return tuple(table.c[name] for name in names)


# What another member wrote or decided is theirs, though the row names this one, too.
GIVEN: Final[Mapping[Column[Any], tuple[Column[Any], ...]]] = {
    feeds.c.author: _all_but(feeds),
    revisions.c.author: _all_but(revisions, "credit"),
    revisions.c.credit: _some(revisions, "id", "guild", "record", "number", "at", "credit"),
    suggestions.c.author: _all_but(suggestions, "decided_by"),
    suggestions.c.decided_by: _some(
        suggestions, "id", "guild", "record", "state", "decided_by", "decided_at", "reason"
    ),
    drafts.c.author: _all_but(drafts),
    blocked.c.member: _all_but(blocked),
}
"""By each column that names members, the columns that are handed over to whom it names."""

# Drafts are their authors' own until they publish them.
_OF_SERVER: Final = (guilds, feeds, deliveries, revisions, suggestions, desks, blocked)


async def of_member(connection: AsyncConnection, member: int) -> Holdings:
    """Give what is kept of a member in all servers, and nothing of others."""
    found: Holdings = {}
    for column, given in GIVEN.items():
        rows = await _rows(connection, given, column == member)
        _merge(found.setdefault(column.table.name, []), rows, column.table)
    found[erasures.name] = await _erasure(connection, "member", member)
    return {name: rows for name, rows in found.items() if rows}


async def of_server(connection: AsyncConnection, guild: int) -> Holdings:
    """Give all that is kept of a server, but for the drafts of its editors."""
    found: Holdings = {
        table.name: await _rows(connection, table.c, _is_of(table, guild)) for table in _OF_SERVER
    }
    found[erasures.name] = await _erasure(connection, "server", guild)
    return {name: rows for name, rows in found.items() if rows}


async def _erasure(connection: AsyncConnection, kind: str, id_: int) -> list[Row]:
    is_it = (erasures.c.kind == kind) & (erasures.c.id == id_)
    return await _rows(connection, erasures.c, is_it)


def _is_of(table: Table, guild: int) -> ColumnElement[bool]:
    if table is deliveries:
        return deliveries.c.feed.in_(select(feeds.c.id).where(feeds.c.guild == guild))
    column = guilds.c.id if table is guilds else table.c.guild
    return column == guild


async def _rows(
    connection: AsyncConnection, columns: Iterable[Column[Any]], condition: ColumnElement[bool]
) -> list[Row]:
    given = list(columns)
    keys = given[0].table.primary_key.columns
    found = await connection.execute(select(*given).where(condition).order_by(*keys))
    return [
        {column.name: _plain(column, value) for column, value in zip(given, row, strict=True)}
        for row in found
    ]


def _plain(column: Column[Any], value: Any) -> object:
    if isinstance(value, dt.date):  # or an instant
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    is_id = isinstance(column.type, BigInteger) and value is not None
    return str(value) if is_id else value


def _merge(rows: list[Row], others: Iterable[Row], table: Table) -> None:
    """Join rows to others of their table; of one that is among them already, what it lacks."""
    names = [column.name for column in table.primary_key.columns]
    known = {tuple(row[name] for name in names): row for row in rows}
    for other in others:
        key = tuple(other[name] for name in names)
        if key in known:
            known[key].update(other)
        else:
            rows.append(other)
