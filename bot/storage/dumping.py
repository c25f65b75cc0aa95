"""A database of any kind copied into a file of SQLite's, as it is at one moment."""

import datetime as dt
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import HostError

from .copying import Copy, address_of, finish, make, partial
from .database import Database
from .faults import reason
from .migrate import migrate
from .moving import carry, take_time


async def dump(
    source: AsyncConnection, target: Path, now: dt.datetime, *, replace: bool = False
) -> Copy:
    """Copy all rows that `source` sees, at the latest revision; for whoever has the folder's turn.

    The copy is such a file as `copying.copy` makes. Raises HostError with what keeps it from being
    made; nothing has the name of `target` then that had not before.
    """
    with partial(target, replace=replace) as made:
        make(made)
        try:
            await take_time(source)
            async with Database.open(address_of(made)) as database:
                await migrate(database)
                async with database.migrate() as writing:
                    await carry(source, writing)
        except DBAPIError as error:
            raise HostError(
                f"{target} could not be written whole ({reason(error)}): see that its disk has room "
                "and is well."
            ) from error
        return finish(made, target, now, of=target)
