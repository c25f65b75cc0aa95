"""Migrations bring a database up to the tables that this version of Fasti knows."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import HostError

from .database import Database

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"

_CURRENT = text("SELECT version_num FROM alembic_version")


def revisions(folder: Path = MIGRATIONS) -> tuple[str, ...]:
    """List the revisions that the code knows, oldest first, by file names such as `0001_….py`."""
    files = sorted((folder / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))
    return tuple(file.name.partition("_")[0] for file in files)


async def current_revision(connection: AsyncConnection) -> str | None:
    """Read the revision that the database is at, None before the first migration."""
    if not await connection.run_sync(lambda sync: inspect(sync).has_table("alembic_version")):
        return None
    revision: str | None = await connection.scalar(_CURRENT)
    return revision


async def migrate(database: Database, folder: Path = MIGRATIONS) -> tuple[str, ...]:
    """Run the migrations that the database lacks, each in a transaction; gives their revisions.

    Raises HostError if the database is newer than the code, or if a migration fails; it then
    stays as the migration before it left it.
    """
    async with database.read() as connection:
        lacking = _lacking(await current_revision(connection), revisions(folder))
    return tuple([revision for revision in lacking if await _apply(database, revision, folder)])


def _lacking(current: str | None, known: tuple[str, ...]) -> tuple[str, ...]:
    if current is None:
        return known
    if current not in known:
        raise HostError(
            f"The database is at revision {current}, and this version of Fasti knows none after"
            f" {known[-1]}: start the newer Fasti that last used it, or restore a backup from"
            " before that."
        )
    return known[known.index(current) + 1 :]


async def _apply(database: Database, revision: str, folder: Path) -> bool:
    """Run one migration, unless another process has done so since."""
    try:
        async with database.migrate() as connection:
            if revision not in _lacking(await current_revision(connection), revisions(folder)):
                return False
            await connection.run_sync(_upgrade, revision, folder)
            return True
    except Exception as error:
        reason = str(error).partition("\n")[0]
        raise HostError(
            f"Migration {revision} failed and changed nothing ({reason}): start the Fasti that ran"
            " before, and report this to those who make it."
        ) from error


def _upgrade(connection: Connection, revision: str, folder: Path) -> None:
    # Imported here because it takes 0.4 s, and most starts have nothing to migrate.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    command.upgrade(config, revision)
