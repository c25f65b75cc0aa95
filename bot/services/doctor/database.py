"""The database: its version, whether it is whole, and how large it has become."""

import datetime as dt
import stat
from collections.abc import Sequence
from pathlib import Path

from bot.domain.ports import Clock
from bot.storage.checkup import FileFacts, ServerFacts, file_facts, server_facts
from bot.storage.database import Database
from bot.storage.engine import parse_address
from bot.storage.faults import shown
from bot.storage.migrate import current_revision, revisions

from .examining import aside
from .findings import Finding, fine, mend

PATIENCE = 3.0
"""Seconds that we wait for others to end their writing."""
_LARGE_LOG = 256 * 1024 * 1024
_FEW_CONNECTIONS = 10  # a Fasti's own
_MOST_SKEW = dt.timedelta(seconds=5)
_NAME = "database"


class DatabaseFile:
    """A database in a SQLite file; None is one in memory."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    async def look(self) -> Sequence[Finding]:
        """Look at the file, and have SQLite check it."""
        file = self._file
        if file is None:
            remedy = "Let DATABASE_URL name a file, such as sqlite+aiosqlite:///data/fasti.sqlite3."
            return [mend(_NAME, "It is in memory, and gone when Fasti ends", remedy)]
        if not file.exists():
            return [fine(_NAME, f"There is no {file} yet; the first start makes it")]
        facts = await aside(lambda is_over: file_facts(file, is_over))
        return [_judged(file, facts), *_writing(file, facts), *_reading(file, facts)]


def _judged(file: Path, facts: FileFacts) -> Finding:
    if facts.fault:
        remedy = "Stop Fasti, and put a backup in its place: fasti restore FILE."
        return mend(_NAME, f"{file} is damaged ({facts.fault})", remedy)
    if facts.is_foreign:
        remedy = "Let DATABASE_URL name Fasti's, or a file that is not there yet."
        return mend(_NAME, f"{file} is a database of another program", remedy)
    saw = (
        f"{file}, {_revision(facts.revision)}, whole, {_megabytes(facts.size)} "
        f"({_megabytes(facts.free)} free within), log {_megabytes(facts.log_size)}, "
        f"SQLite {facts.version}"
    )
    if facts.revision is not None and facts.revision not in revisions():
        return _newer(facts.revision)
    if facts.log_size > _LARGE_LOG:
        remedy = (
            "Close what else has it open, such as a database browser; Fasti then empties the log."
        )
        return mend(_NAME, saw, remedy)
    return fine(_NAME, saw)


def _writing(file: Path, facts: FileFacts) -> Sequence[Finding]:
    if facts.may_write:
        return []
    remedy = f"Let the user that runs Fasti write to the file and its folder {file.parent}."
    return [mend("writing to it", f"This user may not write to {file}", remedy)]


def _reading(file: Path, facts: FileFacts) -> Sequence[Finding]:
    """Look who else may read it; what a host has set for a group is meant, as far as we know."""
    name, remedy = "reading it", f"chmod o-rwx {file}"
    if facts.mode & (stat.S_IROTH | stat.S_IWOTH) and file.parent.stat().st_mode & stat.S_IXOTH:
        return [mend(name, f"Everybody on this machine may read {file}", remedy)]
    if facts.mode & (stat.S_IRGRP | stat.S_IWGRP):
        advice = f"If that is not meant: chmod go-rwx {file}"
        return [fine(name, f"The group of {file} may read it", advice)]
    return []


def _revision(revision: str | None) -> str:
    latest = revisions()[-1]
    if revision == latest:
        return f"revision {revision}"
    return f"revision {revision or 'none'}, which the next start brings to {latest}"


def _newer(revision: str) -> Finding:
    return mend(
        _NAME,
        f"It is at revision {revision}, and this version of Fasti knows none after {revisions()[-1]}",
        "Start the newer Fasti that last used it, or restore a backup from before that.",
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"


class DatabaseServer:
    """A database on a PostgreSQL server."""

    def __init__(self, address: str, clock: Clock) -> None:
        self._address = address
        self._clock = clock

    async def look(self) -> Sequence[Finding]:
        """Connect, and ask it about itself; raises HostError if it cannot be used."""
        async with (
            Database.open(self._address, patience=PATIENCE) as database,
            database.read() as connection,
        ):
            revision = await current_revision(connection)
            facts = await server_facts(connection)
        if revision is not None and revision not in revisions():
            return [_newer(revision)]
        name = shown(parse_address(self._address))
        backups = fine(
            "backups",
            "On PostgreSQL Fasti makes none by itself",
            "Let cron or the like run fasti backup FILE.",
        )
        return [self._judged(f"{name}, {_revision(revision)}", facts), backups]

    def _judged(self, name: str, facts: ServerFacts) -> Finding:
        saw = (
            f"{name}, {_megabytes(facts.size)}, {facts.connections} of {facts.most} connections, "
            f"PostgreSQL {facts.version}"
        )
        if facts.connections + _FEW_CONNECTIONS > facts.most:
            return mend(_NAME, saw, "Raise its max_connections, or end what else uses it.")
        ahead = facts.now - self._clock.now()
        if abs(ahead) > _MOST_SKEW:
            told = f"{saw}; its clock and ours are {abs(ahead).total_seconds():.0f} s apart"
            return mend(_NAME, told, "Let both machines follow a time server.")
        return fine(_NAME, saw)
