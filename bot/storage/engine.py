"""A database address becomes an engine."""

import contextlib
import os
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.domain.errors import HostError

from . import server, sqlite
from .faults import PERCENT, describe
from .foreign import is_foreign

_EXAMPLE = "sqlite+aiosqlite:///data/fasti.sqlite3"
# A user, and a password that goes on after an @: of no file, whose path may have both.
_BARE_AT = re.compile(r"(?!sqlite)[\w+]+://[^:/]*:[^@]*@.*@", re.DOTALL)
_DRIVERS: Final[Mapping[str, str]] = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


def parse_address(address: str) -> URL:
    """Read an address and name the driver that Fasti uses; raises HostError if it cannot be one."""
    if _BARE_AT.match(address):
        raise HostError(
            "The password in the database address has an @ of its own, where a host would begin:"
            f" {PERCENT}, or give it as PGPASSWORD."
        )
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # the text may hold a password, so it is not repeated
        raise HostError(
            f"DATABASE_URL is not a database address: set it to one such as {_EXAMPLE}."
        ) from None
    driver = _DRIVERS.get(url.drivername)
    if driver is None:
        raise HostError(
            f"DATABASE_URL asks for {url.drivername}, which Fasti does not speak:"
            " begin it with sqlite+aiosqlite:/// or postgresql+asyncpg://."
        )
    return url.set(drivername=driver)


def make_engine(url: URL, *, patience: float) -> AsyncEngine:
    """Make the engine, and a SQLite file and its folder.

    `patience` is how long a writer waits for one in another process, in seconds. Raises HostError
    if the driver is not installed, or the file cannot be made.
    """
    try:
        return _MAKERS[url.drivername](url, patience)
    except ModuleNotFoundError as error:
        raise HostError(
            f"DATABASE_URL needs the Python package {error.name}, which is not installed: start"
            f" Fasti with make run EXTRAS=postgres, which installs it, or use SQLite with {_EXAMPLE}."
        ) from error


def _make_sqlite(url: URL, patience: float) -> AsyncEngine:
    if url.query or url.host or (url.database or "").startswith("file:"):
        raise HostError(
            f"DATABASE_URL must name a SQLite file by a plain path, such as {_EXAMPLE}"
            " (four slashes begin an absolute path)."
        )
    arguments = {"timeout": patience, "isolation_level": None}  # we begin transactions ourselves
    if url.database in {None, "", ":memory:"}:
        # One connection is one database in memory, so it is shared in turn, never at once.
        engine = create_async_engine(
            url,
            hide_parameters=True,  # members typed them, and errors are logged
            connect_args=arguments,
            poolclass=AsyncAdaptedQueuePool,
            pool_size=1,
            max_overflow=0,
        )
    else:
        _make_file(url)
        engine = create_async_engine(url, hide_parameters=True, connect_args=arguments)
    sqlite.watch(engine.sync_engine)
    return engine


def _make_postgresql(url: URL, _: float) -> AsyncEngine:
    return server.make(url)


_MAKERS = {"sqlite+aiosqlite": _make_sqlite, "postgresql+asyncpg": _make_postgresql}


def _make_file(url: URL) -> None:
    file = Path(str(url.database))
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # For its owner alone, as SQLite then makes the files beside it; who wants can open it to others.
        with contextlib.suppress(FileExistsError):
            os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        _look_into(file)
    except sqlite3.Error as error:
        raise HostError(describe(error, url)) from error
    except OSError as error:
        raise HostError(
            f"Fasti cannot make {file} for its database ({error.strerror}): let DATABASE_URL name a"
            " file in a folder that Fasti may write to."
        ) from error


def _look_into(file: Path) -> None:
    """Open it here first, for aiosqlite does not wait for its thread if it cannot open a file."""
    with contextlib.closing(sqlite3.connect(file, timeout=0)) as connection:
        try:
            foreign = is_foreign(connection)
        except sqlite3.Error:
            return  # it is told by the first unit of work, which waits for others
    if foreign:
        raise HostError(
            f"{file} is a database of another program: let DATABASE_URL name Fasti's, or a file that"
            " is not there yet."
        )
