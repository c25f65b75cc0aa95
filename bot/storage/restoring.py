"""A backup put in place of a database: prepared and checked beside it, then all at once."""

import contextlib
import datetime as dt
import shutil
import sqlite3
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path

from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import HostError
from bot.domain.gaps import Gap

from .alone import DamagedError, alone
from .backups import Backups
from .copying import (
    PARTIAL,
    address_of,
    check,
    discard,
    opened,
    pour,
    pour_new,
    sync,
    tables_of,
    turn,
    unwritable,
)
from .database import Database
from .deliveries import Deliveries
from .erasures import Erasure, Erasures
from .faults import OUT_OF_ORDER, reason
from .guilds import Guilds
from .members import Members
from .migrate import migrate
from .moving import given_out
from .tables import command_sync, processes

_LOG_FILES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came of it; `kept` is where the database is that was there before, if there was one."""

    kept: Path | None
    made_at: dt.datetime | None
    """When the backup was made, if it says so."""
    revision: str
    """The one of the backup."""
    migrated: tuple[str, ...]
    erased: int
    """Those who were erased since the backup, and are erased again."""
    knows_erased: bool
    """Whether the database from before could be asked for those, and is what the backup is of."""


@dataclass(slots=True)
class _Present:
    """What the database that is there knows and a backup of it cannot."""

    erasures: list[Erasure] = field(default_factory=list[Erasure])
    last_ids: dict[str, int] = field(default_factory=dict[str, int])


async def restore(backup: Path, file: Path, now: dt.datetime) -> Restored:
    """Put a backup in place of the database in `file`, which nobody may be using.

    Killed at any time, it leaves the one or the other there. Raises HostError with what keeps it
    from that; all is as it was then.
    """
    _refuse_itself(backup, file)
    revision = check(backup)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with turn(file.parent), _held(file) as held:
            staged = file.with_name(f".{file.name}{PARTIAL}")
            try:
                return await _restore(backup, file, staged, held, now=now, revision=revision)
            finally:
                discard(staged)
    except OSError as error:
        raise unwritable(file, error) from error
    except sqlite3.Error as error:
        raise HostError(
            f"The database {file} could not be put in place ({error}), and is as it was: see that its "
            "disk has room and is well."
        ) from error


async def adopt(database: Database, now: dt.datetime) -> Gap | None:
    """Take a database that is a backup, put in place by hand, for restored; gives its gap if it is.

    Raises HostError if it cannot be written, as while another restores it.
    """
    try:
        async with database.write() as connection:
            return await take_up(connection, now) if await Backups(connection).is_one() else None
    except OUT_OF_ORDER as error:
        raise HostError(
            f"The database cannot be written ({reason(error)}): if another Fasti restores or moves it, "
            "wait until that is over, then start Fasti again."
        ) from error


def _refuse_itself(backup: Path, file: Path) -> None:
    if backup.exists() and file.exists() and backup.samefile(file):
        raise HostError(f"{backup} is the database itself: name a backup of it.")


async def _restore(
    backup: Path,
    file: Path,
    staged: Path,
    held: sqlite3.Connection | None,
    *,
    now: dt.datetime,
    revision: str,
) -> Restored:
    with opened(backup) as source:
        pour_new(source, staged)
    present = None if held is None else _known(held, file)
    async with Database.open(address_of(staged)) as database:
        migrated = await migrate(database)
        async with database.write() as connection:
            knows_erased = present is not None and goes_on_from(
                await given_out(connection), present.last_ids
            )
            gap = await take_up(connection, now)
            erased = await erase_again(connection, present.erasures if present else [])
            await _go_on_counting(connection, present.last_ids if present else {})
    with contextlib.closing(sqlite3.connect(staged)) as single:
        single.execute("PRAGMA journal_mode = DELETE")
    kept = _put(staged, file, held, now)
    return Restored(
        kept=kept,
        made_at=gap.made_at,
        revision=revision,
        migrated=migrated,
        erased=erased,
        knows_erased=knows_erased,
    )


@contextlib.contextmanager
def _held(file: Path) -> Generator[sqlite3.Connection | None, None, None]:
    """Hold the database that is there; None where there is none, or what is there is none."""
    with contextlib.ExitStack() as stack:
        held = None
        if file.exists():
            with contextlib.suppress(DamagedError):
                held = stack.enter_context(alone(file))
        yield held


def _known(held: sqlite3.Connection, file: Path) -> _Present | None:
    """Ask the database that is there; None if it is too damaged to say.

    Raises HostError if it is none of Fasti's.
    """
    try:
        tables = tables_of(held)
        if tables and "alembic_version" not in tables:
            raise HostError(
                f"{file} is a database of something else: let DATABASE_URL name that of the Fasti "
                "that is meant."
            )
        known = _Present()
        if "erasures" in tables:
            found = held.execute("SELECT kind, id, at FROM erasures").fetchall()
            known.erasures = [
                (kind, id_, dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC))
                for kind, id_, at in found
            ]
        if "sqlite_sequence" in tables:
            known.last_ids = dict(held.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    except sqlite3.DatabaseError:
        return None
    return known


def goes_on_from(backup: Mapping[str, int], last_ids: Mapping[str, int]) -> bool:
    """Whether a database has given out the ids that a backup knows of: a new one has not."""
    return all(last_ids.get(table, 0) >= last for table, last in backup.items())


async def take_up(connection: AsyncConnection, now: dt.datetime) -> Gap:
    """Let a database know that it is a backup, and doubt what may have happened since."""
    gap = await Backups(connection).note_restored(now)
    await Deliveries(connection).doubt_open()
    await connection.execute(delete(command_sync))  # Discord may know newer ones by now
    await connection.execute(delete(processes))  # those of then
    return gap


async def erase_again(connection: AsyncConnection, erasures: list[Erasure]) -> int:
    """Erase those who were erased since the backup; gives how many there were."""
    known = set(await Erasures(connection).all())
    again = [each for each in erasures if each not in known]
    for kind, id_, at in again:
        if kind == "member":
            await Members(connection).erase(id_)
        else:
            await Guilds(connection).erase(id_)
        await Erasures(connection).note(kind, id_, at)
    return len(again)


async def _go_on_counting(connection: AsyncConnection, last_ids: dict[str, int]) -> None:
    """Give out no id again that was given out since the backup: buttons in Discord name them."""
    raising = text("UPDATE sqlite_sequence SET seq = max(seq, :last) WHERE name = :table")
    beginning = text(
        "INSERT INTO sqlite_sequence (name, seq) SELECT :table, :last"
        " WHERE EXISTS (SELECT 1 FROM sqlite_schema WHERE name = :table)"
    )
    for table, last in last_ids.items():
        given = {"table": table, "last": last}
        if not (await connection.execute(raising, given)).rowcount:
            await connection.execute(beginning, given)


def _put(
    staged: Path, file: Path, held: sqlite3.Connection | None, now: dt.datetime
) -> Path | None:
    """Put the staged database in place, and give where the one from before is kept."""
    kept = free_name(file, now)
    if held is None:
        return _replace(staged, file, kept)
    part = file.with_name(f".{kept.name}{PARTIAL}")
    try:
        pour_new(held, part)
        sync(part)
        part.replace(kept)
        sync(kept.parent)
    finally:
        discard(part)
    with contextlib.closing(sqlite3.connect(staged)) as source:
        pour(source, held)
    return kept


def _replace(staged: Path, file: Path, kept: Path) -> Path | None:
    """Put it in place of what is no database, or of nothing, and of logs that were left beside it."""
    for end in _LOG_FILES:
        log = file.with_name(f"{file.name}{end}")
        if log.exists():
            log.replace(kept.with_name(f"{kept.name}{end}"))
    was_there = file.exists()
    if was_there:
        try:
            kept.hardlink_to(file)
        except OSError:  # a file system without links
            shutil.copy2(file, kept)
    sync(staged)
    staged.replace(file)
    sync(file.parent)
    return kept if was_there else None


def free_name(file: Path, now: dt.datetime) -> Path:
    """Give a dated name beside a file that nothing has yet."""
    stem = f"{file.stem}.before-restore-{now:%Y%m%dT%H%M%SZ}"
    names = (f"{stem}{end}{file.suffix}" for end in chain([""], (f"-{n}" for n in count(2))))
    return next(each for name in names if not (each := file.with_name(name)).exists())
