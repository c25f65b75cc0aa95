"""All rows of a database moved into an empty one of any kind, all of them or none."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Row, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import HostError

from .database import Database
from .faults import reason
from .tables import metadata

_AT_ONCE: Final = 500
_MODULUS: Final = 1 << 256

# Ids of rows that are gone must not come again: messages at Discord name rows by them.
_GIVEN_OUT: Final = {
    "sqlite": text("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = :name"),
    "postgresql": text("""
        SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence(:name, 'id')::regclass), 0)
    """),
}
_GIVE_OUT_AFTER: Final = {
    "sqlite": (
        text("DELETE FROM sqlite_sequence WHERE name = :name"),
        text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"),
    ),
    "postgresql": (text("SELECT setval(pg_get_serial_sequence(:name, 'id')::regclass, :last)"),),
}
# Each process that has Fasti's database open says so, but for this one.
_OTHERS: Final = text("""
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'fasti' AND pid <> pg_backend_pid()
""")

Tell = Callable[[str, int, int], None]
"""Is told of a table how many of its rows are done, and how many there are."""


class _Sum:
    """A number for all the rows of a table, the same in whatever order they come."""

    def __init__(self) -> None:
        self.count = 0
        self.total = 0

    def add(self, rows: Iterable[Row[Any]]) -> None:
        for row in rows:
            digest = hashlib.sha256(repr(tuple(row)).encode("utf-8", "surrogatepass")).digest()
            self.total = (self.total + int.from_bytes(digest)) % _MODULUS
            self.count += 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Sum) and (self.count, self.total) == (other.count, other.total)

    __hash__ = None  # type: ignore[assignment]  # it grows


async def move(source: Database, target: Database, tell: Tell) -> Mapping[str, int]:
    """Copy all rows into the tables of `target`, and read them again; gives how many there are.

    Nobody else writes to either meanwhile. Raises HostError with what keeps it from that, and
    nothing is in `target` then.
    """
    # The source ends first: what it finds wrong there undoes all.
    async with target.migrate() as writing, source.migrate() as reading:
        await _refuse_rows(writing)
        return {
            table.name: await _move(table, reading, writing, tell)
            for table in metadata.sorted_tables
        }


async def is_used(database: Database) -> bool:
    """Whether another Fasti has a database on a server open."""
    async with database.read() as connection:
        return bool(await connection.scalar(_OTHERS))


async def _refuse_rows(connection: AsyncConnection) -> None:
    counts = {table.name: await _count(table, connection) for table in metadata.sorted_tables}
    full = [f"{count:,} in {name}" for name, count in counts.items() if count]
    if full:
        raise HostError(
            f"The new database has rows already ({', '.join(full)}), and nothing was moved: name an "
            "empty one."
        )


async def _count(table: Table, connection: AsyncConnection) -> int:
    return await connection.scalar(select(func.count()).select_from(table)) or 0


async def _move(
    table: Table, reading: AsyncConnection, writing: AsyncConnection, tell: Tell
) -> int:
    count = await _count(table, reading)
    tell(table.name, 0, count)
    before, after = _Sum(), _Sum()
    try:
        async with reading.stream(_all(table)) as rows:
            async for some in rows.partitions(_AT_ONCE):
                await _write(table, some, writing)
                before.add(some)
                tell(table.name, before.count, count)
        await _go_on_after(table, reading, writing)
        async with writing.stream(_all(table)) as rows:
            async for some in rows.partitions(_AT_ONCE):
                after.add(some)
    except (DBAPIError, LookupError, ValueError, TypeError) as error:
        raise HostError(
            f"A row of {table.name} cannot be moved ({reason(error)}), and nothing was: mend it in "
            "the old database, or go on with that."
        ) from error
    if before != after:
        raise HostError(
            f"What the new database says of {table.name} is not what was written, so nothing was "
            "moved: report this to those who make Fasti."
        )
    return count


def _all(table: Table) -> Any:
    return select(table).order_by(*table.primary_key.columns)


async def _write(table: Table, rows: Sequence[Row[Any]], connection: AsyncConnection) -> None:
    names = [column.name for column in table.columns]
    given = [dict(zip(names, row, strict=True)) for row in rows]
    await connection.execute(insert(table), given)


async def _go_on_after(table: Table, reading: AsyncConnection, writing: AsyncConnection) -> None:
    """Let the new database give out ids after the last that the old one gave out."""
    if "id" not in table.c or table.c["id"].autoincrement is False:
        return
    name = {"name": table.name}
    given_out = await reading.scalar(_GIVEN_OUT[reading.dialect.name], name)
    highest = await reading.scalar(select(func.max(table.c["id"])))
    if last := max(given_out or 0, highest or 0):
        for statement in _GIVE_OUT_AFTER[writing.dialect.name]:
            await writing.execute(statement, {**name, "last": last})
