"""`fasti migrate-database`: a database moved to another kind of database."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from sqlalchemy.engine import URL

from bot import settings
from bot.domain.errors import HostError
from bot.domain.words import plural
from bot.storage.alone import DamagedError, alone
from bot.storage.copying import file_of
from bot.storage.database import Database
from bot.storage.engine import parse_address
from bot.storage.faults import shown
from bot.storage.migrate import migrate
from bot.storage.moving import is_used, move

from .beside import refuse_others


def migrate_database(source: str, target: str) -> None:
    """Move all rows from one database to another, which is DATABASE_URL if left out; prints how many.

    Raises HostError with what keeps it from that; neither database is changed then, but that the
    new one may have tables.
    """
    old, new = _address(source), _address(target or settings.load().database_url)
    _refuse_unfit(old, new)
    moved = asyncio.run(_move(old, new))
    rows = plural(sum(moved.values()), "row")
    print(  # noqa: T201 - the command's output
        f"{rows} moved to {_named(parse_address(new))}, compared and complete.\n"
        "Start Fasti with DATABASE_URL naming that, and none on the old database any more: it would "
        "post a second time what the other has posted. The old one is as it was."
    )


def _address(given: str) -> str:
    """Give the address of a database, which may be named as a file."""
    return given if ":" in given else f"sqlite:///{Path(given).expanduser().absolute()}"


def _refuse_unfit(old: str, new: str) -> None:
    if parse_address(old) == parse_address(new):
        raise HostError(
            "Both are the same database: name the old one, and let DATABASE_URL name the new one."
        )
    for address in (old, new):
        if parse_address(address).drivername.startswith("sqlite") and file_of(address) is None:
            raise HostError("A database in memory cannot be moved: name the file of one.")
    file = file_of(old)
    if file is not None:
        _refuse_used_file(file)


def _refuse_used_file(file: Path) -> None:
    if not file.is_file():
        raise HostError(f"There is no database {file} to move: name the file of one.")
    try:
        with alone(file):
            pass
    except DamagedError as error:
        raise HostError(f"{file} is damaged, or no database ({error}): name another.") from error


async def _move(old: str, new: str) -> Mapping[str, int]:
    async with Database.open(old) as source:
        await refuse_others(source)
        if file_of(old) is None:
            async with source.read() as connection:
                if await is_used(connection):
                    raise HostError(
                        f"A Fasti runs on {_named(parse_address(old))}: stop it, then try again."
                    )
        async with Database.open(new) as target:
            await migrate(target)
            with _progress() as progress:
                tasks: dict[str, TaskID] = {}

                def tell(table: str, done: int, count: int) -> None:
                    if table not in tasks:
                        tasks[table] = progress.add_task(table, total=count)
                    progress.update(tasks[table], completed=done)

                return await move(source, target, tell)


def _progress() -> Progress:
    """Make bars that are seen on a terminal alone."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description:>14}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)


def _named(url: URL) -> str:
    return str(url.database) if url.host is None else shown(url)
