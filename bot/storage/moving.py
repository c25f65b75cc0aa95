"""All rows of a database moved into an empty one of any kind, all of them or none."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Row, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import HostError

from .database import Database
from .faults import is_out_of_order, reason
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

_STANDING: Final = text("SET LOCAL idle_in_transaction_session_timeout = 0")

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
        return await carry(reading, writing, tell)


def _untold(*_: object) -> None:
    """Tell nobody."""


async def carry(
    reading: AsyncConnection, writing: AsyncConnection, tell: Tell = _untold
) -> Mapping[str, int]:
    """Copy all rows into tables that are empty, and read them again; gives how many there are.

    Raises HostError with what keeps it from that, for whoever holds `writing` to undo it.
    """
    await take_time(reading)
    await take_time(writing)
    return {
        table.name: await _move(table, reading, writing, tell) for table in metadata.sorted_tables
    }


async def take_time(connection: AsyncConnection) -> None:
    """Let this unit of work stand still for as long as it is waiting for another database."""
    if connection.dialect.name == "postgresql":
        await connection.execute(_STANDING)


async def is_used(connection: AsyncConnection) -> bool:
    """Whether another Fasti has this database on a server open."""
    return bool(await connection.scalar(_OTHERS))


async def sizes(connection: AsyncConnection) -> Mapping[str, int]:
    """Give the number of rows of each table that has some."""
    counts = {table.name: await _count(table, connection) for table in metadata.sorted_tables}
    return {name: count for name, count in counts.items() if count}


async def given_out(connection: AsyncConnection) -> Mapping[str, int]:
    """Give the last id that each table gave out, 0 for none, of the tables that do so."""
    return {
        table.name: await _last_of(table, connection)
        for table in metadata.sorted_tables
        if _gives_out(table)
    }


async def _last_of(table: Table, connection: AsyncConnection) -> int:
    last = _GIVEN_OUT[connection.dialect.name]
    return await connection.scalar(last, {"name": table.name}) or 0


def _gives_out(table: Table) -> bool:
    return "id" in table.c and table.c["id"].autoincrement is not False


async def _refuse_rows(connection: AsyncConnection) -> None:
    full = [f"{count:,} in {name}" for name, count in (await sizes(connection)).items()]
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
    before, after = _Sum(), _Sum()
    try:
        count = await _count(table, reading)
        tell(table.name, 0, count)
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
        if is_out_of_order(error):
            raise HostError(
                f"The rows of {table.name} could not be copied ({reason(error)}), and nothing is "
                "changed: see that both databases can be reached and have room, then try again."
            ) from error
        raise HostError(
            f"A row of {table.name} cannot be copied ({reason(error)}), and nothing is changed: mend "
            "it where it comes from, then try again."
        ) from error
    if before != after:
        raise HostError(
            f"What the copy says of {table.name} is not what was written, so nothing is changed: "
            "report this to those who make Fasti."
        )
    return count


def _all(table: Table) -> Any:
    return select(table).order_by(*table.primary_key.columns)


async def _write(table: Table, rows: Sequence[Row[Any]], connection: AsyncConnection) -> None:
    names = [column.name for column in table.columns]
    given = [dict(zip(names, row, strict=True)) for row in rows]
    await connection.execute(insert(table), given)


async def _go_on_after(table: Table, reading: AsyncConnection, writing: AsyncConnection) -> None:
    """Let a database give out ids after the last that it or the other gave out."""
    if not _gives_out(table):
        return
    lasts = [await _last_of(table, connection) for connection in (reading, writing)]
    highest = await reading.scalar(select(func.max(table.c["id"])))
    if last := max(*lasts, highest or 0):
        for statement in _GIVE_OUT_AFTER[writing.dialect.name]:
            await writing.execute(statement, {"name": table.name, "last": last})
